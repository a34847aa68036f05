"""The operators that choose colours and draw paths, patterns and shadings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pikepdf

from casebook.preflight.geometry import EVERYWHERE, Box, Frame, around, at
from casebook.preflight.shadings import colours_of
from casebook.preflight.spaces import Space, inks_of, space_of
from casebook.preflight.state import Colour, first_state
from casebook.preflight.stream import DEEPEST, Stream, matrix_of


class Drawing(Stream):
    """A content stream with its colours and paths."""

    def _choose(self, stroke: bool, colour: Colour) -> None:
        if stroke:
            self.state.stroke = colour
        else:
            self.state.fill = colour

    def move(self, operands: Any) -> None:
        """`m` and `l`."""
        x, y = operands
        self.points.append(at(self.state.ctm, float(x), float(y)))

    def curve(self, operands: Any) -> None:
        """`c`, `v` and `y`: the curve lies within its points."""
        ctm, values = self.state.ctm, [float(value) for value in operands]
        self.points.extend(at(ctm, *values[i : i + 2]) for i in range(0, len(values) - 1, 2))

    def rectangle(self, operands: Any) -> None:
        """`re`."""
        x, y, width, height = (float(value) for value in operands)
        ctm = self.state.ctm
        self.points.extend(at(ctm, x + right, y + up) for right in (0, width) for up in (0, height))

    def clip(self, _: Any) -> None:
        """`W` and `W*`: takes effect when the path is painted."""
        self.clipping = True

    def _area(self, box: Box) -> None:
        state = self.state
        seen = box.cut(state.clip)
        if state.fill.pattern is not None:
            self._pattern(state.fill, seen)
        self.marks.area(state.fill, state.fill_over, seen)

    def _stroked(self, box: Box) -> None:
        if self.state.stroke.pattern is not None:
            self._pattern(self.state.stroke, box.cut(self.state.clip))
        self.marks.line(self.state, box)

    def _pattern(self, colour: Colour, box: Box) -> None:
        """A tiling pattern paints like a form, a shading like its end colours."""
        pattern = colour.pattern
        if int(pattern.get("/PatternType", 1)) == 2:
            self._shading(pattern["/Shading"], box)
            return
        if self.depth >= DEEPEST:
            return
        # tiles lie anywhere in the box: what one paints is judged without regard to its place
        inner = first_state(EVERYWHERE)
        if "/Matrix" in pattern:
            inner.ctm = matrix_of(pattern["/Matrix"])
        if int(pattern.get("/PaintType", 1)) == 2 and colour.space.base is not None:
            inner.fill = inner.stroke = Colour(colour.space.base, colour.values)
        anywhere = Frame(EVERYWHERE, EVERYWHERE, EVERYWHERE)
        found = self.reader.form(pattern, inner, self.resources, anywhere, self.depth + 1)
        self.marks.add(found)

    def shade(self, operands: Any) -> None:
        """`sh`: fills all that is not clipped."""
        found = self._named("/Shading", operands[0])
        if found is not None:
            self._shading(found, self.state.clip)

    def _shading(self, shading: Any, box: Box) -> None:
        space = space_of(shading.get("/ColorSpace"), self.resources.get("/ColorSpace"))
        self.marks.shade(space, [inks_of(space, colour) for colour in colours_of(shading)], box)


def device(space: Space, stroke: bool) -> Callable[[Drawing, Any], None]:
    """Return the operator that chooses a device space and a colour in it."""

    def run(self: Drawing, operands: Any) -> None:
        self._choose(stroke, Colour(space, tuple(float(value) for value in operands)))

    return run


def chosen(stroke: bool) -> Callable[[Drawing, Any], None]:
    """Return `cs` or `CS`."""

    def run(self: Drawing, operands: Any) -> None:
        space = self._space(operands[0])
        self._choose(stroke, Colour(space, space.start))

    return run


def mixed(stroke: bool) -> Callable[[Drawing, Any], None]:
    """Return `sc`, `scn` or their strokes: components, and the pattern where there is one."""

    def run(self: Drawing, operands: Any) -> None:
        space = (self.state.stroke if stroke else self.state.fill).space
        values = list(operands)
        pattern = None
        if values and isinstance(values[-1], pikepdf.Name):
            pattern = self._named("/Pattern", values.pop())
        self._choose(stroke, Colour(space, tuple(float(v) for v in values), pattern))

    return run


def painted(fill: bool, stroke: bool) -> Callable[[Drawing, Any], None]:
    """Return an operator that fills or strokes the path, or drops it."""

    def run(self: Drawing, _: Any) -> None:
        if self.points:
            box = around(self.points)
            if fill:
                self._area(box)
            if stroke:
                self._stroked(box)
            if self.clipping:
                self.state.clip = self.state.clip.cut(box)
        self.points = []
        self.clipping = False

    return run
