"""Whether what readers are told of the approval is what the review record says."""

from __future__ import annotations

from collections.abc import Iterator

from casebook.model.library import Case
from casebook.model.review import CaseReview
from casebook.model.workflow import Workflow
from casebook.problem import Problem, Said


def check_shown_approval(
    rule: str, case: Case, workflow: Workflow, review: CaseReview
) -> Iterator[Problem]:
    """Yield a problem of the rule for each body or visit that readers are told of otherwise."""
    shown = case.data.approval
    if shown is None:
        return
    of_level = {
        "recommended_by": [s for s in workflow.steps if s.kind == "recommendation"],
        "reviewed_by": [s for s in workflow.steps if s.level == "province"],
    }
    for field, steps in of_level.items():
        body = getattr(shown, field)
        last = next((r for s in steps if (r := review.last(s.key))), None)
        if body and last and body.name.zh and last.body.zh and body.name.zh != last.body.zh:
            yield _differs(rule, case, ("approval", field), body.name.zh, last.body.zh)
    visited = any(
        step.kind in ("visit", "unannounced") and review.of(step.key) for step in workflow.steps
    )
    if shown.site_visit is not None and shown.site_visit != visited:
        place = ("approval", "site_visit")
        yield _differs(rule, case, place, str(shown.site_visit).lower(), str(visited).lower())


def _differs(rule: str, case: Case, path: tuple[str, ...], shown: str, recorded: str) -> Problem:
    return Problem(
        case.place(*path),
        rule,
        Said(
            f"{'.'.join(path)} 写的是“{shown}”，审核记录里是“{recorded}”",
            f"{'.'.join(path)} says '{shown}', the review record '{recorded}'",
        ),
        Said("请核对，改成一样。", "Compare the two and make them agree."),
        value=shown,
        allowed=(recorded,),
        severity="warning",
    )
