"""The pages of provinces, cities and districts, and the overview with its board of tiles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from casebook import regions
from casebook.problem import Locale
from casebook.site.listing import list_pages, part_of, tile_of, trail_of
from casebook.site.page import Page
from casebook.site.tile_board import board_of
from casebook.site.world import World


def region_name(locale: Locale, region: regions.Region) -> str:
    """Return a region's name in a language."""
    return region.zh if locale == "zh" else region.en


def region_pages(world: World, locale: Locale) -> Iterator[Page]:
    """Yield the overview, and a page for every region that has or had a case."""
    catalogue = world.catalogue
    title = world.say("site.regions", locale)
    yield _overview(world, locale, title)
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
            groups=_below(world, locale, region),
            groups_label=title,
            region=region,
        )


def _overview(world: World, locale: Locale, title: str) -> Page:
    catalogue = world.catalogue
    parts = []
    for province in (r for r in catalogue.regions if r.level == "province"):
        if count := len(catalogue.in_region(province.code)):
            name, path = region_name(locale, province), f"/regions/{province.code}/"
            below = _below(world, locale, province)
            parts.append(part_of(name=name, path=path, count=count, items=below))
    counts = {r.code: len(catalogue.in_region(r.code)) for r in regions.provinces()}
    site = world.say("site.name", locale)
    context = {
        "title": title,
        "board": board_of(counts, locale),
        "parts": parts,
        "trail": trail_of((title, "")),
    }
    description = world.say("list.overview", locale, title=title, site=site)
    return Page("regions/", locale, "regions.html", title, description, context)


def _below(world: World, locale: Locale, region: regions.Region) -> list[dict[str, Any]]:
    """Return the tiles of the regions directly below; none whose cases were all withdrawn."""
    catalogue = world.catalogue
    found = ((r, len(catalogue.in_region(r.code))) for r in catalogue.regions_in(region.code))
    return [
        tile_of(region_name(locale, r), f"/regions/{r.code}/", count) for r, count in found if count
    ]
