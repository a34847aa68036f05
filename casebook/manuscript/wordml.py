"""Elements of WordprocessingML as text (ECMA-376, part 1); every word is escaped here."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import groupby

from casebook.xml_text import xml_text

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    f'xmlns:w="{MAIN}" xmlns:r="{RELATED}"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
# The order in which a run's properties stand (section 17.3.2.28); `run` takes them in any.
_RUN_ORDER = ("rStyle", "b", "bCs", "i", "iCs", "strike", "noProof", "vertAlign", "rtl", "em")


def run(text: str, **properties: str) -> str:
    """Write words as runs; a line end in them is a line break.

    What is written from right to left (Arabic, Hebrew) is a run of its own and marked so.
    """
    return "".join(
        f"<w:r>{_properties({**properties, **({'rtl': ''} if backwards else {})})}{inner}</w:r>"
        for backwards, inner in _stretches(text)
    )


def mark(inner: str, **properties: str) -> str:
    """Write a run that holds something else than words."""
    return f"<w:r>{_properties(properties)}{inner}</w:r>"


def paragraph(style: str, inner: str, extra: str = "") -> str:
    """Write a paragraph; `extra` are properties that follow the style, in the schema's order."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{extra}</w:pPr>{inner}</w:p>'


def _properties(wanted: dict[str, str]) -> str:
    """Write a run's properties; an empty value is an element without one."""
    made = [
        f'<w:{name} w:val="{wanted[name]}"/>' if wanted[name] else f"<w:{name}/>"
        for name in _RUN_ORDER
        if name in wanted
    ]
    return f"<w:rPr>{''.join(made)}</w:rPr>" if made else ""


def _stretches(text: str) -> Iterator[tuple[bool, str]]:
    for backwards, group in groupby(text, _is_backwards):
        lines = "".join(group).split("\n")
        yield (
            backwards,
            "<w:br/>".join(
                f'<w:t xml:space="preserve">{xml_text(line)}</w:t>' if line else ""
                for line in lines
            ),
        )


def _is_backwards(char: str) -> bool:
    return unicodedata.bidirectional(char) in ("R", "AL")
