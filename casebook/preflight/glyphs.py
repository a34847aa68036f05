"""What a string of a PDF's text shows: how many glyphs, how far, and whether one is missing."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import pikepdf

_FILES = ("/FontFile", "/FontFile2", "/FontFile3")


@dataclass(frozen=True)
class Font:
    """A font of the file; widths in 1/1000 of the size, by code (ISO 32000-1, 9.6 and 9.7)."""

    key: tuple[int, int]
    name: str
    type: str
    embedded: bool
    unicode: bool
    wide: bool
    """Two bytes a glyph, as in Identity-H"""
    vertical: bool
    usual: float
    """Width where none is given"""
    widths: dict[int, float] = field(hash=False)
    missing: frozenset[int] = frozenset()
    """Codes that show .notdef, of those that are known beforehand"""
    known: range | None = None
    """Codes that a simple font has"""

    @property
    def is_subset(self) -> bool:
        """Whether the name says so (9.6.4): six capitals and a plus sign."""
        return self.name[6:7] == "+" and self.name[:6].isupper()

    def show(self, text: bytes) -> tuple[int, float, int]:
        """Return number of glyphs, width (1/1000 of the size) and number of missing glyphs."""
        codes: Iterable[int] = text
        if self.wide:
            codes = [text[i] << 8 | text[i + 1] for i in range(0, len(text) - 1, 2)]
        count = missing = 0
        width = 0.0
        for code in codes:
            count += 1
            width += self.widths.get(code, self.usual)
            if code in self.missing or (self.known is not None and code not in self.known):
                missing += 1
        return count, width, missing


def font_of(value: Any) -> Font:
    """Read a font dictionary."""
    kind = str(value.get("/Subtype", "/?"))[1:]
    name = str(value.get("/BaseFont", value.get("/Name", "/?")))[1:]
    unicode = "/ToUnicode" in value
    # one that is written in place has no number: its name tells it from others
    key = value.objgen if value.objgen != (0, 0) else (-1, zlib.crc32(name.encode()))
    if kind == "Type0":
        inner = value["/DescendantFonts"][0]
        return Font(
            key,
            name,
            f"{kind} {str(inner.get('/Subtype', '/?'))[1:]}",
            _embedded(inner),
            unicode,
            wide=True,
            vertical=str(value.get("/Encoding", "")).endswith("-V"),
            usual=float(inner.get("/DW", 1000)),
            widths=_wide_widths(inner.get("/W", ())),
            missing=_without_glyph(inner.get("/CIDToGIDMap")),
        )
    first = int(value.get("/FirstChar", 0))
    listed = [float(width) for width in value.get("/Widths", ())]
    unit = 1.0
    if kind == "Type3":
        unit = abs(float(value.get("/FontMatrix", [0.001])[0])) * 1000
    return Font(
        key,
        name,
        kind,
        kind == "Type3" or _embedded(value),
        unicode,
        wide=False,
        vertical=False,
        usual=float(_descriptor(value).get("/MissingWidth", 0)),
        widths={first + at: width * unit for at, width in enumerate(listed)},
        missing=_named_missing(value.get("/Encoding")),
        known=range(first, first + len(listed)) if listed else None,
    )


def _descriptor(font: Any) -> Any:
    return font.get("/FontDescriptor", {})


def _embedded(font: Any) -> bool:
    return any(name in _descriptor(font) for name in _FILES)


def _wide_widths(listed: Any) -> dict[int, float]:
    """Read `c [w …]` and `first last w` (9.7.4.3)."""
    widths: dict[int, float] = {}
    items = list(listed)
    at = 0
    while at + 1 < len(items):
        first, second = int(items[at]), items[at + 1]
        if isinstance(second, pikepdf.Array):
            widths.update((first + i, float(width)) for i, width in enumerate(second))
            at += 2
        elif at + 2 < len(items):
            last = min(int(second), first + 0xFFFF)
            widths.update(dict.fromkeys(range(first, last + 1), float(items[at + 2])))
            at += 3
        else:
            break
    return widths


def _without_glyph(mapped: Any) -> frozenset[int]:
    """Return the CIDs that lead to glyph 0, which is .notdef."""
    if not isinstance(mapped, pikepdf.Stream):
        return frozenset({0})
    glyphs = mapped.read_bytes()
    pairs = range(0, len(glyphs) - 1, 2)
    return frozenset(i // 2 for i in pairs if glyphs[i] == glyphs[i + 1] == 0)


def _named_missing(encoding: Any) -> frozenset[int]:
    """Return the codes that an encoding's differences name .notdef."""
    if not isinstance(encoding, pikepdf.Dictionary):
        return frozenset()
    found: set[int] = set()
    code = 0
    for item in encoding.get("/Differences", ()):
        if isinstance(item, pikepdf.Name):
            if item == "/.notdef":
                found.add(code)
            code += 1
        else:
            code = int(item)
    return frozenset(found)
