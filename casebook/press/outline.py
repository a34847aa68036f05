"""Words as outlines: what stands beside the marks needs no font in the file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont


class _PathPen(BasePen):  # type: ignore[misc]
    """Writes a glyph as path operators of PDF; quadratic curves become cubic ones."""

    def __init__(self, glyphs: Any, x: float, y: float, scale: float) -> None:
        super().__init__(glyphs)
        self.said: list[str] = []
        self._x, self._y, self._scale = x, y, scale

    def _at(self, point: tuple[float, float]) -> str:
        x, y = self._x + point[0] * self._scale, self._y + point[1] * self._scale
        return f"{x:.2f} {y:.2f}"

    def _moveTo(self, pt: tuple[float, float]) -> None:  # noqa: N802 (named by fontTools)
        self.said.append(f"{self._at(pt)} m")

    def _lineTo(self, pt: tuple[float, float]) -> None:  # noqa: N802
        self.said.append(f"{self._at(pt)} l")

    def _curveToOne(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self.said.append(f"{' '.join(self._at(point) for point in points)} c")

    def _closePath(self) -> None:  # noqa: N802
        self.said.append("h")


class Outlines:
    """Draws words in a font; a character that the font has not is left out."""

    def __init__(self, font: Path) -> None:
        self._font = TTFont(font, lazy=True)
        self._glyphs = self._font.getGlyphSet()
        self._names: dict[int, str] = self._font.getBestCmap()
        self._em: int = self._font["head"].unitsPerEm

    def draw(self, words: str, x: float, y: float, size: float, room: float) -> tuple[bytes, float]:
        """Return operators that fill the words from x, y (base line) on, and where they end; pt.

        What does not fit into `room` is cut off.
        """
        scale, end = size / self._em, x + room
        said: list[str] = []
        for name in self._known(words):
            width = self._glyphs[name].width * scale
            if x + width > end:
                break
            pen = _PathPen(self._glyphs, x, y, scale)
            self._glyphs[name].draw(pen)
            said += [*pen.said, "f"] if pen.said else []
            x += width
        return "\n".join(said).encode("ascii") + b"\n", x

    def _known(self, words: str) -> Sequence[str]:
        return [self._names[ord(letter)] for letter in words if ord(letter) in self._names]
