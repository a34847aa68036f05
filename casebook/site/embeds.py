"""Cards that other sites show in an iframe: of a case, of all cases of a region, without scripts.

They are whole documents of their own with a stylesheet of their own; nothing of the chrome.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from casebook.addresses import moved
from casebook.model.library import Case
from casebook.problem import LOCALES, Locale
from casebook.site.links import HTML_LANG, PREFIX
from casebook.site.page import Page
from casebook.site.region_pages import region_name
from casebook.site.templates import Templates
from casebook.site.world import World

CARD_HEIGHT = 200  # px: of a case, from 240 px of width on
_ROLL, _ROW, _LONGEST = 110, 110, 480  # px: of a list without cases, of a case, of a long list


def gather_embeds(
    world: World, templates: Templates, assets: Mapping[str, str]
) -> dict[str, bytes]:
    """Return every card by its path on the site."""
    shared = {"style": assets["embed"], "icon": assets["icon"], "langs": HTML_LANG}
    pages = (page for locale in LOCALES for page in _pages(world, locale, shared))
    return {
        f"{PREFIX[page.locale]}{page.path}index.html": templates.render(page).encode()
        for page in pages
    }


def _pages(world: World, locale: Locale, shared: Mapping[str, Any]) -> Iterator[Page]:
    def page(path: str, kind: str, title: str, leads_to: str, **context: Any) -> Page:
        address = f"{world.site_url}{PREFIX[locale]}{leads_to}"
        given = {**shared, "address": address, **context}
        return Page(f"embed/{path}/", locale, f"embed/{kind}.html", title, context=given)

    for case in world.catalogue.cases:
        yield page(case.id, "case", title_of(case, locale), f"cases/{case.id}/", case=case)
    for case in world.library.withdrawn:
        name = case.data.community.name.to(locale)
        yield page(case.id, "withdrawn", name, f"cases/{case.id}/", case=case)
    for region in world.catalogue.regions:
        cases = world.catalogue.in_region(region.code)
        title, path = region_name(locale, region), f"regions/{region.code}"
        yield page(path, "region", title, f"{path}/", region=region, cases=cases)
    for old, new in moved(world.library).items():
        if old.startswith("/embed/"):
            path, title = old.removeprefix("/embed/").rstrip("/"), world.say("moved.title", locale)
            yield page(path, "moved", title, _page_of(new), target=new)


def _page_of(card: str) -> str:
    """Return the page that a card is about; an editor may lead a card to a page, too."""
    if not card.startswith("/embed/"):
        return card.lstrip("/")
    about = card.removeprefix("/embed/")
    return about if about.startswith("regions/") else f"cases/{about}"


def list_height(count: int) -> int:
    """Return the height, px, at which a list shows so many cases; a longer one scrolls."""
    return min(_ROLL + _ROW * max(count, 1), _LONGEST)


def title_of(case: Case, locale: Locale) -> str:
    """Return what a card of a case is called where only words are shown."""
    return f"{case.data.community.name.to(locale)} · {case.data.title.to(locale)}"
