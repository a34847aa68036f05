"""What a file is by its content, and what it carries besides the picture.

Markers of JPEG: ITU-T T.81, B.1; chunks of PNG: https://www.w3.org/TR/png-3/#5Chunk-layout; of
WebP: RFC 9649, 2.3.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

_SIGNS: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\xff\xd8\xff", "jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "png"),
    (8, b"WEBP", "webp"),
    (0, b"GIF8", "gif"),
    (0, b"BM", "bmp"),
    (0, b"II*\0", "tiff"),
    (0, b"MM\0*", "tiff"),
    (0, b"%PDF", "pdf"),
    (0, b"8BPS", "psd"),
    (0, b"PK\x03\x04", "zip"),
    (0, b"\xff\x0a", "jxl"),
    (4, b"JXL ", "jxl"),
    (4, b"ftyp", "mp4"),
)
_BRANDS = {  # ISO/IEC 23008-12, 23000-22
    **dict.fromkeys((b"avif", b"avis"), "avif"),
    **dict.fromkeys((b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"), "heic"),
}
_MOST_MARKERS = 20_000  # of a JPEG; cameras write dozens
_MARKER = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
# What makes one file two. Each asks for more than five bytes, so that no camera's data is taken
# for it by chance.
_HIDDEN: tuple[tuple[str, re.Pattern[bytes]], ...] = (
    ("pdf", re.compile(rb"%PDF-\d\.\d")),
    ("html", re.compile(rb"<(?:!doctype\s+html|(?:html|script|iframe|svg)[\s>])", re.IGNORECASE)),
    ("php", re.compile(rb"<\?php\s", re.IGNORECASE)),
    ("rar", re.compile(rb"Rar!\x1a\x07[\0\x01]")),
    ("7z", re.compile(rb"7z\xbc\xaf\x27\x1c")),
    ("torrent", re.compile(rb"d8:announce\d+:")),
)
_PROGRAMS = (b"MZ", b"\x7fELF", b"#!")


@dataclass(frozen=True, slots=True)
class Anatomy:
    """The parts of a file: what is `beside` the pixels, and the `trailer` after its end.

    `scans` are the passes of a JPEG; `whole` says that it has an end, `moving` that it is a film.
    """

    beside: bytes
    trailer: bytes
    scans: int = 1
    whole: bool = True
    moving: bool = False


def kind_of(head: bytes) -> str:
    """Name the kind of a file by its first bytes: `jpeg`, `heic`, …; empty where none is known."""
    for offset, sign, name in _SIGNS:
        if head[offset : offset + len(sign)] == sign:
            return _BRANDS.get(head[8:12], name) if name == "mp4" else name
    return ""


def anatomy_of(raw: bytes, kind: str) -> Anatomy:
    """Take a photo of a known kind apart, without decoding it."""
    return _TAKE_APART[kind](raw)


def hidden_in(raw: bytes, anatomy: Anatomy) -> str:
    """Name what else a photo is: `zip`, `html`, `pdf`, …; empty for a mere photo.

    A photo of a phone carries more than a picture as well: a film, a second exposure, notes of its
    maker. That is no reason to refuse it, and no derivative has any of it.
    """
    if b"PK\x05\x06" in raw[-66_000:] and _is_zip(raw):
        return "zip"
    if anatomy.trailer.startswith(_PROGRAMS):
        return "program"
    for name, sign in _HIDDEN:
        if sign.search(anatomy.beside) or sign.search(anatomy.trailer):
            return name
    return ""


def _is_zip(raw: bytes) -> bool:
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            return bool(archive.infolist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, LookupError, OSError, EOFError):
        return False


def _jpeg(raw: bytes) -> Anatomy:
    at, scans = 2, 0
    beside: list[bytes] = []
    for _ in range(_MOST_MARKERS):
        if raw[at : at + 1] != b"\xff" or at + 1 >= len(raw):
            break
        marker = raw[at + 1]
        if marker == 0xFF:  # filling
            at += 1
            continue
        if marker == 0xD9:
            return Anatomy(b"\n".join(beside), raw[at + 2 :], scans)
        if marker == 1 or 0xD0 <= marker <= 0xD8:  # these have no body
            at += 2
            continue
        end = at + 2 + int.from_bytes(raw[at + 2 : at + 4], "big")
        if end < at + 4:
            break
        if marker >= 0xE0:  # APPn, COM, and what nobody uses
            beside.append(raw[at + 4 : end])
        at = end
        if marker == 0xDA:
            scans += 1
            found = _MARKER.search(raw, at)
            at = found.start() if found else len(raw)
    return Anatomy(b"\n".join(beside), b"", scans, whole=False)


def _png(raw: bytes) -> Anatomy:
    at, moving = 8, False
    beside: list[bytes] = []
    while at + 12 <= len(raw):
        size, name = int.from_bytes(raw[at : at + 4], "big"), raw[at + 4 : at + 8]
        body, at = raw[at + 8 : at + 8 + size], at + 12 + size
        if name == b"IEND":
            return Anatomy(b"\n".join(beside), raw[at:], moving=moving)
        if name not in (b"IDAT", b"fdAT", b"PLTE"):
            beside.append(body)
        moving |= name == b"acTL"
    return Anatomy(b"\n".join(beside), b"", whole=False, moving=moving)


def _webp(raw: bytes) -> Anatomy:
    at, moving = 12, False
    beside: list[bytes] = []
    end = 8 + int.from_bytes(raw[4:8], "little")
    while at + 8 <= min(end, len(raw)):
        name, size = raw[at : at + 4], int.from_bytes(raw[at + 4 : at + 8], "little")
        if name not in (b"VP8 ", b"VP8L", b"ALPH", b"ANMF"):
            beside.append(raw[at + 8 : at + 8 + size])
        moving |= name == b"ANIM"
        at += 8 + size + size % 2
    return Anatomy(b"\n".join(beside), raw[end:], whole=end <= len(raw), moving=moving)


_TAKE_APART: dict[str, Callable[[bytes], Anatomy]] = {"jpeg": _jpeg, "png": _png, "webp": _webp}
