"""日期的先后。"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from casebook.model.dates import PartialDate
from casebook.model.library import Case, Library
from casebook.problem import Problem, Said

RULE = "dates"

Path = tuple[str | int, ...]
Named = tuple[Path, Said, PartialDate | None]


def check(library: Library) -> Iterator[Problem]:
    """日期要合情理：先建成后交付，开发先开始后完成，获奖和交付不晚于发布，修订和撤回不早于发布。

    依据：附2-006、附3-04（建成不晚于交付）、003-06（日期的各种写法）、S-04（更正与撤回）。只在两
    个日期无论如何都矛盾时才报错：2014 与 2014-06 不矛盾。改法：核对原始材料，改正其中一个日期。
    """
    for case in library.cases:
        yield from _case(case)


def _case(case: Case) -> Iterator[Problem]:
    data = case.data
    community = data.community
    built: Named = (("community", "built"), Said("建成时间", "built"), community.built)
    delivered: Named = (
        ("community", "delivered"),
        Said("交付时间", "delivered"),
        community.delivered,
    )
    pairs = [(built, delivered)]
    if span := community.developed:
        path = ("community", "developed")
        start: Named = ((*path, "start"), Said("开发开始", "development begun"), span.start)
        end: Named = ((*path, "end"), Said("开发完成", "development completed"), span.end)
        pairs.append((start, end))
    if data.published:
        day = PartialDate(data.published, data.published, "day")
        published: Named = (("published",), Said("发布日期", "published"), day)
        pairs += [(built, published), (delivered, published)]
        for i, honour in enumerate(data.honours):
            name = honour.name
            given = Said(f"获得“{name.to('zh')}”的时间", f"the date of '{name.to('en')}'")
            pairs.append(((("honours", i, "date"), given, honour.date), published))
        if withdrawn := data.withdrawn:
            taken = PartialDate(withdrawn.date, withdrawn.date, "day")
            pairs.append((published, (("withdrawn", "date"), Said("撤回日期", "withdrawn"), taken)))
    for first, second in pairs:
        yield from _in_order(case, first, second)
    yield from _changes(case)


def _changes(case: Case) -> Iterator[Problem]:
    data = case.data
    since = data.published
    until = data.withdrawn.date if data.withdrawn else None
    for i, change in enumerate(data.changes):
        day = change.date
        if since is not None and since <= day and (until is None or day <= until):
            continue
        ends = f"≥ {since}" if since else "", f"≤ {until}" if until else ""
        yield Problem(
            case.place("changes", i, "date"),
            RULE,
            _misplaced(day, since, until),
            Said(
                "changes 只写发布以后的更正与修订；请核对 published 与这里的日期。",
                "List only what was changed after publication; compare 'published' and this date.",
            ),
            value=str(day),
            allowed=tuple(end for end in ends if end),
        )


def _misplaced(day: date, since: date | None, until: date | None) -> Said:
    if since is None:
        return Said(
            "案例没有发布日期，不应有更正与修订",
            "a case without a date of publication has no changes since",
        )
    if day < since:
        return Said(
            f"修订日期（{day}）早于发布日期（{since}）",
            f"the change of {day} is earlier than the publication ({since})",
        )
    return Said(
        f"修订日期（{day}）晚于撤回日期（{until}）",
        f"the change of {day} is later than the withdrawal ({until})",
    )


def _in_order(case: Case, first: Named, second: Named) -> Iterator[Problem]:
    (path, name, early), (_, later_name, late) = first, second
    if early and late and early.earliest > late.latest:
        yield Problem(
            case.place(*path),
            RULE,
            Said(
                f"{name.zh}（{early.to('zh')}）晚于{later_name.zh}（{late.to('zh')}）",
                f"{name.en} ({early}) is later than {later_name.en} ({late})",
            ),
            Said("请核对原始材料，改正其中一个。", "Compare the sources and mend one of the two."),
            value=str(early),
            allowed=(f"≤ {late}",),
        )
