"""What is painted on a page, judged where it is painted: inks, text, lines, pictures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from casebook.preflight.fonts import Used
from casebook.preflight.geometry import MM, Box, Frame, Matrix, around, at, scale
from casebook.preflight.glyphs import Font
from casebook.preflight.placed import Placed
from casebook.preflight.spaces import PROCESS, Inks, Space, spelled, total
from casebook.preflight.state import Colour, State

HAIRLINE = 0.25
"""pt; thinner lines break up on the plate"""
THIN_WHITE = 0.5
"""pt; thinner white lines fill in"""
SMALL = 9.0
"""pt; smaller text shows every fault of register"""
NEAR_TRIM = 5 * MM


@dataclass(slots=True)
class Marks:
    """What a page, or a form on it, has painted."""

    frame: Frame
    spaces: set[str] = field(default_factory=set)
    ink_max: float = 0.0
    ink_of: str = ""
    glyphs: int = 0
    black_over: int = 0
    black_out: int = 0
    faults: Counter[tuple[str, str]] = field(default_factory=Counter)
    transparency: set[str] = field(default_factory=set)
    placed: list[Placed] = field(default_factory=list)
    fonts: dict[tuple[int, int], Used] = field(default_factory=dict)
    near: set[tuple[int, int]] = field(default_factory=set)
    """Text near the trim: which edge (0 left … 3 top), and how far inside, in 0.1 mm"""
    at_edge: bool = False
    """Whether anything with ink touches the trim or lies in the bleed"""
    painted: bool = False

    def note(self, rule: str, found: str) -> None:
        """Count a fault."""
        self.faults[rule, found] += 1

    def add(self, other: Marks) -> None:
        """Take over what a form has painted."""
        self.spaces |= other.spaces
        if other.ink_max > self.ink_max:
            self.ink_max, self.ink_of = other.ink_max, other.ink_of
        self.glyphs += other.glyphs
        self.black_over += other.black_over
        self.black_out += other.black_out
        self.faults.update(other.faults)
        self.transparency |= other.transparency
        self.placed.extend(other.placed)
        self.near |= other.near
        self.at_edge |= other.at_edge
        self.painted |= other.painted
        for key, used in other.fonts.items():
            self._use(used.font, key, used.glyphs, used.missing, used.smallest)

    def area(self, colour: Colour, over: bool, box: Box) -> None:
        """Note a filled area; `box` is already cut to what is visible."""
        if not self._counts(box):
            return
        thin = min(box.width, box.height)
        if 0.01 < thin < HAIRLINE and not colour.is_white:
            self.note("hairline", f"{thin:.2f} pt")
        self._paint(colour, over, box)

    def line(self, state: State, box: Box) -> None:
        """Note a stroked path; `box` is that of its points."""
        width = state.line * scale(state.ctm)
        seen = box.grown(width / 2).cut(state.clip)
        if not self._counts(seen):
            return
        white = state.stroke.is_white
        if width < HAIRLINE:
            self.note("hairline", f"{width:.2f} pt")
        elif white and width < THIN_WHITE:
            self.note("thin-white", f"{width:.2f} pt")
        self._paint(state.stroke, state.stroke_over, seen)

    def text(self, state: State, matrix: Matrix, shown: tuple[int, float, int]) -> None:
        """Note a run of glyphs; `matrix` leads from text space to the page, width in 1/1000."""
        font = state.font
        if font is None:
            self.note("font", "?")
            return
        glyphs, width, missing = shown
        if font.vertical:
            corners = ((-0.5, 0.0), (0.5, 0.0), (-0.5, -width / 1000), (0.5, -width / 1000))
        else:
            far = width / 1000
            corners = ((0.0, -0.12), (far, -0.12), (0.0, 0.8), (far, 0.8))
        size = abs(state.size) * scale(matrix)
        box = around(
            at(matrix, x * state.size * state.stretch, y * state.size + state.rise)
            for x, y in corners
        )
        seen = box.cut(state.clip)
        if not glyphs or state.mode == 3 or not self._counts(seen):
            return
        self.glyphs += glyphs
        self._use(font, font.key, glyphs, missing, size)
        if state.mode in (0, 2, 4, 6):
            self._set(state.fill, state.fill_over, size, glyphs)
            self._paint(state.fill, state.fill_over, seen)
        if state.mode in (1, 2, 5, 6):
            self._set(state.stroke, state.stroke_over, size, 0)
            self._paint(state.stroke, state.stroke_over, seen)
        if not (state.fill if state.mode != 1 else state.stroke).is_white:
            self._look_near(seen)

    def picture(self, placed: Placed, state: State) -> None:
        """Note an image."""
        if not self._counts(placed.box):
            return
        self.painted = True
        self.at_edge |= self._reaches_edge(placed.box)
        self.placed.append(placed)
        if placed.mask:
            self._paint(state.fill, state.fill_over, placed.box)

    def shade(self, space: Space, colours: Sequence[Inks], box: Box) -> None:
        """Note a shading by the colours between which it runs."""
        if not self._counts(box):
            return
        self.painted = True
        self.at_edge |= self._reaches_edge(box)
        self.spaces.add(space.name)
        for inks in colours:
            self._ink(inks)

    def _ink(self, inks: Inks) -> None:
        summed = total(inks)
        if summed > self.ink_max:
            self.ink_max, self.ink_of = summed, spelled(inks)

    def _counts(self, box: Box) -> bool:
        """Return whether it can be printed: printer's marks outside the bleed are not judged."""
        visible = box.right >= box.left and box.top >= box.bottom
        return visible and box.meets(self.frame.bleed.grown(-0.05))

    def _reaches_edge(self, box: Box) -> bool:
        return not self.frame.trim.grown(-MM).holds(box)

    def _paint(self, colour: Colour, over: bool, box: Box) -> None:
        space = colour.space
        if space.kind != "pattern":
            self.spaces.add(space.name)
        if colour.is_white:
            if over:
                self.note("white-overprint", space.name)
        else:
            self.painted = True
            self.at_edge |= self._reaches_edge(box)
        if space.plates == ("All",):
            self.note("registration", space.name)
        for plate in space.plates:
            if plate not in (*PROCESS, "All", "None"):
                self.note("plate", plate)
        self._ink(colour.inks)

    def _set(self, colour: Colour, over: bool, size: float, glyphs: int) -> None:
        """Judge the inks of text."""
        if colour.space.is_foreign:
            self.note("text-rgb", f"{colour.space.name} · {size:.1f} pt")
            return
        if colour.is_black:
            if over:
                self.black_over += glyphs
            else:
                self.black_out += glyphs
        inks = dict(colour.inks)
        others = sum(tint for plate, tint in inks.items() if plate != "Black")
        if inks.get("Black", 0) >= 50 and others >= 10:
            self.note("rich-text", f"{spelled(colour.inks)} · {size:.1f} pt")
        elif len(inks) > 2 and size < SMALL:
            self.note("small-text", f"{spelled(colour.inks)} · {size:.1f} pt")

    def _look_near(self, box: Box) -> None:
        margins = self.frame.trim.margins(box)
        for edge, margin in enumerate(margins):
            if margin < NEAR_TRIM - 0.05 * MM:
                self.near.add((edge, round(margin / MM * 10)))

    def _use(
        self, font: Font, key: tuple[int, int], glyphs: int, missing: int, size: float
    ) -> None:
        used = self.fonts.setdefault(key, Used(font))
        used.glyphs += glyphs
        used.missing += missing
        used.smallest = min(used.smallest, size)
