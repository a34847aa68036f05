"""How far a case has come in its programme's chain, and how much of a batch was visited."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Literal

from casebook.model.batch import Batch
from casebook.model.library import Case, Library
from casebook.model.review import CaseReview, StepRecord
from casebook.model.workflow import Paper, Sampling, Step, Workflow


def open_steps(workflow: Workflow, review: CaseReview | None) -> tuple[Step, ...]:
    """Return the required steps that a case has not passed, in their order."""
    return tuple(
        step
        for step in workflow.steps
        if step.required and not ((last := _last(review, step)) and last.result == "passed")
    )


def rejected_at(library: Library, case: Case) -> Step | None:
    """Return the step at which a case was rejected, if that is the last word on it."""
    programme = library.programme_of(case)
    review = library.reviews.get(case.id)
    for step in programme.workflow.steps if programme and programme.workflow else ():
        last = _last(review, step)
        if last and last.result == "rejected":
            return step
    return None


def is_recommended(library: Library, case: Case) -> bool:
    """Return whether a case has passed the steps up to the city's, and no later one refused it."""
    programme = library.programme_of(case)
    review = library.reviews.get(case.id)
    if case.data.status in ("approved", "published"):
        return True
    steps = programme.workflow.steps if programme and programme.workflow else ()
    early = [step for step in steps if step.level in ("company", "city")]
    passed = all((last := _last(review, step)) and last.result == "passed" for step in early)
    return passed and case.data.status == "draft" and not rejected_at(library, case)


def earlier_steps(workflow: Workflow, step: Step, review: CaseReview) -> Iterator[Step]:
    """Yield the nearest steps before a step that have a record."""
    for before in workflow.before(step):
        if review.of(before.key):
            yield before
        else:
            yield from earlier_steps(workflow, before, review)


@dataclass(frozen=True, slots=True)
class Lack:
    """What a step that was taken should have brought; `record` is the number of its last record."""

    step: Step
    record: int
    what: Literal["stamp", "truth", "papers"]
    clause: str
    paper: Paper | None = None


def lacking(workflow: Workflow, review: CaseReview) -> Iterator[Lack]:
    """Yield the stamps, statements of truth and papers that no record of a step tells of."""
    for step in workflow.steps:
        records = review.of(step.key)
        if not records:
            continue
        last = records[-1][0]
        if step.stamp and not any(record.stamp for _, record in records):
            yield Lack(step, last, "stamp", step.stamp)
        if step.truth and not any(record.truth for _, record in records):
            yield Lack(step, last, "truth", step.truth)
        received = {key for _, record in records for key in record.papers}
        for paper in workflow.papers:
            if paper.key in step.papers and paper.key not in received:
                yield Lack(step, last, "papers", paper.clause, paper)


def sampled(sampling: Sampling, review: CaseReview | None, until: date | None = None) -> bool:
    """Return whether a case was visited, by a day where one is given."""
    return any(
        record.step in sampling.steps and (until is None or record.date <= until)
        for record in (review.data.steps if review else ())
    )


def sample_size(sampling: Sampling, cases: int) -> int:
    """Return how many of so many cases must be visited; 20 % of 6 are 2."""
    return ceil(sampling.at_least * cases / 100)


def sampled_of(library: Library, sampling: Sampling, ids: Iterable[str], batch: Batch) -> list[str]:
    """Return which of the cases of a batch were visited before its release."""
    return [id for id in ids if sampled(sampling, library.reviews.get(id), batch.released)]


def _last(review: CaseReview | None, step: Step) -> StepRecord | None:
    return review.last(step.key) if review else None
