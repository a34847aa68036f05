"""What the editors of a dashboard's cases should look at again: doubles, vetoes, waivers."""

from __future__ import annotations

from collections.abc import Iterator

from casebook.check.rules import (
    RULES,
    already_selected,
    batches,
    quota,
    review_dates,
    same_community,
    sampling,
    workflow,
)
from casebook.check.waivers import refusal, waivers_of
from casebook.prose import Node
from casebook.report.nodes import paragraph, table
from casebook.report.places import Asked
from casebook.report.plain import plain
from casebook.report.scope import Scope

_CHAIN = frozenset(
    rule.RULE for rule in (workflow, review_dates, batches, sampling, quota)
)  # what the records of approval say, which no letter asks a company for
_DONE = ("approved", "published")


def unsettled(scope: Scope) -> Iterator[Node]:
    """Yield what does not fit in the records of review, the batches and the quotas."""
    batch_of = {
        place: batch
        for i, batch in enumerate(scope.library.batches)
        for place in batches.places_of(scope.library, i)
    }
    cases = {f"cases/{case.id}": case for case in scope.kept}
    rows = []
    for problem in scope.problems:
        if problem.severity == "info" or problem.rule not in _CHAIN:
            continue
        case = cases.get(problem.place.file.rpartition("/")[0])
        batch = batch_of.get(problem.place)
        said = problem.message.to(scope.locale)
        if case and (problem.rule != workflow.RULE or case.data.status in _DONE):
            asked = Asked(case, scope.programme, scope.locale, scope.words)
            rows.append((scope.name(case), plain(asked, said) or said))
        elif batch and batch.programme == scope.programme.id and scope.batch in (None, batch):
            rows.append((batch.title.to(scope.locale), said))
    if rows:
        yield table((scope.say("of"), scope.say("found")), rows)


def duplicates(scope: Scope) -> Iterator[Node]:
    """Yield the communities that are there twice or were selected before."""
    told = [
        problem.message.to(scope.locale)
        for problem in scope.problems
        if problem.rule in (same_community.RULE, already_selected.RULE)
        and any(problem.place.file.startswith(f"cases/{id}/") for id in scope.ids)
    ]
    for said in told:
        yield paragraph(said + ("。" if scope.locale == "zh" else "."))
    if not told:
        yield paragraph(scope.say("no-duplicates"))
    for rule in scope.programme.eligibility.excluded:
        if listed := scope.library.selected.get(rule.list):
            key = "list-complete" if listed.complete else "list-incomplete"
            yield paragraph(scope.say(key, number=listed.number, n=len(listed.entries)))


def vetoes(scope: Scope) -> Iterator[Node]:
    """Yield when the vetoes of each published case were last looked at (附1-V6)."""
    published = [case for case in scope.cases if case.data.status == "published"]
    if not scope.programme.vetoes or not published:
        return
    rows = []
    for case in published:
        days = [statement.checked for statement in case.data.vetoes]
        oldest = min((day for day in days if day), default=None)
        said = scope.day(oldest) if days and all(days) else scope.say("undated")
        rows.append((scope.name(case), said))
    yield table((scope.say("case"), scope.say("veto-check")), rows)


def waivers(scope: Scope) -> Iterator[Node]:
    """Yield the waivers of the cases and batches: who let what pass, until when and why."""
    documented = {rule.RULE: (rule.__doc__ or "").strip("。\n .") for rule in RULES}
    holders = {case.id: scope.name(case) for case in scope.cases}
    if scope.batch is None:
        mine = (b for b in scope.library.batches if b.programme == scope.programme.id)
        holders |= {batch.id: batch.title.to(scope.locale) for batch in mine}
    else:
        holders[scope.batch.id] = scope.batch.title.to(scope.locale)
    rows = []
    for one in waivers_of(scope.library):
        if one.holder not in holders:
            continue
        waiver = one.waiver
        role = scope.library.roles.get(waiver.role or "")
        zh = scope.locale == "zh"
        rule = documented.get(waiver.rule, waiver.rule) if zh else waiver.rule.replace("-", " ")
        without = scope.say("no-effect") if refusal(scope.library, one) else ""
        rows.append(
            (
                holders[one.holder],
                f"{rule}{without}",
                role.name.to(scope.locale) if role else waiver.role or scope.say("none"),
                scope.day(waiver.date),
                scope.day(waiver.until),
                waiver.reason,
            )
        )
    if not rows:
        yield paragraph(scope.say("no-waivers"))
        return
    head = ("case", "rule", "role", "day", "until", "reason")
    yield table([scope.say(key) for key in head], rows)
