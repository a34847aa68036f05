"""What can be said of a photo by looking at it once: is it whole, blank, a screenshot, whose like.

All of it follows from the content alone, so that it can be kept by content and need not be found
out again.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from PIL import ExifTags, Image, ImageChops, ImageCms

from casebook.media.container import Anatomy, anatomy_of, hidden_in, kind_of
from casebook.media.pixels import (
    FAULTS,
    MOST_BYTES,
    QUARTER_TURNS,
    memory_of,
    opened,
    orientation_of,
    plain,
    upright,
    upright_size,
)

READABLE = ("jpeg", "png", "webp")
_MOST_SCANS = 100  # of a progressive JPEG: encoders write about ten, each costs a pass
_SMALL = 256  # px of the shorter side, at least, of the picture that is looked at
_GRID = 16  # a side of the mark: 256 bits
_CAMERA = (ExifTags.Base.Make, ExifTags.Base.Model)
_WRITTEN = (ExifTags.Base.ExifImageWidth, ExifTags.Base.ExifImageHeight)
_EXPOSURE = (ExifTags.Base.ExposureTime, ExifTags.Base.FNumber)
_SAYS = (ExifTags.Base.UserComment, ExifTags.Base.ImageDescription, ExifTags.Base.Software)


@dataclass(frozen=True, slots=True)
class Look:
    """A photo as it was looked at; px are those of the upright picture.

    `damage` says why it cannot be decoded whole, `too_large` that nothing was decoded. `span` is
    between the darkest and the lightest hundredth of the pixels (0 to 255), `flat` the share of
    pixels equal to their neighbour, `bare` the share of rows at the bottom that are of one colour.
    `mark` is a difference hash: one bit for each of 16×16 places that is darker than the place to
    the right of it. Its 16 bands of 16 bits have a bit of each row and a different column each
    time, so that a plain sky, which many photos have, fills no band (see `alike`).
    """

    kind: str = ""
    width: int = 0
    height: int = 0
    damage: str = ""
    too_large: bool = False
    moving: bool = False
    hidden: str = ""
    trailer: int = 0  # bytes
    inks: bool = False  # CMYK
    deep: bool = False  # 16 bits a channel
    profile: str = ""
    orientation: int = 1
    contradicts: bool = False  # its EXIF says that it was turned already
    camera: bool = False
    says_screenshot: bool = False
    span: int = 0
    flat: float = 0.0
    bare: float = 0.0
    mark: str = ""


def look_at(raw: bytes) -> Look:
    """Judge a file by its content; a damaged or a malicious one is a look as well."""
    kind = kind_of(raw[:16])
    if kind not in READABLE:
        return Look(kind)
    if len(raw) > MOST_BYTES:
        return Look(kind, damage=f"> {MOST_BYTES // 1_000_000} MB", too_large=True)
    anatomy = anatomy_of(raw, kind)
    hidden = hidden_in(raw, anatomy)
    try:
        return _decoded(raw, kind, anatomy, hidden)
    except FAULTS as error:
        return Look(kind, damage=str(error) or type(error).__name__, hidden=hidden)


def _decoded(raw: bytes, kind: str, anatomy: Anatomy, hidden: str) -> Look:
    try:
        image = opened(raw)
    except Image.DecompressionBombError as error:
        return Look(kind, damage=str(error), too_large=True, hidden=hidden)
    if anatomy.scans > _MOST_SCANS:
        raise ValueError(f"{anatomy.scans} scans")
    with image, memory_of(image):
        width, height = upright_size(image)
        says = _says(image)
        inks = image.mode == "CMYK"
        deep = image.mode.startswith("I") or (kind == "png" and raw[24:25] == b"\x10")
        profile = _name_of(image.info.get("icc_profile"))
        orientation, contradicts = orientation_of(image), _contradicts(image)
        image.draft(None, (_SMALL, _SMALL))  # every byte of it is read all the same
        whole = upright(image)
        small = plain(whole.reduce(max(1, min(whole.size) // _SMALL))).convert("RGB")
    return Look(
        kind=kind,
        width=width,
        height=height,
        moving=anatomy.moving,
        hidden=hidden,
        trailer=len(anatomy.trailer.strip(b"\0\xff\r\n ")),
        inks=inks,
        deep=deep,
        profile=profile,
        orientation=orientation,
        contradicts=contradicts,
        camera=bool(says["camera"]),
        says_screenshot="screenshot" in says["words"].lower(),
        span=_span(small),
        flat=round(_flat(small), 3),
        bare=round(_bare(small), 3),
        mark=_mark(small),
    )


def _says(image: Image.Image) -> dict[str, str]:
    """Return which camera took a picture, and what its EXIF says about it in words."""
    try:
        exif = image.getexif()
        inner = exif.get_ifd(ExifTags.IFD.Exif)
        camera = [exif.get(tag) for tag in _CAMERA] + [inner.get(tag) for tag in _EXPOSURE]
        words = [inner.get(tag) or exif.get(tag) for tag in _SAYS]
    except FAULTS:
        return {"camera": "", "words": ""}
    return {"camera": " ".join(str(c) for c in camera if c), "words": " ".join(map(_text, words))}


def _text(value: object) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value or "")


def _contradicts(image: Image.Image) -> bool:
    """Whether a picture is to be turned by a quarter, but lies otherwise than the camera wrote it.

    Programs that turn the pixels and leave the orientation as it was make it lie on its side.
    """
    try:
        inner = image.getexif().get_ifd(ExifTags.IFD.Exif)
        wide, high = (inner.get(tag) for tag in _WRITTEN)
        if orientation_of(image) not in QUARTER_TURNS or not wide or not high or wide == high:
            return False
        return bool((wide > high) != (image.width > image.height))
    except FAULTS:
        return False


def _name_of(profile: bytes | None) -> str:
    try:
        if profile is None:
            return ""
        return ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(BytesIO(profile))).strip()
    except FAULTS:
        return "?"


def _span(image: Image.Image) -> int:
    counts = image.convert("L").resize((64, 64), Image.Resampling.BOX).histogram()
    levels = [level for level, count in enumerate(counts) for _ in range(count)]
    edge = len(levels) // 100
    return levels[-1 - edge] - levels[edge]


def _flat(image: Image.Image) -> float:
    if image.width < 2:
        return 1.0
    left = image.crop((0, 0, image.width - 1, image.height))
    right = image.crop((1, 0, image.width, image.height))
    red, green, blue = ImageChops.difference(left, right).split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return most.histogram()[0] / (most.width * most.height)


def _bare(image: Image.Image) -> float:
    last = image.getpixel((0, image.height - 1))
    for row in range(image.height - 1, -1, -1):
        colours = image.crop((0, row, image.width, row + 1)).getcolors(1)
        if colours is None or colours[0][1] != last:
            return (image.height - 1 - row) / image.height
    return 1.0


def _mark(image: Image.Image) -> str:
    grey = image.convert("L").resize((_GRID + 1, _GRID), Image.Resampling.BOX)
    cells = grey.tobytes()
    bits = 0
    for band in range(_GRID):
        for row in range(_GRID):
            at = row * (_GRID + 1) + (band + row) % _GRID
            bits = bits << 1 | (cells[at] < cells[at + 1])
    return f"{bits:064x}"
