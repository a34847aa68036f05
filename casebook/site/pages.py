"""Every page of the site in one language, each as data for its template."""

from __future__ import annotations

from collections.abc import Iterator

from casebook.problem import Locale
from casebook.regions import Region
from casebook.site.case_lists import case_lists
from casebook.site.case_page import case_page
from casebook.site.coverage import coverage_page
from casebook.site.data_page import data_page
from casebook.site.direction_pages import direction_pages
from casebook.site.editorial import editorial_pages
from casebook.site.group_pages import group_pages
from casebook.site.kept_pages import kept_pages
from casebook.site.listing import trail_of
from casebook.site.page import Page
from casebook.site.reader_pages import reader_pages
from casebook.site.translation_page import translation_page
from casebook.site.world import World

FEW_REGIONS = 12  # up to so many provinces and cities, the home page names them all


def gather_pages(world: World, locale: Locale) -> Iterator[Page]:
    """Yield every page of a language, home first."""
    yield _home(world, locale)
    yield from case_lists(world, locale)
    for case in world.catalogue.cases:
        yield case_page(world, case, locale)
    yield from kept_pages(world, locale)
    yield from direction_pages(world, locale)
    yield coverage_page(world, locale)
    yield from group_pages(world, locale)
    yield _search(world, locale)
    yield data_page(world, locale)
    yield from reader_pages(world, locale)
    yield translation_page(world, locale)
    yield from editorial_pages(world, locale)


def _home(world: World, locale: Locale) -> Page:
    edition = next(iter(world.catalogue.editions), None)
    context = {
        "settings": world.settings,
        "edition": edition,
        "book": world.books.get(edition.id) if edition else None,
        "regions": _first_regions(world),
    }
    title = world.say("site.name", locale)
    return Page("", locale, "home.html", title, world.settings.lede.to(locale), context)


def _first_regions(world: World) -> list[Region]:
    """Return the provinces with cases, and their cities while there are few."""
    catalogue = world.catalogue
    found = [r for r in catalogue.regions if r.level != "district" and catalogue.in_region(r.code)]
    few = len(found) <= FEW_REGIONS
    return [region for region in found if few or region.level == "province"]


def _search(world: World, locale: Locale) -> Page:
    title = world.say("site.search", locale)
    description = world.say("search.description", locale, site=world.say("site.name", locale))
    trail = trail_of((title, ""))
    context = {"trail": trail}
    return Page("search/", locale, "search.html", title, description, context, modules=("search",))
