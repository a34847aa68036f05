"""A text as its words alone: a pattern finds what mark-up would part, as in 由**43件**降到6件."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate

from casebook.check.numerals import fold
from casebook.check.places import Lines
from casebook.problem import Place
from casebook.prose import Section, Text

_MARKS = re.compile(r"\*\*|\[\^[^\]\n]{1,60}\](?!:)")  # bold words, references of notes
_SENTENCE_END = "。！？；!?;\n"
_REACH = 200  # characters; what stands farther before belongs to something else


class BareText:
    """The source of a text without marks of emphasis and notes, its digits folded.

    Offsets count characters of `words` from 0; lines are those of the file.
    """

    def __init__(self, text: Text) -> None:
        self._text = text
        self.words = fold(_MARKS.sub("", text.source))

    def place(self, offset: int) -> Place:
        """Return the place in the file of a character of `words`."""
        bare, left_out = self._marks
        return self._lines.place(offset + left_out[bisect_right(bare, offset)])

    def sections(self) -> Iterator[tuple[Section, int, int]]:
        """Yield each section with the start of its heading's line and its end."""
        parts = self._text.sections
        lines = Lines(self._text.file, self.words)
        starts = [lines.starts[part.place.line - 1] for part in parts]
        yield from zip(parts, starts, [*starts[1:], len(self.words)], strict=True)

    def before(self, offset: int) -> str:
        """Return what stands in the same sentence before a character, no more than is near."""
        near = self.words[max(offset - _REACH, 0) : offset]
        return near[max(map(near.rfind, _SENTENCE_END)) + 1 :]

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self._text.file, self._text.source)

    @cached_property
    def _marks(self) -> tuple[list[int], list[int]]:
        """Return where marks were left out of `words`, and how many characters up to each."""
        marks = list(_MARKS.finditer(self._text.source))
        left_out = list(accumulate((len(mark[0]) for mark in marks), initial=0))
        return [mark.start() - gone for mark, gone in zip(marks, left_out, strict=False)], left_out
