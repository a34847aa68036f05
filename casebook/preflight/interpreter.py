"""Reads a page's content as a press would: every operator that paints or changes how.

Forms, patterns, soft masks and shadings are followed. What a form paints is kept by the form and
all that it inherits, so that a mark on every page is read once.
Source: ISO 32000-1, Annex A (operators).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pikepdf

from casebook.preflight.drawing import chosen, device, mixed, painted
from casebook.preflight.geometry import Frame
from casebook.preflight.glyphs import Font, font_of
from casebook.preflight.lettering import Lettering, number
from casebook.preflight.marks import Marks
from casebook.preflight.placed import place
from casebook.preflight.spaces import CMYK, GRAY, RGB
from casebook.preflight.state import State, first_state
from casebook.preflight.stream import DEEPEST

_MOST_FORMS = 100_000  # in a file, each with another place or colour


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
        """Return what a form paints in `state`, whose matrix and clip are its own already.

        Raises ValueError where forms draw forms without end.
        """
        key = (stream.objgen, frame, state.key)
        if key not in self.forms:
            if len(self.forms) >= _MOST_FORMS:
                raise ValueError("too many forms within forms")
            marks = Marks(frame)
            self.forms[key] = marks
            own = stream.get("/Resources", resources)
            _Run(self, marks, state, own, depth).all(self.content(stream))
        return self.forms[key]


class _Run(Lettering):
    """A content stream with all its operators by name."""

    def all(self, instructions: Sequence[Any]) -> None:
        """Run through a stream."""
        operators = _OPERATORS
        for operands, operator in instructions:
            run = operators.get(str(operator))
            if run is not None:
                run(self, operands)

    def draw(self, operands: Any) -> None:
        """`Do`."""
        found = self._named("/XObject", operands[0])
        if found is None:
            return
        if str(found.get("/Subtype", "")) == "/Image":
            self._image(found.objgen, found)
            return
        if self.depth >= DEEPEST:
            return
        group = found.get("/Group")
        if group is not None and str(group.get("/S", "")) == "/Transparency":
            self.marks.transparency.add("Group")
        inner = self._inside(found, self.state.kept())
        self.marks.add(
            self.reader.form(found, inner, self.resources, self.marks.frame, self.depth + 1)
        )

    def inline_image(self, operands: Any) -> None:
        """`BI` … `EI`."""
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


_OPERATORS: dict[str, Callable[[_Run, Any], None]] = {
    "q": _Run.save,
    "Q": _Run.restore,
    "cm": _Run.transform,
    "w": _Run.line_width,
    "gs": _Run.settings,
    "g": device(GRAY, False),
    "G": device(GRAY, True),
    "rg": device(RGB, False),
    "RG": device(RGB, True),
    "k": device(CMYK, False),
    "K": device(CMYK, True),
    "cs": chosen(False),
    "CS": chosen(True),
    "sc": mixed(False),
    "SC": mixed(True),
    "scn": mixed(False),
    "SCN": mixed(True),
    "m": _Run.move,
    "l": _Run.move,
    "c": _Run.curve,
    "v": _Run.curve,
    "y": _Run.curve,
    "re": _Run.rectangle,
    "W": _Run.clip,
    "W*": _Run.clip,
    "n": painted(False, False),
    "f": painted(True, False),
    "F": painted(True, False),
    "f*": painted(True, False),
    "S": painted(False, True),
    "s": painted(False, True),
    "B": painted(True, True),
    "B*": painted(True, True),
    "b": painted(True, True),
    "b*": painted(True, True),
    "sh": _Run.shade,
    "BT": _Run.begin_text,
    "Tf": _Run.font,
    "Tc": number("char_space"),
    "Tw": number("word_space"),
    "Tz": number("stretch", 0.01),
    "TL": number("leading"),
    "Ts": number("rise"),
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
