"""The operators that set text (ISO 32000-1, 9.3 and 9.4)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pikepdf

from casebook.preflight.drawing import Drawing
from casebook.preflight.geometry import IDENTITY, Matrix, times
from casebook.preflight.stream import matrix_of


class Lettering(Drawing):
    """A content stream with its text."""

    def begin_text(self, _: Any) -> None:
        """`BT`."""
        self.text = self.line = IDENTITY

    def font(self, operands: Any) -> None:
        """`Tf`."""
        found = self._named("/Font", operands[0])
        self.state.font = self.reader.font(found) if found is not None else None
        self.state.size = float(operands[1])

    def mode(self, operands: Any) -> None:
        """`Tr`."""
        self.state.mode = int(operands[0])

    def text_matrix(self, operands: Any) -> None:
        """`Tm`."""
        self.text = self.line = matrix_of(operands)

    def next_line(self, operands: Any) -> None:
        """`Td`."""
        x, y = (float(value) for value in operands)
        self.line = times((1, 0, 0, 1, x, y), self.line)
        self.text = self.line

    def next_line_leading(self, operands: Any) -> None:
        """`TD`."""
        self.state.leading = -float(operands[1])
        self.next_line(operands)

    def new_line(self, _: Any) -> None:
        """`T*`."""
        self.next_line((0.0, -self.state.leading))

    def show(self, operands: Any) -> None:
        """`Tj`."""
        self._show([operands[0]])

    def show_spaced(self, operands: Any) -> None:
        """`TJ`."""
        self._show(operands[0])

    def show_on_new_line(self, operands: Any) -> None:
        """`'`."""
        self.new_line(operands)
        self._show([operands[0]])

    def show_with_spaces(self, operands: Any) -> None:
        """The operator `\"`."""
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


def number(name: str, by: float = 1.0) -> Callable[[Lettering, Any], None]:
    """Return an operator that sets one number of the text state."""

    def run(self: Lettering, operands: Any) -> None:
        setattr(self.state, name, float(operands[0]) * by)

    return run
