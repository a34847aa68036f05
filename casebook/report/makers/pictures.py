"""What a contributor is asked for of the photos."""

from __future__ import annotations

from casebook.problem import Problem
from casebook.report.ask import Ask, make_ask
from casebook.report.places import Asked


def photos(asked: Asked, problem: Problem) -> Ask | None:
    """Ask for photos, or for the caption of one; one listed twice is the editors' slip."""
    rules = asked.programme.photos if asked.programme else None
    path = asked.path_of(problem)
    if len(path) > 1:
        if "file" in path:
            return None  # listed twice: the editors' slip
        request, found = asked.say("ask-caption"), asked.say("found-caption")
        return make_ask(
            asked, problem, request, found=found, clauses=[rules.clause if rules else None]
        )
    return photos_asked(asked, problem)


def photos_asked(asked: Asked, problem: Problem, found: str = "") -> Ask | None:
    """Ask for as many photos as the programme wants; they must come if `found` says none has."""
    rules = asked.programme.photos if asked.programme else None
    if rules is None:
        return None
    request = asked.say("ask-photos", least=rules.at_least, most=rules.at_most)
    return make_ask(
        asked,
        problem,
        request,
        found=found,
        where=asked.say("in-photos"),
        clauses=[rules.clause],
        weight="must" if found else None,
    )


def photo_file(asked: Asked, problem: Problem) -> Ask | None:
    """Ask for a better file of a photo."""
    rules = asked.programme.photos if asked.programme else None
    return make_ask(
        asked, problem, asked.say("ask-photo-file"), clauses=[rules.clause if rules else None]
    )
