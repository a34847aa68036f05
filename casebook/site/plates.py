"""The plate of each case: an A5 sheet with its name, its programme and the way to its page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from casebook import regions
from casebook.model.library import Case
from casebook.problem import LOCALES
from casebook.qr import code_of
from casebook.sheets import Order, Setter, kept
from casebook.site.named import Named
from casebook.site.world import World
from casebook.tokens import Tokens
from casebook.yearbook.compile import Standard
from casebook.yearbook.drawing import facade_data, neighbours_data

_STANDARD: Standard = "ua-1"  # tagged, with the text of the code in words


def plate_path(case: Case) -> str:
    """Return where the site offers the plate of a case."""
    return f"plates/{case.id}.pdf"


def gather_plates(world: World, theme: Path, tokens: Tokens, cache: Path) -> dict[str, Path]:
    """Return every plate by its path on the site, set where it is not kept from before."""
    setter = Setter(theme / "yearbook", "plate.typ", tokens)

    def make(orders: Sequence[Order]) -> Iterable[bytes]:
        for order in orders:
            yield setter.pdf({"item": _drawn(order)}, date(*order["day"]), _STANDARD)

    named = Named(setter.fonts)
    orders = {plate_path(case): _order(world, case, named) for case in world.catalogue.cases}
    recipe = setter.recipe(Path(__file__))
    return kept(cache / "plates", ".pdf", recipe, orders, make, batch=1)


def _order(world: World, case: Case, named: Named) -> Order:
    link = f"{world.site_url}cases/{case.id}/"
    name, locale = named.of(case.data.community.name, "zh")
    english, second = named.of(case.data.community.name, "en")
    foot = (english if second != locale else "", regions.place_zh(case.data.community.region))
    day = case.data.published or date(2000, 1, 1)
    programme = world.library.programmes[case.data.programme].short
    return {
        "seed": case.id,
        "hue": world.catalogue.hue(case),
        "name": name or case.id,
        "upright": bool(name) and locale == "zh",
        "title": world.say("plate.title", "zh", name=name or case.id),
        "day": [day.year, day.month, day.day],
        "link": link,
        "address": link.removeprefix("https://").removeprefix("http://"),
        "alt": world.say("plate.code", "zh", address=link),
        "library": _both(world, "site.name"),
        "programme": {
            x: world.say("plate.programme", x, name=named.of(programme, x)[0]) for x in LOCALES
        },
        "scan": _both(world, "plate.scan"),
        "foot": "　".join(filter(None, foot)),
    }


def _both(world: World, key: str) -> dict[str, str]:
    return {locale: world.say(key, locale) for locale in LOCALES}


def _drawn(order: Order) -> dict[str, Any]:
    """Add the windows and the code, which follow from the order: only what is set needs them."""
    seed = order["seed"]
    return {
        **order,
        "facade": facade_data(seed),
        "neighbours": neighbours_data(seed),
        "code": asdict(code_of(order["link"])),
    }
