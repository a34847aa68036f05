"""The graphics state of a PDF page (ISO 32000-1, 8.4): what holds when something is painted."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import Any

from casebook.preflight.geometry import IDENTITY, Box, Matrix
from casebook.preflight.glyphs import Font
from casebook.preflight.spaces import GRAY, Inks, Space, inks_of


@dataclass(slots=True)
class Colour:
    """A current colour: its space, its components, and the pattern where there is one."""

    space: Space = GRAY
    values: tuple[float, ...] = (0.0,)
    pattern: Any = None

    @property
    def inks(self) -> Inks:
        """The plates that it needs."""
        return inks_of(self.space, self.values)

    @property
    def is_known(self) -> bool:
        """Whether the plates can be told."""
        return not self.space.is_foreign and self.space.kind != "pattern"

    @property
    def is_white(self) -> bool:
        """Whether it lays down no ink."""
        return self.is_known and not self.inks

    @property
    def is_black(self) -> bool:
        """Whether it is the black ink alone, in full."""
        inks = self.inks
        return len(inks) == 1 and inks[0][0] == "Black" and inks[0][1] >= 99.5

    @property
    def key(self) -> tuple[object, ...]:
        """Tell equal colours by it."""
        pattern = self.pattern.objgen if self.pattern is not None else None
        return (self.space, self.values, pattern)


@dataclass(slots=True)
class State:
    """What `q` keeps and `Q` brings back; lengths in units of user space."""

    ctm: Matrix
    clip: Box
    fill: Colour
    stroke: Colour
    line: float = 1.0
    font: Font | None = None
    size: float = 0.0
    char_space: float = 0.0
    word_space: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0
    fill_over: bool = False
    stroke_over: bool = False
    keeps_zero: bool = False
    """Overprint mode 1: a tint of 0 leaves the plate as it is"""

    def kept(self) -> State:
        """Return a copy that does not change with this one; colours are replaced, not changed."""
        return copy.copy(self)

    @property
    def key(self) -> tuple[object, ...]:
        """Tell by it whether a form looks the same: all that it inherits."""
        return (
            tuple(round(number, 3) for number in (*self.ctm, *self.clip)),
            self.fill.key,
            self.stroke.key,
            self.line,
            self.fill_over,
            self.stroke_over,
            self.keeps_zero,
        )


def first_state(page: Box) -> State:
    """Return the state at the beginning of a page's content."""
    return State(IDENTITY, page, Colour(), Colour())
