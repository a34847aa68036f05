"""How a programme's cases come to be published: its steps, papers, sampling, batches.

All of it is data of the programme's file; one that says nothing of it asks for nothing.
"""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from pydantic import Field

from casebook.model.base import Bilingual, Filled, Flag, Key, Model, Percent

Level = Literal["company", "city", "province", "national"]
Kind = Literal["application", "recommendation", "desk", "expert", "visit", "unannounced"]
RELEASE = "release"  # in `steps` of a calendar's event: the release of a batch


class Paper(Model):
    """A paper that comes with a case: its material, a form, a stamped scan."""

    key: Key
    name: Bilingual
    clause: Filled


class Step(Model):
    """A step of the chain by which a case is approved.

    `after` are the steps that it cannot precede, the one before it where nothing is said. `stamp`
    and `truth` are the clauses that ask for a stamp and for a statement that all is true.
    """

    key: Key
    name: Bilingual
    by: Bilingual
    level: Level
    kind: Kind
    clause: Filled
    required: Flag = True
    repeats: Flag = False
    after: tuple[Key, ...] | None = None
    stamp: Filled | None = None
    truth: Filled | None = None
    papers: tuple[Key, ...] = ()


class Sampling(Model):
    """The share of a batch that one of `steps` must have looked at before its release, in %."""

    at_least: Percent
    steps: tuple[Key, ...]
    clause: Filled


class SummaryList(Model):
    """The list of its cases that a provincial association fills in and stamps."""

    title: Bilingual
    clause: Filled


class Workflow(Model):
    """The approval of a programme's cases; `batches` is the clause that asks for stages."""

    office: Bilingual | None = None
    """Who writes to the contributors"""
    steps: tuple[Step, ...] = Field(min_length=1)
    papers: tuple[Paper, ...] = ()
    sampling: Sampling | None = None
    summary_list: SummaryList | None = None
    batches: Filled | None = None

    @cached_property
    def by_key(self) -> dict[str, Step]:
        """The steps by their keys."""
        return {step.key: step for step in self.steps}

    def before(self, step: Step) -> tuple[Step, ...]:
        """Return the steps that a step directly follows."""
        if step.after is not None:
            return tuple(self.by_key[key] for key in step.after if key in self.by_key)
        number = self.steps.index(step)
        return self.steps[number - 1 : number] if number else ()
