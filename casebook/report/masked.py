"""Personal data that a message quotes, masked: a report is sent on and kept (P-01, P-02)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from casebook.personal import find_personal_data
from casebook.prose import Node


def masked(nodes: Sequence[Node], public: Collection[str]) -> tuple[Node, ...]:
    """Return nodes in which nobody can be called or found; `public` contacts stand."""
    return tuple(_masked(node, public) for node in nodes)


def _masked(node: Node, public: Collection[str]) -> Node:
    text, end = "", 0
    for finding in find_personal_data(node.text, public):
        text += node.text[end : finding.start] + finding.masked
        end = finding.end
    return replace(node, children=masked(node.children, public), text=text + node.text[end:])
