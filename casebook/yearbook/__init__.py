"""The printed yearbook: data, fonts, Typst, page map."""

from casebook.yearbook.build import Built, build_yearbook, last_built
from casebook.yearbook.compile import SetError
from casebook.yearbook.glyphs import check_glyphs

__all__ = ["Built", "SetError", "build_yearbook", "check_glyphs", "last_built"]
