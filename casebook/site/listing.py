"""Lists of cases and overviews of pages: what their templates are given."""

from __future__ import annotations

from typing import Any

from casebook.model.library import Case
from casebook.problem import Locale
from casebook.site.page import Page
from casebook.site.world import World

Trail = tuple[dict[str, str], ...]


def trail_of(*steps: tuple[str, str]) -> Trail:
    """Return the way to a page: names with their addresses, the page itself without one."""
    return tuple({"name": name, "path": path} for name, path in steps)


def list_page(
    world: World,
    locale: Locale,
    path: str,
    title: str,
    cases: list[Case] | tuple[Case, ...],
    trail: Trail,
    **more: Any,
) -> Page:
    """Return a page that lists cases; `more` is what else its template is given."""
    context = {
        "title": title,
        "cases": cases,
        "trail": trail,
        "lede": "",
        "hue": "",
        "groups": (),
        "groups_label": "",
        **more,
    }
    site = world.say("site.name", locale)
    description = world.say("list.description", locale, title=title, n=len(cases), site=site)
    return Page(path, locale, "list.html", title, description, context)


def overview_page(
    world: World, locale: Locale, path: str, title: str, parts: list[dict[str, Any]]
) -> Page:
    """Return a page of tiles that lead to other pages, in parts."""
    context = {"title": title, "lede": "", "parts": parts, "trail": trail_of((title, ""))}
    site = world.say("site.name", locale)
    description = world.say("list.overview", locale, title=title, site=site)
    return Page(path, locale, "overview.html", title, description, context)


def tile_of(
    name: str, path: str, count: int | None = None, note: str = "", cover: str = ""
) -> dict[str, Any]:
    """Return a tile; `count` is the number of cases behind it, None where none is said."""
    return {"name": name, "path": path, "count": count, "note": note, "cover": cover}


def part_of(
    name: str = "", path: str = "", count: int | None = None, items: Any = ()
) -> dict[str, Any]:
    """Return a part of an overview, with a heading where it has a name."""
    return {"name": name, "path": path, "count": count, "tiles": list(items)}
