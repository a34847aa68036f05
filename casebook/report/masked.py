"""Personal data that a report quotes, masked: it is sent on and kept (P-01, P-02)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from casebook.personal import Finding
from casebook.prose import Node

Find = Callable[[str], Iterable[Finding]]


def masked(nodes: Sequence[Node], find: Find) -> tuple[Node, ...]:
    """Return nodes in which nobody can be called or found."""
    return tuple(
        replace(node, children=masked(node.children, find), text=masked_text(node.text, find))
        for node in nodes
    )


def masked_text(text: str, find: Find) -> str:
    """Return a text in which nobody can be called or found."""
    shown, end = "", 0
    for finding in sorted(find(text), key=lambda finding: finding.start):
        if finding.start >= end:
            shown += text[end : finding.start] + finding.masked
            end = finding.end
    return shown + text[end:]
