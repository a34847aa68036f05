"""Lists of cases and overviews of pages: what their templates are given."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from casebook import regions
from casebook.model.criteria import Direction
from casebook.model.edition import Edition
from casebook.model.library import Case
from casebook.model.programme import Programme
from casebook.problem import Locale
from casebook.site.case_page import case_page
from casebook.site.covers import EDITION_HUE
from casebook.site.editorial import editorial_pages
from casebook.site.links import HTML_LANG, Links
from casebook.site.page import Page
from casebook.site.prose_html import HtmlProse
from casebook.site.world import World

Trail = tuple[dict[str, str], ...]


def trail_of(*steps: tuple[str, str]) -> Trail:
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
    context = {"title": title, "lede": "", "parts": parts, "trail": trail_of((title, ""))}
    site = world.say("site.name", locale)
    description = world.say("list.overview", locale, title=title, site=site)
    return Page(path, locale, "overview.html", title, description, context)


def tile_of(name: str, path: str, count: int | None = None, note: str = "") -> dict[str, Any]:
    return {"name": name, "path": path, "count": count, "note": note}


def part_of(
    name: str = "", path: str = "", count: int | None = None, items: Any = ()
) -> dict[str, Any]:
    return {"name": name, "path": path, "count": count, "tiles": list(items)}
