"""Stand-ins for photos: Typst sets a tiny JPEG, and the real one is put into the PDF afterwards.

Typst decodes every raster that it is given: 1,200 photos took 19.7 GB. A proxy has the photo's
aspect ratio and a few pixels; a comment segment (ITU-T T.81, B.2.4.5) with the photo's key makes
its bytes unique and tells, in the finished PDF, which photo it stands for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from io import BytesIO
from typing import Literal

from pikepdf import (
    Array,
    Name,
    Object,
    ObjectStreamMode,
    Pdf,
    String,
)
from PIL import Image

_MARK = b"casebook-proxy:"
_EXACT = Fraction(1, 1_000)  # of the ratio: it keeps a proxy at some hundred pixels
_INVERTED = [1, 0] * 4

Inks = Literal["rgb", "cmyk", "gray"]


@dataclass(frozen=True, slots=True)
class Picture:
    """A JPEG to put in a proxy's place; px.

    `inverted`: 0 means full ink, as Pillow (and Photoshop) write CMYK JPEGs with an Adobe marker;
    a PDF reader does not look at that marker, so it is told by /Decode. `title` names the photo in
    the file, where a print house asks for it.
    """

    jpeg: bytes
    width: int
    height: int
    inks: Inks = "rgb"
    inverted: bool = False
    title: str = ""


def picture(jpeg: bytes, title: str = "") -> Picture:
    """Read size and inks from a JPEG's head; raises OSError where it is none."""
    with Image.open(BytesIO(jpeg), formats=("JPEG",)) as image:
        inks: dict[str, Inks] = {"RGB": "rgb", "CMYK": "cmyk", "L": "gray"}
        adobe = image.mode == "CMYK" and "adobe" in image.info
        return Picture(jpeg, image.width, image.height, inks[image.mode], adobe, title)


def proxy(width: int, height: int, key: str) -> bytes:
    """Return a tiny JPEG whose sides are as `width` to `height` (px) to 1/1,000.

    A template that wants it exactly gives the picture its height, and `fit: "stretch"`. `key`
    (letters, digits, hyphens) names the photo. Equal arguments give equal bytes.
    """
    ratio = Fraction(width, height)
    near, most = ratio, 1
    while most < ratio.denominator:
        near = ratio.limit_denominator(most)
        if near and abs(near - ratio) <= ratio * _EXACT:
            break
        most, near = most + 1, ratio
    body = _blank(near.numerator, near.denominator)
    said = _MARK + key.encode("ascii")
    comment = b"\xff\xfe" + (len(said) + 2).to_bytes(2, "big") + said
    return body[:2] + comment + body[2:]  # right behind the start-of-image marker


@cache
def _blank(width: int, height: int) -> bytes:
    out = BytesIO()
    Image.new("RGB", (width, height), (160, 160, 160)).save(out, "JPEG", quality=30)
    return out.getvalue()


def key_of(image: Object) -> str | None:
    """Return the key of the photo that an image of a PDF stands for; None: it is no proxy."""
    if image.get("/Subtype") != "/Image" or image.get("/Filter") != "/DCTDecode":
        return None
    if int(image.get("/Length", 0)) > 100_000:
        return None  # a real photo is not read for it
    raw = image.read_raw_bytes()
    length = int.from_bytes(raw[4:6], "big")
    said = raw[6 : 4 + length]
    if raw[2:4] != b"\xff\xfe" or not said.startswith(_MARK):
        return None
    return said.removeprefix(_MARK).decode("ascii", "replace")


def proxies_in(pdf: Pdf) -> dict[str, list[Object]]:
    """Return the images of a PDF that are proxies, by key; same photo, same or several objects."""
    found: dict[str, list[Object]] = {}
    for item in pdf.objects:
        if hasattr(item, "read_raw_bytes") and (key := _key_if_stream(item)) is not None:
            found.setdefault(key, []).append(item)
    return found


def _key_if_stream(item: Object) -> str | None:
    return key_of(item) if isinstance(item, Object) and item._type_name == "stream" else None


def swap(pdf: Pdf, pictures: Mapping[str, Picture]) -> int:
    """Put real pictures in the place of their proxies; return how many images were changed.

    An RGB picture keeps the colour space that Typst gave the proxy (sRGB: what PDF/A asks for); a
    CMYK one is DeviceCMYK, that is, in the inks of the output intent. Everything else of the file
    stays as it is. Raises KeyError for a proxy without a picture: none may be left in print.
    """
    count = 0
    for key, images in proxies_in(pdf).items():
        made = pictures[key]
        for image in images:
            image.write(made.jpeg, filter=Name.DCTDecode)
            image.Width, image.Height, image.BitsPerComponent = made.width, made.height, 8
            if made.inks != "rgb":
                image.ColorSpace = Name.DeviceCMYK if made.inks == "cmyk" else Name.DeviceGray
            if made.inverted:
                image.Decode = Array(_INVERTED)
            elif "/Decode" in image:
                del image.Decode
            if made.title:
                image.Title = String(made.title)
            count += 1
    return count


def saved(pdf: Pdf) -> bytes:
    """Return a changed PDF as bytes, the same for the same content.

    The first half of its /ID stays what Typst made of the document, the second is made of the
    content (ISO 32000-1, 14.4); conformance data (XMP, output intent, tags) are not touched.
    """
    out = BytesIO()
    pdf.save(
        out,
        deterministic_id=True,
        fix_metadata_version=False,  # it would write the XMP anew
        object_stream_mode=ObjectStreamMode.generate,
    )
    return out.getvalue()
