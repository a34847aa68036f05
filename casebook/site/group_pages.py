"""The pages of project types, companies, programmes and editions, after those of regions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from casebook.model.edition import Edition
from casebook.model.programme import Programme
from casebook.problem import Locale
from casebook.site.listing import (
    first_part,
    later_list_pages,
    list_pages,
    overview_page,
    part_of,
    tile_of,
    trail_of,
)
from casebook.site.page import Page
from casebook.site.printed_views import entries_of, errata_of
from casebook.site.region_pages import region_pages
from casebook.site.world import World
from casebook.yearbook.binding import volume_names


def group_pages(world: World, locale: Locale) -> Iterator[Page]:
    """Yield the pages by which the cases are grouped, other than directions."""
    yield from _types(world, locale)
    yield from region_pages(world, locale)
    yield from _companies(world, locale)
    yield from _programmes(world, locale)
    yield from _editions(world, locale)


def _types(world: World, locale: Locale) -> Iterator[Page]:
    title = world.say("site.types", locale)
    items = [
        tile_of(t.name.to(locale), f"/types/{t.key}/", len(world.catalogue.with_type(t.key)))
        for t in world.catalogue.types
    ]
    yield overview_page(world, locale, "types/", title, [part_of(items=items)])
    for kind in world.catalogue.types:
        name = kind.name.to(locale)
        cases = world.catalogue.with_type(kind.key)
        trail = trail_of((title, "/types/"), (name, ""))
        yield from list_pages(world, locale, f"types/{kind.key}/", name, cases, trail)


def _companies(world: World, locale: Locale) -> Iterator[Page]:
    title = world.say("site.companies", locale)
    items = [
        tile_of(company.name.to(locale), f"/companies/{slug}/", len(cases))
        for slug, company, cases in world.catalogue.companies
        if cases  # a page whose cases were all withdrawn stays, in no list
    ]
    yield overview_page(world, locale, "companies/", title, [part_of(items=items)])
    for slug, company, cases in world.catalogue.companies:
        name = company.name.to(locale)
        trail = trail_of((title, "/companies/"), (name, ""))
        lede = company.brand.to(locale) if company.brand else ""
        yield from list_pages(world, locale, f"companies/{slug}/", name, cases, trail, lede=lede)


def _programmes(world: World, locale: Locale) -> Iterator[Page]:
    title = world.say("site.programmes", locale)
    programmes = world.library.newest_programmes
    parts = []
    for kind in ("programme", "framework"):
        items = [_programme_tile(world, p, locale) for p in programmes if p.kind == kind]
        parts.append(part_of(name=world.say(f"programme.kinds_{kind}", locale), items=items))
    yield overview_page(world, locale, "programmes/", title, parts)
    for programme in programmes:
        yield from _programme(world, programme, locale, title)


def _programme(world: World, programme: Programme, locale: Locale, above: str) -> Iterator[Page]:
    name, path = programme.short.to(locale), f"programmes/{programme.id}/"
    cases = world.catalogue.in_programme(programme.id)
    trail = trail_of((above, "/programmes/"), (name, ""))
    shown = first_part(path, cases)
    yield Page(
        path,
        locale,
        "programme.html",
        programme.name.to(locale),
        programme.summary.to(locale),
        {
            "programme": programme,
            "measures": world.library.measures,
            "trail": trail,
            **shown,
        },
        relations=shown["part"].relations(locale),
    )
    title = programme.name.to(locale)
    yield from later_list_pages(world, locale, path, title, cases, trail)


def _programme_tile(world: World, programme: Programme, locale: Locale) -> dict[str, Any]:
    count = len(world.catalogue.in_programme(programme.id))
    shown = count if programme.kind == "programme" else None
    path = f"/programmes/{programme.id}/"
    return tile_of(programme.short.to(locale), path, shown, programme.name.to(locale))


def _editions(world: World, locale: Locale) -> Iterator[Page]:
    title = world.say("site.yearbook", locale)
    editions = world.catalogue.editions
    items = [
        tile_of(
            e.title.to(locale),
            f"/editions/{e.id}/",
            len(world.catalogue.in_edition(e)),
            note=e.subtitle.to(locale) if e.subtitle else "",
            cover=f"covers/edition-{e.id}.svg",
        )
        for e in editions
    ]
    yield overview_page(world, locale, "editions/", title, [part_of(items=items)])
    for edition in editions:
        yield _edition(world, edition, locale, title)


def _edition(world: World, edition: Edition, locale: Locale, above: str) -> Page:
    book = world.books.get(edition.id)
    return Page(
        f"editions/{edition.id}/",
        locale,
        "edition.html",
        edition.title.to(locale),
        (edition.subtitle or edition.title).to(locale),
        {
            "edition": edition,
            "book": book,
            "volumes": volume_names(len(book.volumes), world.words, locale) if book else (),
            "entries": entries_of(world, edition),
            "errata": errata_of(world, edition, locale),
            "trail": trail_of((above, "/editions/"), (edition.title.to(locale), "")),
        },
    )
