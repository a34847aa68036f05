"""Photos for the book: turned upright, in sRGB, without what a camera wrote beside the picture."""

from __future__ import annotations

import hashlib
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageCms, ImageOps

from casebook.model.library import Case

LONGEST = 2008  # px: 170 mm at 300 dpi
_FORMATS = ("JPEG", "PNG", "WEBP")
_QUALITY = 88


def print_photo(case: Case, file: str, cache: Path) -> Path | None:
    """Return a JPEG made from a photo of a case folder, kept in `cache` by content.

    None where there is no such picture: a rule reports that before the book is set. Never reads
    outside the case folder, nor through a link.
    """
    path = case.folder / file
    if path.is_symlink() or not path.is_file():
        return None
    if not path.resolve().is_relative_to(case.folder.resolve()):
        return None
    raw = path.read_bytes()
    made = cache / f"{hashlib.sha256(raw).hexdigest()[:32]}-{LONGEST}-{_QUALITY}.jpg"
    if not made.is_file():
        cache.mkdir(parents=True, exist_ok=True)
        part = made.with_suffix(".part")
        part.write_bytes(_converted(raw))
        part.replace(made)
    return made


def _converted(raw: bytes) -> bytes:
    out = BytesIO()
    with Image.open(BytesIO(raw), formats=_FORMATS) as opened:
        profile = opened.info.get("icc_profile")
        opened.draft("RGB", (LONGEST, LONGEST))
        image = ImageOps.exif_transpose(opened)
        image.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
        if profile:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            srgb = ImageCms.createProfile("sRGB")
            converted = ImageCms.profileToProfile(image, source, srgb, outputMode="RGB")
            image = converted or image
        plain = image.convert("RGB")
        plain.info.clear()
        plain.save(out, "JPEG", quality=_QUALITY, subsampling=0)
    return out.getvalue()
