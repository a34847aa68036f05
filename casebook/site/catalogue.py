"""The published cases grouped as the site shows them; every list in neutral order."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from casebook import pinyin, regions
from casebook.model.community import Company
from casebook.model.criteria import Direction, Hue
from casebook.model.edition import Edition
from casebook.model.library import Case, Library
from casebook.model.material import ProjectType
from casebook.model.programme import Programme
from casebook.problem import Locale
from casebook.prose import Passage
from casebook.regions import Region


@dataclass(frozen=True)
class Shown:
    """A passage that shows a criterion, and the case it stands in."""

    case: Case
    passage: Passage


@dataclass(frozen=True)
class Catalogue:
    """A library seen by direction, criterion, type, region, programme, company and edition."""

    library: Library
    home: Programme

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        """All published cases in neutral order."""
        return self.library.published

    @cached_property
    def newest(self) -> tuple[Case, ...]:
        """The cases by date of publication, newest first, else in neutral order."""
        return tuple(sorted(self.cases, key=_newness, reverse=True))

    def direction_of(self, case: Case) -> Direction:
        """Return the direction that gives a case its hue."""
        return self.library.direction_of(case) or self.home.directions[0]

    def hue(self, case: Case) -> Hue:
        """Return the hue of a case."""
        return self.direction_of(case).hue

    @cached_property
    def _positions(self) -> dict[str, int]:
        return {case.id: position for position, case in enumerate(self.cases)}

    def neighbours(self, case: Case) -> tuple[Case | None, Case | None]:
        """Return the published cases before and after a published case."""
        position = self._positions[case.id]
        after = self.cases[position + 1 : position + 2]
        return self.cases[position - 1] if position else None, after[0] if after else None

    @cached_property
    def _by_criterion(self) -> dict[tuple[str, str], list[Case]]:
        found: dict[tuple[str, str], list[Case]] = defaultdict(list)
        for case in self.cases:
            for direction, key in self.criteria_of(case):
                found[direction, key].append(case)
        return found

    def criteria_of(self, case: Case) -> tuple[tuple[str, str], ...]:
        """Return direction and key of the home criteria that a published case shows, in order."""
        return self._criteria[case.id]

    @cached_property
    def _criteria(self) -> dict[str, tuple[tuple[str, str], ...]]:
        return {case.id: self._criteria_of(case) for case in self.cases}

    def _criteria_of(self, case: Case) -> tuple[tuple[str, str], ...]:
        shown = set()
        for key in case.criteria:
            found = self.library.criterion(case, key)
            if found and found[0].id == self.home.id:
                shown.add((found[1].key, found[2].key))
        order = [(d.key, c.key) for d in self.home.directions for c in d.criteria]
        return tuple(item for item in order if item in shown)

    def with_criterion(self, direction: str, key: str) -> list[Case]:
        """Return the cases that show a criterion."""
        return self._by_criterion[direction, key]

    @cached_property
    def _by_direction(self) -> dict[str, list[Case]]:
        found: dict[str, list[Case]] = defaultdict(list)
        for case in self.cases:
            for direction in dict.fromkeys(d for d, _ in self.criteria_of(case)):
                found[direction].append(case)
        return found

    def with_direction(self, direction: str) -> list[Case]:
        """Return the cases that show any criterion of a direction."""
        return self._by_direction[direction]

    @cached_property
    def _passages(self) -> dict[tuple[str, str], list[Shown]]:
        found: dict[tuple[str, str], list[Shown]] = defaultdict(list)
        for case in self.cases:
            for passage in case.passages:
                for key in dict.fromkeys(self.keys_of(case, passage)):
                    found[key].append(Shown(case, passage))
        return found

    def passages(self, direction: str, key: str) -> list[Shown]:
        """Return the passages that show a criterion, case by case."""
        return self._passages[direction, key]

    def keys_of(self, case: Case, passage: Passage) -> tuple[tuple[str, str], ...]:
        """Return direction and key of the home programme's criteria that a passage shows."""
        found = (self.library.criterion(case, key) for key in passage.criteria)
        return tuple((f[1].key, f[2].key) for f in found if f and f[0].id == self.home.id)

    @cached_property
    def types(self) -> tuple[ProjectType, ...]:
        """The project types of all programmes that published cases use, then the home's own."""
        known: dict[str, ProjectType] = {t.key: t for t in self.home.types}
        for programme in self.library.programmes.values():
            for kind in programme.types:
                known.setdefault(kind.key, kind)
        used = {case.data.community.type for case in self._once_published}
        return tuple(t for t in known.values() if t.key in used or t in self.home.types)

    @property
    def _once_published(self) -> tuple[Case, ...]:
        """The cases whose pages of type, region, company and edition have been published.

        They stay when the last of their cases is withdrawn (DESIGN, decision 10).
        """
        return (*self.cases, *self.library.withdrawn)

    @cached_property
    def _by_type(self) -> dict[str, list[Case]]:
        found: dict[str, list[Case]] = defaultdict(list)
        for case in self.cases:
            found[case.data.community.type].append(case)
        return found

    def with_type(self, key: str) -> list[Case]:
        """Return the cases of a project type."""
        return self._by_type[key]

    @cached_property
    def _by_region(self) -> dict[str, list[Case]]:
        found: dict[str, list[Case]] = defaultdict(list)
        for case in self.cases:
            for region in self.library.places_of(case):
                found[region.code].append(case)
        return found

    @cached_property
    def regions(self) -> tuple[Region, ...]:
        """Every province, city and district that has or had a case, in the order of their codes."""
        codes = {r.code for case in self._once_published for r in self.library.places_of(case)}
        known = (regions.find(code) for code in sorted(codes))
        return tuple(region for region in known if region)

    def in_region(self, code: str) -> list[Case]:
        """Return the cases in a province, city or district."""
        return self._by_region[code]

    def regions_in(self, code: str) -> list[Region]:
        """Return the regions with cases directly below another one."""
        return self._below[code]

    @cached_property
    def _below(self) -> dict[str, list[Region]]:
        found: dict[str, list[Region]] = defaultdict(list)
        for region in self.regions:
            above = regions.parent(region.code)
            if above and self.in_region(region.code):
                found[above.code].append(region)
        return found

    @cached_property
    def companies(self) -> tuple[tuple[str, Company, list[Case]], ...]:
        """Every company as (address, company, its cases), by the pinyin of its name."""
        found: dict[str, tuple[Company, list[Case]]] = {}
        for case in self._once_published:
            if (company := case.data.company) is None:
                continue
            cases = found.setdefault(company.key, (company, []))[1]
            if case.data.status != "withdrawn":
                cases.append(case)
        entries = [(slug, company, cases) for slug, (company, cases) in found.items()]
        return tuple(
            sorted(entries, key=lambda e: pinyin.sort_key(e[1].name.to("zh"), e[1].pinyin))
        )

    def in_programme(self, key: str) -> list[Case]:
        """Return the cases of a programme."""
        return [case for case in self.cases if case.data.programme == key]

    @cached_property
    def editions(self) -> tuple[Edition, ...]:
        """The editions that print any case, or printed one, newest first."""
        found = [
            edition
            for edition in self.library.editions.values()
            if any(self.library.prints(edition, case) for case in self._once_published)
        ]
        return tuple(sorted(found, key=lambda e: (-e.year, e.id)))

    def in_edition(self, edition: Edition) -> list[Case]:
        """Return the cases that an edition prints."""
        return [case for case in self.cases if self.library.prints(edition, case)]

    def place(self, case: Case, locale: Locale) -> str:
        """Return city and district in short, `广州·越秀`."""
        places = self.library.places_of(case)[-2:]
        if locale == "en":
            return " · ".join(region.en for region in places)
        return "·".join(regions.short_zh(region) for region in places)


def _newness(case: Case) -> tuple[str, str]:
    """By date of publication, then by the year of the id."""
    day = case.data.published
    return day.isoformat() if day else "", case.id[:4]
