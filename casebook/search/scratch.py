"""What Pagefind is given of a case: one page of words, both languages one after the other."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from casebook.gzipped import gzipped
from casebook.problem import LOCALES, Locale
from casebook.search.record import Record
from casebook.search.tokens import fold
from casebook.search.words import normal, single, words

# These end a line. One would do if every word of a phrase were asked for; of a phrase of pairs
# every other one is, and the line's end could stand in the place of the one between.
LINE = "␤"
_END_OF_LINE = (LINE, LINE)

# The lines of title, name and place, then of the summary, then of the text.
Zones = tuple[Sequence[str], Sequence[str], Sequence[str]]


@dataclass(frozen=True)
class Scratch:
    """A page for Pagefind, and what the search page needs beside the index.

    `zones` are the places of words at which title, name and place, then summary, then text end,
    first in Chinese, then in English; `texts` are the files that excerpts are cut from.
    """

    url: str
    words: tuple[str, ...]
    zones: tuple[int, ...]
    texts: Mapping[Locale, bytes]

    def parts(self, locale: Locale) -> list[int]:
        """Return where the language begins, and how long title, name, place and summary are."""
        at = 3 * LOCALES.index(locale)
        start = self.zones[at - 1] if at else 0
        head, lead, _ = self.zones[at : at + 3]
        return [start or self.zones[2], head - start, lead - head]

    def html(self) -> str:
        """Return the page."""
        body = escape(" ".join(self.words), quote=False)
        return f'<!doctype html><html lang="en"><body><p>{body}</p></body></html>\n'


def scratch_of(records: Sequence[Record]) -> Scratch:
    """Make the page of the records of one case, one for each language that it has.

    Its address changes with the texts, and so does Pagefind's name for it, after which the texts
    are named.
    """
    texts = {record.locale: _text(record) for record in records}
    found, zones = words_of({record.locale: _zones(record) for record in records})
    digest = hashlib.sha256(b"\0".join(texts.values())).hexdigest()[:12]
    return Scratch(f"{records[0].url}{digest}/", found, zones, texts)


def words_of(texts: Mapping[Locale, Zones]) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Return the words of a case's texts in the index's order, and where each zone of them ends."""
    found: list[str] = []
    ends = []
    for locale in LOCALES:
        for lines in texts.get(locale, ((), (), ())):
            plain = [normal(line) for line in lines]
            for line in plain:
                found += (*words(line), *_END_OF_LINE)
            if plain:
                found += (*single(plain), *_END_OF_LINE)
            ends.append(len(found))
    return tuple(found), tuple(ends)


def _zones(record: Record) -> Zones:
    text = [
        line
        for passage in record.passages
        for line in (passage.heading, *passage.text.split("\n"))
        if line.strip()
    ]
    return [record.title, record.name, record.place], [record.summary], text


def _text(record: Record) -> bytes:
    """Return title, name, place, summary, and `[anchor, heading, line …]` of each passage.

    Passages without an address come first: they belong to no heading before them.
    """
    passages = [
        [p.anchor, *map(fold, (p.heading, *filter(str.strip, p.text.split("\n"))))]
        for p in sorted(record.passages, key=lambda p: bool(p.anchor))
    ]
    head = (record.title, record.name, record.place, record.summary.replace("\n", " "))
    content = json.dumps([*map(fold, head), passages], ensure_ascii=False, separators=(",", ":"))
    return gzipped(content.encode())
