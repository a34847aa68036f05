"""The tree of a text as CommonMark with tables and footnotes: what reads as text stays text.

Reading the result again gives the same words (a test does so). Two liberties: a mark of emphasis
takes no punctuation in at its edges, for CommonMark would not see
it beside Chinese (`**注意：**必须`); and where it would not be seen even so, it is left out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from casebook.prose import Node
from casebook.site.prose_html import SCHEMES

Figure = Callable[[str], str]

_SPECIAL = re.compile(r"[\\`*_\[\]<>|~]|&(?=#?[A-Za-z0-9]+;)")
_BAR = re.compile(r"(?<!\\)\|")
_LINE_START = re.compile(r"^(?:[#+=-]|\d{1,9}(?=[.)]))")
_BLANKS = re.compile(r"[ \t]*\n[ \t\n]*")
_UNSAFE_IN_LINK = str.maketrans({c: f"%{ord(c):02X}" for c in '<>()|\\ "\n\t'})


@dataclass(frozen=True, slots=True)
class MarkdownProse:
    """Renders nodes; `figure` gives a photo by its file, `link` makes an address absolute."""

    figure: Figure
    link: Callable[[str], str]

    def blocks(self, nodes: Iterable[Node]) -> str:
        """Render blocks with an empty line between them."""
        parts: list[str] = []
        before: Node | None = None
        for node in nodes:
            second = before is not None and _would_merge(before, node)
            if part := self._block(node, *(("*", ")") if second else ("-", "."))):
                parts.append(part)
            before = None if second else node
        return "\n\n".join(parts)

    def inlines(self, node: Node) -> str:
        """Render what a node holds on one line, or on several where it has hard breaks."""
        made = ""
        for child in node.children:
            made = _joined(made, self._inline(child))
        return made

    def line(self, node: Node) -> str:
        """Render what a node holds on one line: a heading, a cell."""
        text = " ".join(part.strip(" \t") for part in self.inlines(node).split("\\\n"))
        return re.sub(r"#(?=#*$)", r"\\#", text.strip(" \t"))

    def _block(self, node: Node, bullet: str, dot: str) -> str:
        if node.kind == "list":
            return self._list(node, bullet, dot)
        return _BLOCKS.get(node.kind, _paragraph)(self, node)

    def _list(self, node: Node, bullet: str, dot: str) -> str:
        items = []
        tight = all(len(item.children) < 2 for item in node.children)
        for number, item in enumerate(node.children, int(node.attrs["start"])):
            mark = f"{number}{dot} " if node.attrs["ordered"] else f"{bullet} "
            items.append(mark + _indented(self.blocks(item.children), len(mark)))
        return ("\n" if tight else "\n\n").join(items)

    def _inline(self, node: Node) -> str:
        if node.kind in _MARKS:
            return self._marked(_MARKS[node.kind], node)
        if node.kind == "code-span":
            return _code_span(node.text)
        if node.kind == "break":
            return "\\\n"
        if node.kind == "note-ref":
            return f"[^{node.attrs['number']}]"
        if node.kind == "image":
            return escape(str(node.attrs["alt"]))
        if node.kind == "link":
            return self._link(node)
        return escape(node.text)

    def _link(self, node: Node) -> str:
        href = str(node.attrs["href"])
        text = self.inlines(node)
        if not href.lower().startswith(SCHEMES) or not text:
            return text
        return f"[{text}]({self.link(href).translate(_UNSAFE_IN_LINK)})"

    def _marked(self, mark: str, node: Node) -> str:
        first, last = node.children[:1], node.children[-1:]
        if not first or first[0].kind != "text" or last[0].kind != "text":
            return self.inlines(node)
        plain = [child.text for child in node.children]
        lead = _edge(plain[0])
        plain[0] = plain[0][len(lead) :]
        trail = _edge(plain[-1][::-1])[::-1]
        plain[-1] = plain[-1][: len(plain[-1]) - len(trail)]
        if not plain[0] or not plain[-1]:
            return self.inlines(node)
        inner = tuple(
            Node("text", text=text) if child.kind == "text" else child
            for child, text in zip(node.children, plain, strict=True)
        )
        made = self.inlines(Node(node.kind, inner))
        return f"{escape(lead)}{mark}{made}{mark}{escape(trail)}"


def escape(text: str) -> str:
    """Write words so that Markdown takes none of them for a mark within a line."""
    return _SPECIAL.sub(r"\\\g<0>", _BLANKS.sub(" ", text))


def paragraph(text: str) -> str:
    """Write words as a paragraph of their own: they begin no list and no heading."""
    return _started(cell(text))


def cell(text: str) -> str:
    """Write words for a cell of a table or a heading."""
    return " ".join(escape(text).split("\n")).strip(" \t")


def _would_merge(before: Node, node: Node) -> bool:
    """Whether two lists that follow each other would read as one."""
    both = before.kind == node.kind == "list"
    return both and before.attrs["ordered"] == node.attrs["ordered"]


def _joined(before: str, after: str) -> str:
    """Join two inlines; marks that would run together (`**a****b**`) are left off the second."""
    mark = after[:1]
    if mark in "*~" and mark and before.endswith(mark) and not before.endswith("\\" + mark):
        bare = after.lstrip(mark)
        width = len(after) - len(bare)
        if bare.endswith(mark * width):
            after = bare[:-width]
    return before + after


def _edge(text: str) -> str:
    """Return the punctuation and white space at the beginning of a text."""
    for position, char in enumerate(text):
        if not char.isspace() and unicodedata.category(char)[0] not in "PS":
            return text[:position]
    return text


def _code_span(text: str) -> str:
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    ticks = "`" * (longest + 1)
    around = " " if text.startswith("`") or text.endswith("`") or text.strip() != text else ""
    return f"{ticks}{around}{text}{around}{ticks}"


def _indented(text: str, width: int) -> str:
    first, *rest = text.split("\n")
    return "\n".join([first, *(" " * width + line if line else "" for line in rest)])


def _started(text: str) -> str:
    """Write lines of which none begins as another kind of block would."""
    lines = (line.strip(" \t") for line in text.split("\n"))
    return "\n".join(_LINE_START.sub(_defused, line) for line in lines)


def _defused(match: re.Match[str]) -> str:
    found = match.group()
    return f"{found}\\" if found[0].isdigit() else f"\\{found}"


def _paragraph(prose: MarkdownProse, node: Node) -> str:
    return _started(prose.inlines(node) if node.children else escape(node.text))


def _heading(prose: MarkdownProse, node: Node) -> str:
    return f"{'#' * int(node.attrs['level'])} {prose.line(node)}"


def _quote(prose: MarkdownProse, node: Node) -> str:
    return "\n".join(f"> {line}".rstrip(" ") for line in prose.blocks(node.children).split("\n"))


def _code(prose: MarkdownProse, node: Node) -> str:
    longest = max((len(run) for run in re.findall("`{3,}", node.text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}\n{node.text.removesuffix(chr(10))}\n{fence}"


def _table(prose: MarkdownProse, node: Node) -> str:
    caption = "".join(_started(prose.line(n)) for n in node.children if n.kind == "caption")
    rows = [n for n in node.children if n.kind == "row"]
    # a bar ends a cell even in a code span, where nothing else is escaped
    texts = [[_BAR.sub(r"\|", prose.line(c)) for c in row.children] for row in rows]
    lines = [f"| {' | '.join(cells)} |" for cells in texts]
    rule = {"left": ":--", "right": "--:", "center": ":-:"}
    aligned = [rule.get(str(c.attrs["align"]), "---") for c in rows[0].children] if rows else []
    lines.insert(1, f"| {' | '.join(aligned)} |")
    return f"{caption}\n\n" * bool(caption) + "\n".join(lines)


def _note(prose: MarkdownProse, node: Node) -> str:
    return f"[^{node.attrs['number']}]: " + _indented(prose.blocks(node.children), 4)


_MARKS = {"strong": "**", "emphasis": "*", "strike": "~~"}
_BLOCKS: dict[str, Callable[[MarkdownProse, Node], str]] = {
    "heading": _heading,
    "quote": _quote,
    "code": _code,
    "rule": lambda prose, node: "---",
    "table": _table,
    "note": _note,
    "figure": lambda prose, node: prose.figure(str(node.attrs["file"])),
}
