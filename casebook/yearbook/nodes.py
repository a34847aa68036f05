"""Prose for the typesetter: the node tree as plain lists and mappings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from casebook.prose import Node
from casebook.yearbook.columns import column_widths, room_of

Plain = dict[str, Any]

# Typst breaks a line before a single dash, which Chinese typesetting does not; a word joiner
# keeps it with what stands before it. A double dash is one mark to Typst and needs none.
_SINGLE_DASH = re.compile(r"(?<=[^\s—])—(?!—)")
_DEEPEST = 8  # below this the words alone are kept: no manuscript nests so far on purpose
_NESTING = frozenset(("list", "quote", "strong", "emphasis", "strike", "link"))
_LONGEST = 24  # letters of a word that is never broken: internationalization has 20
_RUN = re.compile(r"[!-~]{%d,}")
_AFTER = re.compile(r"(?<=[/?&=._#:+,;@-])(?=[^/?&=._#:+,;@-])")  # where an address may break
_LEGIBLE, _COARSE = 60, 4  # letters: a word that may break anywhere, and the steps of a longer one
_BREAK = "\u200b"
_JOINER = "\u2060"
_WORDS = frozenset(("text", "strong", "emphasis", "strike", "code-span", "link", "html"))
_CLOSING = frozenset("。，、；：？！）》」』】〕〉”’")
_LAST_WORD = re.compile(r"([!-~]{1,12}|[^!-~\s])[。，、；：？！）》」』】〕〉”’]*$")


def line(text: str, longest: int = _LONGEST) -> str:
    """Return a text that breaks into lines as Chinese rules want it.

    A run of Latin letters and digits longer than `longest` would run out of its column: it may
    break after the marks of an address, and a part that is still too long anywhere.
    """
    runs = re.compile(_RUN.pattern % (longest + 1))
    text = runs.sub(lambda run: _breakable(run[0], longest), text)
    return _SINGLE_DASH.sub(f"{_JOINER}—", text)


def _breakable(run: str, longest: int) -> str:
    parts = _AFTER.split(run)
    return _BREAK.join(p if len(p) <= longest else _BREAK.join(_pieces(p)) for p in parts)


def _pieces(part: str) -> Iterator[str]:
    """Cut what is too long: anywhere, and what nobody can read more coarsely.

    Typst weighs every place where a line may end against every other one nearby.
    """
    step = 1 if len(part) <= _LEGIBLE else _COARSE
    return (part[at : at + step] for at in range(0, len(part), step))


def plain_nodes(nodes: Iterable[Node]) -> list[Plain]:
    """Return nodes as data: `kind`, then `text`, `attrs` and `children` where there are any."""
    return _children(nodes, 0, _LONGEST)


def _children(nodes: Iterable[Node], depth: int, longest: int) -> list[Plain]:
    made: list[Plain] = []
    before: Node | None = None
    for node in nodes:
        if before is not None and node.plain[:1] in _CLOSING:
            made += _closed_up(before, node)
        plain = _plain(node, depth, longest)
        if node.kind == "note-ref" and made and (word := _LAST_WORD.search(made[-1]["text"])):
            # its number may not begin a line: the word before goes with it
            made[-1]["text"] = made[-1]["text"][: word.start()]
            plain["text"] = word[0]
        made.append(plain)
        before = node
    return made


def _closed_up(before: Node, node: Node) -> list[Plain]:
    """Keep a closing mark with what stands before it in another font or as a note's number.

    Typst compresses two marks (clreq 3.1.6) only in one font, and breaks a line behind a note's
    number.
    """
    if before.kind == "note-ref":
        return [{"kind": "text", "text": _JOINER}]
    if {before.kind, node.kind} <= _WORDS and before.plain[-1:] in _CLOSING:
        return [{"kind": "squeeze", "text": ""}]
    return []


def _plain(node: Node, depth: int, longest: int) -> Plain:
    if depth >= _DEEPEST:
        return {"kind": "text", "text": line(node.plain, longest)}
    if node.kind == "table":
        return _table(node, depth)
    depth += node.kind in _NESTING
    made: Plain = {"kind": node.kind, "text": line(node.text, longest)}
    if node.kind == "paragraph":
        made["length"] = len(node.plain)
    if node.attrs:
        made["attrs"] = dict(node.attrs)
    if node.children:
        made["children"] = _children(node.children, depth, longest)
    return made


def _table(table: Node, depth: int) -> Plain:
    """Return a table with the widths of its columns; what is too long for one may break there."""
    rows = [node for node in table.children if node.kind == "row"]
    widths = column_widths([[cell.plain for cell in row.children] for row in rows])
    children: list[Plain] = []
    for node in table.children:
        if node.kind != "row":
            children += _children([node], depth, _LONGEST)
            continue
        cells = [_cell(c, depth, widths, i) for i, c in enumerate(node.children)]
        children.append({"kind": "row", "attrs": dict(node.attrs), "children": cells})
    return {"kind": "table", "text": "", "attrs": {"widths": widths}, "children": children}


def _cell(cell: Node, depth: int, widths: Sequence[float], column: int) -> Plain:
    longest = room_of(widths, column)
    children = _children(cell.children, depth, longest)
    return {"kind": "cell", "attrs": dict(cell.attrs), "children": children}
