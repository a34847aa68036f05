"""Marks for the print house: where to cut and to fold, whether the inks lie on one another.

They are drawn in the separation All, so that every plate has them, outside the bleed.
"""

from __future__ import annotations

from collections.abc import Iterator

from pikepdf import Array, Dictionary, Name, Object, Pdf

from casebook.press.sheet import MM, Sheet

_LINE = 0.25  # pt
_GAP = 1 * MM  # between bleed and mark, and between mark and the paper's edge
_RING = 1.4 * MM  # radius of a registration mark
_ROUND = 0.5523  # of a radius: control points of a quarter circle


def all_inks(pdf: Pdf) -> Object:
    """Return the separation that prints on every plate (ISO 32000-1, 8.6.6.4)."""
    tint = Dictionary(
        FunctionType=2, Domain=[0, 1], N=1, C0=[0, 0, 0, 0], C1=[1, 1, 1, 1], Range=[0, 1] * 4
    )
    return pdf.make_indirect(Array([Name.Separation, Name.All, Name.DeviceCMYK, tint]))


def marks_of(pdf: Pdf, sheet: Sheet, inks: Object, slug: bytes) -> Object:
    """Return the marks of a sheet, and a slug that is the same on all pages, as a form."""
    lines = "\n".join(_drawn(sheet))
    content = f"/All CS 1 SCN /All cs 1 scn {_LINE} w\n{lines}\n".encode("ascii") + slug
    form = pdf.make_stream(
        content,
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([0, 0, *(round(edge, 3) for edge in sheet.media[2:])]),
        Resources=Dictionary(ColorSpace=Dictionary(All=inks)),
    )
    return pdf.make_indirect(form)


def slug_line(sheet: Sheet) -> tuple[float, float, float]:
    """Return where the slug begins (x, y of its line) and how much room it has; pt."""
    x = sheet.around + 8 * MM
    middle = sheet.around + (sheet.width / 4 if sheet.folds else sheet.width / 2)
    return x, (sheet.around - sheet.bleed) / 2 - 2, middle - 6 * MM - x


def _drawn(sheet: Sheet) -> Iterator[str]:
    left, low, right, high = sheet.trim
    near, far = sheet.bleed + _GAP, sheet.around - _GAP
    for x in (left, right):
        yield from _upright(sheet, x, near, far)
    for y in (low, high):
        yield _line(left - far, y, left - near, y)
        yield _line(right + near, y, right + far, y)
    middle = (near + far) / 2
    centres = (0.25, 0.75) if sheet.folds else (0.5,)  # beside the spine, not on it
    for share in centres:
        x = left + sheet.width * share
        yield from _target(x, low - middle)
        yield from _target(x, high + middle)
    for x in (left - middle, right + middle):
        yield from _target(x, low + sheet.height / 2)
    if sheet.folds:
        yield "q [2 1.5] 0 d"
        for fold in sheet.folds:
            yield from _upright(sheet, left + fold, near, far)
        yield "Q"


def _upright(sheet: Sheet, x: float, near: float, far: float) -> Iterator[str]:
    _, low, _, high = sheet.trim
    yield _line(x, low - far, x, low - near)
    yield _line(x, high + near, x, high + far)


def _target(x: float, y: float) -> Iterator[str]:
    """Draw a registration mark: a ring with a cross."""
    arm, bend = 1.6 * _RING, _ROUND * _RING
    yield _line(x - arm, y, x + arm, y)
    yield _line(x, y - arm, x, y + arm)
    yield f"{x + _RING:.3f} {y:.3f} m"
    corners = ((1, 0), (0, 1), (-1, 0), (0, -1), (1, 0))
    for (ax, ay), (bx, by) in zip(corners, corners[1:], strict=False):
        points = (
            (x + ax * _RING + bx * bend, y + ay * _RING + by * bend),
            (x + bx * _RING + ax * bend, y + by * _RING + ay * bend),
            (x + bx * _RING, y + by * _RING),
        )
        yield " ".join(f"{px:.3f} {py:.3f}" for px, py in points) + " c"
    yield "S"


def _line(x: float, y: float, to_x: float, to_y: float) -> str:
    return f"{x:.3f} {y:.3f} m {to_x:.3f} {to_y:.3f} l S"
