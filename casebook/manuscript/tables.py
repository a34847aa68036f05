"""A table of prose as a table of Word: ruled, as wide as the text, its head on every page."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from casebook.manuscript.typography import TEXT_WIDTH
from casebook.manuscript.wordml import paragraph
from casebook.prose import Node

_NARROW, _WIDE = 3, 24  # Han characters that a column is wide at least and at most
_SHORT, _LETTER = 8, 240  # such a column breaks no line; twips, of a Han character at 12 pt
_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")
_ALIGN = {"left": "left", "right": "right", "center": "center"}


def render_table(rows: Sequence[Node], words: Callable[[Node], str]) -> str:
    """Write a table; what follows it keeps its distance, so that two tables do not become one."""
    many = max((len(row.children) for row in rows), default=0)
    if not many:
        return ""
    widths = _widths(rows, many)
    borders = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for edge in _EDGES
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    made = "".join(_row(row, widths, words) for row in rows)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{made}</w:tbl>" + paragraph("TableEnd", "")
    )


def _row(row: Node, widths: Sequence[int], words: Callable[[Node], str]) -> str:
    head = bool(row.attrs["head"])
    cells = [
        _cell(cell, width, words, head) for cell, width in zip(row.children, widths, strict=False)
    ]
    cells += [_cell(Node("cell"), width, words, head) for width in widths[len(row.children) :]]
    repeated = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(cell: Node, width: int, words: Callable[[Node], str], head: bool) -> str:
    align = _ALIGN.get(str(cell.attrs.get("align", "")), "center" if head else "left")
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        + paragraph("TableText", words(cell), f'<w:jc w:val="{align}"/>')
        + "</w:tc>"
    )


def _widths(rows: Sequence[Node], many: int) -> list[int]:
    """Share the text's width among columns by their longest cells, within reason; twips.

    Where that is too much for the page, short columns keep their width and long ones break lines.
    """
    longest = [
        max((_breadth(r.children[n].plain) for r in rows if n < len(r.children)), default=0)
        for n in range(many)
    ]
    shares = [min(max(breadth, _NARROW), _WIDE) for breadth in longest]
    short = [share for share in shares if share <= _SHORT]
    kept = round(sum(short) * _LETTER)
    if sum(shares) * _LETTER <= TEXT_WIDTH or kept > TEXT_WIDTH / 2 or len(short) == many:
        widths = [round(TEXT_WIDTH * share / sum(shares)) for share in shares]
    else:
        long = (TEXT_WIDTH - kept) / (sum(shares) - sum(short))
        widths = [round(share * (_LETTER if share <= _SHORT else long)) for share in shares]
    widths[-1] += TEXT_WIDTH - sum(widths)
    return widths


def _breadth(said: str) -> float:
    """Return how wide words are, in Han characters; letters and digits are half as wide."""
    return 1 + sum(0.5 if ord(letter) < 0x2000 else 1 for letter in said)  # 1 for the margins
