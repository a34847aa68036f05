"""What the contributor of a case is asked for; what is for the editors to do stays with them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from casebook.chain import Lack, lacking
from casebook.check.rules import placeholder, workflow
from casebook.check.waivers import refusal, waivers_of
from casebook.model.library import Case, Library
from casebook.problem import Locale, Problem
from casebook.report.ask import WEIGHTS, Ask, Weight, put_together
from casebook.report.makers import MAKERS
from casebook.report.places import Asked
from casebook.words import Words

_ASIDE = re.compile(r"（[^）]*）| \([^)]*\)")  # who else counts as such a body


def asks_of(
    library: Library, case: Case, problems: Iterable[Problem], locale: Locale, words: Words
) -> list[Ask]:
    """Return what to ask the contributor of a case for, what must be mended first.

    `problems` are those of the library, drafts judged as if they were finished. What stands in
    other cases, or is for the editors to do, is not among it; of a part that is not yet written
    nothing else is asked.
    """
    asked = Asked(case, library.programme_of(case), locale, words)
    made: list[tuple[str, Ask]] = []
    for problem in problems:
        mine = problem.place.file.startswith(f"cases/{case.id}/")
        make = MAKERS.get(problem.rule)
        if mine and make and (ask := make(asked, problem)):
            made.append((problem.rule, ask))
    unwritten = {ask.where for rule, ask in made if rule == placeholder.RULE}
    found = [a for rule, a in made if rule == placeholder.RULE or a.where not in unwritten]
    found += _papers(library, asked)
    once = {(ask.where, ask.found): ask for ask in reversed(found)}
    kept = [ask for ask in found if once.get((ask.where, ask.found)) is ask]
    kept.sort(key=lambda a: (WEIGHTS.index(a.weight), asked.rank(a.where), a.where))
    return put_together(kept, asked)


def _papers(library: Library, asked: Asked) -> Iterator[Ask]:
    """What the steps that were taken did not bring, unless it was let pass."""
    review = library.reviews.get(asked.case.id)
    chain = asked.programme.workflow if asked.programme else None
    waived = any(
        one.holder == asked.case.id
        and one.waiver.rule == workflow.RULE
        and not refusal(library, one)
        for one in waivers_of(library)
    )
    if review and chain and not waived:
        for lack in lacking(chain, review):
            if lack.step.level in ("company", "city"):  # a province answers for its own papers
                yield _lack(asked, lack)


def _lack(asked: Asked, lack: Lack) -> Ask:
    locale = asked.locale
    by = _ASIDE.sub("", lack.step.by.to(locale))
    if lack.paper:
        paper = lack.paper.name.to(locale)
        found, request = asked.say("found-paper", paper=paper), asked.say("ask-paper", paper=paper)
    else:
        found = asked.say(f"found-{lack.what}", by=by)
        request = asked.say(f"ask-{lack.what}")
    weight: Weight = "please" if lack.what == "truth" else "must"
    return Ask(weight, asked.say("in-papers"), found, request, (lack.clause,))
