"""Whether a photo has enough pixels for the sizes at which photos are printed (附2-120, Y-03)."""

from __future__ import annotations

from collections.abc import Iterator

from casebook.check.file_faults import Fault
from casebook.media.look import Look
from casebook.model.media_rules import PrintRules
from casebook.problem import Said

_INCH = 25.4  # mm


def print_faults(file: str, look: Look, rules: PrintRules) -> Iterator[Fault]:
    """Yield a fault where the width falls short of a size at which photos are printed; mm, dpi."""
    least = float(rules.widths[0])
    needed = round(least / _INCH * rules.resolution)
    reach = int(look.width / rules.resolution * _INCH + 0.05)
    size = f"{look.width}×{look.height}"
    if look.width < needed:
        yield (
            size,
            Said(
                f"“{file}”宽 {look.width} 像素，{rules.resolution} dpi 只能印 {reach} 毫米宽",
                f"'{file}' is {look.width} pixels wide: {reach} mm at {rules.resolution} dpi",
            ),
            Said(
                f"最小的版位宽 {least:.0f} 毫米，要 {needed} 像素；请换用更大的原图。",
                f"The smallest place is {least:.0f} mm wide and needs {needed}: use a larger one.",
            ),
            "warning",
        )
        return
    if reach < rules.widths[-1]:
        fit = max(width for width in rules.widths if width <= reach)
        yield (
            size,
            Said(
                f"“{file}”宽 {look.width} 像素，够印 {fit:.0f} 毫米宽的版位",
                f"'{file}' is {look.width} pixels wide: enough for a place of {fit:.0f} mm",
            ),
            Said(
                f"要印 {rules.widths[-1]:.0f} 毫米宽，请换用更大的原图。",
                f"For one of {rules.widths[-1]:.0f} mm, use a larger original.",
            ),
            "info",
        )
