"""The length of a text in 字, counted as Word counts them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from casebook.prose.tree import Node

_HAN = r"⺀-⿟々〇〡-〩㐀-䶿一-鿿豈-﫿\U00020000-\U0003FFFF"
_MARKS = r"、。〈-】〔-〛〝-〟・！-／：-＠［-｠…—“”‘’·"
_UNIT = re.compile(rf"[{_HAN}]|[{_MARKS}]|[^\s{_HAN}{_MARKS}]+")  # the last: a Latin or digit run
_SILENT = frozenset({"caption", "table", "figure", "heading", "note", "note-ref", "image"})


def count_words(text: str) -> int:
    """Count 字: each Han character and Chinese mark 1, each Latin or digit run 1, spaces 0.

    Source: the counting rule at the head of REQUIREMENTS, after Word's 字数.
    """
    return sum(1 for _ in _UNIT.finditer(text))


def count_blocks(blocks: Iterable[Node]) -> int:
    """Count the 字 of blocks; headings, captions, tables, figures and notes do not count."""
    return sum(count_words(_spoken(block)) for block in blocks)


def _spoken(node: Node) -> str:
    if node.kind in _SILENT:
        return ""
    if node.kind == "break":
        return "\n"
    inner = "".join(_spoken(child) for child in node.children)
    ends = "\n" if node.kind in ("paragraph", "item", "code", "quote") else ""
    return node.text + inner + ends
