"""Where the photos of a PDF with proxies stand, and how large."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pikepdf import Dictionary, Matrix, Object, Page, Pdf, parse_content_stream

from casebook.yearbook.proxies import key_of

_MM = 25.4 / 72


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a picture stands: page of the PDF (from 1) and placed size, mm."""

    page: int
    width: float
    height: float


def placements(pdf: Pdf) -> dict[str, list[Placement]]:
    """Return where the photos of a PDF with proxies are placed, by key, in the order of pages.

    Follows the graphics state's matrix (ISO 32000-1, 8.4.4) into form XObjects. Run it before
    `proxies.swap`: it tells how many pixels each photo needs.
    """
    found: dict[str, list[Placement]] = {}
    for number, page in enumerate(pdf.pages, 1):
        resources = page.obj.get("/Resources", Dictionary())
        for key, matrix in _drawn(page, resources, Matrix()):
            width = (matrix.a**2 + matrix.b**2) ** 0.5 * _MM
            height = (matrix.c**2 + matrix.d**2) ** 0.5 * _MM
            found.setdefault(key, []).append(Placement(number, width, height))
    return found


def _drawn(
    content: Page | Object, resources: Object, matrix: Matrix
) -> Iterator[tuple[str, Matrix]]:
    """Yield the proxies that a content stream draws, each with the matrix of its unit square."""
    named = resources.get("/XObject")
    if named is None or not _has_picture(resources):
        return
    stack = []
    for said in parse_content_stream(content, "q Q cm Do"):
        operands = said.operands
        match str(said.operator):
            case "q":
                stack.append(matrix)
            case "Q":
                matrix = stack.pop()
            case "cm":
                matrix = Matrix(*(float(n) for n in operands)) @ matrix
            case "Do":
                drawn = named[str(operands[0])]
                if drawn.get("/Subtype") == "/Form":
                    own = Matrix(*(float(n) for n in drawn.get("/Matrix", (1, 0, 0, 1, 0, 0))))
                    inner = drawn.get("/Resources", resources)
                    yield from _drawn(drawn, inner, own @ matrix)
                elif (key := key_of(drawn)) is not None:
                    yield key, matrix


def _has_picture(resources: Object) -> bool:
    """Say whether images may be drawn: only such content is worth being read."""
    for item in resources.get("/XObject", Dictionary()).values():
        if item.get("/Subtype") == "/Image":
            return True
        if item.get("/Subtype") == "/Form" and _has_picture(item.get("/Resources", Dictionary())):
            return True
    return False
