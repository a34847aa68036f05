"""Markdown as nodes: CommonMark with tables and footnotes; raw HTML is kept as a refusable node.

A paragraph that begins with 表 (or Table) and stands right before a table is its caption; an
image alone in a paragraph is a figure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from urllib.parse import unquote

from markdown_it.tree import SyntaxTreeNode

from casebook.prose.line_ends import join_texts
from casebook.prose.tokens import parse_tokens
from casebook.prose.tree import Node

_CAPTION = re.compile(r"^(表|Table)\s*\d*(?=[\s:：.　]|$)")


def parse_nodes(source: str) -> tuple[list[Node], list[Node]]:
    """Parse Markdown into its blocks and its notes."""
    blocks: list[Node] = []
    notes: list[Node] = []
    for child in parse_tokens(source).children:
        if child.type == "footnote_block":
            notes.extend(_note(n, i) for i, n in enumerate(child.children, 1))
        else:
            blocks.extend(_blocks([child]))
    return _captioned(blocks), notes


def _captioned(blocks: list[Node]) -> list[Node]:
    """Give each table the paragraph before it, if that reads as a caption."""
    result: list[Node] = []
    for block in blocks:
        previous = result[-1] if result else None
        if (
            block.kind == "table"
            and previous
            and previous.kind == "paragraph"
            and _CAPTION.match(previous.plain)
        ):
            caption = Node("caption", previous.children, line=previous.line)
            children = (caption, *block.children)
            result[-1] = Node("table", children, attrs=block.attrs, line=block.line)
        else:
            result.append(block)
    return result


def _line(node: SyntaxTreeNode) -> int:
    while not node.is_root and node.map is None and node.parent:
        node = node.parent
    return node.map[0] + 1 if not node.is_root and node.map else 1


def _blocks(nodes: Iterable[SyntaxTreeNode]) -> Iterable[Node]:
    for node in nodes:
        if make := _BLOCKS.get(node.type):
            yield make(node)
        else:
            yield from _blocks(node.children)


def _inlines(nodes: Iterable[SyntaxTreeNode]) -> tuple[Node, ...]:
    found: list[Node] = []
    for node in nodes:
        if node.type == "inline":
            found.extend(_inlines(node.children))
        elif node.type == "softbreak":
            found.append(Node("text", text="\n", line=_line(node)))
        elif make := _INLINES.get(node.type):
            found.append(make(node))
        else:
            found.extend(_inlines(node.children))
    return join_texts(found)


def _container(kind: str) -> Callable[[SyntaxTreeNode], Node]:
    def make(node: SyntaxTreeNode) -> Node:
        return Node(kind, tuple(_captioned(list(_blocks(node.children)))), line=_line(node))

    return make


def _paragraph(node: SyntaxTreeNode) -> Node:
    children = _inlines(node.children)
    if len(children) == 1 and children[0].kind == "image":
        image = children[0]
        return Node("figure", text="", attrs=image.attrs, line=image.line)
    return Node("paragraph", children, line=_line(node))


def _heading(node: SyntaxTreeNode) -> Node:
    attrs = {"level": int(node.tag[1])}
    return Node("heading", _inlines(node.children), attrs=attrs, line=_line(node))


def _list(node: SyntaxTreeNode) -> Node:
    items = tuple(
        Node("item", tuple(_captioned(list(_blocks(n.children)))), line=_line(n))
        for n in node.children
    )
    ordered = node.type == "ordered_list"
    start = int(node.attrs.get("start", 1)) if ordered else 1
    return Node("list", items, attrs={"ordered": ordered, "start": start}, line=_line(node))


def _table(node: SyntaxTreeNode) -> Node:
    rows = []
    for part in node.children:
        for row in part.children:
            cells = tuple(
                Node(
                    "cell",
                    _inlines(cell.children),
                    attrs={"align": str(cell.attrs.get("style", "")).removeprefix("text-align:")},
                    line=_line(row),
                )
                for cell in row.children
            )
            rows.append(Node("row", cells, attrs={"head": part.type == "thead"}, line=_line(row)))
    return Node("table", tuple(rows), line=_line(node))


def _note(node: SyntaxTreeNode, number: int) -> Node:
    content = [child for child in node.children if child.type != "footnote_anchor"]
    blocks = tuple(_blocks(content))
    line = blocks[0].line if blocks else 1
    return Node("note", blocks, attrs={"number": number}, line=line)


def _wrapping(kind: str) -> Callable[[SyntaxTreeNode], Node]:
    return lambda node: Node(kind, _inlines(node.children), line=_line(node))


def _verbatim(kind: str) -> Callable[[SyntaxTreeNode], Node]:
    return lambda node: Node(kind, text=node.content, line=_line(node))


def _image(node: SyntaxTreeNode) -> Node:
    # the parser makes an address of it (%E5…), but it is the name of a file
    attrs = {"file": unquote(str(node.attrs.get("src", ""))), "alt": node.content}
    return Node("image", attrs=attrs, line=_line(node))


def _link(node: SyntaxTreeNode) -> Node:
    attrs = {"href": str(node.attrs.get("href", ""))}
    return Node("link", _inlines(node.children), attrs=attrs, line=_line(node))


def _note_ref(node: SyntaxTreeNode) -> Node:
    attrs = {"number": int(node.meta["id"]) + 1, "use": int(node.meta.get("subId", 0))}
    return Node("note-ref", attrs=attrs, line=_line(node))


_BLOCKS: dict[str, Callable[[SyntaxTreeNode], Node]] = {
    "paragraph": _paragraph,
    "heading": _heading,
    "bullet_list": _list,
    "ordered_list": _list,
    "blockquote": _container("quote"),
    "table": _table,
    "fence": _verbatim("code"),
    "code_block": _verbatim("code"),
    "hr": lambda node: Node("rule", line=_line(node)),
    "html_block": _verbatim("html"),
}
_INLINES: dict[str, Callable[[SyntaxTreeNode], Node]] = {
    "text": _verbatim("text"),
    "strong": _wrapping("strong"),
    "em": _wrapping("emphasis"),
    "s": _wrapping("strike"),
    "code_inline": _verbatim("code-span"),
    "link": _link,
    "image": _image,
    "hardbreak": lambda node: Node("break", line=_line(node)),
    "footnote_ref": _note_ref,
    "html_inline": _verbatim("html"),
}
