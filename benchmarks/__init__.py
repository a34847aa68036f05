"""How long a build takes: see README.md."""
