"""What must hold in a programme file beyond the type of each value.

A lost item or a mistyped weight would change what thousands of cases are read against, so a file
that breaks one of these does not load. Each rule is a generator in the table `RULES`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from casebook.model.criteria import Criterion
from casebook.model.criteria_faults import (
    check_expected,
    check_mapping,
    check_points,
    check_weights,
)
from casebook.model.fault import Fault, Path, repeated
from casebook.model.material_faults import check_bounds, check_fields, check_lengths, check_media
from casebook.model.programme import Programme
from casebook.model.workflow_faults import check_workflow
from casebook.problem import LOCALES, Said

_DOCUMENT_NUMBER = re.compile(r"[\u4e00-\u9fff]+〔20\d\d〕\d+号")  # REQUIREMENTS 001-001
_HAN_FIRST = re.compile(r"[\u4e00-\u9fff]")


def faults(programme: Programme) -> Iterator[Fault]:
    """Yield every fault of a programme: the path of the value in its file, and what is wrong."""
    for rule in RULES:
        yield from rule(programme)


def _unique(programme: Programme) -> Iterator[Fault]:
    """Keys name one thing each, and section headings can be told apart in both languages."""
    lists: list[tuple[Path, Iterable[str]]] = [
        (("directions",), [d.key for d in programme.directions]),
        (("vetoes",), [v.key for v in programme.vetoes]),
        (("sections",), [s.key for s in programme.sections]),
        (("facts",), [f.key for f in programme.facts]),
        (("types",), [t.key for t in programme.types]),
    ]
    for i, direction in enumerate(programme.directions):
        lists.append((("directions", i, "criteria"), [c.key for c in direction.criteria]))
    for path, keys in lists:
        yield from repeated(((*path, i, "key"), key) for i, key in enumerate(keys))
    for locale in LOCALES:
        yield from repeated(
            (("sections", i, "title", locale), section.title.to(locale))
            for i, section in enumerate(programme.sections)
        )
    yield from repeated(
        (("decisions", i, "id"), decision.id) for i, decision in enumerate(programme.decisions)
    )
    if programme.kind == "framework":  # its items are numbered through, over all groups
        yield from repeated((path, c.key) for path, c in _keys_of_all_criteria(programme))


def _keys_of_all_criteria(programme: Programme) -> Iterator[tuple[Path, Criterion]]:
    for i, direction in enumerate(programme.directions):
        for j, criterion in enumerate(direction.criteria):
            yield ("directions", i, "criteria", j, "key"), criterion


def _number(programme: Programme) -> Iterator[Fault]:
    """Chinese document numbers have the year in 〔〕 and end with 号."""
    source = programme.source
    numbers: list[tuple[Path, str | None]] = [(("source", "number"), source.number)]
    if source.based_on:
        numbers.append((("source", "based_on", "number"), source.based_on.number))
    for path, number in numbers:
        if number and _HAN_FIRST.match(number) and not _DOCUMENT_NUMBER.fullmatch(number):
            yield (
                path,
                Said(
                    f"发文字号“{number}”应写作“某某〔2026〕8号”，年份用六角括号",
                    f"the document number '{number}' should have the form 某某〔2026〕8号",
                ),
            )


def _quota(programme: Programme) -> Iterator[Fault]:
    """A larger quota has the regions it is for, each once, and a quota is at least one case."""
    quota = programme.quota
    if quota is None:
        return
    if quota.per_recommender < 1:
        yield ("quota", "per_recommender"), Said("名额应至少为 1", "a quota is at least 1")
    if (quota.special is None) != (not quota.special_regions):
        yield (
            ("quota",),
            Said(
                "special 与 special_regions 应同时填写",
                "special and special_regions belong together",
            ),
        )
    if quota.special is not None and quota.special < quota.per_recommender:
        yield (
            ("quota", "special"),
            Said("特别名额小于一般名额", "the special quota is below the general one"),
        )
    yield from repeated(
        (("quota", "special_regions", i), code) for i, code in enumerate(quota.special_regions)
    )


def _calendar(programme: Programme) -> Iterator[Fault]:
    """A step of the calendar has a time, and does not end before it starts."""
    for i, event in enumerate(programme.calendar):
        if event.start is None and event.end is None:
            yield (
                ("calendar", i),
                Said("请写 start 或 end（或两者）", "give a start, an end, or both"),
            )
        elif event.start and event.end and event.end.latest < event.start.earliest:
            yield ("calendar", i, "end"), Said("结束早于开始", "it ends before it starts")


RULES: tuple[Callable[[Programme], Iterator[Fault]], ...] = (
    _unique,
    _number,
    check_weights,
    check_points,
    check_lengths,
    check_media,
    _quota,
    _calendar,
    check_workflow,
    check_mapping,
    check_fields,
    check_bounds,
    check_expected,
)
