"""Clean files from a photo: upright, in sRGB, without what a camera or a program wrote into it.

A photo is decoded once for all that is made from it, at the scale of the largest; each smaller one
is resized from the one above it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path

import PIL
from PIL import Image

from casebook.media.kept import is_kept, keep
from casebook.media.original import Original, PhotoError, Size
from casebook.media.pixels import (
    FAULTS,
    QUARTER_TURNS,
    in_srgb,
    memory_of,
    opened,
    orientation_of,
    plain,
    upright,
)

WEB_LONGEST = (480, 960, 1600)  # px: phones, tablets, desktops
FALLBACK = 1600  # px, JPEG, for readers whose browser has neither AVIF nor WebP
PRINT = 2008  # px: 170 mm at 300 dpi
SCREEN = 1080  # px: 170 mm at 160 dpi
_RECIPE = "2"  # part of every name: change it with the settings below
# By measurement (benchmarks/photos.py): AVIF at speed 9 has the error of this WebP in a sixth less
# bytes for the same work; speed 8 would save a further twelfth for more than three times the work.
_SETTINGS: Mapping[str, tuple[str, Mapping[str, int | str]]] = {
    ".avif": ("avif", {"quality": 50, "speed": 9, "codec": "aom", "max_threads": 1}),
    ".webp": ("webp", {"quality": 78, "method": 2}),
    ".jpg": ("jpeg", {"quality": 84}),
    ".print.jpg": ("jpeg", {"quality": 88, "subsampling": 0}),
    ".screen.jpg": ("jpeg", {"quality": 80}),
}
_GROUND = ".ground"
_CELLS = 4  # of the ground's longer side
_LADDER = Image.Resampling.HAMMING  # as sharp as BICUBIC when scaling down, in half the time


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
        avif=tuple(_named(original, cache, side, ".avif") for side in longest),
        webp=tuple(_named(original, cache, side, ".webp") for side in longest),
        jpeg=_named(original, cache, FALLBACK, ".jpg"),
        ground=_named(original, cache, _CELLS, _GROUND),
    )


def web_derivatives(original: Original, cache: Path) -> WebSet:
    """Return the files of a photo for the web, made where they are not there."""
    made = web_set(original, cache)
    derive(original, made.all)
    return made


def print_derivative(original: Original, cache: Path) -> Derivative:
    """Return the JPEG of a document that may be printed, made where it is not there."""
    made = _named(original, cache, PRINT, ".print.jpg")
    derive(original, [made])
    return made


def screen_derivative(original: Original, cache: Path, longest: int = SCREEN) -> Derivative:
    """Return the JPEG of a book that is read on a screen, made where it is not there; px.

    It is made from the JPEG of the pages, so that a build decodes an original once for all.
    """
    made = _named(original, cache, min(longest, FALLBACK), ".screen.jpg")
    if not is_kept(made.file):
        jpeg = web_set(original, cache).jpeg
        derive(original, [jpeg])
        derive(Original(original.name, jpeg.file), [made])
    return made


def derive(original: Original, wanted: Iterable[Derivative]) -> bool:
    """Make those of a photo's derivatives that are not there; return whether any was made.

    Raises PhotoError where the photo cannot be decoded.
    """
    missing = [made for made in wanted if not is_kept(made.file)]
    if not missing:
        return False
    missing.sort(key=lambda made: -max(made.width, made.height))
    try:
        made = _decoded(original.read(), (missing[0].width, missing[0].height))
        for derivative in missing:
            size = (derivative.width, derivative.height)
            if made.size != size:
                made = made.resize(size, _LADDER)
            keep(derivative.file, _encoded(made, derivative.suffix))
    except OSError as error:
        if error.filename:  # the disk's fault, not the photo's
            raise
        raise PhotoError(original.name, str(error)) from error
    except FAULTS as error:
        raise PhotoError(original.name, str(error)) from error
    return True


def _named(original: Original, cache: Path, longest: int, suffix: str) -> Derivative:
    width, height = _fitted(original.size, longest)
    name = f"{original.digest}-{_RECIPE}-{max(width, height)}{suffix}"
    return Derivative(cache / PIL.__version__ / name, width, height, suffix)


def _fitted(size: Size, longest: int) -> Size:
    """Return the size of a picture whose longer side is at most `longest` px; none is enlarged."""
    width, height = size
    scale = min(1, longest / max(width, height))
    return max(1, round(width * scale)), max(1, round(height * scale))


def _decoded(raw: bytes, size: Size) -> Image.Image:
    """Return a photo upright in sRGB at a size; a JPEG is scaled while it is decoded."""
    with opened(raw) as image, memory_of(image):
        profile = image.info.get("icc_profile")
        turned = orientation_of(image) in QUARTER_TURNS
        image.draft(None, size[::-1] if turned else size)
        whole = plain(upright(image))
        if whole.size != size:
            whole = whole.resize(size, _LADDER)
    return in_srgb(whole, profile)


def _encoded(image: Image.Image, suffix: str) -> bytes:
    if suffix == _GROUND:
        return _ground(image)
    form, settings = _SETTINGS[suffix]
    out = BytesIO()
    image.save(out, form, **settings)
    return out.getvalue()


def _ground(image: Image.Image) -> bytes:
    pixels = image.tobytes()
    cells: Sequence[str] = [f"#{pixels[at : at + 3].hex()}" for at in range(0, len(pixels), 3)]
    return " ".join([str(image.width), *cells]).encode("ascii")
