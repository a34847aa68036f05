"""oEmbed for sites that turn an address into a card: a file for each case and each region.

https://oembed.com/ names no static form: the `<link>` of a page leads to its own answer, so that
`maxwidth` is left to the card itself, which fits any width.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from casebook.problem import LOCALES, Locale
from casebook.site.embeds import CARD_HEIGHT, list_height, title_of
from casebook.site.links import PREFIX
from casebook.site.page import Page, Relation
from casebook.site.previews import SIDE
from casebook.site.region_pages import region_name
from casebook.site.sharing import snippet
from casebook.site.world import World

WIDTH = 600  # px: of a column of text; the card itself fits 240 to 800
_FRESH = 86_400  # seconds that a consumer may keep an answer


def oembed_of(world: World, page: Page) -> Iterator[Relation]:
    """Yield the link by which the page of a case or a region leads to its answer.

    It is a whole address: not every consumer resolves one.
    """
    kind, _, key = page.path.rstrip("/").partition("/")
    region = (kind, page.template) == ("regions", "list.html") and "/" not in key
    if region or page.template == "case.html":
        answer = f"oembed/regions/{key}.json" if region else f"oembed/{key}.json"
        address = f"{world.site_url}{PREFIX[page.locale]}{answer}"
        yield Relation("application/json+oembed", address, page.title)


def gather_oembed(world: World) -> dict[str, bytes]:
    """Return every answer by its path on the site."""
    return {
        f"{PREFIX[locale]}oembed/{key}.json": _json(answer)
        for locale in LOCALES
        for key, answer in _answers(world, locale)
    }


def _answers(world: World, locale: Locale) -> Iterator[tuple[str, dict[str, Any]]]:
    for case in world.catalogue.cases:
        title = title_of(case, locale)
        picture = f"{world.site_url}previews/cases/{case.id}.{locale}.png"
        thumbnail = {
            "thumbnail_url": picture,
            "thumbnail_width": SIDE,
            "thumbnail_height": SIDE,
        }
        yield case.id, {**_rich(world, locale, case.id, title, CARD_HEIGHT), **thumbnail}
    for region in world.catalogue.regions:
        key = f"regions/{region.code}"
        height = list_height(len(world.catalogue.in_region(region.code)))
        yield key, _rich(world, locale, key, region_name(locale, region), height)


def _rich(world: World, locale: Locale, key: str, title: str, height: int) -> dict[str, Any]:
    return {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": world.say("site.name", locale),
        "provider_url": f"{world.site_url}{PREFIX[locale]}",
        "cache_age": _FRESH,
        "html": snippet(world, locale, f"embed/{key}/", title, height, str(WIDTH)),
        "width": WIDTH,
        "height": height,
    }


def _json(answer: dict[str, Any]) -> bytes:
    return (json.dumps(answer, ensure_ascii=False, indent=1) + "\n").encode()
