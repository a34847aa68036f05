"""Prose for the typesetter: the node tree as plain lists and mappings."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from casebook.prose import Node

Plain = dict[str, Any]

# Typst breaks a line before a single dash, which Chinese typesetting does not; a word joiner
# keeps it with what stands before it. A double dash is one mark to Typst and needs none.
_SINGLE_DASH = re.compile(r"(?<=[^\s—])—(?!—)")
_DEEPEST = 32  # below this the words alone are kept: no manuscript nests so far on purpose


def line(text: str) -> str:
    """Return a text that breaks into lines as Chinese rules want it."""
    return _SINGLE_DASH.sub("\u2060—", text)


def plain_nodes(nodes: Iterable[Node], depth: int = 0) -> list[Plain]:
    """Return nodes as data: `kind`, then `text`, `attrs` and `children` where there are any."""
    return [_plain(node, depth) for node in nodes]


def _plain(node: Node, depth: int) -> Plain:
    made: Plain = {"kind": node.kind, "text": line(node.text)}
    if depth >= _DEEPEST:
        return {"kind": "text", "text": line(node.plain)}
    if node.attrs:
        made["attrs"] = dict(node.attrs)
    if node.children:
        made["children"] = plain_nodes(node.children, depth + 1)
    return made
