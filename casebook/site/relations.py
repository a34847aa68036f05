"""Other forms of a page, for its head: the feed of a list, a case as Markdown and as JSON."""

from __future__ import annotations

from collections.abc import Iterator

from casebook.exports.feed import FEED
from casebook.exports.where import API
from casebook.site.links import PREFIX
from casebook.site.page import Page, Relation
from casebook.site.world import World

_WITH_FEED = ("home.html", "list.html", "data.html")


def relations_of(world: World, page: Page) -> Iterator[Relation]:
    """Yield the links by which programs find what a page is made of."""
    prefix = PREFIX[page.locale]
    if page.template in _WITH_FEED and page.listed:
        title = world.say("data.feed", page.locale)
        yield Relation("application/atom+xml", f"{prefix}{FEED}", title)
    if page.template == "case.html":
        case = page.context["case"].id
        yield Relation("text/markdown", f"{prefix}cases/{case}/index.md")
        yield Relation("application/json", f"{API}cases/{case}.json")
