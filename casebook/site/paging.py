"""Long lists in parts: the first at the list's own address, the others at `page/2/` below it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from casebook.problem import Locale
from casebook.site.links import PREFIX
from casebook.site.page import Relation

Item = TypeVar("Item")

COVERS = 48  # covers on a page: whole rows, whether two, three, four or six stand in one
_AROUND = 2  # numbers offered on either side of the part that is read


@dataclass(frozen=True, slots=True)
class Part:
    """Where a part stands in its list: part `number` of `last`; `base` is the list's address."""

    base: str
    number: int = 1
    last: int = 1

    def at(self, number: int) -> str:
        """Return the address of a part, below a language's root."""
        return self.base if number == 1 else f"{self.base}page/{number}/"

    @property
    def path(self) -> str:
        """The address of this part."""
        return self.at(self.number)

    @property
    def covers_before(self) -> int:
        """How many covers the parts before this one show."""
        return (self.number - 1) * COVERS

    @property
    def numbers(self) -> tuple[int, ...]:
        """The parts to offer: the first, the last, those around this one; 0 for a gap."""
        near = range(max(self.number - _AROUND, 1), min(self.number + _AROUND, self.last) + 1)
        wanted = sorted({1, self.last, *near})
        found: list[int] = []
        for number in wanted:
            if found and number == found[-1] + 2:
                found.append(number - 1)  # a gap of one takes as much room as its number
            elif found and number > found[-1] + 1:
                found.append(0)
            found.append(number)
        return tuple(found)

    def relations(self, locale: Locale) -> tuple[Relation, ...]:
        """Return the links of the head to the parts before and after."""
        beside = (("prev", self.number - 1), ("next", self.number + 1))
        return tuple(
            Relation("text/html", PREFIX[locale] + self.at(number), rel=rel)
            for rel, number in beside
            if 1 <= number <= self.last
        )


def in_parts(base: str, parts: Sequence[Item]) -> Iterator[tuple[Part, Item]]:
    """Yield every part of a list with its place."""
    for number, part in enumerate(parts, 1):
        yield Part(base, number, len(parts)), part


def by_number(items: Sequence[Item], size: int = COVERS) -> list[Sequence[Item]]:
    """Cut a list into parts of so many items; a list of nothing is one part of nothing."""
    return [items[start : start + size] for start in range(0, max(len(items), 1), size)]


def by_weight(
    items: Sequence[Item], weight: Callable[[Item], int], limit: int
) -> list[Sequence[Item]]:
    """Cut a list into parts that weigh no more than the limit, where single items do not."""
    parts: list[list[Item]] = [[]]
    room = limit
    for item in items:
        heavy = weight(item)
        if parts[-1] and heavy > room:
            parts.append([])
            room = limit
        parts[-1].append(item)
        room -= heavy
    return list(parts)
