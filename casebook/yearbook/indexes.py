"""The indexes at the end of the book: communities, companies, regions, types, criteria."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from casebook import pinyin, regions
from casebook.model.library import Case, Library
from casebook.model.programme import Programme
from casebook.problem import Locale
from casebook.yearbook.nodes import line

Entry = tuple[str, str | None, str, tuple[str, ...]]  # name, its reading, a note, ids of cases


def communities(cases: Iterable[Case], locale: Locale) -> list[dict[str, Any]]:
    """Index the communities by their names and their other names, with their districts."""
    entries: list[Entry] = []
    for case in cases:
        community = case.data.community
        place = place_of(case, locale)
        name = community.name.to(locale)
        entries.append((name, community.pinyin if locale == "zh" else None, place, (case.id,)))
        names = [name]
        for other in sorted(alias.to(locale) for alias in community.aliases):
            # an other name that only goes on (…小区) would stand beside the name itself
            if not other.startswith(tuple(names)):
                names.append(other)
                entries.append((other, None, f"见{name}" if locale == "zh" else name, (case.id,)))
    return _by_letter(entries)


def place_of(case: Case, locale: Locale, whole: bool = False) -> str:
    """Return the places of a case below its province, or from it on (`whole`)."""
    above = regions.lineage(case.data.community.region)
    shown = above if whole else above[1:]
    return "·".join(regions.short_zh(r) if locale == "zh" else r.en for r in shown)


def regions_of(cases: Iterable[Case], locale: Locale) -> list[dict[str, Any]]:
    """Index the cases by province and city, in the order of the division codes (Y-01).

    A municipality, and a county that stands directly under its province, has no city: `name` is
    empty for it.
    """
    found: dict[str, dict[str, list[Case]]] = {}
    for case in cases:
        above = regions.lineage(case.data.community.region)
        if above:
            city = next((r.code for r in above if r.level == "city"), "")
            found.setdefault(above[0].code, {}).setdefault(city, []).append(case)
    return [
        {
            "name": _region(code, locale),
            "cities": [
                {
                    "name": _region(city, locale) if city else "",
                    "entries": [_named(case, locale) for case in group],
                }
                for city, group in sorted(cities.items())
            ],
        }
        for code, cities in sorted(found.items())
    ]


def types(library: Library, cases: Iterable[Case], locale: Locale) -> list[dict[str, Any]]:
    """Index the cases by project type, in the programmes' order; inside, by pinyin."""
    names: dict[str, list[Case]] = {}
    for programme in library.programmes.values():
        names.update({kind.name.to(locale): [] for kind in programme.types})
    for case in cases:
        of = library.programme_of(case)
        kind = of.type_name(case.data.community.type) if of else None
        if kind:
            names.setdefault(kind.to(locale), []).append(case)
    return [
        {"name": line(name), "entries": [_named(case, locale) for case in _by_sound(group)]}
        for name, group in names.items()
        if group
    ]


def companies(cases: Iterable[Case], locale: Locale) -> list[dict[str, Any]]:
    """Index the companies by their legal names and by their brands, with all their cases."""
    found: dict[str, tuple[str | None, dict[str, None]]] = {}
    for case in cases:
        company = case.data.company
        if company is None:
            continue
        reading = company.pinyin if locale == "zh" else None
        found.setdefault(company.name.to(locale), (reading, {}))[1][case.id] = None
        if company.brand:
            found.setdefault(company.brand.to(locale), (None, {}))[1][case.id] = None
    return _by_letter([(name, read, "", tuple(ids)) for name, (read, ids) in found.items()])


def unnamed_companies(cases: Iterable[Case]) -> int:
    """Count the cases whose source does not name the company."""
    return sum(case.data.company is None for case in cases)


def criteria(
    library: Library, cases: Sequence[Case], programme: Programme, locale: Locale
) -> list[dict[str, Any]]:
    """List the criteria of a programme by direction, each with the cases that show it."""
    shown: dict[tuple[str, str], list[str]] = {}
    for case in cases:
        for key in case.criteria:
            if found := library.criterion(case, key):
                of, direction, criterion = found
                if of.id == programme.id:
                    shown.setdefault((direction.key, criterion.key), []).append(case.id)
    return [
        {
            "name": line(direction.name.to(locale)),
            "hue": direction.hue,
            "slot": slot,
            "slots": len(programme.directions),
            "summary": line(direction.summary.to(locale)) if direction.summary else "",
            "items": [
                {
                    "key": criterion.key,
                    "short": line(criterion.short.to(locale)),
                    "text": line(criterion.text.to(locale)),
                    "cases": shown.get((direction.key, criterion.key), []),
                }
                for criterion in direction.criteria
            ],
        }
        for slot, direction in enumerate(programme.directions)
    ]


def _region(code: str, locale: Locale) -> str:
    region = regions.find(code)
    return (region.zh if locale == "zh" else region.en) if region else ""


def _named(case: Case, locale: Locale) -> dict[str, Any]:
    name, place = case.data.community.name.to(locale), place_of(case, locale).split("·")[-1]
    return {"name": line(name), "note": line(place), "cases": [case.id]}


def _by_sound(cases: Iterable[Case]) -> list[Case]:
    def key(case: Case) -> object:
        community = case.data.community
        return pinyin.sort_key(community.name.to("zh"), community.pinyin), case.id

    return sorted(cases, key=key)  # type: ignore[arg-type]


def _by_letter(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    ordered = sorted(entries, key=lambda e: pinyin.sort_key(e[0], e[1]))
    return [
        {
            "letter": letter,
            "entries": [
                {"name": line(name), "note": line(note), "cases": list(ids)}
                for name, _, note, ids in group
            ],
        }
        for letter, group in groupby(ordered, key=lambda e: pinyin.index_letter(e[0], e[1]))
    ]
