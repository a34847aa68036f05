"""What a programme looks for: directions, their criteria, and the vetoes."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from casebook.model.base import Bilingual, Filled, Flag, Key, Model, Number, Percent
from casebook.model.material import Mention

Hue = Literal["party", "satisfaction", "service", "other"]


class Part(Model):
    """One part of a criterion's rubric: what earns points, and how many at most."""

    text: Bilingual
    points: Number


class Criterion(Model):
    """One item of a direction; `key` is unique in its direction, `clause` names its source row.

    `evidence` are fields of `case.yaml` of which a case that shows the item gives at least one.
    """

    key: Key
    clause: Filled
    short: Bilingual
    text: Bilingual
    points: Number | None = None
    parts: tuple[Part, ...] = ()
    evidence: tuple[Filled, ...] = ()


class Direction(Model):
    """A group of criteria: a direction, a principle's group, a weighted group of a rubric."""

    key: Key
    name: Bilingual
    hue: Hue
    summary: Bilingual | None = None
    weight: Percent | None = None
    bonus: Flag = False
    criteria: tuple[Criterion, ...] = ()


class Veto(Model):
    """A circumstance that excludes a case whatever else it shows.

    `signs` are words by which a text may speak of it: an editor is asked to look, no more.
    """

    key: Annotated[str, Field(pattern=r"^V\d+$")]
    clause: Filled
    text: Bilingual
    signs: tuple[Mention, ...] = ()
