"""A report as Markdown and as a Word document (A4), from the same nodes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from casebook.exports.prose_markdown import MarkdownProse
from casebook.manuscript.container import UNDATED, Properties, render_document
from casebook.manuscript.package import Relations
from casebook.manuscript.text import Writer
from casebook.manuscript.typography import Looks
from casebook.manuscript.wordml import paragraph
from casebook.model.material import Typography
from casebook.problem import Locale
from casebook.prose import Node

_STYLES = {"flush": "Normal", "right": "Normal"}
_RIGHT = '<w:jc w:val="right"/>'


def render_markdown(nodes: Sequence[Node]) -> str:
    """Return a report as Markdown; what reads as text stays text."""
    prose = MarkdownProse(figure=lambda file: "", link=lambda href: href)
    return prose.blocks(nodes) + "\n"


def render_word(nodes: Sequence[Node], locale: Locale, day: date | None) -> bytes:
    """Return a report as a Word document; `day` is that of its properties."""
    relations = {name: Relations() for name in ("document", "footnotes")}
    writer = Writer(relations["document"], None, "", {})
    if locale == "en":
        writer.style = "ListParagraph"  # without the indent of a Chinese paragraph
    body = "".join(_block(writer, node) for node in nodes)
    title = next((node.plain for node in nodes if node.kind == "heading"), "")
    properties = Properties(title, locale, day or UNDATED)
    return render_document(body, _looks(locale), relations, properties, lists=writer.lists)


def _block(writer: Writer, node: Node) -> str:
    if node.kind == "heading" and node.attrs["level"] == 1:
        return paragraph("Title", writer.inlines(node.children))
    place = str(node.attrs.get("place", ""))
    if node.kind == "paragraph" and place:
        extra = _RIGHT if place == "right" else ""
        return paragraph(_STYLES[place], writer.inlines(node.children), extra)
    return writer.blocks([node])


def _looks(locale: Locale) -> Looks:
    """Return the look of an official letter (公文): 黑体 headings, 宋体 text at 小四."""
    zh = locale == "zh"
    text, head = ("宋体", "黑体") if zh else ("Times New Roman", "Times New Roman")
    styles = (
        ("title", head, "18", "小二", {"bold": not zh}),
        ("heading", head, "14", "四号", {"bold": not zh, "blank_lines_around": 1}),
        ("body", text, "12", "小四", {"line_spacing": Decimal("1.5") if zh else Decimal("1.2")}),
        ("table-caption", text, "10.5", "五号", {"position": "above"}),
        ("figure-caption", text, "10.5", "五号", {"position": "below"}),
    )
    made = {
        element: Typography.model_validate(
            {"element": element, "font": font, "size": size, "size_name": name}
            | {"clause": "report", **more}
        )
        for element, font, size, name, more in styles
    }
    return Looks(made, numbered=True)
