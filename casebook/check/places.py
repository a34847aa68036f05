"""Where in a Markdown file a piece of mark-up stands, to the column."""

from __future__ import annotations

import re

from casebook.problem import Place
from casebook.prose import Text

# What looks like mark-up but is not: an escaped character, a fenced block, a code span.
_NOT_MARKUP = re.compile(
    r"\\[!-/:-@\[-`{-~]|^(`{3,}|~{3,})[^\n]*\n.*?(?:^\1|\Z)|(?<!`)(`+)(?!`).+?(?<!`)\2(?!`)",
    re.DOTALL | re.MULTILINE,
)


def place_at(file: str, source: str, offset: int) -> Place:
    """Return the place of a character of a file; `offset` counts from 0."""
    return Place(file, source.count("\n", 0, offset) + 1, offset - source.rfind("\n", 0, offset))


class Finder:
    """Finds pieces of a text in its file; asked again for the same piece, the next one."""

    def __init__(self, text: Text) -> None:
        self._file = text.file
        self._source = _NOT_MARKUP.sub(lambda m: re.sub(r"[^\n]", "\0", m.group()), text.source)
        self._after: dict[str, int] = {}

    def place(self, line: int, *spellings: str) -> Place:
        """Return the place of the first spelling found from `line` on, or else the line's.

        A piece of several lines is looked for by its first one.
        """
        start = sum(len(text) + 1 for text in self._source.split("\n")[: line - 1])
        for spelling in spellings:
            wanted = spelling.strip().partition("\n")[0]
            found = self._source.find(wanted, max(start, self._after.get(wanted, 0)))
            if wanted and found >= 0:
                self._after[wanted] = found + len(wanted)
                return place_at(self._file, self._source, found)
        return Place(self._file, line)
