"""Search a file that was made for personal data."""

from __future__ import annotations

import re
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal
from zipfile import BadZipFile

import brotli
import pikepdf
import pypdfium2

from casebook.leaks.part import Part
from casebook.leaks.read import parts_of
from casebook.personal import PUBLISHED_NEVER, Finding, Kind, find_personal_data
from casebook.private import Known
from casebook.problem import Said

_AROUND = 14  # characters of a page shown on each side of what was found
UNREADABLE = (
    (BadZipFile, zlib.error, brotli.error, pikepdf.PdfError, pypdfium2.PdfiumError)
    + (UnicodeError, EOFError, OSError)
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Leak:
    """What was found in a file, and where; `value` is told to nobody.

    `place` is a line and a column where the file has them, `source` the line of `private/` that
    names the value, `count` how often it stands in the file.
    """

    file: str
    where: Said
    kind: Kind | Literal["metadata", "unreadable"]
    masked: str = ""
    context: str = ""
    place: tuple[int, int] | None = None
    source: str = ""
    value: str = field(default="", repr=False)
    count: int = 1


def leaks_in(name: str, data: bytes, known: Known, public: Collection[str]) -> list[Leak]:
    """Return what a file tells of people; of a value that stands there often, the first place."""
    found: dict[tuple[str, str], Leak] = {}
    places = set()  # a text that is read in two ways has one place
    for leak in _leaks(name, data, known, public):
        if leak.place and (leak.file, leak.kind, leak.place) in places:
            continue
        places.add((leak.file, leak.kind, leak.place))
        key = (leak.kind, value_key(leak.value) or leak.where.en)
        first = found.setdefault(key, leak)
        if first is not leak:
            found[key] = replace(first, count=first.count + 1)
    return list(found.values())


def leaks_in_name(name: str, known: Known, public: Collection[str]) -> Iterator[Leak]:
    """Yield what the path of a file tells."""
    where = Said("文件名里", "the file name")
    yield from _of_part(name, Part(name, where), known, public)


def value_key(value: str) -> str:
    """Return what all spellings of a number or a name have in common."""
    return re.sub(r"\W", "", value).casefold()


def all_findings(
    text: str, known: Known, public: Collection[str], looked: str = "text"
) -> list[Finding]:
    """Return the personal data of a text; of two at one place, the value of `private/`."""
    found = list(known.find(text)) if known else []
    if looked != "values":
        found += [
            one
            for one in find_personal_data(text, public, code=looked == "code")
            if not any(one.start < other.end and other.start < one.end for other in found)
        ]
    return found


def _leaks(name: str, data: bytes, known: Known, public: Collection[str]) -> Iterator[Leak]:
    try:
        for part in parts_of(name, data):
            yield from _of_part(name, part, known, public)
    except UNREADABLE as error:
        yield Leak(name, Said("整个文件", "the whole file"), "unreadable", value=str(error))


def _of_part(name: str, part: Part, known: Known, public: Collection[str]) -> Iterator[Leak]:
    file = f"{name}!/{part.member}" if part.member else name
    if part.unwanted:
        yield Leak(file, part.where, "metadata", value=part.where.en)
    found = [
        one
        for one in all_findings(part.text, known, public, part.looked)
        if one.kind in PUBLISHED_NEVER
    ]
    for one in found:
        yield Leak(
            file,
            part.where,
            one.kind,
            one.masked,
            _context(part, one, found) if part.looked == "text" and not part.unwanted else "",
            part.place(one.start),
            one.source,
            part.text[one.start : one.end],
        )


def _context(part: Part, one: Finding, found: list[Finding]) -> str:
    """Return what stands around a finding, every digit and every other finding hidden."""
    start, end = max(0, one.start - _AROUND), one.end + _AROUND
    pieces, at = [], start
    for other in sorted(found, key=lambda finding: finding.start):
        if other.end > start and other.start < end and other.start >= at:
            pieces += [re.sub(r"\d", "*", part.text[at : other.start]), other.masked]
            at = other.end
    pieces.append(re.sub(r"\d", "*", part.text[at:end]))
    return " ".join("".join(pieces).split())
