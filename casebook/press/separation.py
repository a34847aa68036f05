"""Photos in the inks of a printing condition, at the size and sharpness of their place on paper."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import Literal

import PIL
from PIL import Image, ImageCms, ImageFilter

from casebook.media import Original, PhotoError
from casebook.media.kept import is_kept, keep
from casebook.media.pixels import FAULTS, fits, memory_of, opened, plain, upright
from casebook.press.profile import Profile

_SRGB, _LAB = b"sRGB", b"LAB"  # stand for profiles that every program has
_RECIPE = "1"  # part of every name: change it with the settings below
_QUALITY = 92  # four inks without a change of colour space, none of them at a lower resolution
# Scaling down softens edges by about a pixel; what is put back is less than half of what a
# printer's own scanner would add, and nothing is enlarged or sharpened that was not scaled down.
_SHARPER = ImageFilter.UnsharpMask(radius=0.8, percent=45, threshold=3)
# Relative colorimetric with black point compensation: what can be printed stays as it is, and
# shadows keep their steps. Perceptual tables differ from profile to profile and take colour out
# of photos that lie within the inks' range anyway; a profile of matrices, as sRGB is, has none.
_INTENT = ImageCms.Intent.RELATIVE_COLORIMETRIC
_FLAGS = ImageCms.Flags.BLACKPOINTCOMPENSATION | ImageCms.Flags.HIGHRESPRECALC


@dataclass(frozen=True)
class Press:
    """What photos are separated for; what was made stays in `cache`."""

    profile: Profile
    cache: Path
    _transforms: dict[tuple[str, str, bytes, bytes], ImageCms.ImageCmsTransform] = field(
        default_factory=dict
    )
    _building: Lock = field(default_factory=Lock)

    def separated(self, original: Original, width: int) -> Path:
        """Return a photo as a CMYK JPEG at most `width` px wide, made where it is not there.

        May be called by several threads. Raises PhotoError where the file cannot be decoded.
        """
        home = self.cache / PIL.__version__
        recipe = f"{original.digest}-{self.profile.digest}-{_RECIPE}-{width}"
        made = home / f"{hashlib.sha256(recipe.encode()).hexdigest()[:32]}.cmyk.jpg"
        if not is_kept(made):
            out = BytesIO()
            raw = original.read()
            try:
                self._separate(raw, width).save(out, "jpeg", quality=_QUALITY, subsampling=0)
            except FAULTS as error:
                raise PhotoError(original.name, str(error)) from error
            keep(made, out.getvalue())
        return made

    def _separate(self, raw: bytes, width: int) -> Image.Image:
        with opened(raw) as whole, memory_of(whole):
            embedded: bytes | None = whole.info.get("icc_profile")
            image = plain(upright(whole))
        if image.width > width:
            height = max(1, round(image.height * width / image.width))
            image = image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
            image = image.filter(_SHARPER)
        source = _source_of(image, embedded)
        if image.mode == "L":  # a grey photo prints in black alone: no cast, no plates to register
            if source and source != _SRGB:
                image = self._transform("L", "RGB", source, _SRGB).apply(image).convert("L")
            nothing = Image.new("L", image.size)
            made = Image.merge("CMYK", [nothing] * 3 + [image.point(self._blacks)])
        elif source is None:  # CMYK for a press that nobody names: its inks stay as they are
            made = image
        else:
            made = self._transform(image.mode, "CMYK", source, self.profile.raw).apply(image)
        made.info.clear()
        return made

    @cached_property
    def _blacks(self) -> list[int]:
        """The black ink of each grey: of equal lightness, the darkest grey being full ink."""
        ramp = Image.frombytes("L", (256, 1), bytes(range(256)))
        nothing = Image.new("L", ramp.size)
        inked = Image.merge("CMYK", [nothing] * 3 + [ramp])
        paper = self._transform("CMYK", "LAB", self.profile.raw, _LAB).apply(inked)
        screen = self._transform("RGB", "LAB", _SRGB, _LAB).apply(ramp.convert("RGB"))
        of_ink, of_grey = (list(image.getchannel("L").tobytes()) for image in (paper, screen))
        low, high = of_ink[-1], of_ink[0]
        aims = [low + grey * (high - low) / 255 for grey in of_grey]
        return [min(range(256), key=lambda ink: abs(of_ink[ink] - aim)) for aim in aims]

    def _transform(
        self, mode: str, to: str, source: bytes, target: bytes
    ) -> ImageCms.ImageCmsTransform:
        """Return the way from a profile to another one; building one takes long."""
        with self._building:
            key = (mode, to, source, target)
            if key not in self._transforms:
                self._transforms[key] = ImageCms.buildTransform(
                    _opened(source),
                    _opened(target),
                    mode,
                    to,
                    renderingIntent=_INTENT,
                    flags=_FLAGS,
                )
            return self._transforms[key]


def _source_of(image: Image.Image, embedded: bytes | None) -> bytes | None:
    """Return the photo's own profile if it fits its channels; else sRGB, as screens are."""
    if embedded and fits(embedded, image.mode):
        return embedded
    return None if image.mode == "CMYK" else _SRGB


def _opened(profile: bytes) -> ImageCms.ImageCmsProfile:
    """Open a profile, or one of the two that every program has."""
    known: dict[bytes, Literal["sRGB", "LAB"]] = {_SRGB: "sRGB", _LAB: "LAB"}
    own = known.get(profile)
    return ImageCms.ImageCmsProfile(ImageCms.createProfile(own) if own else BytesIO(profile))
