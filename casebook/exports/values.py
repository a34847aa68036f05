"""Values of the model as the API writes them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from casebook.exports.shapes.base import Both, Moment
from casebook.model.base import Localized
from casebook.model.dates import PartialDate
from casebook.model.library import Case


def both(text: Localized) -> Both:
    """Return a text in both languages."""
    return Both(zh=text.zh, en=text.en)


def maybe_both(text: Localized | None) -> Both | None:
    """Return a text in both languages, or nothing."""
    return both(text) if text else None


def number(value: Decimal | int) -> int | float:
    """Return an exact number: whole ones without a point (at most 15 digits, so none is lost)."""
    return int(value) if value == int(value) else float(value)


def maybe_number(value: Decimal | int | None) -> int | float | None:
    """Return a number, or nothing."""
    return None if value is None else number(value)


def moment(value: PartialDate | None) -> Moment | None:
    """Return a date as precise as it is known."""
    if value is None:
        return None
    return Moment(
        date=str(value), precision=value.precision, earliest=value.earliest, latest=value.latest
    )


def newest(cases: Iterable[Case]) -> date | None:
    """Return the day of the last publication or change among cases."""
    return max((case.updated for case in cases if case.updated), default=None)
