"""Waivers: a decision, kept in the file, that a rule does not apply to a case or a batch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from casebook.check.rules import NEVER_WAIVED, RULES, batches
from casebook.model.approval import Waiver
from casebook.model.library import Library
from casebook.problem import Place, Problem, Said
from casebook.suggest import Term, suggestion, terms

RULE = "waivers"


@dataclass(frozen=True)
class Given:
    """A waiver where it stands: `holder` is the case or the batch, `newest` its last publication.

    It covers the files under `folder`, the case's, or the `places` of the batch's entry.
    """

    holder: str
    waiver: Waiver
    place: Place
    newest: date | None
    folder: str = ""
    places: frozenset[Place] = frozenset()

    def covers(self, problem: Problem) -> bool:
        """Return whether a problem is of the rule and the holder of this waiver."""
        if problem.rule != self.waiver.rule:
            return False
        at = problem.place
        return at.file.startswith(self.folder) if self.folder else at in self.places


def without_waived(library: Library, problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield the problems that no waiver covers, and a warning for each waiver without effect.

    Personal data and vetoes are never waived (head of REQUIREMENTS), nor is a file that cannot be
    read: such problems do not come from a rule and are not among `problems`. Where the library
    says who may waive what (`content/roles.yaml`), a waiver by nobody of these has no effect.
    """
    given = list(waivers_of(library))
    refused = {id(one): why for one in given if (why := refusal(library, one))}
    in_force = [one for one in given if id(one) not in refused]
    used: set[int] = set()
    for problem in problems:
        covering = [one for one in in_force if one.covers(problem)]
        used.update(map(id, covering))
        if not covering:
            yield problem
    for one in given:
        if why := refused.get(id(one)):
            yield why
        elif id(one) not in used:
            rule = one.waiver.rule
            yield _without_effect(
                one,
                Said(
                    f"对“{rule}”的豁免没有用处：这里没有这类问题",
                    f"the waiver of '{rule}' is not needed: there is no such problem",
                ),
                Said("请删去这条豁免。", "Delete the waiver."),
            )


def waivers_of(library: Library) -> Iterator[Given]:
    """Yield every waiver of the cases and of the batches."""
    for case in library.cases:
        for i, waiver in enumerate(case.data.waivers):
            place = case.place("waivers", i, "rule")
            yield Given(case.id, waiver, place, case.updated, folder=f"cases/{case.id}/")
    for i, batch in enumerate(library.batches):
        mine = batches.places_of(library, i)
        for n, waiver in enumerate(batch.waivers):
            place = batches.place_in(library, i, "waivers", n, "rule")
            yield Given(batch.id, waiver, place, batch.released, places=mine)


def refusal(library: Library, one: Given) -> Problem | None:
    """Return why a waiver has no effect whatever the problems are, None where it has."""
    waiver = one.waiver
    known = [rule.RULE for rule in RULES if rule.RULE not in NEVER_WAIVED]
    if waiver.rule in NEVER_WAIVED:
        return _without_effect(
            one,
            Said(f"规则“{waiver.rule}”不能豁免", f"the rule '{waiver.rule}' cannot be waived"),
            Said(
                "个人信息与一票否决项没有例外：请改正内容，并删去这条豁免。",
                "Personal data and vetoes have no exception: mend the content, delete the waiver.",
            ),
        )
    if waiver.rule not in known:
        return _without_effect(
            one,
            Said(f"没有名为“{waiver.rule}”的规则", f"there is no rule named '{waiver.rule}'"),
            suggestion(waiver.rule, terms(known)),
        )
    if waiver.until and one.newest and one.newest > waiver.until:
        return _without_effect(
            one,
            Said(
                f"对“{waiver.rule}”的豁免到 {waiver.until} 为止，{one.newest} 又有发布或修订",
                f"the waiver of '{waiver.rule}' ended on {waiver.until}; published or changed on "
                f"{one.newest}",
            ),
            Said("请重新决定，改写日期和理由。", "Decide anew, and write the date and reason."),
        )
    return _by_nobody(library, one)


def _by_nobody(library: Library, one: Given) -> Problem | None:
    waiver = one.waiver
    known = [Term(role.key, Said(role.name.zh, role.name.en)) for role in library.roles.values()]
    role = library.roles.get(waiver.role or "")
    if not library.roles and (waiver.role or waiver.by):
        return None
    if role is None:
        hint = suggestion(waiver.role or "", known) if known else Said("", "")
        return _without_effect(
            one,
            Said(
                f"没有“{waiver.role}”这个身份" if waiver.role else "没有写以什么身份豁免（role）",
                f"there is no role '{waiver.role}'"
                if waiver.role
                else "the waiver names no role (role)",
            ),
            Said(
                f"谁可以豁免写在 content/roles.yaml。{hint.zh}",
                f"See content/roles.yaml. {hint.en}",
            ),
        )
    if role.may_waive(waiver.rule):
        return None
    able = [term for term in known if library.roles[term.key].may_waive(waiver.rule)]
    return _without_effect(
        one,
        Said(
            f"{role.name.zh}不能豁免“{waiver.rule}”",
            f"the {role.name.en.lower()} cannot waive '{waiver.rule}'",
        ),
        Said(
            f"可以豁免它的：{'、'.join(f'{t.key}（{t.label.zh}）' for t in able) or '没有'}。",
            f"Who can: {', '.join(f'{t.key} ({t.label.en})' for t in able) or 'nobody'}.",
        ),
    )


def _without_effect(one: Given, message: Said, hint: Said) -> Problem:
    return Problem(one.place, RULE, message, hint, one.waiver.rule, severity="warning")
