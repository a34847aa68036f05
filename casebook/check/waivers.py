"""Waivers: an editor's decision, kept in the case, that a rule does not apply to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from casebook.check.rules import NEVER_WAIVED, RULES
from casebook.model.library import Case, Library
from casebook.problem import Problem, Said
from casebook.suggest import suggestion, terms

RULE = "waivers"


def without_waived(library: Library, problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield the problems that no waiver covers, and a warning for each waiver without effect.

    Personal data and vetoes are never waived (head of REQUIREMENTS), nor is a file that cannot be
    read: such problems do not come from a rule and are not among `problems`.
    """
    waived = {
        (case.id, waiver.rule)
        for case in library.cases
        for waiver in case.data.waivers
        if waiver.rule not in NEVER_WAIVED
    }
    used: set[tuple[str, str]] = set()
    for problem in problems:
        covered = (_case_of(problem), problem.rule)
        if covered in waived:
            used.add(covered)
        else:
            yield problem
    for case in library.cases:
        yield from _without_effect(case, used)


def _case_of(problem: Problem) -> str:
    first, _, rest = problem.place.file.partition("/")
    return rest.partition("/")[0] if first == "cases" else ""


def _without_effect(case: Case, used: set[tuple[str, str]]) -> Iterator[Problem]:
    known = [rule.RULE for rule in RULES if rule.RULE not in NEVER_WAIVED]
    for i, waiver in enumerate(case.data.waivers):
        if (case.id, waiver.rule) in used:
            continue
        if waiver.rule in NEVER_WAIVED:
            message = Said(
                f"规则“{waiver.rule}”不能豁免",
                f"the rule '{waiver.rule}' cannot be waived",
            )
            hint = Said(
                "个人信息与一票否决项没有例外：请改正内容，并删去这条豁免。",
                "Personal data and vetoes have no exception: mend the content, delete the waiver.",
            )
        elif waiver.rule in known:
            message = Said(
                f"对“{waiver.rule}”的豁免没有用处：本案例没有这类问题",
                f"the waiver of '{waiver.rule}' is not needed: the case has no such problem",
            )
            hint = Said("请删去这条豁免。", "Delete the waiver.")
        else:
            message = Said(
                f"没有名为“{waiver.rule}”的规则", f"there is no rule named '{waiver.rule}'"
            )
            hint = suggestion(waiver.rule, terms(known))
        yield Problem(
            case.place("waivers", i, "rule"), RULE, message, hint, waiver.rule, severity="warning"
        )
