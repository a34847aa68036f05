"""以前入选过的小区。"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from casebook.community_names import city_of, folded, near_name, same_name, same_place
from casebook.model.admission import Exclusion
from casebook.model.library import Case, Library
from casebook.model.selected import SelectedCommunity, SelectedList
from casebook.problem import Problem, Said, Severity
from casebook.suggest import suggestion, terms

RULE = "already-selected"


def check(library: Library) -> Iterator[Problem]:
    """批次不再受理的小区（以前入选过的）不能再申报，曾用名、别名和带开发商的写法一并核对。

    依据：001-026（中物协〔2026〕3号）、003-14。名单在 content/selected/；同一区县、名称相同（差
    “小区”“花园”或开发商名称的也算）是错误，相近是警告；名单没有录全时只作提示。改法：核对是不是同一个
    小区；不是的，由有权的编辑豁免并写明理由。
    """
    for programme in library.programmes.values():
        cases = [c for c in library.cases if c.data.programme == programme.id]
        for i, rule in enumerate(programme.eligibility.excluded):
            listed = library.selected.get(rule.list)
            if listed is None:
                yield from _no_list(library, programme.id, i, rule)
                continue
            if cases and not listed.complete:
                yield _incomplete(library, listed)
            yield from _compared(cases, listed, rule)


def names_of(case: Case) -> list[str]:
    """Return every Chinese name of a case's community; none where it is not yet written."""
    community = case.data.community
    names = (name.zh for name in (community.name, *community.aliases))
    return [name for name in names if name and folded(name)]


def _compared(cases: list[Case], listed: SelectedList, rule: Exclusion) -> Iterator[Problem]:
    by_city: dict[str, list[SelectedCommunity]] = defaultdict(list)
    for entry in listed.entries:
        by_city[city_of(entry.region)].append(entry)
    for case in cases:
        region = case.data.community.region
        for entry in by_city.get(city_of(region), ()):
            pairs = [(a, b) for a in names_of(case) for b in (entry.name, *entry.aliases)]
            same = any(same_name(*pair) for pair in pairs)
            if same and same_place(region, entry.region):
                yield _found(case, entry, listed, rule, "error")
            elif same or any(near_name(*pair) for pair in pairs):
                yield _found(case, entry, listed, rule, "warning")


def _found(
    case: Case,
    entry: SelectedCommunity,
    listed: SelectedList,
    rule: Exclusion,
    severity: Severity,
) -> Problem:
    name = case.data.community.name.to("zh")
    sure = severity == "error"
    return Problem(
        case.place("community", "name"),
        RULE,
        Said(
            f"“{name}”{'就是' if sure else '可能是'}{listed.number}名单里的“{entry.name}”",
            f"'{name}' {'is' if sure else 'may be'} '{entry.name}' of the list {listed.number}",
        ),
        Said(
            f"请核对（依据 {rule.clause}）：确是同一小区的，不能入选本批次；不是的，由有权的编辑"
            f"豁免（rule: {RULE}），写明理由。",
            f"Compare them (clause {rule.clause}): one community is not admitted again; if they "
            f"are two, an editor who may do so waives it (rule: {RULE}) with the reason.",
        ),
        value=name,
        severity=severity,
    )


def _incomplete(library: Library, listed: SelectedList) -> Problem:
    document = library.documents[f"content/selected/{listed.id}.yaml"]
    count = len(listed.entries)
    return Problem(
        document.place("complete"),
        RULE,
        Said(
            f"{listed.number}的名单没有录全（现有 {count} 个小区），还不能说没有重复",
            f"the list {listed.number} is not complete ({count} entered): nothing is proved by it",
        ),
        Said(
            "请照文件逐条录入 entries，录全以后写 complete: true。",
            "Enter it from the document, then write complete: true.",
        ),
        value=str(count),
        severity="info",
    )


def _no_list(library: Library, programme: str, i: int, rule: Exclusion) -> Iterator[Problem]:
    document = library.documents.get(f"content/programmes/{programme}.yaml")
    if document is None or f"content/selected/{rule.list}.yaml" in library.documents:
        return
    yield Problem(
        document.place("eligibility", "excluded", i, "list"),
        RULE,
        Said(f"没有名单 content/selected/{rule.list}.yaml", f"there is no list '{rule.list}'"),
        suggestion(rule.list, terms(sorted(library.selected))),
        value=rule.list,
        allowed=tuple(sorted(library.selected)),
    )
