"""Reads a page's content as a press would: every operator that paints or changes how.

Forms, patterns, soft masks and shadings are followed. What a form paints is kept by the form and
all that it inherits, so that a mark on every page is read once.
Source: ISO 32000-1, Annex A (operators).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pikepdf

from casebook.preflight.geometry import EVERYWHERE, IDENTITY, Box, Matrix, around, at, placed, times
from casebook.preflight.glyphs import Font, font_of
from casebook.preflight.marks import Frame, Marks, place
from casebook.preflight.shadings import colours_of
from casebook.preflight.spaces import CMYK, GRAY, RGB, Space, inks_of, space_of
from casebook.preflight.state import Colour, State, first_state

_MOST_FORMS = 100_000  # in a file, each with another place or colour
_DEEPEST = 24  # forms within forms; a form that draws itself ends here


class Reader:
    """Keeps, for one file, what need not be read again: fonts, spaces, forms."""

    def __init__(self) -> None:
        self.fonts: dict[tuple[int, int], Font] = {}
        self.forms: dict[tuple[object, ...], Marks] = {}
        self.parsed: dict[tuple[int, int], list[Any]] = {}
        self.inline = 0

    def page(self, page: pikepdf.Page, frame: Frame) -> Marks:
        """Return what a page paints."""
        marks = Marks(frame)
        group = page.obj.get("/Group")
        if group is not None and str(group.get("/S", "")) == "/Transparency":
            marks.transparency.add("Group")
        resources = page.resources if "/Resources" in page.obj else pikepdf.Dictionary()
        run = _Run(self, marks, first_state(frame.media), resources, 0)
        run.all(pikepdf.parse_content_stream(page))
        return marks

    def font(self, value: Any) -> Font:
        """Return a font, read once."""
        key = value.objgen
        if key == (0, 0):  # written in place: nothing tells it from another
            return font_of(value)
        if key not in self.fonts:
            self.fonts[key] = font_of(value)
        return self.fonts[key]

    def content(self, stream: Any) -> list[Any]:
        """Return the instructions of a form or a pattern, parsed once."""
        key = stream.objgen
        if key not in self.parsed:
            self.parsed[key] = list(pikepdf.parse_content_stream(stream))
        return self.parsed[key]

    def form(self, stream: Any, state: State, resources: Any, frame: Frame, depth: int) -> Marks:
        """Return what a form paints in `state`, whose matrix and clip are its own already."""
        key = (stream.objgen, frame, state.key)
        if key not in self.forms:
            if len(self.forms) >= _MOST_FORMS:
                raise ValueError("too many forms within forms")
            marks = Marks(frame)
            self.forms[key] = marks
            own = stream.get("/Resources", resources)
            _Run(self, marks, state, own, depth).all(self.content(stream))
        return self.forms[key]


class _Run:
    """One content stream: its operators by name."""

    def __init__(
        self, reader: Reader, marks: Marks, state: State, resources: Any, depth: int
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

    def all(self, instructions: Sequence[Any]) -> None:
        """Run through a stream."""
        operators = _OPERATORS
        for operands, operator in instructions:
            run = operators.get(str(operator))
            if run is not None:
                run(self, operands)

    # resources

    def _named(self, kind: str, name: Any) -> Any:
        group = self.resources.get(kind)
        return group.get(str(name)) if group is not None else None

    def _space(self, name: Any) -> Space:
        key = str(name)
        if key not in self.spaces:
            self.spaces[key] = space_of(name, self.resources.get("/ColorSpace"))
        return self.spaces[key]

    # state

    def save(self, _: Any) -> None:
        self.kept.append(self.state.kept())

    def restore(self, _: Any) -> None:
        if self.kept:
            self.state = self.kept.pop()

    def transform(self, operands: Any) -> None:
        self.state.ctm = times(_matrix(operands), self.state.ctm)

    def line_width(self, operands: Any) -> None:
        self.state.line = float(operands[0])

    def settings(self, operands: Any) -> None:
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
        if self.depth < _DEEPEST:
            inner = self._inside(form, first_state(self.marks.frame.media))
            found = self.reader.form(form, inner, self.resources, self.marks.frame, self.depth + 1)
            foreign = {name for name in found.spaces if "RGB" in name or name == "Lab"}
            self.marks.spaces |= foreign

    # colour

    def _choose(self, stroke: bool, colour: Colour) -> None:
        if stroke:
            self.state.stroke = colour
        else:
            self.state.fill = colour

    # paths

    def move(self, operands: Any) -> None:
        x, y = operands
        self.points.append(at(self.state.ctm, float(x), float(y)))

    def curve(self, operands: Any) -> None:
        ctm, values = self.state.ctm, [float(value) for value in operands]
        self.points.extend(at(ctm, *values[i : i + 2]) for i in range(0, len(values) - 1, 2))

    def rectangle(self, operands: Any) -> None:
        x, y, width, height = (float(value) for value in operands)
        ctm = self.state.ctm
        self.points.extend(at(ctm, x + right, y + up) for right in (0, width) for up in (0, height))

    def clip(self, _: Any) -> None:
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
        if self.depth >= _DEEPEST:
            return
        # tiles lie anywhere in the box: what one paints is judged without regard to its place
        inner = first_state(EVERYWHERE)
        if "/Matrix" in pattern:
            inner.ctm = _matrix(pattern["/Matrix"])
        if int(pattern.get("/PaintType", 1)) == 2 and colour.space.base is not None:
            inner.fill = inner.stroke = Colour(colour.space.base, colour.values)
        anywhere = Frame(EVERYWHERE, EVERYWHERE, EVERYWHERE)
        found = self.reader.form(pattern, inner, self.resources, anywhere, self.depth + 1)
        self.marks.add(found)

    def shade(self, operands: Any) -> None:
        found = self._named("/Shading", operands[0])
        if found is not None:
            self._shading(found, self.state.clip)

    def _shading(self, shading: Any, box: Box) -> None:
        space = space_of(shading.get("/ColorSpace"), self.resources.get("/ColorSpace"))
        self.marks.shade(space, [inks_of(space, colour) for colour in colours_of(shading)], box)

    # text

    def begin_text(self, _: Any) -> None:
        self.text = self.line = IDENTITY

    def font(self, operands: Any) -> None:
        found = self._named("/Font", operands[0])
        self.state.font = self.reader.font(found) if found is not None else None
        self.state.size = float(operands[1])

    def mode(self, operands: Any) -> None:
        self.state.mode = int(operands[0])

    def text_matrix(self, operands: Any) -> None:
        self.text = self.line = _matrix(operands)

    def next_line(self, operands: Any) -> None:
        x, y = (float(value) for value in operands)
        self.line = times((1, 0, 0, 1, x, y), self.line)
        self.text = self.line

    def next_line_leading(self, operands: Any) -> None:
        self.state.leading = -float(operands[1])
        self.next_line(operands)

    def new_line(self, _: Any) -> None:
        self.next_line((0.0, -self.state.leading))

    def show(self, operands: Any) -> None:
        self._show([operands[0]])

    def show_spaced(self, operands: Any) -> None:
        self._show(operands[0])

    def show_on_new_line(self, operands: Any) -> None:
        self.new_line(operands)
        self._show([operands[0]])

    def show_with_spaces(self, operands: Any) -> None:
        self.state.word_space, self.state.char_space = float(operands[0]), float(operands[1])
        self.new_line(operands)
        self._show([operands[2]])

    def _show(self, parts: Sequence[Any]) -> None:
        """Show strings and kerns as one run, and move on by its width."""
        state = self.state
        font = state.font
        glyphs = missing = 0
        width = 0.0
        for part in parts:
            if isinstance(part, pikepdf.String):
                text = bytes(part)
                count, wide, lost = font.show(text) if font else (len(text), 0.0, 0)
                glyphs += count
                missing += lost
                width += wide
                if state.size:
                    spaces = text.count(b" ") if font and not font.wide else 0
                    extra = count * state.char_space + spaces * state.word_space
                    width += extra / state.size * 1000
            else:
                width -= float(part)
        matrix = times(self.text, state.ctm)
        if state.fill.pattern is not None and state.mode != 3 and glyphs:
            self._pattern(state.fill, state.clip)
        self.marks.text(state, matrix, (glyphs, width, missing))
        far = width / 1000 * state.size
        down = font is not None and font.vertical
        step: Matrix = (1, 0, 0, 1, 0.0 if down else far * state.stretch, -far if down else 0.0)
        self.text = times(step, self.text)

    # objects

    def draw(self, operands: Any) -> None:
        found = self._named("/XObject", operands[0])
        if found is None:
            return
        if str(found.get("/Subtype", "")) == "/Image":
            self._image(found.objgen, found)
            return
        if self.depth >= _DEEPEST:
            return
        group = found.get("/Group")
        if group is not None and str(group.get("/S", "")) == "/Transparency":
            self.marks.transparency.add("Group")
        inner = self._inside(found, self.state.kept())
        self.marks.add(
            self.reader.form(found, inner, self.resources, self.marks.frame, self.depth + 1)
        )

    def _inside(self, form: Any, state: State) -> State:
        """Return the state in which a form begins (8.10.1)."""
        if "/Matrix" in form:
            state.ctm = times(_matrix(form["/Matrix"]), state.ctm)
        if "/BBox" in form:
            own = Box(*(float(value) for value in form["/BBox"]))
            state.clip = state.clip.cut(placed(state.ctm, own))
        return state

    def inline_image(self, operands: Any) -> None:
        image = operands[0]
        self.reader.inline += 1
        self._image((-1, self.reader.inline), image)

    def _image(self, key: tuple[int, int], image: Any) -> None:
        inline = key[0] < 0
        mask = bool(image.image_mask if inline else image.get("/ImageMask", False))
        if not inline and "/SMask" in image:
            self.marks.transparency.add("SMask")
        named = self.resources.get("/ColorSpace")
        if mask and self.state.fill.pattern is not None:
            self._pattern(self.state.fill, self.state.clip)
        self.marks.picture(place(key, image, named, self.state, mask), self.state)


def _matrix(operands: Any) -> Matrix:
    a, b, c, d, e, f = (float(value) for value in operands)
    return (a, b, c, d, e, f)


def _device(space: Space, stroke: bool) -> Callable[[_Run, Any], None]:
    def run(self: _Run, operands: Any) -> None:
        self._choose(stroke, Colour(space, tuple(float(value) for value in operands)))

    return run


def _chosen(stroke: bool) -> Callable[[_Run, Any], None]:
    def run(self: _Run, operands: Any) -> None:
        space = self._space(operands[0])
        self._choose(stroke, Colour(space, space.start))

    return run


def _mixed(stroke: bool) -> Callable[[_Run, Any], None]:
    def run(self: _Run, operands: Any) -> None:
        space = (self.state.stroke if stroke else self.state.fill).space
        values = list(operands)
        pattern = None
        if values and isinstance(values[-1], pikepdf.Name):
            pattern = self._named("/Pattern", values.pop())
        self._choose(stroke, Colour(space, tuple(float(v) for v in values), pattern))

    return run


def _painted(fill: bool, stroke: bool) -> Callable[[_Run, Any], None]:
    def run(self: _Run, _: Any) -> None:
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


def _number(name: str, by: float = 1.0) -> Callable[[_Run, Any], None]:
    def run(self: _Run, operands: Any) -> None:
        setattr(self.state, name, float(operands[0]) * by)

    return run


_OPERATORS: dict[str, Callable[[_Run, Any], None]] = {
    "q": _Run.save,
    "Q": _Run.restore,
    "cm": _Run.transform,
    "w": _Run.line_width,
    "gs": _Run.settings,
    "g": _device(GRAY, False),
    "G": _device(GRAY, True),
    "rg": _device(RGB, False),
    "RG": _device(RGB, True),
    "k": _device(CMYK, False),
    "K": _device(CMYK, True),
    "cs": _chosen(False),
    "CS": _chosen(True),
    "sc": _mixed(False),
    "SC": _mixed(True),
    "scn": _mixed(False),
    "SCN": _mixed(True),
    "m": _Run.move,
    "l": _Run.move,
    "c": _Run.curve,
    "v": _Run.curve,
    "y": _Run.curve,
    "re": _Run.rectangle,
    "W": _Run.clip,
    "W*": _Run.clip,
    "n": _painted(False, False),
    "f": _painted(True, False),
    "F": _painted(True, False),
    "f*": _painted(True, False),
    "S": _painted(False, True),
    "s": _painted(False, True),
    "B": _painted(True, True),
    "B*": _painted(True, True),
    "b": _painted(True, True),
    "b*": _painted(True, True),
    "sh": _Run.shade,
    "BT": _Run.begin_text,
    "Tf": _Run.font,
    "Tc": _number("char_space"),
    "Tw": _number("word_space"),
    "Tz": _number("stretch", 0.01),
    "TL": _number("leading"),
    "Ts": _number("rise"),
    "Tr": _Run.mode,
    "Tm": _Run.text_matrix,
    "Td": _Run.next_line,
    "TD": _Run.next_line_leading,
    "T*": _Run.new_line,
    "Tj": _Run.show,
    "TJ": _Run.show_spaced,
    "'": _Run.show_on_new_line,
    '"': _Run.show_with_spaces,
    "Do": _Run.draw,
    "INLINE IMAGE": _Run.inline_image,
}
