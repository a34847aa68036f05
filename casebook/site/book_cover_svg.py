"""The cover of a yearbook as an SVG picture: the street by day, the title in its sky.

It is the printed cover (`theme/yearbook/cover.typ`) in small, drawn from the same houses; its
units are the trim's millimetres.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from markupsafe import escape

from casebook import cover
from casebook.model.criteria import Hue
from casebook.model.edition import Edition
from casebook.site.cover_svg import character
from casebook.tokens import Tokens

_SIZES = (27.0, 12.5, 9.0)  # mm, of the title's columns from the right
_FOOT_SIZE = 6.5  # mm
_EDGE, _TOP = 20.0, 22.0  # mm, from the trim to the title
_SQUASH = 0.95  # a storey is a little lower than a window is wide


def render_book_cover(edition: Edition, hues: Mapping[str, Hue], tokens: Tokens) -> str:
    """Draw the cover of an edition; `hues` are those of its cases, in the book's order."""
    width, height = float(edition.trim.width), float(edition.trim.height)
    unit = width / cover.STREET_COLUMNS
    ground = height - (cover.STREET_STOREYS + 1) * unit * _SQUASH
    houses = cover.street(list(hues), cover.STREET_COLUMNS, cover.STREET_STOREYS)
    drawn = []
    last: Hue | None = None
    for house in houses:
        hue = hues[house.id]
        # two neighbours of one hue are told apart by a shade
        shade = ' fill-opacity=".86"' if hue == last else ""
        last = None if shade else hue
        drawn.append(_house(house, unit, ground, tokens.hues[hue].web, shade, tokens.lit.web))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}">'
        f'<rect width="100%" height="100%" fill="{tokens.paper.web}"/>{"".join(drawn)}'
        f'<g fill="{tokens.ink.web}" font-family="{escape(tokens.type.serif.web)}"'
        f' font-weight="700" text-anchor="middle">{_title(edition, width)}</g>'
        f'<rect x=".4" y=".4" width="{width - 0.8:g}" height="{height - 0.8:g}" fill="none"'
        f' stroke="{tokens.hairline.web}" stroke-width=".8"/></svg>\n'
    )


def _house(house: cover.House, unit: float, ground: float, hue: str, shade: str, lit: str) -> str:
    storeys = cover.STREET_STOREYS

    def window(column: int, storey: int) -> tuple[float, float, float, float]:
        top = (storeys - storey - 0.32) * _SQUASH
        return house.column + column + 0.2, top, 0.6, 0.6 * _SQUASH

    walls = [
        (house.column + column, (storeys + 0.5 - n) * _SQUASH, 1.02, (n + 0.6) * _SQUASH)
        for column, n in enumerate(house.storeys)
    ]
    lights = set(house.lit)
    dark = [
        window(column, storey)
        for column, n in enumerate(house.storeys)
        for storey in range(n)
        if (column, storey) not in lights
    ]
    return (
        f'<path fill="{hue}"{shade} d="{_boxes(walls, unit, ground)}"/>'
        f'<path fill="#fff" fill-opacity=".16" d="{_boxes(dark, unit, ground)}"/>'
        f'<path fill="{lit}" d="{_boxes((window(*at) for at in house.lit), unit, ground)}"/>'
    )


def _boxes(boxes: Iterable[Sequence[float]], unit: float, ground: float) -> str:
    found = []
    for x, y, width, height in boxes:
        w = round(width * unit, 2)
        found.append(f"M{x * unit:.2f} {ground + y * unit:.2f}h{w:g}v{height * unit:.2f}h-{w:g}z")
    return "".join(found)


def _title(edition: Edition, width: float) -> str:
    columns = []
    right = width - _EDGE
    for text, size in zip(edition.cover.columns, _SIZES, strict=False):
        columns += [
            character(char, right - size / 2, _TOP + size * (0.88 + 1.1 * number), size)
            for number, char in enumerate(text)
        ]
        right -= size + 5
    for number, char in enumerate(edition.cover.foot or ""):
        y = _TOP + _FOOT_SIZE * (0.88 + 1.3 * number)
        columns.append(character(char, _TOP + _FOOT_SIZE / 2, y, _FOOT_SIZE, light=True))
    return "".join(columns)
