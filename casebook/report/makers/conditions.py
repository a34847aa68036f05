"""What a contributor is asked about the programme's conditions: who may apply, and who may not."""

from __future__ import annotations

from casebook.problem import Problem
from casebook.report.ask import Ask, example_of, make_ask
from casebook.report.days import said_day
from casebook.report.places import Asked


def delivered(asked: Asked, problem: Problem) -> Ask | None:
    """Ask for the day of delivery, which has to be before the programme's."""
    rules = asked.programme.eligibility if asked.programme else None
    handed_over = asked.case.data.community.delivered
    if rules is None or rules.delivered_before is None or handed_over is None:
        return None
    return make_ask(
        asked,
        problem,
        asked.say("ask-delivered", day=said_day(rules.delivered_before, asked.locale)),
        found=asked.say("found-delivered", day=handed_over.to(asked.locale)),
        clauses=[rules.delivered_clause],
        example=example_of(asked, "community.delivered"),
    )


def rate(asked: Asked, problem: Problem) -> Ask | None:
    """Ask for a rate that the programme sets a least value for."""
    for rule in asked.programme.eligibility.rates if asked.programme else ():
        if f"≥ {rule.at_least}" in problem.allowed:
            label = asked.label(("measures", rule.measure)) or asked.say("field.measures")
            zh = asked.locale == "zh"
            year = (f"{rule.year}年" if zh else f" of {rule.year}") if rule.year else ""
            least = f"{rule.at_least.normalize():f}%"
            return make_ask(
                asked,
                problem,
                asked.say("ask-rate", year=year, least=least),
                where=asked.field(label),
                clauses=[rule.clause],
            )
    return None


def vetoes(asked: Asked, problem: Problem) -> Ask | None:
    """Ask about a veto that was not denied, or for those that nothing was said of."""
    path = asked.path_of(problem)
    stated = asked.case.data.vetoes
    if len(path) < 2 or not isinstance(path[1], int):
        return unstated(asked, problem)
    known = asked.programme.vetoes if asked.programme else ()
    veto = next(v for v in known if v.key == stated[path[1]].key)
    return make_ask(
        asked,
        problem,
        asked.say("ask-veto", vetoes=veto.text.to(asked.locale)),
        found=asked.say("found-veto", value=problem.value),
        where=asked.say("in-vetoes"),
        clauses=[veto.clause],
    )


def unstated(asked: Asked, problem: Problem) -> Ask | None:
    """Ask for the statements on vetoes that are missing."""
    done = {statement.key for statement in asked.case.data.vetoes}
    known = asked.programme.vetoes if asked.programme else ()
    meant = [veto for veto in known if veto.key not in done]
    listed = " ".join(f"{veto.key[1:]}. {veto.text.to(asked.locale)}" for veto in meant)
    return make_ask(
        asked,
        problem,
        asked.say("ask-vetoes", vetoes=listed),
        found=asked.say("found-vetoes"),
        where=asked.say("in-vetoes"),
        clauses=[veto.clause for veto in meant],
        weight="must",
    )


def selected(asked: Asked, problem: Problem) -> Ask | None:
    """Ask about a community that was selected before."""
    excluded = asked.programme.eligibility.excluded if asked.programme else ()
    return make_ask(asked, problem, asked.say("ask-selected"), clauses=[e.clause for e in excluded])
