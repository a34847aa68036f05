"""What the cases show, and where the gaps are: criteria by project type and by province."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from casebook import regions
from casebook.model.criteria import Criterion, Direction
from casebook.problem import Locale
from casebook.search.facets import filtered
from casebook.site.catalogue import Catalogue
from casebook.site.listing import trail_of
from casebook.site.page import Page
from casebook.site.region_pages import region_name
from casebook.site.world import World


@dataclass(frozen=True, slots=True)
class Cell:
    """A number of cases, and the address of the list of just these."""

    count: int
    path: str


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a row or a column; `total` is all its cases, whatever else they show."""

    name: str
    path: str
    total: Cell


@dataclass(frozen=True, slots=True)
class CriterionHead:
    """A criterion as a head, and its cells in the order of the other heads."""

    direction: Direction
    criterion: Criterion
    head: Head
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Criteria in the programme's order against other heads in theirs."""

    criteria: tuple[CriterionHead, ...]
    heads: tuple[Head, ...]

    @property
    def by_direction(self) -> list[tuple[Direction, list[CriterionHead]]]:
        """The criteria, direction by direction."""
        return [
            (direction, [c for c in self.criteria if c.direction.key == direction.key])
            for direction in {c.direction.key: c.direction for c in self.criteria}.values()
        ]

    def row(self, number: int) -> Iterator[tuple[CriterionHead, Cell]]:
        """Yield the cells of one of the other heads, criterion by criterion."""
        return ((criterion, criterion.cells[number]) for criterion in self.criteria)


def coverage_page(world: World, locale: Locale) -> Page:
    """Return `/coverage/`: two tables whose every number leads to its cases, and the gaps."""
    catalogue = world.catalogue
    title = world.say("coverage.title", locale)
    by_type, by_province = _by_type(catalogue, locale), _by_province(catalogue, locale)
    found = {code for code, _ in _provinces(catalogue)}
    without = [r for r in regions.provinces() if r.code not in found]
    context = {
        "title": title,
        "by_type": by_type,
        "by_province": by_province,
        "gaps": _gaps(by_type),
        "types_without": [head.name for head in by_type.heads if not head.total.count],
        "provinces_without": [
            regions.short_zh(r) if locale == "zh" else region_name(locale, r) for r in without
        ],
        "trail": trail_of((title, "")),
    }
    site = world.say("site.name", locale)
    description = world.say("coverage.description", locale, site=site)
    return Page("coverage/", locale, "coverage.html", title, description, context)


def _gaps(matrix: Matrix) -> list[tuple[Direction, list[CriterionHead]]]:
    """Return the criteria without any case by direction."""
    without = (
        (direction, [c for c in criteria if not c.head.total.count])
        for direction, criteria in matrix.by_direction
    )
    return [(direction, criteria) for direction, criteria in without if criteria]


def _by_type(catalogue: Catalogue, locale: Locale) -> Matrix:
    heads = {
        kind.key: Head(
            kind.name.to(locale),
            f"/types/{kind.key}/",
            Cell(len(catalogue.with_type(kind.key)), f"/types/{kind.key}/"),
        )
        for kind in catalogue.types
    }
    counts = Counter(
        (criterion, case.data.community.type)
        for case in catalogue.cases
        for criterion in catalogue.criteria_of(case)
    )
    return _matrix(catalogue, locale, heads, counts, "type")


def _by_province(catalogue: Catalogue, locale: Locale) -> Matrix:
    heads = {
        code: Head(
            regions.short_zh(region) if locale == "zh" else region_name(locale, region),
            f"/regions/{code}/",
            Cell(len(catalogue.in_region(code)), f"/regions/{code}/"),
        )
        for code, region in _provinces(catalogue)
    }
    counts = Counter(
        (criterion, places[0].code)
        for case in catalogue.cases
        if (places := catalogue.library.places_of(case))
        for criterion in catalogue.criteria_of(case)
    )
    return _matrix(catalogue, locale, heads, counts, "region")


def _provinces(catalogue: Catalogue) -> Iterator[tuple[str, regions.Region]]:
    return ((r.code, r) for r in regions.provinces() if catalogue.in_region(r.code))


def _matrix(
    catalogue: Catalogue,
    locale: Locale,
    heads: Mapping[str, Head],
    counts: Mapping[tuple[tuple[str, str], str], int],
    facet: str,
) -> Matrix:
    criteria = []
    for direction in catalogue.home.directions:
        for criterion in direction.criteria:
            key = (direction.key, criterion.key)
            id, page = ".".join(key), f"/directions/{direction.key}/{criterion.key}/"
            total = Cell(len(catalogue.with_criterion(*key)), page)
            cells = tuple(
                Cell(counts[key, other], filtered(criterion=id, **{facet: other}))
                for other in heads
            )
            head = Head(criterion.short.to(locale), page, total)
            criteria.append(CriterionHead(direction, criterion, head, cells))
    return Matrix(tuple(criteria), tuple(heads.values()))
