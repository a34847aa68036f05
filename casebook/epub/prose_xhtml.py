"""Prose of the book as XHTML: walks the nodes that the typesetter walks, by a table of kinds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

Plain = Mapping[str, Any]
Pictures = Callable[[Plain], Markup]


@dataclass(frozen=True, slots=True)
class XhtmlProse:
    """Renders nodes of `casebook.yearbook.nodes`; every character of a text is escaped here.

    `pictures` draws a row of photos, `level` is that of headings inside the text, `notes` are the
    footnotes by their number, which stand at the end of the same document.
    """

    pictures: Pictures
    level: int = 3

    def nodes(self, nodes: Iterable[Plain]) -> Markup:
        """Render nodes one after the other."""
        return Markup("").join(self.node(node) for node in nodes)

    def inner(self, node: Plain) -> Markup:
        """Render what a node holds."""
        return self.nodes(node.get("children", ()))

    def node(self, node: Plain) -> Markup:
        """Render a node by its kind."""
        return _KINDS[node["kind"]](self, node)

    def notes(self, notes: Mapping[str, list[Plain]]) -> Markup:
        """Render the footnotes, each with the way back; nothing where there are none."""
        return Markup("\n").join(
            Markup(
                '<aside epub:type="footnote" role="doc-footnote" id="note-{0}">'
                '<p class="note-number"><a href="#note-ref-{0}-0">{0}</a></p>{1}</aside>'
            ).format(number, self.nodes(blocks))
            for number, blocks in sorted(notes.items(), key=lambda note: int(note[0]))
        )


def _element(name: str) -> Callable[[XhtmlProse, Plain], Markup]:
    opening, closing = Markup(f"<{name}>"), Markup(f"</{name}>")  # noqa: S704

    def render(prose: XhtmlProse, node: Plain) -> Markup:
        return opening + prose.inner(node) + closing

    return render


def _text(prose: XhtmlProse, node: Plain) -> Markup:
    return escape(node["text"])


def _heading(prose: XhtmlProse, node: Plain) -> Markup:
    return Markup("<h{0}>{1}</h{0}>").format(prose.level, prose.inner(node))


def _list(prose: XhtmlProse, node: Plain) -> Markup:
    attrs = node.get("attrs", {})
    if not attrs.get("ordered"):
        return Markup("<ul>{}</ul>").format(prose.inner(node))
    start = attrs.get("start", 1)
    opening = Markup(' start="{}"').format(start) if start != 1 else Markup("")
    return Markup("<ol{}>{}</ol>").format(opening, prose.inner(node))


def _table(prose: XhtmlProse, node: Plain) -> Markup:
    children = node.get("children", ())
    caption = Markup("").join(
        Markup("<caption>{}</caption>").format(prose.inner(n))
        for n in children
        if n["kind"] == "caption"
    )
    rows = [n for n in children if n["kind"] == "row"]
    parts = Markup("")
    for name, head in (("thead", True), ("tbody", False)):
        chosen = [row for row in rows if bool(row["attrs"]["head"]) is head]
        if chosen:
            cells = Markup("").join(_row(prose, row, head) for row in chosen)
            parts += Markup("<{0}>{1}</{0}>").format(name, cells)
    return Markup("<table>{}{}</table>").format(caption, parts)


def _row(prose: XhtmlProse, row: Plain, head: bool) -> Markup:
    name = "th" if head else "td"
    cells = (
        Markup("<{0}{1}{2}>{3}</{0}>").format(
            name,
            Markup(' scope="col"') if head else "",
            Markup(' class="{}"').format(align) if (align := cell["attrs"].get("align")) else "",
            prose.inner(cell),
        )
        for cell in row["children"]
    )
    return Markup("<tr>{}</tr>").format(Markup("").join(cells))


def _link(prose: XhtmlProse, node: Plain) -> Markup:
    href = str(node["attrs"]["href"])
    if not href.startswith(("https://", "http://")):
        return prose.inner(node)
    return Markup('<a href="{}">{}</a>').format(href, prose.inner(node))


def _note_ref(prose: XhtmlProse, node: Plain) -> Markup:
    """The word before comes with the number, as the typesetter keeps the two together."""
    number, use = node["attrs"]["number"], node["attrs"]["use"]
    return Markup(
        '{0}<sup><a epub:type="noteref" role="doc-noteref" id="note-ref-{1}-{2}"'
        ' href="#note-{1}">{1}</a></sup>'
    ).format(node.get("text", ""), number, use)


_KINDS: dict[str, Callable[[XhtmlProse, Plain], Markup]] = {
    "text": _text,
    "html": _text,
    "squeeze": lambda prose, node: Markup(""),
    "break": lambda prose, node: Markup("<br/>"),
    "strong": _element("strong"),
    "emphasis": _element("em"),
    "strike": _element("s"),
    "code-span": lambda prose, node: Markup("<code>{}</code>").format(node["text"]),
    "image": lambda prose, node: escape(str(node["attrs"].get("alt", ""))),
    "link": _link,
    "paragraph": _element("p"),
    "item": _element("li"),
    "list": _list,
    "quote": _element("blockquote"),
    "table": _table,
    "caption": _element("p"),
    "pictures": lambda prose, node: prose.pictures(node),
    "code": lambda prose, node: Markup("<pre><code>{}</code></pre>").format(node["text"]),
    "rule": lambda prose, node: Markup("<hr/>"),
    "heading": _heading,
    "note-ref": _note_ref,
}
