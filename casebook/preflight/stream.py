"""A content stream on its way: resources, and the operators of the graphics state."""

from __future__ import annotations

from typing import Any, Protocol

import pikepdf

from casebook.preflight.geometry import IDENTITY, Box, Frame, Matrix, placed, times
from casebook.preflight.glyphs import Font
from casebook.preflight.marks import Marks
from casebook.preflight.spaces import Space, space_of
from casebook.preflight.state import State, first_state

DEEPEST = 24
"""Forms within forms; a form that draws itself ends here"""


class Keeper(Protocol):
    """Reads the fonts and forms of a file once, and counts the images within its streams."""

    inline: int

    def font(self, value: Any) -> Font:
        """Return a font."""
        ...

    def form(self, stream: Any, state: State, resources: Any, frame: Frame, depth: int) -> Marks:
        """Return what a form paints in `state`."""
        ...


class Stream:
    """One content stream that is being read: where it stands, and what it may name."""

    def __init__(
        self, reader: Keeper, marks: Marks, state: State, resources: Any, depth: int
    ) -> None:
        self.reader = reader
        self.marks = marks
        self.state = state
        self.resources = resources
        self.depth = depth
        self.kept: list[State] = []
        self.points: list[tuple[float, float]] = []
        self.clipping = False
        self.text: Matrix = IDENTITY
        self.line: Matrix = IDENTITY
        self.spaces: dict[str, Space] = {}

    def _named(self, kind: str, name: Any) -> Any:
        group = self.resources.get(kind)
        return group.get(str(name)) if group is not None else None

    def _space(self, name: Any) -> Space:
        key = str(name)
        if key not in self.spaces:
            self.spaces[key] = space_of(name, self.resources.get("/ColorSpace"))
        return self.spaces[key]

    def save(self, _: Any) -> None:
        """`q`."""
        self.kept.append(self.state.kept())

    def restore(self, _: Any) -> None:
        """`Q`; one too many changes nothing."""
        if self.kept:
            self.state = self.kept.pop()

    def transform(self, operands: Any) -> None:
        """`cm`."""
        self.state.ctm = times(matrix_of(operands), self.state.ctm)

    def line_width(self, operands: Any) -> None:
        """`w`."""
        self.state.line = float(operands[0])

    def settings(self, operands: Any) -> None:
        """`gs`: what of the settings changes what is printed."""
        found = self._named("/ExtGState", operands[0])
        if found is None:
            return
        state = self.state
        if "/LW" in found:
            state.line = float(found["/LW"])
        if "/OP" in found:
            state.stroke_over = bool(found["/OP"])
            state.fill_over = state.stroke_over
        if "/op" in found:
            state.fill_over = bool(found["/op"])
        if "/OPM" in found:
            state.keeps_zero = int(found["/OPM"]) == 1
        if "/Font" in found:
            state.font = self.reader.font(found["/Font"][0])
            state.size = float(found["/Font"][1])
        self._transparent(found)
        for name in ("/TR", "/TR2", "/HTP"):
            if name in found and str(found[name]) not in ("/Default", "/Identity"):
                self.marks.note("transfer", name)

    def _transparent(self, found: Any) -> None:
        for name in ("/ca", "/CA"):
            if name in found and float(found[name]) < 1:
                self.marks.transparency.add(f"{name[1:]} {float(found[name]):.2g}")
        blend = found.get("/BM")
        if isinstance(blend, pikepdf.Array):
            blend = blend[0] if len(blend) else None
        if blend is not None and str(blend) not in ("/Normal", "/Compatible"):
            self.marks.transparency.add(str(blend)[1:])
        mask = found.get("/SMask")
        if isinstance(mask, pikepdf.Dictionary):
            self.marks.transparency.add("SMask")
            self._mask(mask["/G"])

    def _mask(self, form: Any) -> None:
        """A mask prints nothing, but its colours go the same way: no RGB in it."""
        if self.depth < DEEPEST:
            inner = self._inside(form, first_state(self.marks.frame.media))
            found = self.reader.form(form, inner, self.resources, self.marks.frame, self.depth + 1)
            foreign = {name for name in found.spaces if "RGB" in name or name == "Lab"}
            self.marks.spaces |= foreign

    def _inside(self, form: Any, state: State) -> State:
        """Return the state in which a form begins (8.10.1)."""
        if "/Matrix" in form:
            state.ctm = times(matrix_of(form["/Matrix"]), state.ctm)
        if "/BBox" in form:
            own = Box(*(float(value) for value in form["/BBox"]))
            state.clip = state.clip.cut(placed(state.ctm, own))
        return state


def matrix_of(operands: Any) -> Matrix:
    """Return six numbers of the file as a matrix."""
    a, b, c, d, e, f = (float(value) for value in operands)
    return (a, b, c, d, e, f)
