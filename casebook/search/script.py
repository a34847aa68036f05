"""Traditional characters read as Simplified ones, so that a query finds either script in either."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).parent.parent / "data" / "traditional.txt"


def simplified(text: str) -> str:
    """Return the text with each Traditional character replaced by one Simplified character.

    Characters that are current in both ways of writing (著, 乾) stay. Source: data/traditional.txt.
    """
    return text.translate(_table())


def traditional_of(characters: Iterable[str]) -> str:
    """Return the part of the table that leads to these characters, as lines in their order."""
    rows = _rows()
    return "\n".join(rows[c] for c in sorted(set(characters)) if c in rows)


@cache
def _rows() -> dict[str, str]:
    lines = _TABLE.read_text(encoding="utf-8").splitlines()
    return {line[0]: line for line in lines if not line.startswith("#")}


@cache
def _table() -> dict[int, str]:
    return {ord(other): row[0] for row in _rows().values() for other in row[1:]}
