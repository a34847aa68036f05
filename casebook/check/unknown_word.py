"""A word that is not among those that may stand in its place."""

from __future__ import annotations

from collections.abc import Sequence

from casebook.problem import Place, Problem, Said
from casebook.suggest import Term, suggestion


def unknown_word(
    place: Place, rule: str, message: Said, found: str, known: Sequence[Term]
) -> Problem:
    """Return the problem of a word, with all that may be written and what was probably meant."""
    allowed = tuple(term.key for term in known)
    return Problem(place, rule, message, suggestion(found, known), value=found, allowed=allowed)
