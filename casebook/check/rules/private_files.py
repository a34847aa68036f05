"""不公开的资料。"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from casebook.model.library import Library
from casebook.private import Filed, load_private
from casebook.private.guard import exposed
from casebook.private.load import RULE
from casebook.private.values import numbers, people_of
from casebook.problem import Problem, Said
from casebook.suggest import nearest, terms

__all__ = ["RULE", "check"]

LIST = "list-"  # begins the name of a record of a summary list (附4)


def check(library: Library) -> Iterator[Problem]:
    """private/ 里的资料写法要对，文件名是案例编号，盖章日期要合理，且不能进 git。

    文件名写案例编号；汇总表填报人的资料写成 list-名称.yaml。文件只有自己能读（chmod 600）。
    依据：P-01、附3-10 至附3-13、附3-16 和附3-18（推荐不早于申报，都不晚于报送截止日）、附4-02、
    附4-03。本规则的信息从不显示原文。
    改法：按提示改 private/ 里的文件；已经进了 git 的，移出并清除历史（docs/personal-data.zh.md）。
    """
    filed, problems = load_private(library.root)
    yield from problems
    yield from exposed(library.root)
    known = {case.id for case in library.cases} | {
        id for entry in library.ledger for id in (entry.id, *entry.aliases)
    }
    known |= {path.name for path in library.root.glob("cases/*/")}
    for one in filed:
        yield from _of_no_case(one, known)
        yield from _numbers(one)
        yield from _stamps(one, _deadline(library, one.id))


def _of_no_case(one: Filed, known: set[str]) -> Iterator[Problem]:
    if one.id in known or one.id.startswith(LIST):
        return
    near = nearest(one.id, terms(sorted(known)))
    yield Problem(
        one.document.place(),
        RULE,
        Said(f"没有编号为“{one.id}”的案例", f"there is no case '{one.id}'"),
        Said(
            f"{f'您是否要写 {near}？' if near else ''}汇总表的资料请命名为 {LIST}名称.yaml。",
            f"{f'Did you mean {near}? ' if near else ''}A record of a summary list is named "
            f"{LIST}….yaml.",
        ),
        value=one.id,
        severity="warning",
    )


def _numbers(one: Filed) -> Iterator[Problem]:
    """Yield phone numbers of another form; they are searched for all the same (附3-11)."""
    for path, person in people_of(one.record):
        found = [list(numbers(text)) for text in person.phone]
        if not all(any(len(number) <= 12 for number in some) for some in found):
            yield Problem(
                one.document.place(*path, "phone"),
                RULE,
                Said("电话号码不像手机或固定电话", "this is no mobile or landline number"),
                Said(
                    "手机 11 位；固定电话写区号和号码；两个号码用 / 隔开。位数不对就查不出泄露。",
                    "A mobile number has 11 digits; a landline its area code; two are parted "
                    "by /. A number that is incomplete cannot be searched for.",
                ),
                severity="warning",
            )


def _stamps(one: Filed, deadline: date | None) -> Iterator[Problem]:
    applied, recommended = one.record.applicant.stamped, one.record.recommender.stamped
    if applied and recommended and recommended < applied:
        yield _stamp(
            one,
            "recommender",
            Said(
                "推荐单位的盖章日期早于申报单位（附3-18）",
                "the association stamped before the applicant did (附3-18)",
            ),
        )
    for key, day in (("applicant", applied), ("recommender", recommended)):
        if day and deadline and day > deadline:
            yield _stamp(
                one,
                key,
                Said(
                    f"盖章日期晚于报送截止日 {deadline}（附3-16、附3-18）",
                    f"stamped after the deadline of {deadline} (附3-16, 附3-18)",
                ),
            )


def _stamp(one: Filed, key: str, message: Said) -> Problem:
    hint = Said(
        "请对照推荐表原件；原件如此的，请与推荐单位核实。",
        "Compare it with the form; if the form says so, ask the association.",
    )
    place = one.document.place(key, "stamped")
    return Problem(place, RULE, message, hint, severity="warning")


def _deadline(library: Library, id: str) -> date | None:
    """Return the day by which a case's programme had to be sent in, where it names one."""
    case = next((case for case in library.cases if case.id == id), None)
    programme = library.programme_of(case) if case else None
    days = [
        event.end.latest
        for event in (programme.calendar if programme else ())
        if event.start is None and event.end and event.end.precision == "day"
    ]
    return min(days, default=None)
