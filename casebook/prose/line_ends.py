"""Where a text goes on in its next line: a space stands, but none between Chinese characters."""

from __future__ import annotations

from casebook.prose.emphasis import is_cjk
from casebook.prose.tree import Node


def join_texts(nodes: list[Node]) -> tuple[Node, ...]:
    """Join neighbouring texts; a line end between two Chinese characters is no space."""
    joined: list[Node] = []
    for node in nodes:
        if joined and node.kind == "text" and joined[-1].kind == "text":
            last = joined.pop()
            node = Node("text", text=last.text + node.text, line=last.line)
        joined.append(node)
    plain = [node.plain for node in joined]
    following = [""]
    for text in reversed(plain):
        following.append(text or following[-1])
    following.reverse()
    before = ""
    for i, node in enumerate(joined):
        if node.kind == "text" and "\n" in node.text:
            text = _unwrapped(before, node.text, following[i + 1])
            joined[i] = Node("text", text=text, line=node.line)
        before = plain[i] or before
    return tuple(node for node in joined if node.kind != "text" or node.text)


def _unwrapped(before: str, text: str, after: str) -> str:
    """Take the line ends out of a text that stands between two others."""
    first, *rest = text.split("\n")
    for n, part in enumerate(rest, 1):
        left, right = (first or before)[-1:], (part or (after if n == len(rest) else ""))[:1]
        chinese = left and right and is_cjk(left) and is_cjk(right)
        first += ("" if chinese else " ") + part
    return first
