"""The lit windows: a cover drawn from a case's own data, the same on the web and in print.

Units are hundredths of the cover's width; the cover is 100 wide and 133 high (3:4). What is drawn
depends on the id alone, so a case keeps its façade for ever.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

WIDTH = 100.0
HEIGHT = 133.0
MARGIN = 9.0
NAME_COLUMN = 30.0  # where the façade begins: the name never runs into the windows
PITCH_X, PITCH_Y = 8.0, 7.6
WINDOW_W, WINDOW_H = 4.9, 4.6
COLUMNS, ROWS = 8, 14
_LIT_SHARE = 62  # of 256
STREET_COLUMNS, STREET_STOREYS = 28, 21  # of the street on the cover of a book
_WIDEST = 7  # columns of a house of the street


@dataclass(frozen=True, slots=True)
class Window:
    """A window of the façade: its upper left corner and whether a light is on."""

    x: float
    y: float
    lit: bool


@dataclass(frozen=True, slots=True)
class NameLine:
    """A column of the vertical name: centre, top and size of its characters."""

    text: str
    x: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class House:
    """A house of the street: its first column, and for each of its columns the storeys.

    `lit` has the windows with a light on, as (column, storey) counted from the house's left and
    from the ground.
    """

    id: str
    column: int
    storeys: tuple[int, ...]
    lit: tuple[tuple[int, int], ...]


def windows(case_id: str) -> tuple[Window, ...]:
    """Draw the façade of an id: two or three blocks of unequal height, some windows lit."""
    noise = _noise(case_id)
    heights = _skyline(noise)
    found = []
    for column, height in enumerate(heights):
        for row in range(ROWS - height, ROWS):
            lit = next(noise) < _LIT_SHARE
            x = NAME_COLUMN + column * PITCH_X
            y = HEIGHT - MARGIN - WINDOW_H - (ROWS - 1 - row) * PITCH_Y
            found.append(Window(round(x, 2), round(y, 2), lit))
    return tuple(found)


def _noise(seed: str) -> Iterator[int]:
    """Yield bytes that depend on the seed alone."""
    block = 0
    while True:
        yield from hashlib.sha256(f"{seed}/{block}".encode()).digest()
        block += 1


def _skyline(noise: Iterator[int]) -> list[int]:
    """Cut the columns into two or three blocks, one of which is a tower."""
    first = 2 + next(noise) % 2
    second = 3 + next(noise) % 2
    widths = [first, second, COLUMNS - first - second]
    tower = next(noise) % 3
    heights = []
    for index, width in enumerate(widths):
        low, high = (12, 14) if index == tower else (7, 11)
        heights += [low + next(noise) % (high - low + 1)] * width
    return heights


def name_lines(name: str) -> tuple[NameLine, ...]:
    """Set a name vertically in the name column; a long one shrinks, then breaks into two columns.

    A name in a script that is not set vertically (English) is the caller's to set otherwise.
    """
    top, bottom = 8.0, HEIGHT - MARGIN - 26.0  # the place stands below the name
    room = bottom - top
    size = min(13.0, room / max(len(name), 1))
    if size >= 8.2:
        return (NameLine(name, 15.5, top, round(size, 2)),)
    half = (len(name) + 1) // 2
    size = min(9.4, room / half)
    return (
        NameLine(name[:half], 20.5, top, round(size, 2)),
        NameLine(name[half:], 9.5, top, round(size, 2)),
    )


def street(ids: Sequence[str], columns: int, storeys: int) -> tuple[House, ...]:
    """Set the houses of several cases side by side: the cover of a book, the opener of a chapter.

    The street is `columns` windows wide and no house has more than `storeys`; how high a house
    is depends on its id and says nothing about the community. Where there are more ids than
    houses of three columns, ids are left out evenly; few houses leave sky on both sides.
    """
    room = max(1, columns // 3)
    if len(ids) > room:
        ids = [ids[index * len(ids) // room] for index in range(room)]
    if not ids:
        return ()
    built = min(columns, _WIDEST * len(ids))
    share, rest = divmod(built, len(ids))
    found = []
    at = (columns - built) // 2
    for index, case_id in enumerate(ids):
        width = share + (1 if index < rest else 0)
        found.append(_house(case_id, at, width, storeys))
        at += width
    return tuple(found)


def _house(case_id: str, column: int, width: int, storeys: int) -> House:
    """Build a tower with a lower wing, the wing on either side; neighbours differ in height."""
    noise = _noise(f"{case_id}/street")
    tower = storeys * 5 // 10 + next(noise) * (storeys - storeys * 5 // 10) // 255
    wing = max(2, tower - 2 - next(noise) % max(1, storeys // 4))
    wide = 1 + next(noise) % max(1, width // 2)
    heights = [tower] * (width - wide) + [wing] * wide
    if next(noise) % 2:
        heights.reverse()
    lit = tuple(
        (index, storey)
        for index, height in enumerate(heights)
        for storey in range(height)
        if next(noise) < _LIT_SHARE
    )
    return House(case_id, column, tuple(heights), lit)
