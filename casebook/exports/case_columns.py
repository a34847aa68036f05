"""How the columns of the table of cases read their values off a case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from casebook.exports.table import Column, Value
from casebook.exports.values import maybe_number, number
from casebook.exports.where import Where
from casebook.model.approval import Body
from casebook.model.base import Localized
from casebook.model.library import Case
from casebook.problem import LOCALES, Locale
from casebook.site.world import World


@dataclass(frozen=True, slots=True)
class Row:
    """A case, and the world that knows what is around it."""

    world: World
    case: Case


def _said(text: Callable[[Row], Localized | None], locale: Locale) -> Callable[[Row], Value]:
    def value(row: Row) -> Value:
        found = text(row)
        return getattr(found, locale) if found else None

    return value


def texts(
    name: str,
    heading: tuple[str, str],
    about: tuple[str, str],
    width: int,
    text: Callable[[Row], Localized | None],
) -> tuple[Column[Row], ...]:
    """Return a column for each language; empty where it has not been translated."""
    return tuple(
        Column(
            f"{name}_{locale}",
            "string",
            (f"{heading[0]}（{'中' if locale == 'zh' else '英'}）", f"{heading[1]} ({locale})"),
            about,
            width,
            _said(text, locale),
        )
        for locale in LOCALES
    )


def place(level: str) -> Callable[[Row], Value]:
    """Return the Chinese name of the division of a level; empty where a case has none there."""

    def value(row: Row) -> Value:
        places = row.world.library.places_of(row.case)
        return next((place.zh for place in places if place.level == level), None)

    return value


def type_name(row: Row) -> Localized | None:
    """Return the name of a case's project type."""
    programme = row.world.library.programmes[row.case.data.programme]
    return programme.type_name(row.case.data.community.type)


def fee(row: Row, *, highest: bool) -> Value:
    """Return the lowest or the highest price of all fees, CNY/m²/month."""
    prices = [p for f in row.case.data.fee for p in (f.price, f.price_max) if p is not None]
    return number(max(prices) if highest else min(prices)) if prices else None


def body_name(row: Row, role: str) -> Localized | None:
    """Return the name of the body that recommended or reviewed a case."""
    body: Body | None = getattr(row.case.data.approval, role, None)
    return body.name if body else None


def when(field: str) -> Callable[[Row], Value]:
    """Return a time of the community as precisely as it is known."""

    def value(row: Row) -> Value:
        when = getattr(row.case.data.community, field)
        return str(when) if when else None

    return value


def size(field: str) -> Callable[[Row], Value]:
    """Return a number of the community."""
    return lambda row: maybe_number(getattr(row.case.data.community, field))


def page(locale: Locale) -> Callable[[Row], Value]:
    """Return the address of a case in a language."""
    return lambda row: Where(row.world.site_url).page(f"cases/{row.case.id}/", locale)
