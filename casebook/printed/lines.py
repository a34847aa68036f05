"""The printed lines of a PDF's pages, and where words stand in them."""

from __future__ import annotations

import ctypes
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

_FURNITURE = "Artifact"  # running heads, folios, thumb marks: they are no lines of the text
_WINDOWS = (24, 12, 6)  # letters on each side of the one that is looked for
_SAME = 0.5  # of a letter's height: below it two letters stand on one line


@dataclass(slots=True)
class Line:
    """A line on a page: its letters without spaces; its box in pt from the lower left corner."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class Spot:
    """Where words stand: the page of the PDF, from 1, and the line in its column of text.

    `from_foot` is the same line counted from the last one of the page.
    """

    sheet: int
    line: int
    from_foot: int


def lines_of(page: pypdfium2.PdfPage) -> list[Line]:
    """Return the lines of a page in reading order, without the furniture of the page."""
    textpage = page.get_textpage()
    found: list[Line] = []
    box = pdfium.FS_RECTF()
    for index in range(textpage.count_chars()):
        letter = bare_letters(chr(pdfium.FPDFText_GetUnicode(textpage, index)))
        if not letter or _is_furniture(textpage, index):
            continue
        pdfium.FPDFText_GetLooseCharBox(textpage, index, ctypes.byref(box))
        _put(found, Line(letter, box.left, box.bottom, box.right, box.top))
    return found


def _put(lines: list[Line], letter: Line) -> None:
    last = lines[-1] if lines else None
    em = letter.top - letter.bottom
    # what stands in the margin beside a line is none of it
    if last and _level(last, letter) and -em <= letter.left - last.right <= em:
        last.text += letter.text
        last.right = max(last.right, letter.right)
        last.bottom, last.top = min(last.bottom, letter.bottom), max(last.top, letter.top)
    else:
        lines.append(letter)


def _level(one: Line, other: Line) -> bool:
    middle = abs(one.top + one.bottom - other.top - other.bottom) / 2
    return middle < _SAME * min(one.top - one.bottom, other.top - other.bottom)


def _is_furniture(textpage: pypdfium2.PdfTextPage, index: int) -> bool:
    """Return whether a letter is marked as an artifact (ISO 32000-1, 14.8.2.2)."""
    found = pdfium.FPDFText_GetTextObject(textpage, index)
    if not found:
        return False
    marks = pdfium.FPDFPageObj_CountMarks(found)
    return any(_name(pdfium.FPDFPageObj_GetMark(found, n)) == _FURNITURE for n in range(marks))


def _name(mark: object) -> str:
    room, used = (ctypes.c_ushort * 64)(), ctypes.c_ulong()
    pdfium.FPDFPageObjMark_GetName(mark, room, ctypes.sizeof(room), ctypes.byref(used))
    return bytes(room)[: used.value].decode("utf-16-le").rstrip("\0")


class Printed:
    """The pages on which a case is printed, as text that can be searched."""

    def __init__(self, volume: Path, first: int, last: int) -> None:
        """Read pages of a PDF, counted from 1."""
        self._lines: list[tuple[int, Line, list[Line]]] = []
        with pypdfium2.PdfDocument(volume) as document:
            for sheet in range(first, last + 1):
                lines = lines_of(document[sheet - 1])
                self._lines.extend((sheet, line, lines) for line in lines)
        self._starts: list[int] = []
        self._text = ""
        for _, line, _ in self._lines:
            self._starts.append(len(self._text))
            self._text += line.text
        self._read = 0  # how far earlier words were found: pieces are asked for in order of print

    def find(self, text: str, at: int = 0) -> Spot | None:
        """Return where the letter `at` of a printed text stands; None where it is not found.

        Where other things stand between its lines (a picture, a foot of a page), the words around
        the letter are looked for.
        """
        for start, end in ((0, len(text)), *((at - n, at + n) for n in _WINDOWS)):
            start = max(0, start)
            wanted, before = bare_letters(text[start:end]), bare_letters(text[start:at])
            if len(wanted) > 1 and (found := self._next(wanted)) >= 0:
                self._read = found
                return self._spot(found + min(len(before), len(wanted) - 1))
        return None

    def _next(self, wanted: str) -> int:
        found = self._text.find(wanted, self._read)
        return found if found >= 0 else self._text.find(wanted)

    def _spot(self, place: int) -> Spot:
        sheet, line, page = self._lines[bisect_right(self._starts, place) - 1]
        column = [other for other in page if other.left < line.right and other.right > line.left]
        levels: list[Line] = []
        for other in sorted(column, key=lambda o: -o.top):
            if not levels or not _level(levels[-1], other):
                levels.append(other)
        above = sum(other.bottom > line.top - (line.top - line.bottom) / 2 for other in levels)
        return Spot(sheet, above + 1, len(levels) - above)


def bare_letters(text: str) -> str:
    """Return a text as two readings of it agree: one form of each letter, no space, no joiner."""
    kept = (c for c in unicodedata.normalize("NFKC", text) if not c.isspace())
    return "".join(c for c in kept if unicodedata.category(c) not in ("Cf", "Cc", "Cn", "Cs"))
