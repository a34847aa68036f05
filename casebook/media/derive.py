"""Clean files from a photo: upright, in sRGB, without what a camera or a program wrote into it.

A photo is decoded once for all that is made from it, at the scale of the largest; each smaller one
is resized from the one above it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from pathlib import Path

from PIL import Image

from casebook.media.files import (
    FALLBACK,
    GROUND,
    PRINT,
    SCREEN,
    Derivative,
    WebSet,
    named,
    web_set,
)
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

# By measurement (benchmarks/photos.py): AVIF at speed 9 has the error of this WebP in a sixth less
# bytes for the same work; speed 8 would save a further twelfth for more than three times the work.
_SETTINGS: Mapping[str, tuple[str, Mapping[str, int | str]]] = {
    ".avif": ("avif", {"quality": 50, "speed": 9, "codec": "aom", "max_threads": 1}),
    ".webp": ("webp", {"quality": 78, "method": 2}),
    ".jpg": ("jpeg", {"quality": 84}),
    ".print.jpg": ("jpeg", {"quality": 88, "subsampling": 0}),
    ".screen.jpg": ("jpeg", {"quality": 80}),
}
_LADDER = Image.Resampling.HAMMING  # as sharp as BICUBIC when scaling down, in half the time


def web_derivatives(original: Original, cache: Path) -> WebSet:
    """Return the files of a photo for the web, made where they are not there."""
    made = web_set(original, cache)
    derive(original, made.all)
    return made


def print_derivative(original: Original, cache: Path) -> Derivative:
    """Return the JPEG of a document that may be printed, made where it is not there."""
    made = named(original, cache, PRINT, ".print.jpg")
    derive(original, [made])
    return made


def screen_derivative(original: Original, cache: Path, longest: int = SCREEN) -> Derivative:
    """Return the JPEG of a book that is read on a screen, made where it is not there; px.

    It is made from the JPEG of the pages, so that a build decodes an original once for all.
    """
    made = named(original, cache, min(longest, FALLBACK), ".screen.jpg")
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
    if suffix == GROUND:
        return _ground(image)
    form, settings = _SETTINGS[suffix]
    out = BytesIO()
    image.save(out, form, **settings)
    return out.getvalue()


def _ground(image: Image.Image) -> bytes:
    pixels = image.tobytes()
    cells: Sequence[str] = [f"#{pixels[at : at + 3].hex()}" for at in range(0, len(pixels), 3)]
    return " ".join([str(image.width), *cells]).encode("ascii")
