"""How wide the spine of a volume is."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from casebook.model.edition import Paper

# A fold lies up to a millimetre beside its line: a column of 9 pt (3.2 mm) needs so much spine.
LEAST_FOR_WORDS = Decimal(6)  # mm


def spine_width(pages: int, paper: Paper) -> Decimal:
    """Return the width of a bound volume's spine, mm, to a tenth.

    As print houses reckon it: half as many leaves as pages, and the cover on both sides.
    """
    width = Decimal(pages) / 2 * paper.leaf + 2 * paper.cover
    return width.quantize(Decimal("0.1"), ROUND_HALF_UP)
