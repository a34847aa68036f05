"""The images of a page as placed: rows, and what a print house objects to."""

from __future__ import annotations

from collections.abc import Iterator

from casebook.model.edition import Edition
from casebook.preflight.geometry import MM
from casebook.preflight.pictures import Picture
from casebook.preflight.placed import Placed
from casebook.preflight.report import Finding, ImageRow
from casebook.preflight.rules import error, note, text, warning

_PLENTY = 450  # pixels an inch; more cannot be seen in print
_LINE_ART = 600  # a one-bit image shows its steps below
_SOME = 0.001  # the share of pixels over the ink limit that nobody minds


def image_row(sheet: int, number: int, placed: Placed, picture: Picture) -> ImageRow:
    """Return an image as it stands on a sheet; the resolution is that of its coarser side."""
    across = picture.pixels[0] * 72 / placed.width if placed.width else 0
    down = picture.pixels[1] * 72 / placed.height if placed.height else 0
    return ImageRow(
        sheet,
        number,
        placed.width / MM,
        placed.height / MM,
        picture.pixels,
        round(min(across, down)),
        picture.space.name,
        picture.ink_max,
        picture.ink_over,
        picture.name,
    )


def check_image(row: ImageRow, picture: Picture, edition: Edition) -> Iterator[Finding]:
    """Yield what is wrong with an image where it is placed."""
    press = edition.printer
    size = f"{row.width:.0f} × {row.height:.0f} mm"
    one_bit = picture.bits == 1
    wanted = max(press.resolution, _LINE_ART) if one_bit else press.resolution
    plenty = wanted * 4 if one_bit else max(_PLENTY, round(wanted * 1.5))
    found = text(f"{row.resolution} ppi · {size} · {row.pixels[0]} × {row.pixels[1]} px")
    if row.resolution < press.lowest_resolution:
        yield error("resolution", row.sheet, found, text(f"≥ {press.lowest_resolution} ppi"))
    elif row.resolution < wanted - 1:
        yield warning("resolution-low", row.sheet, found, text(f"≥ {wanted} ppi"))
    elif row.resolution > plenty:
        yield note("resolution-high", row.sheet, found, text(f"≤ {plenty} ppi"))
    limit = float(press.ink_limit)
    if row.ink_max > limit + 1.2:
        share = f"{row.ink_over * 100:.1f}"
        ink = text(
            f"{row.ink_max:.0f}%，{share}% 的像素超限 · {size}",
            f"{row.ink_max:.0f}%, {share}% of the pixels over · {size}",
        )
        judged = error if row.ink_over > _SOME or not row.ink_over else warning
        yield judged("image-ink", row.sheet, ink, text(f"≤ {limit:g}%"))
