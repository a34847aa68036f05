"""The colours between which a shading runs (ISO 32000-1, 7.10 and 8.7.4.5)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

_DEEPEST = 8


def colours_of(shading: Any) -> Iterator[tuple[float, ...]]:
    """Yield the colours that a shading's functions give at their ends and samples.

    Between them inks change evenly, so that none needs more; a calculator function (type 4) and
    a mesh with colours at its points yield nothing: their space alone is judged.
    """
    function = shading.get("/Function")
    if isinstance(function, pikepdf.Array):
        several = [list(_values(one, 0)) for one in function]
        yield from (tuple(value[0] for value in row) for row in zip(*several, strict=False))
    elif function is not None:
        yield from _values(function, 0)


def _values(function: Any, depth: int) -> Iterator[tuple[float, ...]]:
    kind = int(function.get("/FunctionType", 4))
    if kind == 2:
        yield tuple(float(value) for value in function.get("/C0", [0]))
        yield tuple(float(value) for value in function.get("/C1", [1]))
    elif kind == 3 and depth < _DEEPEST:
        for one in function["/Functions"]:
            yield from _values(one, depth + 1)
    elif kind == 0 and int(function.get("/BitsPerSample", 0)) == 8:
        bounds = [float(value) for value in function.get("/Decode", function["/Range"])]
        count = len(bounds) // 2
        samples = function.read_bytes()
        for start in range(0, len(samples) - count + 1, count):
            yield tuple(
                bounds[2 * i] + samples[start + i] / 255 * (bounds[2 * i + 1] - bounds[2 * i])
                for i in range(count)
            )
