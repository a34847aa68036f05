"""Which of many marks are nearly the same, without comparing each with each.

Two marks of 256 bits that differ in fewer than 16 of them are equal in at least one of their 16
bands of 16 bits, so only marks in the same drawer of some band are compared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

SAME = 15  # bits: the same picture, saved, scaled or lightened otherwise
BURST = 32  # bits: the same scene a moment later; looked for in one case alone
_BAND = 4  # hexadecimal digits
_CROWD = 400  # marks in a drawer: further ones are drawings of one kind, not photos


def distance(one: str, other: str) -> int:
    """Count the bits in which two marks differ."""
    return (int(one, 16) ^ int(other, 16)).bit_count()


def alike(marks: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield, for each key whose mark is like an earlier one's, that key and the earliest such."""
    drawers: dict[tuple[int, str], list[int]] = defaultdict(list)
    known: list[tuple[str, int]] = []
    for key, written in marks:
        mark = int(written, 16)
        places = [(at, written[at : at + _BAND]) for at in range(0, len(written), _BAND)]
        near = {
            number
            for place in places
            for number in drawers[place]
            if (known[number][1] ^ mark).bit_count() <= SAME
        }
        if near:
            yield key, known[min(near)][0]
            continue  # what is like this one is like the earlier one too, or nearly
        for place in places:
            if len(drawers[place]) < _CROWD:
                drawers[place].append(len(known))
        known.append((key, mark))
