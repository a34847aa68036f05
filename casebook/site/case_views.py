"""What stands on a case's page after its text, as the template prints it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from casebook import figures
from casebook.model.base import Localized
from casebook.model.criteria import Direction
from casebook.model.library import Case
from casebook.model.measure import Figure
from casebook.problem import Locale
from casebook.site.world import World


@dataclass(frozen=True, slots=True)
class FigureView:
    """A figure of the case with its value in words."""

    label: Localized
    note: Localized | None
    value: str
    date: str
    as_written: str


@dataclass(frozen=True, slots=True)
class RelatedView:
    """A related case, and what it shows too: directions with the keys of their criteria."""

    case: Case
    shared: tuple[tuple[Direction, tuple[str, ...]], ...]


def figure_views(case: Case, locale: Locale) -> Iterator[FigureView]:
    """Yield the figures of a case in the order of its file."""
    for figure in case.data.figures:
        yield FigureView(
            label=figure.label,
            note=figure.note,
            value=figure_value(figure, locale),
            date=figure.date.to(locale) if figure.date else "",
            as_written=figure.as_written or "",
        )


def related_views(world: World, case: Case) -> Iterator[RelatedView]:
    """Yield the related cases of a case, the nearest first."""
    directions = world.catalogue.home.directions
    for found in world.related[case.id]:
        keys = {d.key: tuple(k for key, k in found.criteria if key == d.key) for d in directions}
        shared = tuple((d, keys[d.key]) for d in directions if keys[d.key])
        yield RelatedView(found.case, shared)


def figure_value(figure: Figure, locale: Locale) -> str:
    """Return the value of a figure with its unit, a range where it is one."""
    value = figures.span(figure.value, figure.value_max, locale)
    return value + figures.unit_after(figure.unit.to(locale), locale)
