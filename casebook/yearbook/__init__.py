"""The printed yearbook: data, fonts, Typst, page map."""

from casebook.yearbook.build import build_yearbook, last_built
from casebook.yearbook.compile import SetError
from casebook.yearbook.glyphs import check_glyphs
from casebook.yearbook.made import Built, CasePages, Volume

__all__ = [
    "Built",
    "CasePages",
    "SetError",
    "Volume",
    "build_yearbook",
    "check_glyphs",
    "last_built",
]
