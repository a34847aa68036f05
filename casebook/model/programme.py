"""A programme: one call for cases, with its criteria, sections, facts, limits and source.

A new call needs no code: everything that differs between programmes is in its file under
`content/programmes/`. What must hold for any of them is asserted when it is loaded.
"""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from pydantic import Field

from casebook.model.admission import Breadth, Eligibility, Quota
from casebook.model.base import Bilingual, Count, Filled, Key, Model, Number
from casebook.model.calendar import Event
from casebook.model.criteria import Criterion, Direction, Veto
from casebook.model.material import (
    Advertising,
    Captions,
    Fact,
    Filing,
    Length,
    Plausible,
    ProjectType,
    Section,
    Typography,
    UnfitWords,
)
from casebook.model.media_rules import PhotoRules, VideoRules
from casebook.model.notice import Citation, Decision, Role, Rule, Source
from casebook.model.workflow import Workflow


class Mapping(Model):
    """Whose criteria the cases of a programme without its own are mapped to, and by whom."""

    programme: Key
    by: Literal["editors"]
    note: Bilingual


class Expects(Model):
    """The counts that the source states, against which the file is held when it is loaded.

    `criteria` has the number of each direction; `weights_total` is the sum of all weights but
    those of bonus directions, 100 where nothing else is said.
    """

    directions: Count | None = None
    criteria: dict[Key, Count] = Field(default_factory=dict)
    weights_total: Number | None = None
    vetoes: Count | None = None
    sections: Count | None = None
    facts: Count | None = None
    types: Count | None = None
    special_regions: Count | None = None


class Programme(Model):
    """One call for cases, or a framework whose criteria cases may refer to.

    `public_contacts` are the source's published phones and addresses; `disputed_contacts` are
    printed in it too but contradict each other, so that no page may give them as an address. A
    scan for personal data lets both pass (`known_contacts`).
    """

    id: Key
    name: Bilingual
    short: Bilingual
    year: int
    kind: Literal["programme", "framework"] = "programme"
    summary: Bilingual
    yearbook_title: Bilingual | None = None
    yearbook_title_clause: str | None = None
    unfit_words: tuple[UnfitWords, ...] = ()
    source: Source
    roles: tuple[Role, ...] = ()
    rules: tuple[Rule, ...] = ()
    directions: tuple[Direction, ...] = ()
    mapping: Mapping | None = None
    breadth: Breadth | None = None
    vetoes: tuple[Veto, ...] = ()
    title: Length | None = None
    title_clause: str | None = None
    summary_length: Length | None = None
    sections: tuple[Section, ...] = ()
    facts: tuple[Fact, ...] = ()
    types: tuple[ProjectType, ...] = ()
    captions: Captions | None = None
    plausible: tuple[Plausible, ...] = ()
    advertising: Advertising | None = None
    photos: PhotoRules | None = None
    video: VideoRules | None = None
    eligibility: Eligibility = Eligibility()
    quota: Quota | None = None
    workflow: Workflow | None = None
    manuscript: tuple[Typography, ...] = ()
    filing: Filing | None = None
    calendar: tuple[Event, ...] = ()
    public_contacts: tuple[Filled, ...] = ()
    disputed_contacts: tuple[Filled, ...] = ()
    decisions: tuple[Decision, ...] = ()
    citations: tuple[Citation, ...] = ()
    expects: Expects | None = None

    @property
    def known_contacts(self) -> tuple[str, ...]:
        """Every contact the source prints, none of which is personal data."""
        return (*self.public_contacts, *self.disputed_contacts)

    def criterion(self, key: str) -> tuple[Direction, Criterion] | None:
        """Find a criterion by its `direction.criterion` key."""
        return self._by_key.get(key)

    def type_name(self, key: str) -> Bilingual | None:
        """Return the name of a project type, None for one that the programme does not have."""
        return next((kind.name for kind in self.types if kind.key == key), None)

    def deadline_of(self, step: str) -> Event | None:
        """Return the event of the calendar with the earliest end by which a step is to be done."""
        events = (event for event in self.calendar if step in event.steps and event.end)
        return min(events, key=lambda event: str(event.end), default=None)

    def citation(self, clause: str) -> Bilingual | None:
        """Return where a clause stands in the source, None where the file does not say."""
        fitting = (
            (len(start), citation.place)
            for citation in self.citations
            for start in citation.clauses
            if clause.startswith(start)
        )
        return max(fitting, key=lambda found: found[0], default=(0, None))[1]

    @cached_property
    def _by_key(self) -> dict[str, tuple[Direction, Criterion]]:
        pairs = [(d, c) for d in self.directions for c in d.criteria]
        return {f"{d.key}.{c.key}": (d, c) for d, c in reversed(pairs)}  # of two, the first
