"""The pixels of a photo as everything else wants them: whole, upright, 8 bits, in sRGB."""

from __future__ import annotations

import re
import struct
import warnings
import zlib
from contextlib import AbstractContextManager, nullcontext
from io import BytesIO
from threading import Lock

from PIL import ExifTags, Image, ImageCms, ImageMath

FORMATS = ("JPEG", "PNG", "WEBP")
# A decompression bomb is refused before a pixel is decoded. The largest sensors of phones that are
# sold have 108 megapixels and write baseline JPEGs, which are scaled while they are decoded. Of
# other files everything stands in memory: 6, 8 and 16 bytes a pixel, as measured with Pillow 13.
MOST_PIXELS = 120_000_000
MOST_AT_ONCE = {"JPEG": 50_000_000, "PNG": 40_000_000, "WEBP": 24_000_000}
MOST_BYTES = 80_000_000  # of a file: above it nothing of it is read
_MUCH = 10_000_000  # pixels at once: of such pictures one alone is decoded at a time
_one_at_a_time = Lock()
# What Pillow raises on files that are damaged, or made to do damage.
FAULTS = (
    *(OSError, SyntaxError, ValueError, TypeError, LookupError, ArithmeticError, EOFError),
    *(AttributeError, AssertionError, RuntimeError, MemoryError, struct.error, zlib.error),
    *(Image.DecompressionBombError, Image.DecompressionBombWarning, ImageCms.PyCMSError),
)
Image.MAX_IMAGE_PIXELS = MOST_PIXELS  # Pillow raises at its double, `opened` at its own limit
warnings.filterwarnings("ignore", category=Image.DecompressionBombWarning)
warnings.filterwarnings("ignore", module=r"PIL\.TiffImagePlugin")  # of EXIF that is rubbish

_TURNS = {  # Exif 2.32, 4.6.4: Orientation
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
QUARTER_TURNS = (5, 6, 7, 8)


def opened(raw: bytes) -> Image.Image:
    """Open a photo without decoding it; raises one of `FAULTS`.

    For too many pixels that is Pillow's DecompressionBombError, which says how many.
    """
    try:
        image = Image.open(BytesIO(raw), formats=FORMATS)
    except Image.DecompressionBombError as error:
        found = re.search(r"\d+", str(error))
        raise _bomb(int(found[0]) if found else 2 * MOST_PIXELS) from error
    form = "JPEG" if image.format == "MPO" else image.format or ""
    if image.width * image.height > (MOST_PIXELS if _scaled(image) else MOST_AT_ONCE[form]):
        raise _bomb(image.width * image.height)
    return image


def _scaled(image: Image.Image) -> bool:
    """Whether a picture can be scaled while it is decoded, so that few pixels are in memory."""
    return image.format in ("JPEG", "MPO") and not image.info.get("progressive")


def memory_of(image: Image.Image) -> AbstractContextManager[object]:
    """Return what to hold while the pixels of an opened picture are in memory."""
    much = image.width * image.height > _MUCH and not _scaled(image)
    return _one_at_a_time if much else nullcontext()


def _bomb(pixels: int) -> Image.DecompressionBombError:
    return Image.DecompressionBombError(f"{pixels / 1_000_000:,.0f} MP")


def orientation_of(image: Image.Image) -> int:
    """Return how a picture is to be turned, 1 to 8; 1 where it does not say, or says rubbish."""
    try:
        found = image.getexif().get(ExifTags.Base.Orientation, 1)
    except FAULTS:
        return 1
    return found if isinstance(found, int) and found in _TURNS else 1


def upright_size(image: Image.Image) -> tuple[int, int]:
    """Return width and height of a picture once it is turned upright, px; nothing is decoded."""
    turned = orientation_of(image) in QUARTER_TURNS
    return (image.height, image.width) if turned else image.size


def upright(image: Image.Image) -> Image.Image:
    """Decode a picture, every byte of it, and return it turned upright."""
    image.load()
    orientation = orientation_of(image)
    return image.transpose(_TURNS[orientation]) if orientation in _TURNS else image


def plain(image: Image.Image) -> Image.Image:
    """Return a picture of 8 bits a channel without transparency, which is laid on white paper."""
    if image.mode.startswith("I"):  # 16 bits of grey: the upper 8
        image = ImageMath.lambda_eval(lambda b: b["a"] / 256, a=image.convert("I")).convert("L")
    if image.mode in ("P", "PA", "LA", "La", "RGBa") or "transparency" in image.info:
        image = image.convert("RGBA")
    if image.mode == "1":
        return image.convert("L")
    if image.mode == "RGBA":
        ground = Image.new("RGB", image.size, "white")
        ground.paste(image, mask=image.getchannel("A"))
        return ground
    return image if image.mode in ("L", "RGB", "CMYK") else image.convert("RGB")


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


def in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Return a `plain` picture in sRGB, through its own profile where that fits, and bare of it."""
    if profile and fits(profile, image.mode):
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        target = ImageCms.createProfile("sRGB")
        image = ImageCms.profileToProfile(image, source, target, outputMode="RGB") or image
    bare = image.convert("RGB")
    bare.info.clear()
    return bare
