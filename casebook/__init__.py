"""casebook: a library of residential-community cases, checked, on a website and in a yearbook."""

__version__ = "0.1.0"
