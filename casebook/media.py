"""Derivatives of photos: upright, in sRGB, without what a camera wrote, kept by content.

A derivative's name is the SHA-256 of the original with its width, so an unchanged photo is never
made again and a changed one never hides behind an old address.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path
from threading import get_ident

import PIL
from PIL import ExifTags, Image, ImageCms, ImageOps

from casebook.inside import plain_inside
from casebook.model.library import Case
from casebook.problem import Place, Problem, ProblemsError, Said

WEB_WIDTHS = (480, 960, 1600)  # px: phones, tablets, desktops
FALLBACK_WIDTH = 1600  # px, JPEG, for readers whose browser has no WebP
PRINT_WIDTH = 2008  # px: 170 mm at 300 dpi
SCREEN_WIDTH = 1080  # px: 170 mm at 160 dpi
_FORMATS = ("JPEG", "PNG", "WEBP")
_RECIPE = "1"  # part of every name: change it with the settings below
_SETTINGS: dict[str, dict[str, int]] = {
    ".webp": {"quality": 78, "method": 4},
    ".jpg": {"quality": 84},
    ".print.jpg": {"quality": 88, "subsampling": 0},
    ".screen.jpg": {"quality": 80},
}


class PhotoError(ProblemsError):
    """A photo that cannot be decoded, as a problem for its editor."""

    def __init__(self, file: str, reason: str) -> None:
        problem = Problem(
            Place(file),
            "photo-broken",
            Said("这张照片打不开，文件不完整或已损坏", "the photo cannot be opened: it is damaged"),
            Said(
                "请向提供者要原图，重新放进案例文件夹。",
                "Ask its giver for the original and put it into the case folder again.",
            ),
            value=reason,
        )
        super().__init__([problem])


@dataclass(frozen=True, slots=True)
class Derivative:
    """A file made from a photo; px."""

    file: Path
    width: int
    height: int

    @property
    def path(self) -> str:
        """Where the site publishes it."""
        return f"media/{self.file.name}"


@dataclass(frozen=True)
class Original:
    """A photo of a case folder, read once; `name` is what a message calls it."""

    name: str
    raw: bytes

    @cached_property
    def digest(self) -> str:
        """Identify the content."""
        return hashlib.sha256(self.raw).hexdigest()[:24]

    @cached_property
    def size(self) -> tuple[int, int]:
        """Width and height of the upright picture, px; only the file's head is read.

        Raises PhotoError where it is no photo.
        """
        try:
            with Image.open(BytesIO(self.raw), formats=_FORMATS) as opened:
                turned = opened.getexif().get(ExifTags.Base.Orientation, 1) in (5, 6, 7, 8)
                return (opened.height, opened.width) if turned else opened.size
        except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
            raise PhotoError(self.name, str(error)) from error

    def scaled(self, longest: int) -> Image.Image:
        """Return the picture upright, in sRGB, its longer side at most `longest` px.

        Raises PhotoError where the file cannot be decoded.
        """
        try:
            return self._scaled(longest)
        except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
            raise PhotoError(self.name, str(error)) from error

    def _scaled(self, longest: int) -> Image.Image:
        with Image.open(BytesIO(self.raw), formats=_FORMATS) as opened:
            profile = opened.info.get("icc_profile")
            opened.draft("RGB", (longest, longest))
            image = ImageOps.exif_transpose(opened)
            image.thumbnail((longest, longest), Image.Resampling.LANCZOS)
        if profile and fits(profile, image.mode):
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            image = (
                ImageCms.profileToProfile(
                    image, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
                )
                or image
            )
        plain = image.convert("RGB")
        plain.info.clear()
        return plain


def fits(profile: bytes, mode: str) -> bool:
    """Whether a photo's own profile is whole and of its channels; without one it is sRGB.

    Programs that turn a photo to grey leave its RGB profile in it, and others cut profiles short.
    """
    try:
        opened = ImageCms.ImageCmsProfile(BytesIO(profile))
        ImageCms.buildTransform(opened, ImageCms.createProfile("sRGB"), mode, "RGB")
    except (OSError, TypeError, ValueError, ImageCms.PyCMSError):
        return False
    return True


def read_photo(case: Case, file: str) -> Original | None:
    """Read a photo of a case; None where there is none, or where a link or `..` leads outside."""
    path = plain_inside(case.folder, file)
    if path is None:
        return None
    return Original(f"cases/{case.id}/{file}", path.read_bytes())


def web_derivatives(original: Original, cache: Path) -> tuple[tuple[Derivative, ...], Derivative]:
    """Return the WebP widths and the JPEG fallback of a photo, made where they are not there."""
    webp = tuple(_derive(original, cache, width, ".webp") for width in WEB_WIDTHS)
    return webp, _derive(original, cache, FALLBACK_WIDTH, ".jpg")


def print_derivative(original: Original, cache: Path) -> Derivative:
    """Return the JPEG that the book prints, made where it is not there."""
    return _derive(original, cache, PRINT_WIDTH, ".print.jpg")


def screen_derivative(original: Original, cache: Path, longest: int = SCREEN_WIDTH) -> Derivative:
    """Return the JPEG of a PDF that is read on a screen, made where it is not there; px."""
    return _derive(original, cache, longest, ".screen.jpg")


def _derive(original: Original, cache: Path, longest: int, suffix: str) -> Derivative:
    home = cache / PIL.__version__  # another Pillow may write other bytes
    made = home / f"{original.digest}-{_RECIPE}-{longest}{suffix}"
    if not made.is_file():
        home.mkdir(parents=True, exist_ok=True)
        part = made.with_name(f"{made.name}.{get_ident()}.part")  # volumes are made in threads
        kind = "webp" if suffix == ".webp" else "jpeg"
        original.scaled(longest).save(part, kind, **_SETTINGS[suffix])
        part.replace(made)
    with Image.open(made, formats=_FORMATS) as image:
        return Derivative(made, image.width, image.height)
