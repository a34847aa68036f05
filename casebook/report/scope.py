"""What a dashboard is about, and how it names what stands there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from casebook import regions
from casebook.chain import rejected_at
from casebook.model.batch import Batch
from casebook.model.library import Case, Library
from casebook.model.programme import Programme
from casebook.problem import Locale, Problem
from casebook.report.ask import Ask
from casebook.report.days import said_day
from casebook.unwritten import STAND_IN
from casebook.words import Words

STATES = ("draft", "approved", "published", "withdrawn")
NOWHERE = "000000"  # what a case without its division stands in


@dataclass(frozen=True)
class Scope:
    """What a dashboard is about: a programme, or one batch of it; `asks` are by case."""

    library: Library
    programme: Programme
    batch: Batch | None
    cases: tuple[Case, ...]
    asks: Mapping[str, Sequence[Ask]]
    problems: Sequence[Problem]
    locale: Locale
    words: Words
    today: date | None

    def say(self, key: str, **values: object) -> str:
        """Return a word of the report."""
        return self.words.say(f"report.{key}", self.locale, **values)

    def listed(self, names: Sequence[str]) -> str:
        """Return names in a row."""
        return self.words.say("list.separator", self.locale).join(names)

    def name(self, case: Case) -> str:
        """Return a case's community and id."""
        name = case.data.community.name.to(self.locale)
        aside = f"（{case.id}）" if self.locale == "zh" else f" ({case.id})"
        return case.id if name == STAND_IN else f"{name}{aside}"

    def day(self, day: date | None) -> str:
        """Return a day in words, or a dash."""
        return said_day(day, self.locale) if day else self.say("none")

    def place(self, code: str) -> str:
        """Return a division with those above it."""
        name = regions.place_zh(code) if self.locale == "zh" else regions.place_en(code)
        return name or (self.say("unfilled") if code == NOWHERE else code)

    @property
    def ids(self) -> frozenset[str]:
        """The ids of the cases."""
        return frozenset(case.id for case in self.cases)

    @property
    def kept(self) -> tuple[Case, ...]:
        """The cases that were not withdrawn."""
        return tuple(case for case in self.cases if case.data.status != "withdrawn")

    @property
    def live(self) -> tuple[Case, ...]:
        """The cases that were neither withdrawn nor rejected."""
        return tuple(case for case in self.kept if not rejected_at(self.library, case))

    def state(self, case: Case) -> str:
        """Return the state of a case; one that was rejected stays a draft in its file."""
        rejected = case.data.status == "draft" and rejected_at(self.library, case)
        return "not-selected" if rejected else case.data.status
