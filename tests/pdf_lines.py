"""The lines of a PDF as they stand on the page: characters with their boxes, joined by baseline."""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import bare_text
import pypdfium2
from pypdfium2 import raw


@dataclass(frozen=True, slots=True)
class Letter:
    """A character; pt from the page's left and top. `box` is its ink: left, top, right, bottom."""

    text: str
    x: float
    baseline: float
    size: float
    font: str
    box: tuple[float, float, float, float]
    advance: float
    """Where the next letter would stand: the right side of the em box"""


@dataclass(frozen=True)
class Line:
    """Letters on one baseline without a wide gap between them."""

    letters: tuple[Letter, ...]

    @cached_property
    def text(self) -> str:
        """What the line says, without spaces."""
        return "".join(letter.text for letter in self.letters)

    @property
    def first(self) -> Letter:
        """The leftmost letter."""
        return self.letters[0]

    @property
    def last(self) -> Letter:
        """The rightmost letter."""
        return self.letters[-1]

    @property
    def size(self) -> float:
        """Size of most letters, pt."""
        sizes = [round(letter.size, 1) for letter in self.letters]
        return max(set(sizes), key=sizes.count)

    @property
    def font(self) -> str:
        """Font of most letters."""
        fonts = [letter.font for letter in self.letters]
        return max(sorted(set(fonts)), key=fonts.count)

    @property
    def baseline(self) -> float:
        """Pt below the page's top."""
        found = [letter.baseline for letter in self.letters if abs(letter.size - self.size) < 0.2]
        return max(set(found), key=found.count)

    @property
    def ink(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of all ink, pt."""
        boxes = [letter.box for letter in self.letters]
        left, top = min(b[0] for b in boxes), min(b[1] for b in boxes)
        return left, top, max(b[2] for b in boxes), max(b[3] for b in boxes)


@dataclass(frozen=True)
class Sheet:
    """A page: its size, pt, its letters in the order of the file, its pictures' boxes."""

    number: int
    width: float
    height: float
    letters: tuple[Letter, ...]
    pictures: tuple[tuple[float, float, float, float], ...]

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """All lines from top to bottom; a gap of two ems, of the smaller letter, makes another."""
        rows: dict[float, list[Letter]] = {}
        for letter in sorted(self.letters, key=lambda letter: letter.baseline):
            near = next((y for y in reversed(rows) if abs(y - letter.baseline) < 0.3), None)
            rows.setdefault(letter.baseline if near is None else near, []).append(letter)
        lines = [line for row in rows.values() for line in _split(sorted(row, key=lambda r: r.x))]
        return tuple(sorted(lines, key=lambda line: (round(line.baseline, 1), line.first.x)))


def _split(row: list[Letter]) -> Iterator[Line]:
    start = 0
    for i, (left, right) in enumerate(pairwise(row), 1):
        if right.x - left.advance > 2 * min(left.size, right.size):
            yield Line(tuple(row[start:i]))
            start = i
    yield Line(tuple(row[start:]))


def sheets(pdf: Path) -> list[Sheet]:
    """Read every page of a file."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [_sheet(document[i], i + 1) for i in range(len(document))]


def bare(text: str) -> str:
    """Return a text without white space, invisible characters and hyphens."""
    return "".join(c for c in bare_text.bare(text) if c not in "-‐")


def _sheet(page: pypdfium2.PdfPage, number: int) -> Sheet:
    width, height = page.get_size()
    text = page.get_textpage()
    letters = tuple(_letters(text, text.count_chars(), height))
    pictures = tuple(
        (left, height - top, right, height - bottom)
        for found in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=8)
        for left, bottom, right, top in [found.get_bounds()]
    )
    return Sheet(number, width, height, letters, pictures)


def _letters(page: pypdfium2.PdfTextPage, count: int, height: float) -> Iterator[Letter]:
    x, y = ctypes.c_double(), ctypes.c_double()
    name, flags = ctypes.create_string_buffer(200), ctypes.c_int()
    for i in range(count):
        text = chr(raw.FPDFText_GetUnicode(page, i))
        if (
            text.isspace()
            or raw.FPDFText_IsGenerated(page, i)
            or unicodedata.category(text) == "Cf"
        ):
            continue
        raw.FPDFText_GetCharOrigin(page, i, x, y)
        raw.FPDFText_GetFontInfo(page, i, name, 200, flags)
        left, bottom, right, top = page.get_charbox(i)
        loose = page.get_charbox(i, loose=True)
        yield Letter(
            text,
            x.value,
            round(height - y.value, 2),
            raw.FPDFText_GetFontSize(page, i),
            name.value.decode("utf-8", "replace").partition("+")[2],
            (left, height - top, right, height - bottom),
            loose[2],
        )
