"""One point of a letter, made of a problem that the check found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from casebook.problem import Problem
from casebook.report.places import Asked
from casebook.report.plain import clauses_in, plain

Weight = Literal["must", "please", "info"]
WEIGHTS: tuple[Weight, ...] = ("must", "please", "info")
_WEIGHT: dict[str, Weight] = {"error": "must", "warning": "please", "info": "info"}


@dataclass(frozen=True, slots=True)
class Ask:
    """One point of a letter: where, what was found, what is asked, by which clauses."""

    weight: Weight
    where: str
    found: str
    asked: str
    clauses: tuple[str, ...] = ()
    example: str = ""


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
    return Ask(
        weight or _WEIGHT[problem.severity],
        where or asked.where(problem),
        found or plain(asked, message),
        request or plain(asked, hint) or asked.say("ask-check"),
        tuple(named or clauses_in(f"{message}{hint}", asked.clauses)),
        example,
    )


def example_of(asked: Asked, field: str) -> str:
    """Return how a field is filled in, or nothing where the words have no example of it."""
    key = f"examples.{field}"
    whole = f"examples.{field.partition('.')[0]}"
    known = next((k for k in (key, whole) if f"report.{k}" in asked.words.entries), "")
    return asked.say(known) if known else ""
