"""A stretch of a made file as it is searched, and the way back to where it stands in the file."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from casebook.problem import NOTHING, Said

Replacement = str | Callable[[re.Match[str]], str]
Step = tuple[re.Pattern[str], Replacement]


@dataclass(frozen=True, slots=True)
class Part:
    """A text of a file.

    `where` names the part (a page, an attribute), `member` the file in an archive that it stands
    in. `source` and `steps` say what `text` was made of, where lines can be counted. In `code`
    numbers follow one another (scripts, drawings); `values` are looked for by the records of
    `private/` alone. A part that is `unwanted` should not be there, whatever it says.
    """

    text: str
    where: Said = NOTHING
    member: str = ""
    source: str = field(default="", repr=False)
    steps: Sequence[Step] = ()
    looked: Literal["text", "code", "values"] = "text"
    unwanted: bool = False

    def place(self, at: int) -> tuple[int, int] | None:
        """Return line and column, from 1, of a character of `text`; None where there are none."""
        if not self.source:
            return None
        places, starts = _traced(self.source, tuple(self.steps))
        offset = places[at] if at < len(places) else len(self.source)
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1


def part_of(
    source: str,
    steps: Sequence[Step],
    where: Said = NOTHING,
    looked: Literal["text", "code", "values"] = "text",
) -> Part:
    """Return what is left of a text after the steps, in each of which a pattern is replaced."""
    text = source
    for pattern, replacement in steps:
        text = pattern.sub(replacement, text)
    return Part(text, where, source=source, steps=steps, looked=looked)


@lru_cache(maxsize=4)  # a file with one finding may have thousands
def _traced(source: str, steps: tuple[Step, ...]) -> tuple[list[int], list[int]]:
    """Do the steps once more, slowly; return the place of each character, and of each line."""
    text, places = source, list(range(len(source)))
    for pattern, replacement in steps:
        pieces = list(_pieces(text, places, pattern, replacement))
        text = "".join(piece for piece, _ in pieces)
        places = [place for _, some in pieces for place in some]
    return places, [0, *(match.end() for match in re.finditer("\n", source))]


def _pieces(
    text: str, places: list[int], pattern: re.Pattern[str], replacement: Replacement
) -> Iterator[tuple[str, list[int]]]:
    last = 0
    for match in pattern.finditer(text):
        yield text[last : match.start()], places[last : match.start()]
        new = replacement(match) if callable(replacement) else match.expand(replacement)
        at = places[match.start()] if match.start() < len(places) else 0
        yield new, [at] * len(new)
        last = match.end()
    yield text[last:], places[last:]
