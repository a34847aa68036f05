"""Pictures for link previews: a square per case and language, one per direction, one of the site.

One square serves all. 微信 names no tag for pages without its SDK; where it shows a picture, that
is a square of at least 300 px, and others crop a square or set it beside the words. A second, wide
picture would double the work and the size of the site for the sake of few.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import asdict
from io import BytesIO
from pathlib import Path

from PIL import Image

from casebook import cover
from casebook.problem import LOCALES, Locale
from casebook.sheets import Order, Setter, kept
from casebook.site.named import Named
from casebook.site.page import Page
from casebook.site.world import World
from casebook.tokens import Tokens
from casebook.yearbook.drawing import facade_data, neighbours_data

SIDE = 600  # px; theme/yearbook/preview.typ draws them
_COLOURS = 32  # of the palette: a hue, its tints, a light, and the edges of letters between them
_BATCH = 50  # pages of one Typst document: larger ones take memory and no less time
_STOREYS = 17  # of the street: the name stands in the sky above it


def preview_of(page: Page, drawn: Container[str]) -> str:
    """Return the picture of a page, by its address: the case's, the direction's, or the site's."""
    found = f"previews/{'/'.join(page.path.split('/')[:2])}.{page.locale}.png"
    return page.image or (found if found in drawn else f"previews/site.{page.locale}.png")


def gather_previews(world: World, theme: Path, tokens: Tokens, cache: Path) -> dict[str, Path]:
    """Return every picture by its path on the site, drawn where it is not kept from before."""
    setter = Setter(theme / "yearbook", "preview.typ", tokens)

    def make(orders: Sequence[Order]) -> Iterable[bytes]:
        drawn = setter.pngs({"items": [_windows(order) for order in orders]})
        return (_in_palette(png) for png in drawn)

    orders = dict(_orders(world, Named(setter.fonts)))
    recipe = setter.recipe(Path(__file__))
    return kept(cache / "previews", ".png", recipe, orders, make, _BATCH)


def _orders(world: World, named: Named) -> Iterator[tuple[str, Order]]:
    catalogue = world.catalogue
    for locale in LOCALES:
        for case in catalogue.cases:
            name, actual = named.of(case.data.community.name, locale)
            place = catalogue.place(case, actual)
            path = f"previews/cases/{case.id}.{locale}.png"
            yield path, _order(case.id, name, actual, place, catalogue.hue(case))
        for direction in catalogue.home.directions:
            name, actual = named.of(direction.name, locale)
            path = f"previews/directions/{direction.key}.{locale}.png"
            yield path, _order(f"direction/{direction.key}", name, actual, "", direction.hue)
        hues = {case.id: catalogue.hue(case) for case in catalogue.cases}
        houses = cover.street(list(hues), cover.STREET_COLUMNS, _STOREYS)
        yield (
            f"previews/site.{locale}.png",
            {
                "name": world.say("site.masthead", locale),
                "upright": locale == "zh",
                "houses": [asdict(house) | {"hue": hues[house.id]} for house in houses],
                "storeys": _STOREYS,
            },
        )


def _order(seed: str, name: str, locale: Locale, place: str, hue: str) -> Order:
    return {"seed": seed, "name": name, "upright": locale == "zh", "place": place, "hue": hue}


def _windows(order: Order) -> Order:
    """Add the windows, which follow from the seed: only what is drawn needs them."""
    if "houses" in order:
        return order
    seed = order["seed"]
    return {**order, "facade": facade_data(seed), "neighbours": neighbours_data(seed)}


def _in_palette(png: bytes) -> bytes:
    """Reduce a picture to its few colours: a third of the bytes, the same to the eye."""
    with Image.open(BytesIO(png), formats=["PNG"]) as opened:
        image = opened.convert("RGB")
    few = image.quantize(_COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    out = BytesIO()
    few.save(out, "png")
    return out.getvalue()
