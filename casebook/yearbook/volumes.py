"""Volumes: where an edition is cut, and what each volume prints of it.

Pages are guessed from the data first; where a volume comes out too long, its cases' real pages
take the place of the guess. Both are facts of the data alone: the cut is the same on every run.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from casebook.yearbook.nodes import Plain

_PAGE = 1000  # 字 on a page of running text with its headings and lists
_PHOTO = 0.42  # page that a photo with its caption takes
_ROW = 0.025  # page that a row of a table takes
_OPENER = 1.9  # pages: the opener, and what stays free behind the last line
_CHAPTER = 1.3  # pages: a chapter's opener, and a blank before it where one is needed
_FRONT = 18.0  # pages of a volume that no case fills: titles, contents, the last signature
_BACK_CASE = 0.14  # pages of the indexes for a case
_BACK = 12.0  # the other pages of the last volume
_NEAR = 0.12  # of a volume: a chapter's end so near is a better place for the cut

_IN_THE_FIRST = ("preface", "conventions")
_IN_THE_LAST = ("note", "appendices")

Cases = Sequence[tuple[str, str]]  # key of the chapter and id of each case, in the book's order


@dataclass(frozen=True)
class Sizes:
    """Pages: of each case with its share of blanks, before the first and behind the last."""

    cases: Mapping[str, float]
    front: float = _FRONT
    back: float = _BACK


def guess(chapters: Sequence[Plain]) -> Sizes:
    """Guess the pages of cases from their words, tables and photos."""
    cases = {case["id"]: _guess(case) for chapter in chapters for case in chapter["cases"]}
    for chapter in chapters:
        cases[chapter["cases"][0]["id"]] += _CHAPTER
    return Sizes(cases, _FRONT, _BACK + _BACK_CASE * len(cases))


def _guess(case: Plain) -> float:
    text, photos, rows = 0, 0, 0
    for node in _walk([case[key] for key in ("before", "sections", "notes", "photos", "figures")]):
        text += len(node.get("text", "")) + len(node.get("heading", ""))
        photos += "alt" in node
        rows += node.get("kind") == "row"
    pages = _OPENER + text / _PAGE + _PHOTO * photos + _ROW * rows
    return round(2 * pages) / 2  # a few words more do not move the cut


def _walk(value: Any) -> Iterator[Plain]:
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            if isinstance(inner, (dict, list)):
                yield from _walk(inner)


def cut(cases: Cases, sizes: Sizes, limit: int, at_least: int = 1) -> list[list[str]]:
    """Return the ids of the cases of each volume: as even as sensible, whole chapters if near.

    `limit` are the most pages of a volume; a case alone may have more. There are `at_least` so
    many volumes, if there are so many cases.
    """
    ids = [case for _, case in cases]
    starts = {place for place in range(1, len(ids)) if cases[place - 1][0] != cases[place][0]}
    ends = list(accumulate(sizes.cases[case] for case in ids))
    room = max(1.0, limit - sizes.front)
    count = max(1, at_least)
    while count < len(ids) and (ends[-1] + sizes.back) / count > room:
        count += 1
    count = min(count, len(ids))
    each = (ends[-1] + sizes.back) / count
    places = [0]
    for number in range(1, count):
        free = range(places[-1] + 1, len(ids) - (count - number) + 1)
        fitting = [p for p in free if ends[p - 1] - _before(ends, places[-1]) <= room]
        wanted = number * each

        def off(place: int, wanted: float = wanted) -> tuple[float, int]:
            away = abs(ends[place - 1] - wanted)
            return (away - (_NEAR * each if place in starts else 0), place)

        places.append(min(fitting or [free[0]], key=off))
    return [ids[a:b] for a, b in zip(places, [*places[1:], len(ids)], strict=True)]


def _before(ends: Sequence[float], place: int) -> float:
    return ends[place - 1] if place else 0.0


@dataclass(frozen=True)
class Refs:
    """Page references of an index over all volumes: where cases of other volumes stand.

    `prefix` is put before pages of this volume, `other` has the whole reference, “上–128”.
    """

    prefix: str = ""
    other: Mapping[str, str] = field(default_factory=dict)


def volume_data(
    data: Plain, ids: Sequence[str], name: str, continued: str, *, last: bool, refs: Refs
) -> Plain:
    """Return what a volume prints: all of an edition's data, less what other volumes print.

    The volume with the first case has the preface and the conventions, the `last` one the editors'
    note, the indexes and the appendices. A chapter that goes on from the volume before says so.
    """
    own = frozenset(ids)
    first = data["chapters"][0]["cases"][0]["id"] in own
    edition = data["edition"]
    foot = edition["cover"].get("foot") or ""
    cover = {**edition["cover"], "foot": "　".join(part for part in (foot, name) if part)}
    made = {
        **data,
        "edition": {**edition, "volume": name, "last": last, "cover": cover},
        "chapters": list(_chapters(data["chapters"], own, continued)),
        "indexes": _referring(data["indexes"], own, refs),
    }
    others: tuple[str, ...] = () if first else _IN_THE_FIRST
    others += () if last else _IN_THE_LAST
    return {**made, **{key: type(data[key])() for key in others}}


def _chapters(chapters: Sequence[Plain], own: frozenset[str], continued: str) -> Iterator[Plain]:
    for chapter in chapters:
        cases = [case for case in chapter["cases"] if case["id"] in own]
        if cases:
            goes_on = cases[0] is not chapter["cases"][0]
            name = chapter["name"] + continued if goes_on else chapter["name"]
            yield {**chapter, "name": name, "cases": cases}


def _referring(value: Any, own: frozenset[str], refs: Refs) -> Any:
    """Return indexes in which each list `cases` has references instead of ids."""
    if isinstance(value, list):
        return [_referring(inner, own, refs) for inner in value]
    if not isinstance(value, dict):
        return value
    return {
        key: [_reference(case, own, refs) for case in inner]
        if key == "cases"
        else _referring(inner, own, refs)
        for key, inner in value.items()
    }


def _reference(case: Any, own: frozenset[str], refs: Refs) -> Any:
    if not isinstance(case, str):
        return _referring(case, own, refs)
    if case in own:
        return {"id": case, "before": refs.prefix}
    return {"at": refs.other.get(case, "")}


def by_chapter(chapters: Sequence[Plain]) -> list[tuple[str, str]]:
    """Return the key of the chapter and the id of every case."""
    return [(chapter["key"], case["id"]) for chapter in chapters for case in chapter["cases"]]
