"""A report as the nodes of prose, which become Markdown and Word alike.

A paragraph's attribute `place` is `flush` (a salutation, without the indent) or `right`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from casebook.prose import Node


def text(words: str) -> Node:
    """Return words."""
    return Node("text", text=words)


def strong(words: str) -> Node:
    """Return words that stand out."""
    return Node("strong", (text(words),))


def heading(level: int, words: str) -> Node:
    """Return a heading; level 1 is the title."""
    return Node("heading", (text(words),), attrs={"level": level})


def paragraph(*inlines: Node | str, place: str = "") -> Node:
    """Return a paragraph of words and marked words."""
    return Node("paragraph", _inlines(inlines), attrs={"place": place} if place else {})


def numbered(items: Iterable[Sequence[Node | str]]) -> Node:
    """Return a list with numbers, each item a paragraph."""
    made = (Node("item", (Node("paragraph", _inlines(item)),)) for item in items)
    return Node("list", tuple(made), attrs={"ordered": True, "start": 1})


def table(head: Sequence[str], rows: Iterable[Sequence[str]], ends: str = "") -> Node:
    """Return a table; `ends` has a letter for each column that is not set left: r or c."""
    align = [{"r": "right", "c": "center"}.get(letter, "") for letter in ends]
    align += [""] * (len(head) - len(align))
    made = [_row(head, align, head=True), *(_row(row, align, head=False) for row in rows)]
    return Node("table", tuple(made))


def _row(cells: Sequence[str], align: Sequence[str], *, head: bool) -> Node:
    made = (
        Node("cell", (text(cell),), attrs={"align": side})
        for cell, side in zip(cells, align, strict=True)
    )
    return Node("row", tuple(made), attrs={"head": head})


def _inlines(parts: Iterable[Node | str]) -> tuple[Node, ...]:
    return tuple(text(part) if isinstance(part, str) else part for part in parts)
