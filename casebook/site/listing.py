"""Lists of cases and overviews of pages: what their templates are given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from casebook.model.library import Case
from casebook.problem import Locale
from casebook.site.page import Page
from casebook.site.paging import Part, by_number, in_parts
from casebook.site.world import World

Trail = tuple[dict[str, str], ...]


def trail_of(*steps: tuple[str, str]) -> Trail:
    """Return the way to a page: names with their addresses, the page itself without one."""
    return tuple({"name": name, "path": path} for name, path in steps)


def list_pages(
    world: World,
    locale: Locale,
    path: str,
    title: str,
    cases: Sequence[Case],
    trail: Trail,
    **more: Any,
) -> Iterator[Page]:
    """Yield the pages that list cases; `more` is what else the template of the first is given."""
    for part, shown in in_parts(path, by_number(cases)):
        first = more if part.number == 1 else {"hue": more.get("hue", "")}
        yield list_part(world, locale, title, cases, part, shown, trail, **first)


def later_list_pages(
    world: World,
    locale: Locale,
    path: str,
    title: str,
    cases: Sequence[Case],
    trail: Trail,
    hue: str = "",
) -> Iterator[Page]:
    """Yield the second and later pages of a list whose first part stands on a page of its own."""
    for part, shown in in_parts(path, by_number(cases)):
        if part.number > 1:
            yield list_part(world, locale, title, cases, part, shown, trail, hue=hue)


def first_part(path: str, cases: Sequence[Case]) -> dict[str, Any]:
    """Return what a page of another kind is given to show the first part of a list of cases."""
    part, shown = next(in_parts(path, by_number(cases)))
    return {"cases": cases, "part": part, "on_page": shown}


def list_part(
    world: World,
    locale: Locale,
    title: str,
    cases: Sequence[Case],
    part: Part,
    shown: Sequence[Case],
    trail: Trail,
    **more: Any,
) -> Page:
    """Return one page of a list of cases."""
    context = {
        "title": title,
        "cases": cases,
        "on_page": shown,
        "part": part,
        "trail": part_trail(world, locale, trail, part),
        "lede": "",
        "hue": "",
        "groups": (),
        "groups_label": "",
        "letters": (),
        **more,
    }
    site = world.say("site.name", locale)
    title = part_title(world, locale, title, part)
    description = world.say("list.description", locale, title=title, n=len(cases), site=site)
    relations = part.relations(locale)
    return Page(part.path, locale, "list.html", title, description, context, relations=relations)


def part_title(world: World, locale: Locale, title: str, part: Part) -> str:
    """Tell the pages of a list apart."""
    if part.number == 1:
        return title
    return world.say("paging.title", locale, title=title, n=part.number, last=part.last)


def part_trail(world: World, locale: Locale, trail: Trail, part: Part) -> Trail:
    """Return the way to a later page of a list: over its first page."""
    if part.number == 1:
        return trail
    last = {"name": world.say("paging.page", locale, n=part.number), "path": ""}
    return (*trail[:-1], {**trail[-1], "path": f"/{part.base}"}, last)


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
