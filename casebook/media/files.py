"""Which files are made from a photo, and what they are called: its digest, the recipe, the size."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import PIL

from casebook.media.original import Original, Size

WEB_LONGEST = (480, 960, 1600)  # px: phones, tablets, desktops
FALLBACK = 1600  # px, JPEG, for readers whose browser has neither AVIF nor WebP
PRINT = 2008  # px: 170 mm at 300 dpi
SCREEN = 1080  # px: 170 mm at 160 dpi
GROUND = ".ground"
_RECIPE = "2"  # part of every name: change it with the settings of `derive`
_CELLS = 4  # of the ground's longer side


@dataclass(frozen=True, slots=True)
class Derivative:
    """A file made, or to be made, from a photo; px."""

    file: Path
    width: int
    height: int
    suffix: str

    @property
    def path(self) -> str:
        """Where the site publishes it."""
        return f"media/{self.file.name}"


@dataclass(frozen=True, slots=True)
class WebSet:
    """What a page shows of a photo; the smallest first, no size twice.

    `ground` is what stands in the photo's place until it has come: see `Ground`.
    """

    avif: tuple[Derivative, ...]
    webp: tuple[Derivative, ...]
    jpeg: Derivative
    ground: Derivative

    @property
    def published(self) -> tuple[Derivative, ...]:
        """The files that the site offers."""
        return (*self.avif, *self.webp, self.jpeg)

    @property
    def all(self) -> tuple[Derivative, ...]:
        """All that is made for a page."""
        return (*self.published, self.ground)


@dataclass(frozen=True)
class Ground:
    """A photo as a few coloured cells, row by row: `#rrggbb`."""

    file: Path

    @cached_property
    def _words(self) -> list[str]:
        return self.file.read_text("ascii").split()

    @property
    def columns(self) -> int:
        """How many cells stand in a row."""
        return int(self._words[0])

    @property
    def colours(self) -> list[str]:
        """The colours of the cells."""
        return self._words[1:]


def web_set(original: Original, cache: Path) -> WebSet:
    """Name the files of a photo for the web, made or not; raises PhotoError."""
    longest = dict.fromkeys(min(side, max(original.size)) for side in WEB_LONGEST)
    return WebSet(
        avif=tuple(named(original, cache, side, ".avif") for side in longest),
        webp=tuple(named(original, cache, side, ".webp") for side in longest),
        jpeg=named(original, cache, FALLBACK, ".jpg"),
        ground=named(original, cache, _CELLS, GROUND),
    )


def named(original: Original, cache: Path, longest: int, suffix: str) -> Derivative:
    """Name a file of a photo, its longer side at most `longest` px; raises PhotoError."""
    width, height = _fitted(original.size, longest)
    name = f"{original.digest}-{_RECIPE}-{max(width, height)}{suffix}"
    return Derivative(cache / PIL.__version__ / name, width, height, suffix)


def _fitted(size: Size, longest: int) -> Size:
    """Return the size of a picture whose longer side is at most `longest` px; none is enlarged."""
    width, height = size
    scale = min(1, longest / max(width, height))
    return max(1, round(width * scale)), max(1, round(height * scale))
