"""What a contributor is asked for in the fields of the form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from casebook import regions
from casebook.problem import Problem
from casebook.report.ask import Ask, example_of, make_ask
from casebook.report.makers.conditions import unstated
from casebook.report.makers.pictures import photos_asked
from casebook.report.places import Asked

# Fields of `case.yaml` that editors fill in from what they were sent; others they never ask for.
_SENT = {"title", "community", "company", "fee", "measures", "figures"}
_EMPTY = re.compile(r"(?:\w+:|[{}, ])*")  # a text without its languages, as a message quotes it


def required(asked: Asked, problem: Problem) -> Ask | None:
    """Ask for a field of the form that the programme requires."""
    field = problem.allowed[0] if problem.allowed else ""
    facts = asked.programme.facts if asked.programme else ()
    fact = next((fact for fact in facts if fact.field == field), None)
    if fact is None:
        return None
    label = fact.label.to(asked.locale)
    return make_ask(
        asked,
        problem,
        asked.say("ask-empty", field=label),
        found=asked.say("found-empty", field=label),
        where=asked.field(label),
        clauses=[fact.clause],
        example=example_of(asked, field),
    )


def honours(asked: Asked, problem: Problem) -> Ask | None:
    """Ask for the honours that the form has a field for, if there are any."""
    facts = asked.programme.facts if asked.programme else ()
    fact = next((fact for fact in facts if fact.field == "honours"), None)
    if fact is None or asked.case.data.honours:
        return make_ask(asked, problem)
    return make_ask(
        asked,
        problem,
        asked.say("ask-honours"),
        found=asked.say("found-empty"),
        where=asked.field(fact.label.to(asked.locale)),
        clauses=[fact.clause],
    )


def unread(asked: Asked, problem: Problem) -> Ask | None:
    """Ask for a field that was left empty, or that nobody can read."""
    path = asked.path_of(problem)
    label = asked.label(path)
    if path[:1] == ("vetoes",):
        return unstated(asked, problem)
    if path[:1] == ("photos",):
        return photos_asked(asked, problem, asked.say("found-photos"))
    if not path or path[0] not in _SENT or label is None:
        return None
    facts = asked.programme.facts if asked.programme else ()
    if not _EMPTY.fullmatch(problem.value):
        request = asked.say("ask-form", field=label)
        found = asked.say("found-strange", field=label, value=problem.value)
    else:
        request = asked.say("ask-empty", field=label)
        found = asked.say("found-empty", field=label)
    field = ".".join(str(part) for part in path if part not in ("zh", "en"))
    if field == "community.type" and asked.programme:
        names = (kind.name.to(asked.locale) for kind in asked.programme.types)
        request = asked.say("ask-type", types=asked.listed(names))
    clauses = [f.clause for f in facts if f.field and field.startswith(f.field)][:1]
    return make_ask(
        asked,
        problem,
        request,
        found=found,
        clauses=clauses,
        example=example_of(asked, field),
        weight="must",
    )


def kind(asked: Asked, problem: Problem) -> Ask | None:
    """Ask which of the programme's types a project is of."""
    if asked.path_of(problem) != ("community", "type") or asked.programme is None:
        return None
    names = [kind.name.to(asked.locale) for kind in asked.programme.types]
    listed = asked.listed(names)
    return make_ask(asked, problem, asked.say("ask-type", types=listed))


def compared(asked: Asked, problem: Problem) -> Ask | None:
    """Ask for both numbers of a measure that is compared, the one before and the one after."""
    quoted = problem.message.to(asked.locale)
    label = next((part for part in _quoted(quoted)), asked.say("field.measures"))
    return make_ask(
        asked,
        problem,
        asked.say("ask-compared", measure=label),
        where=asked.field(label),
        example=example_of(asked, "measures" if asked.is_in_form(label) else "counts"),
    )


def _quoted(said: str) -> Iterator[str]:
    for left, right in (("“", "”"), ("'", "'")):
        if left in said:
            yield said.partition(left)[2].partition(right)[0]


def region(asked: Asked, problem: Problem) -> Ask | None:
    """Ask about an address in another place; a code is the editors' to mend."""
    if "address" not in asked.path_of(problem):
        return None
    zh = asked.locale == "zh"
    code = asked.case.data.community.region
    other = next(iter(regions.named(problem.value)), None)
    written = problem.value if zh or other is None else other.en
    place = regions.place_zh(code) if zh else regions.place_en(code)
    found = asked.say("found-place", written=written, place=place)
    return make_ask(asked, problem, asked.say("ask-check"), found=found)


def address(asked: Asked, problem: Problem) -> Ask | None:
    """Say where an address leads to a home, without the home."""
    home = problem.severity == "error"
    return make_ask(asked, problem, found=asked.say("found-dwelling") if home else "")
