"""What a contributor is asked for in the text."""

from __future__ import annotations

from casebook.model.material import Section
from casebook.problem import Problem
from casebook.report.ask import Ask, make_ask
from casebook.report.places import Asked

_SHOWN = 24  # characters of a sentence that are quoted


def no_text(asked: Asked, problem: Problem) -> Ask | None:
    """Ask for the text where none was sent."""
    if asked.case.texts or asked.programme is None:
        return None
    titles = [section.title.to(asked.locale) for section in asked.programme.sections]
    listed = asked.listed(titles)
    return make_ask(
        asked,
        problem,
        asked.say("ask-no-text", sections=listed),
        found=asked.say("found-no-text"),
        where=asked.say("in-text"),
        clauses=[section.clause for section in asked.programme.sections][:1],
    )


def sections(asked: Asked, problem: Problem) -> Ask | None:
    """Ask for a section that is missing or empty; how headings are spelt is for the editors."""
    for section in asked.programme.sections if asked.programme else ():
        titles = (section.title.zh, section.title.en)
        missing = len(problem.allowed) == 1 and problem.allowed[0] in titles
        empty = problem.value in titles and not problem.allowed
        if missing or empty:
            return _section_asked(asked, problem, section)
    return None


def placeholder(asked: Asked, problem: Problem) -> Ask | None:
    """Ask for what a section's placeholder stands for."""
    section = asked.section(problem.place)
    return _section_asked(asked, problem, section) if section else None


def _section_asked(asked: Asked, problem: Problem, section: Section) -> Ask:
    title = section.title.to(asked.locale)
    return make_ask(
        asked,
        problem,
        asked.say("ask-section", asks=section.asks.to(asked.locale)),
        found=asked.say("found-placeholder", section=title),
        where=asked.say("in-section", section=title),
        clauses=[section.clause],
    )


def length(asked: Asked, problem: Problem) -> Ask | None:
    """Ask for a text or title of the right length."""
    if asked.path_of(problem)[:1] == ("summary",):
        return None  # the summary is the editors' own
    section = asked.section(problem.place)
    clauses = [section.clause if section else None]
    if section is None and asked.programme:
        clauses = [asked.programme.title_clause]
    return make_ask(asked, problem, asked.say("ask-length"), clauses=clauses)


def breadth(asked: Asked, problem: Problem) -> Ask | None:
    """Ask for more directions, and name those that the text does not show."""
    rule = asked.programme.breadth if asked.programme else None
    shown = {key.rpartition("/")[2].partition(".")[0] for key in asked.case.criteria}
    directions = asked.programme.directions if asked.programme else ()
    others = [d.name.to(asked.locale) for d in directions if d.key not in shown]
    listed = asked.listed(others)
    return make_ask(
        asked,
        problem,
        asked.say("ask-breadth", directions=listed),
        where=asked.say("in-text"),
        clauses=[rule.clause if rule else None],
    )


def personal(asked: Asked, problem: Problem) -> Ask | None:
    """Say that there is personal data, and not even a masked number of it."""
    if problem.place.file.endswith("review.yaml"):
        return None
    return make_ask(asked, problem, asked.say("ask-personal"), found=asked.say("found-personal"))


def repeated(asked: Asked, problem: Problem) -> Ask | None:
    """Say which sentence stands twice; a contributor knows no lines."""
    shown = problem.value if len(problem.value) <= _SHOWN else f"{problem.value[:_SHOWN]}…"
    return make_ask(
        asked, problem, found=asked.say("found-repeated", said=shown.rstrip("。；！？"))
    )
