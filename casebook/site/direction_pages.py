"""The pages of directions, each followed by those of its criteria."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from casebook.problem import Locale
from casebook.site.criterion_pages import criterion_pages
from casebook.site.listing import first_part, later_list_pages, trail_of
from casebook.site.page import Page
from casebook.site.world import World


def direction_pages(world: World, locale: Locale) -> Iterator[Page]:
    """Yield the page of each direction, followed by those of its criteria."""
    catalogue = world.catalogue
    title = world.say("site.directions", locale)
    context: dict[str, Any] = {"title": title, "trail": trail_of((title, ""))}
    lede = world.say("directions.lede", locale, programme=catalogue.home.short.to(locale))
    yield Page("directions/", locale, "directions.html", title, lede, context)
    for direction in catalogue.home.directions:
        name, path = direction.name.to(locale), f"directions/{direction.key}/"
        cases = catalogue.with_direction(direction.key)
        trail = trail_of((title, "/directions/"), (name, ""))
        description = world.say("direction.description", locale, name=name)
        shown = first_part(path, cases)
        context = {**shown, "direction": direction, "trail": trail}
        relations = shown["part"].relations(locale)
        yield Page(path, locale, "direction.html", name, description, context, relations=relations)
        yield from later_list_pages(world, locale, path, name, cases, trail, direction.hue)
        for criterion in direction.criteria:
            yield from criterion_pages(world, locale, direction, criterion)
