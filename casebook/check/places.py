"""Where in a file a piece of text stands, to the column."""

from __future__ import annotations

import re
from bisect import bisect_right

from casebook.problem import Place
from casebook.prose import Text

# What looks like mark-up but is not: an escaped character, a fenced block, a code span.
_NOT_MARKUP = re.compile(
    r"\\[!-/:-@\[-`{-~]|^(`{3,}|~{3,})[^\n]*\n.*?(?:^\1|\Z)|(?<!`)(`+)(?!`).{1,400}?(?<!`)\2(?!`)",
    re.DOTALL | re.MULTILINE,
)
_REACH = 20_000  # characters that are searched for a piece whose line is known


class Lines:
    """The lines of a file, by which a character's number becomes its place."""

    def __init__(self, file: str, source: str) -> None:
        self.file = file
        self.starts = [0, *(match.end() for match in re.finditer("\n", source))]

    def place(self, offset: int) -> Place:
        """Return the place of a character; `offset` counts from 0."""
        line = bisect_right(self.starts, offset)
        return Place(self.file, line, offset - self.starts[line - 1] + 1)


class Finder:
    """Finds pieces of mark-up in a text's file; asked again for the same piece, the next one."""

    def __init__(self, text: Text) -> None:
        self._lines = Lines(text.file, text.source)
        self._source = _NOT_MARKUP.sub(lambda m: re.sub(r"[^\n]", "\0", m.group()), text.source)
        self._after: dict[str, int] = {}

    def place(self, line: int, *spellings: str) -> Place:
        """Return the place of the first spelling found from `line` on, or else the line's.

        A piece of several lines is looked for by its first one.
        """
        start = self._lines.starts[line - 1]
        for spelling in spellings:
            wanted = spelling.strip().partition("\n")[0]
            first = max(start, self._after.get(wanted, 0))
            found = self._source.find(wanted, first, first + _REACH)
            if wanted and found >= 0:
                self._after[wanted] = found + len(wanted)
                return self._lines.place(found)
        return Place(self._lines.file, line)
