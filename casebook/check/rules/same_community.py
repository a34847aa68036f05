"""同一个小区在库里的几个案例。"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from casebook.check.rules.already_selected import names_of
from casebook.community_names import near_name, same_name
from casebook.model.library import Case, Library
from casebook.problem import Problem, Said, Severity
from casebook.suggest import suggestion, terms

RULE = "same-community"


def check(library: Library) -> Iterator[Problem]:
    """同一区县里名称相同的小区，在同一批次里只能有一个案例；在不同批次里要在 same_as 写明。

    依据：附4-05（一个批次里不重复）、S-06（一个小区几个名称、几个批次）、003-14。名称只是相近的也给出
    警告。改法：确是同一小区的，后一个案例里写“same_as: [另一个案例的编号]”；不是的，由编辑豁免并写
    明理由。
    """
    by_region: dict[str, list[Case]] = defaultdict(list)
    known = {case.id for case in library.cases}
    for case in sorted(library.cases, key=lambda case: case.id):
        if case.data.status != "withdrawn":
            by_region[case.data.community.region].append(case)
        for i, id in enumerate(case.data.same_as):
            if id not in known or id == case.id:
                yield _unknown(case, i, id, known)
    for cases in by_region.values():
        for first, second in combinations(cases, 2):
            yield from _pair(first, second)


def _pair(first: Case, second: Case) -> Iterator[Problem]:
    pairs = [(a, b) for a in names_of(first) for b in names_of(second)]
    same = any(same_name(*pair) for pair in pairs)
    if not same and not any(near_name(*pair) for pair in pairs):
        return
    stated = second.id in first.data.same_as or first.id in second.data.same_as
    together = first.data.programme == second.data.programme
    if stated and not together:
        return
    severity: Severity = "error" if together and (same or stated) else "warning"
    name = second.data.community.name.to("zh")
    yield Problem(
        second.place("community", "name"),
        RULE,
        Said(
            f"“{name}”与案例 {first.id} 的小区{'相同' if same else '名称相近'}"
            f"{'，而且在同一批次' if together else ''}",
            f"'{name}' {'is' if same else 'sounds like'} the community of case {first.id}"
            f"{', in the same programme' if together else ''}",
        ),
        Said(
            "一个小区在一个批次里只能有一个案例：请留下一个；不是同一小区的，由有权的编辑豁免"
            f"（rule: {RULE}）。",
            "A community has one case in a programme: keep one of them; if they are two, an editor "
            f"who may do so waives it (rule: {RULE}).",
        )
        if together
        else Said(
            f"是同一小区的，请写“same_as: [{first.id}]”；不是的，请豁免并写明理由。",
            f"If it is one community, write 'same_as: [{first.id}]'; if not, waive this.",
        ),
        value=name,
        severity=severity,
    )


def _unknown(case: Case, i: int, id: str, known: set[str]) -> Problem:
    others = terms(sorted(known - {case.id}))
    return Problem(
        case.place("same_as", i),
        RULE,
        Said(f"没有另一个编号为“{id}”的案例", f"there is no other case '{id}'"),
        suggestion(id, others),
        value=id,
    )
