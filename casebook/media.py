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

from PIL import Image, ImageCms, ImageOps

from casebook.model.library import Case

WEB_WIDTHS = (480, 960, 1600)  # px: phones, tablets, desktops
FALLBACK_WIDTH = 1600  # px, JPEG, for readers whose browser has no WebP
_FORMATS = ("JPEG", "PNG", "WEBP")
_RECIPE = "1"  # part of every name: change it with the settings below
_SETTINGS: dict[str, dict[str, int]] = {
    "webp": {"quality": 78, "method": 4},
    "jpeg": {"quality": 84},
}


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
    """A photo of a case folder, read once."""

    raw: bytes

    @cached_property
    def digest(self) -> str:
        """Identify the content."""
        return hashlib.sha256(self.raw).hexdigest()[:24]

    def scaled(self, longest: int) -> Image.Image:
        """Return the picture upright, in sRGB, its longer side at most `longest` px."""
        with Image.open(BytesIO(self.raw), formats=_FORMATS) as opened:
            profile = opened.info.get("icc_profile")
            opened.draft("RGB", (longest, longest))
            image = ImageOps.exif_transpose(opened)
            image.thumbnail((longest, longest), Image.Resampling.LANCZOS)
        if profile:
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


def read_photo(case: Case, file: str) -> Original | None:
    """Read a photo of a case; None where there is none, or where a link or `..` leads outside."""
    path = case.folder / file
    if path.is_symlink() or not path.is_file():
        return None
    if not path.resolve().is_relative_to(case.folder.resolve()):
        return None
    return Original(path.read_bytes())


def web_derivatives(original: Original, cache: Path) -> tuple[tuple[Derivative, ...], Derivative]:
    """Return the WebP widths and the JPEG fallback of a photo, made where they are not there."""
    webp = tuple(_derive(original, cache, width, "webp") for width in WEB_WIDTHS)
    return webp, _derive(original, cache, FALLBACK_WIDTH, "jpeg")


def _derive(original: Original, cache: Path, longest: int, kind: str) -> Derivative:
    suffix = {"webp": ".webp", "jpeg": ".jpg"}[kind]
    made = cache / f"{original.digest}-{_RECIPE}-{longest}{suffix}"
    if not made.is_file():
        cache.mkdir(parents=True, exist_ok=True)
        part = made.with_suffix(".part")
        original.scaled(longest).save(part, kind, **_SETTINGS[kind])
        part.replace(made)
    with Image.open(made, formats=_FORMATS) as image:
        return Derivative(made, image.width, image.height)
