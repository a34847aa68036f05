"""The boxes of a page on press: trim, bleed, and the paper around them that carries the marks."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from pikepdf import Array

MM = 72 / 25.4  # pt
_AROUND = 10.0  # mm outside the trim
_FOR_MARKS = 7.0  # mm outside the bleed, where that needs more

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page with its bleed; all in pt, the origin at the lower left corner of the MediaBox.

    `folds` are the x of folds, from the left edge of the trim.
    """

    width: float
    height: float
    bleed: float
    folds: tuple[float, ...] = ()

    @classmethod
    def of(
        cls, width: Decimal, height: Decimal, bleed: Decimal, folds: tuple[Decimal, ...] = ()
    ) -> Sheet:
        """Return the sheet of a trim and a bleed in mm."""
        return cls(
            float(width) * MM,
            float(height) * MM,
            float(bleed) * MM,
            tuple(float(fold) * MM for fold in folds),
        )

    @property
    def around(self) -> float:
        """The paper outside the trim on each side."""
        return max(_AROUND * MM, self.bleed + _FOR_MARKS * MM)

    @property
    def media(self) -> Box:
        """The whole paper."""
        return (0.0, 0.0, self.width + 2 * self.around, self.height + 2 * self.around)

    @property
    def trim(self) -> Box:
        """What is left when the book is cut."""
        return self._grown(0.0)

    @property
    def bleed_box(self) -> Box:
        """How far pictures reach that end at the edge."""
        return self._grown(self.bleed)

    def _grown(self, by: float) -> Box:
        low = self.around - by
        return (low, low, self.around + self.width + by, self.around + self.height + by)


def array(box: Box) -> Array:
    """Return a box for a PDF, to a thousandth of a point."""
    return Array([Decimal(f"{edge:.3f}") for edge in box])
