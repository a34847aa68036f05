"""How far a case has come in its programme's chain, and how much of a batch was visited."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from math import ceil

from casebook.model.batch import Batch
from casebook.model.library import Library
from casebook.model.review import CaseReview, StepRecord
from casebook.model.workflow import Sampling, Step, Workflow


def open_steps(workflow: Workflow, review: CaseReview | None) -> tuple[Step, ...]:
    """Return the required steps that a case has not passed, in their order."""
    return tuple(
        step
        for step in workflow.steps
        if step.required and not ((last := _last(review, step)) and last.result == "passed")
    )


def earlier_steps(workflow: Workflow, step: Step, review: CaseReview) -> Iterator[Step]:
    """Yield the nearest steps before a step that have a record."""
    for before in workflow.before(step):
        if review.of(before.key):
            yield before
        else:
            yield from earlier_steps(workflow, before, review)


def passed_on(review: CaseReview, step: Step) -> date | None:
    """Return the day on which a step was passed, if its last record says so."""
    last = _last(review, step)
    return last.date if last and last.result == "passed" else None


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
