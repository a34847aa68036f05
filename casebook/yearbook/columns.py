"""The columns of a table: how wide each is, and how long a word may be that stays whole in it."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

MEASURE = 30.0  # 字: no trim has a narrower text, see `grid-of` in look.typ
_TEXT = 10.5  # pt
_SIZE, _SMALL_SIZE = 8.5, 7.0  # pt; the small size where a table has many columns
_MANY = 7
_INSET = 6.0  # pt, left and right of a cell together
_NARROWEST, _WIDEST = 3.0, 16.0  # 字: what a column weighs at least and at most
_LATIN = 0.55  # 字: an average Latin letter or digit
_BOLD_LATIN = 0.64  # the same in a bold head, and with some capitals: what must fit


def column_widths(rows: Sequence[Sequence[str]]) -> list[float]:
    """Return the weight of each column, by its longest cell; 字."""
    count = max((len(row) for row in rows), default=0)
    return [
        min(_WIDEST, max(_NARROWEST, *(_length(row[i]) for row in rows if i < len(row))))
        for i in range(count)
    ]


def room_of(widths: Sequence[float], column: int) -> int:
    """Return how many Latin letters stand side by side in a column; at least 2."""
    if column >= len(widths):
        return 2
    size = _SMALL_SIZE if len(widths) > _MANY else _SIZE
    room = MEASURE * _TEXT * widths[column] / sum(widths) - _INSET
    return max(2, int(room / (size * _BOLD_LATIN)))


def _length(text: str) -> float:
    wide = sum(unicodedata.east_asian_width(c) in "WFA" for c in text)
    return round(wide + _LATIN * (len(text) - wide), 1)
