"""The first leaf of an offprint: whence it comes, how it is cited, what may be done with it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from casebook.model.dates import PartialDate
from casebook.model.edition import Edition
from casebook.model.library import Case
from casebook.problem import Locale
from casebook.site.citation import gb_t_7714_offprint
from casebook.site.world import World
from casebook.yearbook.nodes import Plain, line

_PAGES = None  # in a line of words: here the typesetter names the pages
_CITED = {"page": "{n}", "pages": "{first}-{last}"}  # as GB/T 7714—2015 writes them


def leaf_of(
    world: World,
    case: Case,
    edition: Edition,
    *,
    printed: bool,
    volume: int | None,
    changed: bool = False,
) -> Plain:
    """Return what stands on the leaf; `volume` is given where the yearbook has several.

    `changed`: the words are no longer those of the printed book, which a reader is told.
    """
    locale, data = edition.locale, case.data
    title, name = data.title.to(locale), data.community.name.to(locale)
    day = edition.date
    which = world.say("offprint.volume", locale, n=volume) if volume else ""
    return {
        "kind": world.say("offprint.kind", locale),
        "document": world.say("offprint.document", locale, name=name, title=title),
        "title": line(title),
        "name": line(name),
        "day": [day.year, day.month, day.day],
        "from": _from(world, edition, printed, which),
        "rows": [
            *_rows(world, case, edition, printed, which),
            *(_changed(world, locale) if changed else ()),
        ],
    }


def _from(world: World, edition: Edition, printed: bool, volume: str) -> Plain:
    locale = edition.locale
    title = edition.title.to(locale)
    said = {
        "page": world.say("offprint.page", locale),
        "pages": world.say("offprint.pages", locale),
    }
    if not printed:
        return _parts(said, world.say("offprint.not_printed", locale, site=title))
    book = f"《{title}》{volume}" if locale == "zh" else ", ".join(filter(None, (title, volume)))
    return _parts(said, book, _PAGES)


def _rows(
    world: World, case: Case, edition: Edition, printed: bool, volume: str
) -> Iterator[Plain]:
    locale = edition.locale
    address = world.address(case, locale)

    def row(label: str, *parts: str | None, link: str | None = None) -> Plain:
        return {"label": label, "link": link, **_parts(_CITED, *parts)}

    if printed:
        before, after = gb_t_7714_offprint(case, edition, volume, address, world.words)
        yield row(world.say("offprint.cite", locale), before, _PAGES, after)
    else:
        yield row(world.say("offprint.cite", locale), world.citation(case, locale))
    yield row(world.say("offprint.address", locale), address, link=address)
    yield row(world.say("offprint.terms", locale), world.say("data.terms_text", locale))
    yield row(world.say("offprint.day", locale), _day(edition.date, locale))


def _changed(world: World, locale: Locale) -> Iterator[Plain]:
    said = _parts(_CITED, world.say("offprint.changed_text", locale))
    yield {"label": world.say("offprint.changed", locale), "link": None, **said}


def _parts(said: Plain, *parts: str | None) -> Plain:
    return {"said": said, "parts": [part if part is None else line(part) for part in parts]}


def _day(day: date, locale: Locale) -> str:
    return PartialDate(day, day, "day").to(locale)
