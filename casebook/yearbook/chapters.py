"""Which cases the book has, and in which chapters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from casebook import regions
from casebook.model.criteria import Direction
from casebook.model.edition import Edition
from casebook.model.library import Case, Library
from casebook.model.programme import Programme


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of cases in neutral order.

    `above` is a city's province where the book has several; `direction` and its `programme` only
    where the chapter is one. `name` is empty for cases that belong nowhere.
    """

    key: str
    name: str
    cases: tuple[Case, ...]
    above: str = ""
    direction: Direction | None = None
    programme: Programme | None = None


def chapters_of(library: Library, edition: Edition) -> tuple[Chapter, ...]:
    """Divide the cases of an edition; regions stand by code, directions in their own order."""
    return _BY[edition.chapters](library, edition, library.cases_in(edition))


def _by_region(
    level: str, library: Library, edition: Edition, cases: Sequence[Case]
) -> tuple[Chapter, ...]:
    found: dict[str, list[Case]] = {}
    for case in cases:
        lineage = library.places_of(case)
        # a municipality and a county under its province have no city: the province is the chapter
        region = next((r for r in lineage if r.level == level), lineage[0] if lineage else None)
        found.setdefault(region.code if region else "", []).append(case)
    provinces = {code[:2] for code in found if code}

    def name(region: regions.Region | None) -> str:
        return (region.zh if edition.locale == "zh" else region.en) if region else ""

    return tuple(
        Chapter(
            code or "none",
            name(regions.find(code)),
            tuple(group),
            above=name(regions.parent(code)) if len(provinces) > 1 and code else "",
        )
        for code, group in sorted(found.items())
    )


def _by_direction(library: Library, edition: Edition, cases: Sequence[Case]) -> tuple[Chapter, ...]:
    groups: dict[str, list[Case]] = {}
    of: dict[str, tuple[Programme, Direction]] = {}
    for case in cases:
        found = next((f for key in case.criteria if (f := library.criterion(case, key))), None)
        groups.setdefault(found[1].key if found else "none", []).append(case)
        if found:
            of.setdefault(found[1].key, found[:2])
    order = [d.key for p in library.programmes.values() for d in p.directions]
    keys = sorted(groups, key=lambda k: order.index(k) if k in order else len(order))
    return tuple(
        Chapter(
            key,
            of[key][1].name.to(edition.locale) if key in of else "",
            tuple(groups[key]),
            direction=of[key][1] if key in of else None,
            programme=of[key][0] if key in of else None,
        )
        for key in keys
    )


def _by_programme(library: Library, edition: Edition, cases: Sequence[Case]) -> tuple[Chapter, ...]:
    chapters = []
    for key in edition.programmes:
        group = tuple(case for case in cases if case.data.programme == key)
        programme = library.programmes.get(key)
        if group:
            name = programme.short.to(edition.locale) if programme else key
            chapters.append(Chapter(key, name, group))
    return tuple(chapters)


_BY: dict[str, Callable[[Library, Edition, Sequence[Case]], tuple[Chapter, ...]]] = {
    "province": partial(_by_region, "province"),
    "city": partial(_by_region, "city"),
    "programme": _by_programme,
    "direction": _by_direction,
}
