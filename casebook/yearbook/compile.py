"""Typst: from a folder of templates and data to a PDF and its page map."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal

import typst

from casebook.paths import HOME
from casebook.problem import RefusalError, Said
from casebook.yearbook.drawing import Medium

Standard = Literal["1.6", "1.7", "a-2a", "ua-1"]
STANDARDS: dict[Medium, tuple[Standard, ...]] = {
    "screen": ("a-2a", "ua-1"),  # for reading: archivable, tagged, with bookmarks
    "press": ("1.6",),  # CMYK is an error in PDF/A; what a press wants besides is added afterwards
}
# the place of everything that the templates label <place>, and the number of the text's pages
_PLACES = (
    "(places: query(<place>).map(m => (kind: m.value.kind, key: m.value.key,"
    " page: counter(page).at(m.location()).first(), sheet: m.location().page())),"
    " text: query(<last>).first().value)"
)


class SetError(RefusalError):
    """The book could not be set, or was set with a warning; says what Typst said."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            Said(f"年鉴没有排成。Typst：\n{reason}", f"the yearbook was not set. Typst:\n{reason}")
        )


@dataclass(frozen=True, slots=True)
class Sheets:
    """A compiled volume: the PDF's bytes, and the place of everything that is labelled.

    A place is a printed page and a page of the PDF. `count` are the pages of the PDF, `text` those
    of the bound text: no cover, but what fills the last signature.
    """

    pdf: bytes
    cases: dict[str, tuple[int, int]]
    ends: dict[str, tuple[int, int]]
    chapters: dict[str, tuple[int, int]]
    count: int
    text: int


@cache
def fonts_of(folder: Path) -> typst.Fonts:
    """Return the fonts of a folder and none else, so that every machine sets the same book."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]
    )


def compile_book(folder: Path, fonts: Path, day: date, standards: Sequence[Standard]) -> Sheets:
    """Set `main.typ` of a folder in a process of its own; `day` is the date that the file bears.

    Raises SetError for errors and for warnings: a warning of a typesetter is a fault in print.
    """
    answer = _asked(
        {
            "folder": str(folder.resolve()),
            "fonts": str(fonts.resolve()),
            "standards": list(standards),
            "stamp": int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()),
            "ask": _PLACES,
        }
    )
    if answer["error"]:
        raise SetError(without_folder(answer["error"], folder))
    if answer["warnings"]:
        raise SetError("\n".join(without_folder(said, folder) for said in answer["warnings"]))

    found = answer["found"]

    def places(kind: str) -> dict[str, tuple[int, int]]:
        return {f["key"]: (f["page"], f["sheet"]) for f in found["places"] if f["kind"] == kind}

    return Sheets(
        (folder / "book.pdf").read_bytes(),
        places("case"),
        places("case-end"),
        places("chapter"),
        count=places("end")[""][1],
        text=found["text"],
    )


def _asked(job: dict[str, Any]) -> dict[str, Any]:
    """Let `casebook.typesetter` do a job; raises SetError where its process ends without answer."""
    process = subprocess.run(
        [sys.executable, "-m", "casebook.typesetter"],
        input=json.dumps(job),
        capture_output=True,
        encoding="utf-8",
        cwd=HOME,
        check=False,
    )
    if process.returncode:
        said = process.stderr.strip().rpartition("\n")[2] or "too little memory?"
        raise SetError(f"the process has ended with {process.returncode}: {said}")
    return dict(json.loads(process.stdout))


def without_folder(text: str, folder: Path) -> str:
    """Return what Typst said without the names of temporary folders."""
    return re.sub(rf"\S*{re.escape(folder.name)}/", "", text)
