"""The prose of a case as WordprocessingML: paragraphs, lists, tables, figures, notes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin

from casebook.manuscript.package import Relations
from casebook.manuscript.pictures import Pictures
from casebook.manuscript.tables import render_table
from casebook.manuscript.wordml import mark, paragraph, run
from casebook.prose import Node

_NUMBERED = re.compile(r"^(图|Figure)\s*\d")
_DEEPEST_LIST = 8  # Word's levels count from 0
_STEP = 420  # twips that a level of a list is further in


@dataclass
class Writer:
    """Writes nodes into one part of the document, whose `relations` they add to.

    `notes` are the case's footnotes by number; `placed` says which footnote of Word's each has
    become, in the order in which readers meet them. `lists` are the starts of the ordered lists.
    Without `pictures` a figure is told by its words.
    """

    relations: Relations
    pictures: Pictures | None
    site_url: str
    notes: dict[int, Node]
    placed: dict[int, int] = field(default_factory=dict)
    lists: list[int] = field(default_factory=list)
    in_note: bool = False
    style: str = "BodyText"

    def blocks(self, nodes: Iterable[Node], level: int = -1) -> str:
        """Write blocks; `level` is that of the list that they stand in."""
        return "".join(self._block(node, level) for node in nodes)

    def inlines(self, nodes: Iterable[Node], **properties: str) -> str:
        """Write what stands inside a paragraph."""
        return "".join(self._inline(node, properties) for node in nodes)

    def _block(self, node: Node, level: int) -> str:
        if make := _BLOCKS.get(node.kind):
            return make(self, node, level)
        return paragraph(self._style(level), self.inlines([node]), _inset(level))

    def _style(self, level: int) -> str:
        return self.style if level < 0 or self.in_note else "ListParagraph"

    def _inline(self, node: Node, properties: dict[str, str]) -> str:
        if make := _INLINES.get(node.kind):
            return make(self, node, properties)
        return run(node.text or node.plain, **properties)


def _inset(level: int) -> str:
    return f'<w:ind w:left="{600 + _STEP * level}"/>' if level >= 0 else ""


def _paragraph(writer: Writer, node: Node, level: int) -> str:
    return paragraph(writer._style(level), writer.inlines(node.children), _inset(level))


def _heading(writer: Writer, node: Node, level: int) -> str:
    depth = min(max(int(node.attrs["level"]) - 1, 1), 3)
    return paragraph(f"Heading{depth}", writer.inlines(node.children))


def _list(writer: Writer, node: Node, level: int) -> str:
    level = min(level + 1, _DEEPEST_LIST)
    number = 1  # the one that all lists with dots share
    if node.attrs["ordered"]:
        writer.lists.append(int(node.attrs["start"]))
        number = 1 + len(writer.lists)
    return "".join(_item(writer, item, level, number) for item in node.children)


def _item(writer: Writer, item: Node, level: int, number: int) -> str:
    """Write an item: its first paragraph bears the mark, the others stand under it."""
    first, rest = item.children[:1], item.children[1:]
    marked = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    marked += f'<w:ind w:left="{600 + _STEP * level}" w:hanging="{_STEP}"/>'
    words: tuple[Node, ...] = ()
    if first and first[0].kind == "paragraph":
        words = first[0].children
    else:
        rest = item.children
    head = paragraph("ListParagraph", writer.inlines(words), marked)
    return head + writer.blocks(rest, level)


def _quote(writer: Writer, node: Node, level: int) -> str:
    before, writer.style = writer.style, "Quote"
    made = writer.blocks(node.children)
    writer.style = before
    return made


def _code(writer: Writer, node: Node, level: int) -> str:
    return paragraph("Code", run(node.text.rstrip("\n")), _inset(level))


def _figure(writer: Writer, node: Node, level: int) -> str:
    if writer.pictures is None:
        return paragraph("Figure", run(str(node.attrs.get("alt", ""))))
    return writer.pictures.figure(
        str(node.attrs["file"]), writer.relations, str(node.attrs.get("alt", ""))
    )


def _table(writer: Writer, node: Node, level: int) -> str:
    """Write the name above the table (附2-110, 附2-111), then the table."""
    captions = [n for n in node.children if n.kind == "caption"]
    above = "".join(paragraph("TableCaption", writer.inlines(n.children)) for n in captions)
    rows = [n for n in node.children if n.kind == "row"]
    return above + render_table(rows, lambda cell: writer.inlines(cell.children))


def _with(**more: str) -> Callable[[Writer, Node, dict[str, str]], str]:
    return lambda writer, node, properties: writer.inlines(node.children, **{**properties, **more})


def _link(writer: Writer, node: Node, properties: dict[str, str]) -> str:
    href = str(node.attrs["href"])
    if href.startswith("/") and not href.startswith("//"):
        href = urljoin(writer.site_url, href)
    key = writer.relations.link(href) if href.lower().startswith(("http://", "https://")) else None
    if key is None:
        return writer.inlines(node.children, **properties)
    inner = writer.inlines(node.children, **{**properties, "rStyle": "Hyperlink"})
    return f'<w:hyperlink r:id="{key}" w:history="1">{inner}</w:hyperlink>'


def _note_ref(writer: Writer, node: Node, properties: dict[str, str]) -> str:
    """Set Word's own footnote at the first mention, and its number again at later ones."""
    number = int(node.attrs["number"])
    again = writer.placed.get(number)
    if writer.in_note or number not in writer.notes:
        return run(f"[{again or number}]", vertAlign="superscript")
    if again is not None:
        return (
            f'<w:fldSimple w:instr=" NOTEREF _note{number} \\f \\h ">'
            f"{run(str(again), rStyle='FootnoteReference')}</w:fldSimple>"
        )
    placed = writer.placed[number] = len(writer.placed) + 1
    reference = mark(f'<w:footnoteReference w:id="{placed}"/>', rStyle="FootnoteReference")
    return (
        f'<w:bookmarkStart w:id="{placed}" w:name="_note{number}"/>{reference}'
        f'<w:bookmarkEnd w:id="{placed}"/>'
    )


def _code_span(writer: Writer, node: Node, properties: dict[str, str]) -> str:
    return run(node.text, **{**properties, "noProof": ""})


def _image(writer: Writer, node: Node, properties: dict[str, str]) -> str:
    return run(str(node.attrs["alt"]), **properties)  # as on the site: a picture among words


def captioned(files: Iterable[str], captions: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield figures with their names; they are numbered (附2-114) unless one is already."""
    numbered = any(_NUMBERED.match(text) for text in captions.values())
    for number, file in enumerate(files, 1):
        text = captions.get(file, "")
        yield file, text if numbered else f"图{number}　{text}".rstrip("　")


_BLOCKS: dict[str, Callable[[Writer, Node, int], str]] = {
    "paragraph": _paragraph,
    "heading": _heading,
    "list": _list,
    "quote": _quote,
    "table": _table,
    "figure": _figure,
    "code": _code,
    "rule": lambda writer, node, level: paragraph("TableEnd", ""),
}
# 着重号 is Chinese for italics (clreq, 5.2.2)
_INLINES: dict[str, Callable[[Writer, Node, dict[str, str]], str]] = {
    "strong": _with(b="", bCs=""),
    "emphasis": _with(em="dot"),
    "strike": _with(strike=""),
    "link": _link,
    "note-ref": _note_ref,
    "code-span": _code_span,
    "image": _image,
    "break": lambda writer, node, properties: mark("<w:br/>"),
}
