"""Colour that should run off the page but stops at the trim: seen on a rendered page."""

from __future__ import annotations

from collections.abc import Iterator

from PIL import Image

from casebook.preflight.geometry import MM, Frame

SCALE = 1.0
"""Pixels a point of the picture that is looked at"""
EDGES = ("left", "bottom", "right", "top")
_INSIDE = 1.5  # px off the edge, so that a blurred pixel on it does not count
_LONG = 3 * MM  # a shorter run is a letter or a line that ends there
_PAPER = 246  # of 255; lighter is paper


def short_edges(picture: Image.Image, frame: Frame) -> Iterator[tuple[str, float]]:
    """Yield the edges where colour ends between trim and bleed, and the length of it, mm.

    `picture` shows the media box at `SCALE`.
    """
    grey = picture.convert("L")
    trim, bleed = frame.trim, frame.bleed
    places = {
        "left": (trim.left + _INSIDE, bleed.left + _INSIDE),
        "bottom": (trim.bottom + _INSIDE, bleed.bottom + _INSIDE),
        "right": (trim.right - _INSIDE, bleed.right - _INSIDE),
        "top": (trim.top - _INSIDE, bleed.top - _INSIDE),
    }
    for edge, (inner, outer) in places.items():
        inside, outside = (_line(grey, frame, edge, place) for place in (inner, outer))
        run = longest = 0
        for near, far in zip(inside, outside, strict=True):
            run = run + 1 if near < _PAPER <= far else 0
            longest = max(longest, run)
        if longest >= _LONG * SCALE:
            yield edge, longest / SCALE / MM


def _line(grey: Image.Image, frame: Frame, edge: str, place: float) -> bytes:
    """Return one line of pixels along an edge, without the corners beyond the trim."""
    media, trim = frame.media, frame.trim
    if edge in ("left", "right"):
        x = int((place - media.left) * SCALE)
        y1, y2 = (int((media.top - y) * SCALE) for y in (trim.top - 2, trim.bottom + 2))
        box = (x, y1, x + 1, y2)
    else:
        y = int((media.top - place) * SCALE)
        x1, x2 = (int((x - media.left) * SCALE) for x in (trim.left + 2, trim.right - 2))
        box = (x1, y, x2, y + 1)
    return grey.crop(box).tobytes()
