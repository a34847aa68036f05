"""The document that a programme comes from: its bodies and rules, and how its clauses are cited."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from casebook.model.base import Bilingual, Filled, Model
from casebook.model.dates import Day


class Basis(Model):
    """An earlier document that a source passes on or rests on, as that source names it."""

    title: Bilingual
    number: str | None = None
    issuers: tuple[Bilingual, ...]


class Source(Model):
    """The published document that a programme comes from.

    `disclosure` is how its issuer opened it (REQUIREMENTS 002-02); `wording` says whether our
    criteria quote it or are stated in our own words.
    """

    title: Bilingual
    number: str | None = None
    issuers: tuple[Bilingual, ...]
    date: Day | None = None
    year: int | None = None
    disclosure: Literal["public", "on-request", "unknown"]
    wording: Literal["official", "own"]
    based_on: Basis | None = None
    note: Bilingual | None = None


class Role(Model):
    """What a body does in the programme: who organises, who carries out, who helps."""

    role: Bilingual
    body: Bilingual
    clause: Filled


class Rule(Model):
    """A rule of the programme's own work that readers may hold it to."""

    clause: Filled
    text: Bilingual


class Decision(Model):
    """How a disagreement between or inside the sources was settled (REQUIREMENTS section 0)."""

    id: Filled
    text: Bilingual


class Citation(Model):
    """How a letter names clauses to those who do not know our numbers of them.

    `clauses` are the beginnings of the numbers; the longest that fits counts.
    """

    clauses: tuple[Filled, ...] = Field(min_length=1)
    place: Bilingual
