"""The edition as an EPUB 3: the words of the printed book, flowing on a reader's own page."""

from casebook.epub.build import build_epub

__all__ = ["build_epub"]
