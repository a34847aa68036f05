"""One point of a letter, made of a problem that the check found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from casebook.problem import Locale, Problem
from casebook.report.places import Asked
from casebook.report.plain import clauses_in, plain

Weight = Literal["must", "please", "info"]
WEIGHTS: tuple[Weight, ...] = ("must", "please", "info")
_WEIGHT: dict[str, Weight] = {"error": "must", "warning": "please", "info": "info"}


@dataclass(frozen=True, slots=True)
class Ask:
    """One point of a letter: where, what was found, what is asked, by which clauses.

    `file` is the name of the one photo or video that it is about, `kind` which of both it is.
    """

    weight: Weight
    where: str
    found: str
    asked: str
    clauses: tuple[str, ...] = ()
    example: str = ""
    kind: Literal["", "photo", "video"] = ""
    file: str = ""


def make_ask(
    asked: Asked,
    problem: Problem,
    request: str = "",
    *,
    found: str = "",
    where: str = "",
    clauses: Iterable[str | None] = (),
    example: str = "",
    weight: Weight | None = None,
) -> Ask:
    """Return what a problem comes to; what is not said is taken from its message and hint."""
    message, hint = problem.message.to(asked.locale), problem.hint.to(asked.locale)
    named = [clause for clause in clauses if clause]
    where = where or asked.where(problem)
    kind, file = asked.picture(problem)
    return Ask(
        weight or _WEIGHT[problem.severity],
        where,
        _without_place(found or plain(asked, message), where, file, asked.locale),
        request or plain(asked, hint) or asked.say("ask-check"),
        tuple(named or clauses_in(f"{message}{hint}", asked.clauses)),
        example,
        kind,
        file,
    )


def put_together(asks: Sequence[Ask], asked: Asked) -> list[Ask]:
    """Make one point of those that ask the same of one place, of several photos or of videos."""
    groups: dict[object, list[Ask]] = {}
    for ask in asks:
        place = ask.kind if ask.file else ask.where
        groups.setdefault((ask.weight, place, ask.asked), []).append(ask)
    return [_joined(mine, asked) for mine in groups.values()]


def _joined(asks: Sequence[Ask], asked: Asked) -> Ask:
    first = asks[0]
    files = list(dict.fromkeys(ask.file for ask in asks))
    by_found: dict[str, list[str]] = {}
    for ask in asks:
        by_found.setdefault(ask.found, []).append(ask.file)
    said = [
        found
        if len(files) == 1 or len(named) == len(files)
        else asked.say("of-file", file=asked.listed(named), found=found)
        for found, named in by_found.items()
    ]
    where = first.where
    if len(files) > 1:
        every = len(files) == asked.pictures(first.kind)
        key = f"in-all-{first.kind}s" if every else f"in-{first.kind}"
        where = asked.say(key, file=asked.listed(files))
    clauses = tuple(dict.fromkeys(clause for ask in asks for clause in ask.clauses))
    return replace(first, where=where, found=asked.say("and-found").join(said), clauses=clauses)


def _without_place(found: str, where: str, file: str, locale: Locale) -> str:
    """Take out of what was found what its place has said already: a file, a field, a part."""
    if locale == "en":
        bare = found.replace(f"'{file}'", "it") if file else found
        return bare[:1].upper() + bare[1:]
    label = file or where.partition("“")[2].partition("”")[0]
    if not label:
        return found
    start = rf"(?:照片|视频|文件)?“{re.escape(label)}”[里的]?"
    return re.sub(start if file else f"^{start}", "", found) or found


def example_of(asked: Asked, field: str) -> str:
    """Return how a field is filled in, or nothing where the words have no example of it."""
    key = f"examples.{field}"
    whole = f"examples.{field.partition('.')[0]}"
    known = next((k for k in (key, whole) if f"report.{k}" in asked.words.entries), "")
    return asked.say(known) if known else ""
