"""The whole library: programmes, measures, cases with their texts, editions, and the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Literal

from casebook import pinyin, regions
from casebook.model.address import Recorded, Redirect
from casebook.model.base import Bilingual, Key, Model
from casebook.model.batch import Batch
from casebook.model.case import CaseData
from casebook.model.criteria import Criterion, Direction
from casebook.model.dates import Day
from casebook.model.edition import Edition
from casebook.model.lock import PrintedEdition
from casebook.model.programme import Programme
from casebook.model.review import Reviews
from casebook.model.role import Role
from casebook.model.selected import SelectedList
from casebook.model.synonyms import SynonymGroup
from casebook.model.translation import Record
from casebook.problem import Locale, Place
from casebook.prose import Passage, Text
from casebook.source import Document


class MeasureKind(Model):
    """A kind of measured value; `better` says which way is an improvement (or none)."""

    key: Key
    label: Bilingual
    unit: Bilingual
    better: Literal["higher", "lower", "none"] = "none"


class LedgerEntry(Model):
    """An id that has been published; `aliases` are former ids that redirect to it."""

    id: Key
    published: Day
    aliases: tuple[Key, ...] = ()


@dataclass(frozen=True)
class Case:
    """A case: its data, its texts by language, and where they stand on disk."""

    id: str
    folder: Path
    data: CaseData
    texts: Mapping[Locale, Text]
    document: Document = field(repr=False)

    def place(self, *path: str | int) -> Place:
        """Return the place of a value of `case.yaml`."""
        return self.document.place(*path)

    def text(self, wanted: Locale) -> tuple[Text, Locale] | None:
        """Return the text in `wanted`, or in the other language, with the language it is in."""
        for locale in (wanted, *self.texts):
            if locale in self.texts:
                return self.texts[locale], locale
        return None

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Every passage of the principal text (Chinese where there is one)."""
        found = self.text("zh")
        return found[0].passages if found else ()

    @property
    def updated(self) -> date | None:
        """The day of the last change, or of publication; None for a case not yet published."""
        days = [change.date for change in self.data.changes]
        return max([self.data.published, *days]) if self.data.published else None

    @cached_property
    def criteria(self) -> tuple[str, ...]:
        """Every criterion the case shows: those of `case.yaml` first, then its passages'."""
        keys = [*self.data.criteria, *(c for p in self.passages for c in p.criteria)]
        return tuple(dict.fromkeys(keys))

    @cached_property
    def sort_key(self) -> tuple[object, ...]:
        """Neutral order: region code, then pinyin of the name (001-036: never by size)."""
        community = self.data.community
        name = community.name.to("zh")
        return (community.region, pinyin.sort_key(name, community.pinyin), self.id)


@dataclass(frozen=True)
class Library:
    """Everything that the renderers need; nothing in it can be changed.

    `directions` is the id of the programme whose directions organise the site, `page_names` are
    the editorial pages; `addresses` is the ledger of addresses, `redirects` where former ones lead.
    `translations` are the records of what each English text was made from; `printed` are the
    editions that a print house has printed, by their ids. `reviews` are internal (S-08): rules and
    reports read them, nothing that is published does.
    """

    root: Path
    programmes: Mapping[str, Programme]
    measures: Mapping[str, MeasureKind]
    cases: tuple[Case, ...]
    editions: Mapping[str, Edition]
    ledger: tuple[LedgerEntry, ...]
    documents: Mapping[str, Document] = field(repr=False)
    directions: str = ""
    page_names: tuple[str, ...] = ()
    addresses: tuple[Recorded, ...] = ()
    redirects: tuple[Redirect, ...] = ()
    translations: Mapping[str, Record] = field(default_factory=dict)
    synonyms: tuple[SynonymGroup, ...] = ()
    printed: Mapping[str, PrintedEdition] = field(default_factory=dict)
    roles: Mapping[str, Role] = field(default_factory=dict)
    selected: Mapping[str, SelectedList] = field(default_factory=dict)
    batches: tuple[Batch, ...] = ()
    reviews: Reviews = field(default_factory=dict, repr=False)
    shown: frozenset[str] = frozenset({"published"})

    @cached_property
    def published(self) -> tuple[Case, ...]:
        """The cases that readers see, in neutral order; a preview shows drafts too (`shown`)."""
        return tuple(c for c in self.cases if c.data.status in self.shown)

    @cached_property
    def withdrawn(self) -> tuple[Case, ...]:
        """The cases that were published and taken back."""
        return tuple(c for c in self.cases if c.data.status == "withdrawn")

    @cached_property
    def known_contacts(self) -> frozenset[str]:
        """The contacts that the programmes' sources print, which are no personal data (001-040)."""
        return frozenset(c for p in self.programmes.values() for c in p.known_contacts)

    @cached_property
    def newest_programmes(self) -> tuple[Programme, ...]:
        """The programmes by year, the newest first, those of a year by their ids."""
        return tuple(sorted(self.programmes.values(), key=lambda p: (-p.year, p.id)))

    def prints(self, edition: Edition, case: Case) -> bool:
        """Return whether a case is one of those that an edition prints, or has printed."""
        if edition.id in self.printed:
            return self.printed_as(edition, case) is not None
        named = edition.cases is None or case.id in edition.cases
        return named and case.data.programme in edition.programmes

    def printed_as(self, edition: Edition, case: Case) -> str | None:
        """Return the id under which a printed edition holds a case, which may be a former one."""
        printed = self.printed.get(edition.id)
        if printed is None:
            return None
        ids = (case.id, *self.former_ids.get(case.id, ()))
        return next((id for id in ids if id in printed.lock.cases), None)

    @cached_property
    def former_ids(self) -> Mapping[str, tuple[Key, ...]]:
        """The ids that a case had before, by its present one."""
        return {entry.id: entry.aliases for entry in self.ledger}

    def cases_in(self, edition: Edition) -> tuple[Case, ...]:
        """Return the published cases that an edition prints, in neutral order."""
        return tuple(case for case in self.published if self.prints(edition, case))

    def batch_of(self, case: Case) -> Batch | None:
        """Return the batch that a case was or will be released in."""
        return self._batches.get(case.id)

    @cached_property
    def _batches(self) -> Mapping[str, Batch]:
        return {id: batch for batch in reversed(self.batches) for id in batch.cases}

    def programme_of(self, case: Case) -> Programme | None:
        """Return the programme that a case was submitted to."""
        return self.programmes.get(case.data.programme)

    def home_of_criteria(self, case: Case) -> str:
        """Return the id of the programme in which a case's short criterion keys are looked up."""
        programme = self.programme_of(case)
        if programme and programme.mapping:
            return programme.mapping.programme
        return case.data.programme

    def criterion(self, case: Case, key: str) -> tuple[Programme, Direction, Criterion] | None:
        """Resolve a criterion key of a case: `party.1`, or `<programme>/<item>`."""
        programme_id, _, item = key.rpartition("/")
        programme = self.programmes.get(programme_id or self.home_of_criteria(case))
        found = programme.criterion(item) if programme else None
        return (programme, *found) if programme and found else None

    def direction_of(self, case: Case) -> Direction | None:
        """Return the direction of a case's first criterion, which gives it its hue."""
        for key in case.criteria:
            if found := self.criterion(case, key):
                return found[1]
        return None

    def places_of(self, case: Case) -> tuple[regions.Region, ...]:
        """Return province, city and district of a case, as far as they exist."""
        return regions.lineage(case.data.community.region)
