"""Typst: from a folder of templates and data to a PDF and its page map."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal

import typst

from casebook.problem import RefusalError, Said
from casebook.yearbook.drawing import Medium

Standard = Literal["1.6", "1.7", "a-2a", "ua-1"]
STANDARDS: dict[Medium, tuple[Standard, ...]] = {
    "screen": ("a-2a", "ua-1"),  # for reading: archivable, tagged, with bookmarks
    "press": ("1.6",),  # CMYK is an error in PDF/A; what a press wants besides is added afterwards
}


class SetError(RefusalError):
    """The book could not be set, or was set with a warning; says what Typst said."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            Said(f"年鉴没有排成。Typst：\n{reason}", f"the yearbook was not set. Typst:\n{reason}")
        )


@dataclass(frozen=True, slots=True)
class Sheets:
    """A compiled book: the PDF's bytes, and the place of everything that is labelled.

    A place is a printed page and a page of the PDF.
    """

    pdf: bytes
    cases: dict[str, tuple[int, int]]
    ends: dict[str, tuple[int, int]]
    chapters: dict[str, tuple[int, int]]
    count: int


@cache
def fonts_of(folder: Path) -> typst.Fonts:
    """Return the fonts of a folder and none else, so that every machine sets the same book."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]
    )


def compile_book(folder: Path, fonts: Path, day: date, standards: Sequence[Standard]) -> Sheets:
    """Set `main.typ` of a folder; `day` is the date that the file bears.

    Raises SetError for errors and for warnings: a warning of a typesetter is a fault in print.
    """
    compiler = typst.Compiler(folder / "main.typ", root=folder, font_paths=fonts_of(fonts))
    stamp = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
    try:
        pdf, warnings = compiler.compile_with_warnings(
            format="pdf", pdf_standards=list(standards), timestamp=stamp
        )
        pages = _pages(compiler)
    except typst.TypstError as error:
        raise SetError(without_folder(error.diagnostic or str(error), folder)) from error
    if not isinstance(pdf, bytes):
        raise SetError("Typst gave no PDF")
    if warnings:
        said = "\n".join(without_folder(w.diagnostic or str(w), folder) for w in warnings)
        raise SetError(said)

    def places(kind: str) -> dict[str, tuple[int, int]]:
        return {key: (page, sheet) for found, key, page, sheet in pages if found == kind}

    ends = places("end")
    return Sheets(pdf, places("case"), places("case-end"), places("chapter"), ends[""][1])


def _pages(compiler: typst.Compiler) -> list[tuple[str, str, int, int]]:
    """Ask for the place of everything that the templates label `<place>`."""
    found: list[dict[str, Any]] = json.loads(
        compiler.eval(
            "query(<place>).map(m => (kind: m.value.kind, key: m.value.key,"
            " page: counter(page).at(m.location()).first(), sheet: m.location().page()))"
        )
    )
    return [(f["kind"], f["key"], f["page"], f["sheet"]) for f in found]


def without_folder(text: str, folder: Path) -> str:
    """Return what Typst said without the names of temporary folders."""
    return re.sub(rf"\S*{re.escape(folder.name)}/", "", text)
