"""Texts compared without what a file format or a line's end has done to them."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pypdfium2

_INVISIBLE = ("Cf", "Cc", "Cn")  # joiners, places to break, what a PDF's text has in their stead


def bare(text: str) -> str:
    """Return a text as NFKC without white space and invisible characters."""
    kept = (c for c in unicodedata.normalize("NFKC", text) if not c.isspace())
    return "".join(c for c in kept if unicodedata.category(c) not in _INVISIBLE)


def bare_pages(pdf: Path) -> list[str]:
    """Return the bare text of each page of a PDF."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [bare(page.get_textpage().get_text_range()) for page in document]
