"""The tree of a text as HTML: every character escaped here, no mark-up taken from the text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from markupsafe import Markup, escape

from casebook.problem import Locale
from casebook.prose import Node
from casebook.site.tongue import marked

Figure = Callable[[str], Markup]

# In Markdown, links may lead to these schemes; everything else is printed as text.
SCHEMES = ("https://", "http://", "mailto:", "#", "/")


@dataclass(frozen=True, slots=True)
class HtmlProse:
    """Renders nodes; `figure` draws a photo by its file, `link` adapts an address of the site.

    `top` is the level of the highest heading that may stand in the text; `home` is the address of
    the page that has the notes, where the text is shown on another one. `kept` collects the blocks
    that are the same on every page, by their identity, so that they are rendered once; whoever
    gives it keeps the nodes alive as long. `locale` is the language of the text, in which Chinese
    words are marked where it is English.
    """

    figure: Figure
    link: Callable[[str], str]
    top: int = 3
    home: str = ""
    kept: dict[int, Markup] | None = None
    locale: Locale = "zh"

    def blocks(self, nodes: Iterable[Node]) -> Markup:
        """Render blocks, one under the other."""
        return Markup("\n").join(self._block(node) for node in nodes)

    def _block(self, node: Node) -> Markup:
        if self.kept is None:
            return self.node(node)
        found = self.kept.get(id(node))
        if found is None:
            found = self.node(node)
            if not any(inner.kind in _PLACED for inner in node.walk()):
                self.kept[id(node)] = found
        return found

    def inlines(self, node: Node) -> Markup:
        """Render what a node holds, without the node's own element."""
        return Markup("").join(self.node(child) for child in node.children)

    def node(self, node: Node) -> Markup:
        """Render a node by its kind."""
        return _KINDS[node.kind](self, node)


def _element(name: str, css: str = "") -> Callable[[HtmlProse, Node], Markup]:
    opening = Markup(f'<{name} class="{css}">') if css else Markup(f"<{name}>")  # noqa: S704
    closing = Markup(f"</{name}>")  # noqa: S704

    def render(prose: HtmlProse, node: Node) -> Markup:
        return opening + prose.inlines(node) + closing

    return render


def _heading(prose: HtmlProse, node: Node) -> Markup:
    level = min(max(int(node.attrs["level"]), prose.top), 6)
    return Markup("<h{0}>{1}</h{0}>").format(level, prose.inlines(node))


def _list(prose: HtmlProse, node: Node) -> Markup:
    if not node.attrs["ordered"]:
        return Markup('<ul class="prose-list">{}</ul>').format(prose.inlines(node))
    start = node.attrs["start"]
    opening = Markup(' start="{}"').format(start) if start != 1 else Markup("")
    return Markup('<ol class="prose-list"{}>{}</ol>').format(opening, prose.inlines(node))


def _item(prose: HtmlProse, node: Node) -> Markup:
    """A one-paragraph item holds its text itself, so that it is not indented as a paragraph."""
    only = node.children[0] if len(node.children) == 1 else None
    inner = prose.inlines(only) if only and only.kind == "paragraph" else prose.inlines(node)
    return Markup("<li>{}</li>").format(inner)


def _table(prose: HtmlProse, node: Node) -> Markup:
    caption = Markup("").join(prose.node(n) for n in node.children if n.kind == "caption")
    rows = [n for n in node.children if n.kind == "row"]
    head = Markup("").join(prose.node(row) for row in rows if row.attrs["head"])
    body = Markup("").join(prose.node(row) for row in rows if not row.attrs["head"])
    return Markup(
        '<div class="prose-table" tabindex="0" role="region"{}><table>{}<thead>{}</thead>'
        "<tbody>{}</tbody></table></div>"
    ).format(_table_name(node), caption, head, body)


def _table_name(node: Node) -> Markup:
    """Name the scrollable region of a table after its caption or its first heading."""
    caption = next((n for n in node.children if n.kind in ("caption", "row")), None)
    return Markup(' aria-label="{}"').format(caption.plain if caption else "")


def _row(prose: HtmlProse, node: Node) -> Markup:
    closing = Markup("</th>") if node.attrs["head"] else Markup("</td>")
    cells = (
        _cell(bool(node.attrs["head"]), str(cell.attrs["align"])) + prose.inlines(cell) + closing
        for cell in node.children
    )
    return Markup("<tr>{}</tr>").format(Markup("").join(cells))


@cache
def _cell(head: bool, align: str) -> Markup:
    """Open a cell; cells are the commonest of all nodes, and formatting each took half the time."""
    name = Markup('th scope="col"') if head else Markup("td")
    css = Markup(' class="cell-{}"').format(align) if align else Markup("")
    return Markup("<{}{}>").format(name, css)


def _link(prose: HtmlProse, node: Node) -> Markup:
    href = str(node.attrs["href"])
    if not href.lower().startswith(SCHEMES):
        return prose.inlines(node)
    if href.startswith("/"):
        href = prose.link(href)
    elif href.startswith("#"):
        href = prose.home + href
    rel = Markup(' rel="noopener"') if href.startswith("http") else Markup("")
    return Markup('<a href="{}"{}>{}</a>').format(href, rel, prose.inlines(node))


def _note_ref(prose: HtmlProse, node: Node) -> Markup:
    number, use = node.attrs["number"], node.attrs["use"]
    place = "" if prose.home else Markup(' id="note-ref-{}-{}"').format(number, use)
    return Markup('<sup class="note-ref"><a{} href="{}#note-{}">{}</a></sup>').format(
        place, prose.home, number, number
    )


def _note(prose: HtmlProse, node: Node) -> Markup:
    return Markup(
        '<li id="note-{0}">{1}'
        ' <a class="note-back" href="#note-ref-{0}-0" aria-label="↑ {0}">↑</a></li>'
    ).format(node.attrs["number"], prose.inlines(node))


def _text(prose: HtmlProse, node: Node) -> Markup:
    return escape(node.text) if prose.locale == "zh" else marked(prose.locale, node.text)


def _code(prose: HtmlProse, node: Node) -> Markup:
    return Markup("<code>{}</code>").format(_text(prose, node))


# What depends on the page: where links lead to, which photos it has, how deep its headings stand.
_PLACED = frozenset({"link", "note-ref", "note", "figure", "heading"})

_KINDS: dict[str, Callable[[HtmlProse, Node], Markup]] = {
    "paragraph": _element("p"),
    "heading": _heading,
    "list": _list,
    "item": _item,
    "quote": _element("blockquote"),
    "table": _table,
    "caption": _element("caption"),
    "row": _row,
    "figure": lambda prose, node: prose.figure(str(node.attrs["file"])),
    "code": lambda prose, node: Markup("<pre>{}</pre>").format(_code(prose, node)),
    "rule": lambda prose, node: Markup("<hr>"),
    "note": _note,
    "text": _text,
    "strong": _element("strong"),
    "emphasis": _element("em"),
    "strike": _element("s"),
    "code-span": _code,
    "link": _link,
    "break": lambda prose, node: Markup("<br>"),
    "note-ref": _note_ref,
    "image": lambda prose, node: escape(str(node.attrs["alt"])),
    "html": _text,
}
