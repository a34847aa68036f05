"""Whether a review record names steps, papers and criteria that there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from casebook.check.unknown_word import unknown_word
from casebook.model.review import CaseReview
from casebook.model.workflow import Workflow
from casebook.problem import Place, Problem, Said
from casebook.suggest import Term


def check_entries(
    rule: str, workflow: Workflow, review: CaseReview, criteria: Sequence[Term]
) -> Iterator[Problem]:
    """Yield a problem of the rule for each key in a record that is not known."""
    steps = [Term(s.key, Said(s.name.zh, s.name.en)) for s in workflow.steps]
    papers = [Term(p.key, Said(p.name.zh, p.name.en)) for p in workflow.papers]
    for i, record in enumerate(review.data.steps):
        at = review.place("steps", i, "step")
        yield from _known(rule, at, record.step, steps, Said("环节", "step"))
        for n, key in enumerate(record.papers):
            at = review.place("steps", i, "papers", n)
            yield from _known(rule, at, key, papers, Said("材料", "paper"))
        for key in record.criteria:
            at = review.place("steps", i, "criteria", key)
            yield from _known(rule, at, key, criteria, Said("标准", "criterion"))


def _known(
    rule: str, place: Place, found: str, known: Sequence[Term], name: Said
) -> Iterator[Problem]:
    if found not in {term.key for term in known}:
        said = Said(f"没有代号为“{found}”的{name.zh}", f"there is no {name.en} '{found}'")
        yield unknown_word(place, rule, said, found, known)
