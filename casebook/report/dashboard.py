"""The editors' own view of a batch or a programme: how far each case is, and what is missing.

Nothing in it is a score; cases stand in neutral order (001-036).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from casebook.prose import Node
from casebook.report import cautions, progress, spread
from casebook.report.nodes import heading, paragraph
from casebook.report.scope import Scope

_PARTS: tuple[tuple[str, Callable[[Scope], Iterator[Node]]], ...] = (
    ("states", progress.states),
    ("chain", progress.steps),
    ("unsettled", cautions.unsettled),
    ("sampling", progress.visits),
    ("deadlines", progress.deadlines),
    ("regions", spread.by_place),
    ("types", spread.by_type),
    ("directions", spread.by_direction),
    ("duplicates", cautions.duplicates),
    ("vetoes", cautions.vetoes),
    ("waivers", cautions.waivers),
)


def dashboard_of(scope: Scope) -> tuple[Node, ...]:
    """Return the dashboard."""
    what = scope.programme.short.to(scope.locale)
    if scope.batch:
        what = f"{what} · {scope.batch.title.to(scope.locale)}"
    nodes = [heading(1, scope.say("progress", scope=what)), paragraph(scope.say("internal"))]
    if scope.today:
        nodes.append(paragraph(scope.say("as-of", day=scope.day(scope.today))))
    for key, part in _PARTS:
        if blocks := list(part(scope)):
            nodes += [heading(2, scope.say(key)), *blocks]
    return tuple(nodes)
