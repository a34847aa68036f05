"""The pages of project types, regions, companies, programmes and editions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from casebook import regions
from casebook.model.edition import Edition
from casebook.model.programme import Programme
from casebook.problem import Locale
from casebook.site.listing import list_pages, overview_page, part_of, tile_of, trail_of
from casebook.site.page import Page
from casebook.site.world import World


def group_pages(world: World, locale: Locale) -> Iterator[Page]:
    """Yield the pages by which the cases are grouped, other than directions."""
    yield from _types(world, locale)
    yield from _regions(world, locale)
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


def region_name(locale: Locale, region: regions.Region) -> str:
    """Return a region's name in a language."""
    return region.zh if locale == "zh" else region.en


def _regions(world: World, locale: Locale) -> Iterator[Page]:
    catalogue = world.catalogue
    title = world.say("site.regions", locale)

    def tile(region: regions.Region) -> dict[str, Any]:
        count = len(catalogue.in_region(region.code))
        return tile_of(region_name(locale, region), f"/regions/{region.code}/", count)

    parts = []
    for province in (r for r in catalogue.regions if r.level == "province"):
        if not catalogue.in_region(province.code):
            continue  # its cases were all withdrawn: its page stays, in no list
        below = [tile(r) for r in catalogue.regions_in(province.code)]
        count = len(catalogue.in_region(province.code))
        name, path = region_name(locale, province), f"/regions/{province.code}/"
        parts.append(part_of(name=name, path=path, count=count, items=below))
    yield overview_page(world, locale, "regions/", title, parts)
    for region in catalogue.regions:
        above = regions.lineage(region.code)[:-1]
        steps = [(region_name(locale, r), f"/regions/{r.code}/") for r in above]
        name = region_name(locale, region)
        yield from list_pages(
            world,
            locale,
            f"regions/{region.code}/",
            name,
            catalogue.in_region(region.code),
            trail_of((title, "/regions/"), *steps, (name, "")),
            lede=world.say("regions.code", locale, code=region.code),
            groups=[tile(r) for r in catalogue.regions_in(region.code)],
            groups_label=world.say("site.regions", locale),
        )


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
    programmes = sorted(world.library.programmes.values(), key=lambda p: (-p.year, p.id))
    parts = []
    for kind in ("programme", "framework"):
        items = [_programme_tile(world, p, locale) for p in programmes if p.kind == kind]
        parts.append(part_of(name=world.say(f"programme.kinds_{kind}", locale), items=items))
    yield overview_page(world, locale, "programmes/", title, parts)
    for programme in programmes:
        name = programme.short.to(locale)
        yield Page(
            f"programmes/{programme.id}/",
            locale,
            "programme.html",
            programme.name.to(locale),
            programme.summary.to(locale),
            {
                "programme": programme,
                "cases": world.catalogue.in_programme(programme.id),
                "measures": world.library.measures,
                "trail": trail_of((title, "/programmes/"), (name, "")),
            },
        )


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
    pages = book.pages if book else {}
    entries = [(case, pages.get(case.id)) for case in world.catalogue.in_edition(edition)]
    return Page(
        f"editions/{edition.id}/",
        locale,
        "edition.html",
        edition.title.to(locale),
        (edition.subtitle or edition.title).to(locale),
        {
            "edition": edition,
            "book": book,
            "entries": sorted(entries, key=lambda e: e[1] or 0),
            "trail": trail_of((above, "/editions/"), (edition.title.to(locale), "")),
        },
    )
