"""Boxes and matrices of PDF user space; points of 1/72 inch, y upwards (ISO 32000-1, 8.3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import hypot, sqrt
from typing import NamedTuple

MM = 72 / 25.4
"""Points in a mm"""

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Box(NamedTuple):
    """A rectangle, left and bottom first."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """Width, pt."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Height, pt."""
        return self.top - self.bottom

    def meets(self, other: Box) -> bool:
        """Return whether two boxes have any area in common, or touch."""
        return (
            self.left <= other.right
            and other.left <= self.right
            and self.bottom <= other.top
            and other.bottom <= self.top
        )

    def holds(self, other: Box, tolerance: float = 0.01) -> bool:
        """Return whether `other` lies inside."""
        return (
            self.left <= other.left + tolerance
            and self.bottom <= other.bottom + tolerance
            and self.right >= other.right - tolerance
            and self.top >= other.top - tolerance
        )

    def cut(self, other: Box) -> Box:
        """Return what two boxes have in common; it may be empty, with a negative side."""
        return Box(
            max(self.left, other.left),
            max(self.bottom, other.bottom),
            min(self.right, other.right),
            min(self.top, other.top),
        )

    def grown(self, by: float) -> Box:
        """Return the box with `by` points more on every side."""
        return Box(self.left - by, self.bottom - by, self.right + by, self.top + by)

    def margins(self, inner: Box) -> tuple[float, float, float, float]:
        """Return how far `inner` stays off the left, bottom, right and top edge, pt."""
        return (
            inner.left - self.left,
            inner.bottom - self.bottom,
            self.right - inner.right,
            self.top - inner.top,
        )


@dataclass(frozen=True, slots=True)
class Frame:
    """The boxes of a page that decide what counts."""

    media: Box
    bleed: Box
    trim: Box


EVERYWHERE = Box(-1e6, -1e6, 1e6, 1e6)


def times(first: Matrix, then: Matrix) -> Matrix:
    """Return the matrix that applies `first` and `then` after it."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def at(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Return where a point comes to lie."""
    a, b, c, d, e, f = matrix
    return (a * x + c * y + e, b * x + d * y + f)


def scale(matrix: Matrix) -> float:
    """Return by how much a matrix enlarges, the mean of both directions."""
    a, b, c, d, _, _ = matrix
    return sqrt(abs(a * d - b * c))


def sides(matrix: Matrix) -> tuple[float, float]:
    """Return the lengths of the unit square's sides, pt: the size of a placed image."""
    a, b, c, d, _, _ = matrix
    return (hypot(a, b), hypot(c, d))


def around(points: Iterable[tuple[float, float]]) -> Box:
    """Return the smallest box around points."""
    xs, ys = zip(*points, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def placed(matrix: Matrix, box: Box) -> Box:
    """Return the box around a box that a matrix has moved or turned."""
    left, bottom, right, top = box
    return around(at(matrix, x, y) for x in (left, right) for y in (bottom, top))
