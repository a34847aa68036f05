"""QR codes as runs of dark modules, which any renderer draws as rectangles."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

import segno


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code of `size` modules a side without its quiet zone; runs are (x, y, length)."""

    size: int
    runs: tuple[tuple[int, int, int], ...]

    @property
    def path(self) -> str:
        """The dark modules as the path of an SVG, a module being one unit."""
        return "".join(f"M{x} {y}h{length}v1h-{length}z" for x, y, length in self.runs)


def code_of(address: str) -> Code:
    """Encode an address with error correction M (15 %), enough for print on uncoated paper."""
    matrix = segno.make_qr(address, error="m", boost_error=False).matrix
    runs = []
    for y, row in enumerate(matrix):
        x = 0
        for dark, group in groupby(row):
            length = len(list(group))
            if dark:
                runs.append((x, y, length))
            x += length
    return Code(len(matrix), tuple(runs))
