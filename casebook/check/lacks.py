"""What a step of the chain should have brought: stamp, statement of truth, papers."""

from __future__ import annotations

from collections.abc import Iterator

from casebook.chain import Lack, lacking
from casebook.model.review import CaseReview
from casebook.model.workflow import Workflow
from casebook.problem import Problem, Said


def check_lacks(rule: str, workflow: Workflow, review: CaseReview) -> Iterator[Problem]:
    """Yield a problem of the rule for each stamp, statement of truth and paper that is lacking."""
    for lack in lacking(workflow, review):
        yield _problem(rule, review, lack)


def _problem(rule: str, review: CaseReview, lack: Lack) -> Problem:
    name = lack.step.name
    record = review.data.steps[lack.record]
    if lack.paper:
        key, paper = lack.paper.key, lack.paper.name
        message = Said(f"“{name.zh}”没有收到{paper.zh}", f"'{name.en}' came without {paper.en}")
        hint = Said(
            f"收到以后写进 papers：{key}（依据 {lack.clause}）。",
            f"Once it is here, list {key} under papers (clause {lack.clause}).",
        )
        value, allowed = key, lack.step.papers
    else:
        stamp = lack.what == "stamp"
        value, allowed = _written(record.stamp if stamp else record.truth), ("true",)
        message, hint = (_no_stamp if stamp else _no_truth)(lack)
    return Problem(
        review.place("steps", lack.record, lack.what),
        rule,
        message,
        hint,
        value,
        allowed,
        severity="warning" if lack.what == "truth" else "error",
    )


def _no_stamp(lack: Lack) -> tuple[Said, Said]:
    name = lack.step.name
    return (
        Said(f"“{name.zh}”没有见到盖章的记录", f"no stamp is recorded for '{name.en}'"),
        Said(
            f"见到盖章件以后写 stamp: true（依据 {lack.clause}）。",
            f"Once the stamped paper is here, write 'stamp: true' (clause {lack.clause}).",
        ),
    )


def _no_truth(lack: Lack) -> tuple[Said, Said]:
    name = lack.step.name
    return (
        Said(
            f"“{name.zh}”的单位还没有对真实性作出承诺",
            f"the body of '{name.en}' has not stated that all is true",
        ),
        Said(
            f"申报单位和推荐单位都要对内容、数据、事例的真实性负责（{lack.clause}）；"
            "承诺以后写 truth: true。",
            f"Applicant and recommender answer for the truth ({lack.clause}); once it is stated, "
            "write 'truth: true'.",
        ),
    )


def _written(flag: bool | None) -> str:
    return "" if flag is None else str(flag).lower()
