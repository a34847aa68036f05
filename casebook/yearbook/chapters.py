"""Which cases the book has, and in which chapters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from casebook import regions
from casebook.model.criteria import Hue
from casebook.model.edition import Edition
from casebook.model.library import Case, Library


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of cases in neutral order; `hue` only where the chapter is a direction."""

    key: str
    name: str
    cases: tuple[Case, ...]
    hue: Hue | None = None


def chapters_of(library: Library, edition: Edition) -> tuple[Chapter, ...]:
    """Divide the cases of an edition; regions stand by code, directions in their own order."""
    return _BY[edition.chapters](library, edition, library.cases_in(edition))


def _by_region(
    level: str, library: Library, edition: Edition, cases: Sequence[Case]
) -> tuple[Chapter, ...]:
    found: dict[str, list[Case]] = {}
    for case in cases:
        lineage = library.places_of(case)
        region = next((r for r in lineage if r.level == level), lineage[-1] if lineage else None)
        found.setdefault(region.code if region else "", []).append(case)
    chapters = []
    for code, group in found.items():
        region = regions.find(code)
        name = (region.zh if edition.locale == "zh" else region.en) if region else "—"
        chapters.append(Chapter(code or "none", name, tuple(group)))
    return tuple(chapters)


def _by_direction(library: Library, edition: Edition, cases: Sequence[Case]) -> tuple[Chapter, ...]:
    groups: dict[str, list[Case]] = {}
    names: dict[str, tuple[str, Hue | None]] = {}
    for case in cases:
        direction = library.direction_of(case)
        key = direction.key if direction else "none"
        groups.setdefault(key, []).append(case)
        name = direction.name.to(edition.locale) if direction else "—"
        names[key] = (name, direction.hue if direction else None)
    order = [d.key for p in library.programmes.values() for d in p.directions]
    keys = sorted(groups, key=lambda k: order.index(k) if k in order else len(order))
    return tuple(Chapter(k, names[k][0], tuple(groups[k]), names[k][1]) for k in keys)


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
