"""What a picture says besides its pixels: any of it that is not on a short list is unwanted.

JPEG: ITU-T T.81, B.1; PNG: https://www.w3.org/TR/png-3/; WebP:
https://developers.google.com/speed/webp/docs/riff_container.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from casebook.leaks.part import Part
from casebook.problem import Said

_MARKER = re.compile(rb"\xff([^\x00\xd0-\xd7\xff])")
_BARE = frozenset({0x01, *range(0xD0, 0xD8)})  # markers without a length
_DRAWING = frozenset({*range(0xC0, 0xD0), 0xDA, 0xDB, 0xDC, 0xDD})
_BEHIND = Said("图像数据之后", "behind the picture")
_BETWEEN = Said("图像数据之间", "between parts of the picture")
_PROFILE = Said("图片的颜色特性文件里", "the colour profile of a picture")
_PNG_ALLOWED = frozenset(
    ("IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "sBIT", "bKGD")
    + ("pHYs", "cICP", "acTL", "fcTL", "fdAT")
)
_WEBP_ALLOWED = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ICCP", b"ANIM", b"ANMF"})


def unwanted(name: str | Said, data: bytes) -> Part:
    """Return the part for metadata that should have been left out, with what it says."""
    said = Said(name, name) if isinstance(name, str) else name
    where = Said(f"图片的附加信息（{said.zh}）", f"metadata of a picture ({said.en})")
    return Part(words_in(data), where, unwanted=True)


def words_in(data: bytes) -> str:
    """Return what bytes say in UTF-8 or UTF-16, whichever it is, with much noise between."""
    wide = [
        data[start:].decode(f"utf-16-{order}", "replace")
        for start in (0, 1)
        for order in ("le", "be")
    ]
    return "\n".join([data.decode("utf-8", "replace"), *wide])


def parts_of_jpeg(data: bytes) -> Iterator[Part]:
    """Yield the segments that are neither picture nor colour: Exif, XMP, IPTC, comments, thumbs."""
    at, drawn = 2, False
    while match := _MARKER.search(data, at):
        if not drawn and (between := data[at : match.start()].strip(b"\xff")):
            yield unwanted(_BETWEEN, between)
        kind, at = match[1][0], match.end()
        drawn = kind == 0xDA
        if kind == 0xD9:
            if rest := data[at:].strip(b"\0"):
                yield unwanted(_BEHIND, rest)
            return
        if kind in _BARE:
            continue
        length = int.from_bytes(data[at : at + 2], "big")
        body = data[at + 2 : at + length]
        at += max(length, 2)
        if kind == 0xFE:
            yield unwanted("COM", body)
        elif 0xE0 <= kind <= 0xEF and not _is_plain(kind, body):
            yield unwanted(f"APP{kind - 0xE0} {_label(body)}".strip(), body)
        elif kind == 0xE2:
            yield Part(words_in(body), _PROFILE, looked="values")
        elif kind not in _DRAWING and not 0xE0 <= kind <= 0xEF:
            yield unwanted(f"{kind:02X}", body)


def _is_plain(kind: int, body: bytes) -> bool:
    """Whether a segment holds density, colour profile or colour transform, and nothing else."""
    return (
        (kind == 0xE0 and body.startswith(b"JFIF\0") and len(body) == 14)
        or (kind == 0xE2 and body.startswith(b"ICC_PROFILE\0"))
        or (kind == 0xEE and body.startswith(b"Adobe") and len(body) == 12)
    )


def _label(body: bytes) -> str:
    found = re.match(rb"[A-Za-z][\w :/.-]{1,28}", body)
    return found[0].decode() if found else ""


def parts_of_png(data: bytes) -> Iterator[Part]:
    """Yield the chunks that are neither picture nor colour, packed texts unpacked."""
    at = 8
    while at + 8 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        kind = data[at + 4 : at + 8].decode("latin-1")
        body = data[at + 8 : at + 8 + length]
        at += length + 12
        if kind not in _PNG_ALLOWED:
            yield unwanted(kind, body + _unpacked(kind, body))
        elif kind == "iCCP":
            yield Part(words_in(body + _unpacked(kind, body)), _PROFILE, looked="values")
        if kind == "IEND":
            break
    if rest := data[at:]:
        yield unwanted(_BEHIND, rest)


def _unpacked(kind: str, body: bytes) -> bytes:
    if kind not in ("zTXt", "iTXt", "iCCP"):
        return b""
    try:
        return zlib.decompressobj().decompress(body[body.index(b"\x78") :], 1_000_000)
    except (ValueError, zlib.error):
        return b""


def parts_of_webp(data: bytes) -> Iterator[Part]:
    """Yield the chunks that are neither picture nor colour."""
    at, end = 12, min(len(data), 8 + int.from_bytes(data[4:8], "little"))
    while at + 8 <= end:
        kind, length = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        body = data[at + 8 : at + 8 + length]
        if kind not in _WEBP_ALLOWED:
            yield unwanted(kind.decode("latin-1").strip(), body)
        elif kind == b"ICCP":
            yield Part(words_in(body), _PROFILE, looked="values")
        at += 8 + length + length % 2
    if rest := data[end:].strip(b"\0"):
        yield unwanted(_BEHIND, rest)


def parts_of_gif(data: bytes) -> Iterator[Part]:
    """Yield comments and application data (GIF89a, 24 and 26), but for the count of repeats."""
    for match in re.finditer(rb"\x21(\xfe|\xff\x0b(?!NETSCAPE2\.0))", data):
        yield unwanted("GIF" if match[1] == b"\xfe" else "GIF XMP", data[match.end() :][:4096])
