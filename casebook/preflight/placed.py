"""An image where a page paints it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from casebook.preflight.geometry import Box, around, at, sides
from casebook.preflight.state import State


@dataclass(frozen=True, slots=True)
class Placed:
    """An image where it is painted; `mask` is a stencil that takes the fill's colour."""

    key: tuple[int, int]
    image: Any
    space: Any
    """Where an inline image's named space is looked up: the resources' spaces"""
    width: float
    height: float
    box: Box
    mask: bool


def place(key: tuple[int, int], image: Any, named: Any, state: State, mask: bool) -> Placed:
    """Return an image as the current matrix places it."""
    width, height = sides(state.ctm)
    corners = (at(state.ctm, x, y) for x in (0.0, 1.0) for y in (0.0, 1.0))
    return Placed(key, image, named, width, height, around(corners).cut(state.clip), mask)
