"""The board of provinces: 34 equal tiles, set so that neighbours stand near each other.

It is a diagram and no map: it has no borders, no outlines, no scale and no sea, and a tile's place
says only roughly where a province lies. So it needs no approval number of a map (审图号), and it
must not grow any of these. In the source it is a plain list in the order of GB/T 2260.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from casebook import regions
from casebook.problem import Locale

# From north to south, from west to east; `--` is no tile.
_ROWS = """
-- -- -- -- -- -- 23
-- -- -- 15 11 -- 22
65 62 64 14 13 12 21
-- 63 61 41 37 -- --
54 51 50 42 34 32 31
-- 53 52 43 36 33 --
-- -- 45 44 35 71 --
-- -- 46 82 81 -- --
"""


@dataclass(frozen=True, slots=True)
class Tile:
    """A province on the board; rows and columns count from 1."""

    code: str
    name: str
    row: int
    column: int
    count: int


def board_of(counts: Mapping[str, int], locale: Locale) -> tuple[Tile, ...]:
    """Return a tile for every province, in the order of the codes; `counts` are its cases."""
    places = dict(_places())
    return tuple(
        Tile(region.code, _name(region, locale), *places[region.code], counts[region.code])
        for region in regions.provinces()
    )


def _places() -> Iterator[tuple[str, tuple[int, int]]]:
    for row, line in enumerate(_ROWS.split("\n")[1:-1], 1):
        for column, code in enumerate(line.split(), 1):
            if code != "--":
                yield f"{code}0000", (row, column)


def _name(region: regions.Region, locale: Locale) -> str:
    return regions.short_zh(region) if locale == "zh" else region.en
