"""The images of a press file: colour space, pixels, and how much ink they lay down."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

import pikepdf
from PIL import Image, ImageChops, ImageMath

from casebook.preflight.spaces import Space, space_of

_MANY = 1_000_000  # pixels; of more, every second one each way tells enough
_SAMPLE = 120  # px, what a report shows of an image
_MOST = 400_000_000  # pixels; a file that claims more is not opened


@dataclass(frozen=True, slots=True)
class Picture:
    """An image of the file: pixels, bits a component, inks in %, share over the limit (0 to 1)."""

    pixels: tuple[int, int]
    bits: int
    space: Space
    ink_max: float
    ink_over: float
    name: str
    sample: Image.Image | None
    """A small copy in CMYK or grey, as it prints"""


def read_picture(image: Any, named: Any, limit: float) -> Picture:
    """Read an image XObject or an inline image; `limit` is the edition's, %."""
    inline = not isinstance(image, pikepdf.Stream)
    source = image.obj if inline else image

    def entry(long: str, short: str, usual: Any) -> Any:
        return source.get(long, source.get(short, usual))

    pixels = (int(entry("/Width", "/W", 0)), int(entry("/Height", "/H", 0)))
    bits = int(entry("/BitsPerComponent", "/BPC", 1))
    value = entry("/ColorSpace", "/CS", None)
    stencil = bool(entry("/ImageMask", "/IM", False))
    space = Space("stencil", "gray", 1) if stencil else space_of(value, named)
    name = str(entry("/Title", "/Name", "")).lstrip("/")
    if stencil or inline or pixels[0] * pixels[1] > _MOST:
        return Picture(pixels, bits, space, 0.0, 0.0, name, None)
    if space.base is not None and space.base.kind == "cmyk":
        return Picture(pixels, bits, space, _palette(value, limit), 0.0, name, None)
    if space.kind in ("gray", "spot"):
        most = 100.0 * len(space.plates or ("Black",)) if space.plates != ("All",) else 400.0
        return Picture(pixels, bits, space, most, 0.0, name, None)
    decoded = _decoded(image, pixels, bits) if space.kind == "cmyk" else None
    if decoded is None:
        return Picture(pixels, bits, space, 0.0, 0.0, name, None)
    most, over = _ink(decoded, limit)
    decoded.thumbnail((_SAMPLE, _SAMPLE))
    return Picture(pixels, bits, space, most, over, name, decoded)


def _decoded(image: Any, pixels: tuple[int, int], bits: int) -> Image.Image | None:
    """Return the inks as they print, or None for a coding that Pillow does not read."""
    filters = image.get("/Filter", [])
    last = filters[-1] if isinstance(filters, pikepdf.Array) and len(filters) else filters
    turned = [float(value) for value in image.get("/Decode", [])][:2] == [1.0, 0.0]
    if str(last) == "/DCTDecode":
        raw = image.read_raw_bytes() if isinstance(filters, pikepdf.Name) else None
        if raw is None:
            return None
        try:
            with Image.open(io.BytesIO(raw), formats=["JPEG"]) as opened:
                if opened.mode != "CMYK":
                    return None
                if opened.width * opened.height > _MANY:
                    opened.draft("CMYK", (opened.width // 2, opened.height // 2))
                opened.load()
                found = opened.copy()
        except (OSError, Image.DecompressionBombError):
            return None
        # Pillow takes every CMYK JPEG for an inverted one, as Adobe writes them
        return found if turned else ImageChops.invert(found)
    if bits != 8:
        return None
    try:
        samples = image.read_bytes()
    except pikepdf.PdfError:
        return None
    if len(samples) < pixels[0] * pixels[1] * 4:
        return None
    plain = Image.frombytes("CMYK", pixels, samples[: pixels[0] * pixels[1] * 4])
    return ImageChops.invert(plain) if turned else plain


def _ink(image: Image.Image, limit: float) -> tuple[float, float]:
    """Return the largest sum of the four inks, %, and the share of pixels above `limit`."""
    cyan, magenta, yellow, black = image.split()
    summed = ImageMath.lambda_eval(
        lambda inks: inks["c"] + inks["m"] + inks["y"] + inks["k"],
        c=cyan,
        m=magenta,
        y=yellow,
        k=black,
    )
    most = summed.getextrema()[1] / 2.55
    if most <= limit:
        return most, 0.0
    bound = int(limit * 2.55)
    above = ImageMath.lambda_eval(lambda inks: inks["s"] > bound, s=summed).convert("L")
    return most, 1 - above.histogram()[0] / (image.width * image.height)


def _palette(value: Any, limit: float) -> float:
    """Return the largest ink sum of a palette."""
    table = value[3]
    colours = table.read_bytes() if isinstance(table, pikepdf.Stream) else bytes(table)
    groups = (colours[i : i + 4] for i in range(0, len(colours) - 3, 4))
    return max((sum(group) / 2.55 for group in groups), default=0.0)
