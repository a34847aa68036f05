"""What a contributor is asked for of the photos and videos."""

from __future__ import annotations

from casebook.problem import Problem, Severity
from casebook.report.ask import Ask, make_ask
from casebook.report.places import Asked


def photos(asked: Asked, problem: Problem) -> Ask | None:
    """Ask for photos, or for what is said of one; its file and its alt text are the editors'."""
    path = asked.path_of(problem)
    if len(path) < 2:
        return photos_asked(asked, problem, weight=problem.severity)
    if path[2:] in (("file",), ("alt",)):
        return None
    what = "caption" if "caption" in path else "credit"
    return _said_of(asked, problem, what)


def photos_asked(
    asked: Asked, problem: Problem, found: str = "", weight: Severity = "error"
) -> Ask | None:
    """Ask for as many photos as the programme wants, of what it wants to see."""
    rules = asked.programme.photos if asked.programme else None
    if rules is None:
        return None
    scene = next((s for s in rules.scenes if f"scene: {s}" in problem.hint.zh), None)
    return make_ask(
        asked,
        problem,
        asked.say("ask-photos", least=rules.at_least, most=rules.at_most),
        found=asked.say(f"found-no-{scene}") if scene else found,
        where=asked.say("in-photos"),
        clauses=[rules.clause],
        weight="please" if weight == "warning" else "must",
    )


def photo_file(asked: Asked, problem: Problem) -> Ask | None:
    """Ask for a better file of a photo, or for one that has not come."""
    rules = asked.programme.photos if asked.programme else None
    least = rules.min_bytes if rules else 0
    size = asked.say("at-least", size=f"{least / 1_000_000:g} MB") if least else ""
    missing = (
        not (asked.case.folder / problem.value).is_file()
        and asked.picture(problem)[1] in problem.value
    )
    return make_ask(
        asked,
        problem,
        asked.say("ask-photo-file", size=size),
        found=asked.say("found-no-file") if missing else "",
        clauses=[rules.clause if rules else None],
    )


def photo_look(asked: Asked, problem: Problem) -> Ask | None:
    """Ask for a photo that can be used; what only may be better stays with the editors."""
    return None if problem.severity == "info" else make_ask(asked, problem)


def numbered(asked: Asked, problem: Problem) -> Ask | None:
    """Ask for captions in order; that of a table is named by its place in the text."""
    if asked.picture(problem)[0]:
        return _said_of(asked, problem, "number")
    return make_ask(asked, problem)


def people(asked: Asked, problem: Problem) -> Ask | None:
    """Ask whether those who can be recognised agreed; who looked at it is the editors' to say."""
    path, data = asked.path_of(problem), asked.case.data
    listed = data.photos if path[0] == "photos" else data.videos
    known = listed[path[1]].people if isinstance(path[1], int) else None
    return None if known and known.consent else _said_of(asked, problem, "people")


def videos(asked: Asked, problem: Problem) -> Ask | None:
    """Ask for fewer videos, a title, or what is spoken in one."""
    path = asked.path_of(problem)
    if len(path) < 2:
        return make_ask(asked, problem)
    if path[2:] == ("file",):
        return None  # listed twice: the editors' slip
    return _said_of(asked, problem, "film-title" if "title" in path else "captions")


def video_captions(asked: Asked, problem: Problem) -> Ask | None:
    """Ask for captions that fit."""
    return make_ask(asked, problem, asked.say("ask-captions"))


def video_file(asked: Asked, problem: Problem) -> Ask | None:
    """Ask for a film that can be played; what is taken out of it is the editors' to know."""
    return None if problem.severity == "info" else make_ask(asked, problem)


def _said_of(asked: Asked, problem: Problem, what: str) -> Ask:
    return make_ask(asked, problem, asked.say(f"ask-{what}"), found=asked.say(f"found-{what}"))
