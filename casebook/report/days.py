"""Days in words, and the day that a report is of: a build has no clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from casebook.model.dates import PartialDate
from casebook.model.library import Library
from casebook.problem import Locale


def said_day(day: date, locale: Locale) -> str:
    """Return a day in words."""
    return PartialDate(day, day, "day").to(locale)


def newest_day(library: Library) -> date | None:
    """Return the newest day on which something is recorded to have been done; None for none."""
    return max(_days(library), default=None)


def _days(library: Library) -> Iterator[date]:
    for review in library.reviews.values():
        yield from (record.date for record in review.data.steps)
    for batch in library.batches:
        if batch.released:
            yield batch.released
    for case in library.cases:
        data = case.data
        yield from (waiver.date for waiver in data.waivers)
        yield from (statement.checked for statement in data.vetoes if statement.checked)
        if data.withdrawn:
            yield data.withdrawn.date
        if updated := case.updated:
            yield updated
