"""The boxes of a page against the edition: trim, bleed, and what may not be set."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pikepdf

from casebook.model.edition import Edition
from casebook.preflight.geometry import MM, Box, Frame
from casebook.preflight.report import Finding, Part
from casebook.preflight.rules import error, text

_EXACT = 0.01 * MM + 0.005  # a hundredth of a mm, and what rounding to 1/100 pt takes


def frame_of(page: pikepdf.Page) -> Frame:
    """Return a page's boxes; a missing one is what the standard puts in its place (7.7.3.3)."""
    media = _box(page.mediabox)
    crop = _box(page.obj["/CropBox"]) if "/CropBox" in page.obj else media
    bleed = _box(page.obj["/BleedBox"]) if "/BleedBox" in page.obj else crop
    trim = _box(page.obj["/TrimBox"]) if "/TrimBox" in page.obj else crop
    return Frame(media, bleed, trim)


def _box(value: Any) -> Box:
    x1, y1, x2, y2 = (float(number) for number in value)
    return Box(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))


def check_boxes(
    page: pikepdf.Page, frame: Frame, sheet: int, edition: Edition, part: Part
) -> Iterator[Finding]:
    """Yield what is wrong with a page's boxes."""
    for name in ("/TrimBox", "/BleedBox"):
        if name not in page.obj:
            yield error("box-missing", sheet, text(name[1:]), text("TrimBox, BleedBox"))
    if not frame.media.holds(frame.bleed) or not frame.bleed.holds(frame.trim):
        found = f"Media {_size(frame.media)}, Bleed {_size(frame.bleed)}, Trim {_size(frame.trim)}"
        yield error("box-order", sheet, text(found), text("MediaBox ⊇ BleedBox ⊇ TrimBox"))
    yield from _trim(frame.trim, sheet, edition, part)
    wanted = float(edition.printer.bleed)
    least = min(frame.bleed.margins(frame.trim)) / MM
    if least < wanted - 0.011:
        yield error("bleed", sheet, text(f"{least:.2f} mm"), text(f"≥ {wanted:g} mm"))
    turned = int(page.obj.get("/Rotate", 0))
    if turned % 360:
        yield error("rotated", sheet, text(f"Rotate {turned}"), text("0"))
    unit = Decimal(str(page.obj.get("/UserUnit", 1)))
    if unit != 1:
        yield error("user-unit", sheet, text(f"UserUnit {unit}"), text("1"))


def _trim(trim: Box, sheet: int, edition: Edition, part: Part) -> Iterator[Finding]:
    width, height = float(edition.trim.width), float(edition.trim.height)
    tall = abs(trim.height - height * MM) <= _EXACT
    if part == "text":
        if not tall or abs(trim.width - width * MM) > _EXACT:
            yield error("trim", sheet, text(_size(trim)), text(f"{width:g} × {height:g} mm"))
    elif not tall or trim.width < 2 * width * MM - _EXACT:
        allowed = text(
            f"{2 * width:g} mm + 书脊，高 {height:g} mm",
            f"{2 * width:g} mm + spine, {height:g} mm high",
        )
        yield error("trim", sheet, text(_size(trim)), allowed)


def _size(box: Box) -> str:
    return f"{box.width / MM:.2f} × {box.height / MM:.2f} mm"
