"""What the editors of a dashboard's cases should look at again: doubles, vetoes, waivers."""

from __future__ import annotations

from collections.abc import Iterator

from casebook.check.rules import RULES, already_selected, same_community
from casebook.check.waivers import refusal, waivers_of
from casebook.prose import Node
from casebook.report.nodes import paragraph, table
from casebook.report.scope import Scope


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
