"""The last look before anything leaves: the whole output is searched for personal data.

It reads what was made, not what it was made from: so it also finds what a template, a library or a
fault of this program has put there.
"""

from casebook.leaks.report import NAMES, if_ordinary
from casebook.leaks.scan import find_leaks, refuse_leaks

__all__ = ["NAMES", "find_leaks", "if_ordinary", "refuse_leaks"]
