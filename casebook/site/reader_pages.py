"""Pages that a reader's own choice fills: the reading list, and cases side by side."""

from __future__ import annotations

from collections.abc import Iterator

from casebook.problem import Locale
from casebook.site.listing import trail_of
from casebook.site.page import Page
from casebook.site.world import World


def reader_pages(world: World, locale: Locale) -> Iterator[Page]:
    """Yield both pages; each is filled by the script of its name from the cards of cases."""
    yield _page(
        locale,
        "reading-list",
        world.say("reading_list.title", locale),
        world.say("reading_list.description", locale, site=world.say("site.name", locale)),
    )
    yield _page(
        locale,
        "compare",
        world.say("compare.title", locale),
        world.say("compare.description", locale, site=world.say("site.name", locale)),
    )


def _page(locale: Locale, name: str, title: str, description: str) -> Page:
    context = {"trail": trail_of((title, ""))}
    path, template = f"{name}/", f"{name}.html"
    return Page(path, locale, template, title, description, context, modules=(name,))
