"""A text as its words alone: a pattern finds what mark-up would part, as in 由**43件**降到6件."""

from __future__ import annotations

import re
from collections.abc import Iterator

from casebook.check.numerals import fold
from casebook.check.places import Lines
from casebook.problem import Place
from casebook.prose import Section, Text

_MARKS = re.compile(r"\*\*|\[\^[^\]\n]+\](?!:)")  # bold words, references of notes
_SENTENCE_END = "。！？；!?;\n"


class BareText:
    """The source of a text without marks of emphasis and notes, its digits folded.

    Offsets count characters of `words` from 0; lines are those of the file.
    """

    def __init__(self, text: Text) -> None:
        self._text = text
        self.words = fold(_MARKS.sub("", text.source))
        self._lines = Lines(text.file, self.words)

    def place(self, offset: int) -> Place:
        """Return the place in the file of a character of `words`."""
        there = offset
        for mark in _MARKS.finditer(self._text.source):
            if mark.start() > there:
                break
            there += len(mark[0])
        return Lines(self._text.file, self._text.source).place(there)

    def sections(self) -> Iterator[tuple[Section, int, int]]:
        """Yield each section with the start of its heading's line and its end."""
        parts = self._text.sections
        starts = [self._lines.starts[part.place.line - 1] for part in parts]
        yield from zip(parts, starts, [*starts[1:], len(self.words)], strict=True)

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """Return the bounds of the sentence around a piece."""
        first = max(self.words.rfind(mark, 0, start) for mark in _SENTENCE_END) + 1
        ends = (self.words.find(mark, end) for mark in _SENTENCE_END)
        return first, min((e for e in ends if e >= 0), default=len(self.words))
