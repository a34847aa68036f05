"""The fonts of a press file: embedded, subset, of a kind that prints, with their characters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from casebook.preflight.glyphs import Font
from casebook.preflight.report import Finding, FontRow
from casebook.preflight.rules import error, note, text


@dataclass(slots=True)
class Used:
    """How a font is used on a page."""

    font: Font
    glyphs: int = 0
    missing: int = 0
    smallest: float = 9999.0


def font_row(uses: Sequence[Used]) -> FontRow:
    """Sum up a font from its uses on each page."""
    font = uses[0].font
    smallest = min(used.smallest for used in uses)
    return FontRow(
        font.name,
        font.type,
        font.embedded,
        font.is_subset,
        font.unicode,
        len(uses),
        smallest,
    )


def check_font(row: FontRow) -> Iterator[Finding]:
    """Yield what a print house would say of a font."""
    name = text(f"{row.name} · {row.type}")
    if row.type == "Type3":
        yield error("font-type3", None, name, text("TrueType, CFF"))
    elif not row.embedded:
        yield error("font", None, name, text("内嵌", "embedded"))
    elif not row.subset:
        yield note("font-whole", None, name, text("子集", "a subset"))
    if not row.unicode and row.type != "Type3":
        yield note("font-unicode", None, name, text("ToUnicode"))
