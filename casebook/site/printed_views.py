"""What the pages say of printed editions: pages, what has changed since, errata."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from casebook.model.edition import Edition
from casebook.model.library import Case
from casebook.printed.notes import pages_said, parts_said
from casebook.printed.slip import Row, rows_said
from casebook.printed.volumes import withdrawn_from
from casebook.problem import Locale
from casebook.site.citation import Citation, gb_t_7714_print
from casebook.site.world import InBook, World
from casebook.yearbook.binding import volume_names
from casebook.yearbook.made import CasePages


class Entry(NamedTuple):
    """A case in the list of a book; `case` is None where it has been withdrawn."""

    case: Case | None
    place: CasePages | None


def printed_helpers(world: World) -> dict[str, Callable[..., Any]]:
    """Return what templates may call of books; each takes the page's language first."""

    def book_pages(locale: Locale, entry: InBook) -> str:
        if entry.place is None:
            return ""
        return pages_said(entry.place, entry.volumes, locale, world.words)

    def changed_parts(locale: Locale, entry: InBook) -> str:
        return parts_said(entry.changes, locale, world.words)

    return {"book_pages": book_pages, "changed_parts": changed_parts}


def printed_citations(world: World, case: Case, locale: Locale) -> Iterator[Citation]:
    """Cite a case as it is printed, once an edition has gone to the press."""
    for entry in world.in_books(case):
        if entry.printed and entry.place:
            names = volume_names(entry.volumes, world.words, locale)
            volume = names[entry.place.volume - 1][0]
            yield gb_t_7714_print(case, entry.edition, entry.place, volume, locale, world.words)


def entries_of(world: World, edition: Edition) -> list[Entry]:
    """Return the cases of a book in the order of its pages, withdrawn ones without a name."""
    book = world.books.get(edition.id)
    places = book.places if book else {}
    found = [Entry(case, places.get(case.id)) for case in world.catalogue.in_edition(edition)]
    if printed := world.concordances.get(edition.id):
        found = [Entry(entry.case, printed.pages(entry.case)) for entry in found if entry.case]
        for id in withdrawn_from(world.library, edition, printed.printed):
            found.append(Entry(None, printed.pages_of(id)))
    return sorted(found, key=lambda e: (e.place.volume, e.place.first) if e.place else (0, 0))


def errata_of(world: World, edition: Edition, locale: Locale) -> tuple[Row, ...]:
    """Return the rows of an edition's errata; none before it is printed."""
    printed = world.concordances.get(edition.id)
    if printed is None:
        return ()
    return rows_said(printed.printed, printed.rows, locale, world.words)
