"""How a track is coded: the sample description of its picture or sound (ISO/IEC 14496-12, 8.5.2).

What is known to hold no text is kept, as it is written anew; all the rest of a description is left.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from casebook.video import aac, h264
from casebook.video.boxes import box, boxes_in, fields, first
from casebook.video.fault import BROKEN, EXPORT_AGAIN, VideoFaultError

_NAMES = {
    b"hvc1": "H.265/HEVC",
    b"hev1": "H.265/HEVC",
    b"dvh1": "H.265/HEVC Dolby Vision",
    b"dvhe": "H.265/HEVC Dolby Vision",
    b"av01": "AV1",
    b"vp09": "VP9",
    b"mp4v": "MPEG-4 Part 2",
    b"apcn": "ProRes",
    b"apch": "ProRes",
    b"apcs": "ProRes",
    b"apco": "ProRes",
    b"ap4h": "ProRes",
    b"jpeg": "Motion JPEG",
    b"mjpa": "Motion JPEG",
    b"encv": "DRM",
    b"enca": "DRM",
    b"ac-3": "AC-3",
    b"ec-3": "E-AC-3",
    b"alac": "ALAC",
    b"Opus": "Opus",
    b"fLaC": "FLAC",
    b"samr": "AMR",
    b"sowt": "PCM",
    b"twos": "PCM",
    b"lpcm": "PCM",
    b"in24": "PCM",
    b"fl32": "PCM",
    b".mp3": "MP3",
    b"apac": "APAC",
}
_PROFILES = {
    88: "Extended",
    100: "High 4:0:0",  # High is played, but for pictures without colours
    110: "High 10",
    122: "High 4:2:2",
    244: "High 4:4:4",
}

_MOST_PIXELS = 4096 * 2304  # what phones decode (H.264, level 5.2)


@dataclass(frozen=True, slots=True)
class Coding:
    """How a track is coded.

    `label` names it for people and `name` for browsers (RFC 6381); `playable` says whether all of
    them play it. `width` and `height` are those shown before turning, px, 0 for sound. `written`
    is the description anew, empty where it is not playable; `length_size` is as in H.264.
    """

    label: str
    name: str
    playable: bool
    width: int
    height: int
    written: bytes
    length_size: int = 0


def read_coding(stsd: memoryview, kind: str) -> Coding:
    """Read the one description of a track of `vide` or `soun`; raises VideoFaultError."""
    entries = list(boxes_in(stsd[8:]))
    if not entries:
        raise VideoFaultError(BROKEN)
    if len(entries) > 1:
        raise VideoFaultError(BROKEN, EXPORT_AGAIN)
    name, entry = entries[0]
    return _picture(name, entry) if kind == "vide" else _sound(name, entry)


def _unknown(name: bytes, width: int = 0, height: int = 0) -> Coding:
    letters = "".join(chr(b) if 32 < b < 127 else "?" for b in name)
    return Coding(_NAMES.get(name, letters), letters, False, width, height, b"")


def _picture(name: bytes, entry: memoryview) -> Coding:
    width, height = fields("HH", entry, 24)
    fields("H", entry, 76)
    inner = dict(boxes_in(entry[78:]))
    if name not in (b"avc1", b"avc3"):
        return _unknown(name, width, height)
    if b"avcC" not in inner:
        raise VideoFaultError(BROKEN)
    found = h264.read_configuration(inner[b"avcC"])
    fault = _unfit(name, found)
    across, down = _pixel(inner.get(b"pasp"))
    parts = [box(b"avcC", found.box), *_colour(inner.get(b"colr"))]
    if across != down:
        parts.append(box(b"pasp", struct.pack(">II", across, down)))
    head = struct.pack(
        ">6xH16xHHII4xH32xHh", 1, found.width, found.height, 72 << 16, 72 << 16, 1, 24, -1
    )
    shown = max(1, found.width * across // down)
    return Coding(
        f"H.264 {fault}".strip(),
        found.name,
        not fault,
        shown,
        found.height,
        b"" if fault else box(b"avc1", head, *parts),
        found.length_size,
    )


def _unfit(name: bytes, found: h264.Configuration) -> str:
    """Name what keeps browsers from playing H.264; empty where nothing does."""
    if not found.playable:
        return _PROFILES.get(found.profile, f"profile {found.profile}")
    if found.width * found.height > _MOST_PIXELS:
        return f"{found.width}×{found.height}"
    return "" if name == b"avc1" else "avc3"


def _pixel(pasp: memoryview | None) -> tuple[int, int]:
    """Return the proportions of a pixel; nonsense makes it square."""
    if pasp is None or len(pasp) < 8:
        return 1, 1
    across, down = fields("II", pasp)
    return (across, down) if 0 < across <= 10 * down and 0 < down <= 10 * across else (1, 1)


def _colour(colr: memoryview | None) -> list[bytes]:
    """Write which numbers mean which colours; a profile, which holds text, is left out."""
    if colr is None or len(colr) < 10 or bytes(colr[:4]) not in (b"nclx", b"nclc"):
        return []
    whole = colr[10] & 0x80 if bytes(colr[:4]) == b"nclx" and len(colr) > 10 else 0
    return [box(b"colr", b"nclx", bytes(colr[4:10]), bytes([whole]))]


def _sound(name: bytes, entry: memoryview) -> Coding:
    version, channels = fields("H", entry, 8)[0], fields("H", entry, 16)[0]
    rate = fields("I", entry, 24)[0]
    at = 28
    if version == 1:
        at = 44
    elif version == 2:  # QuickTime's, for rates that do not fit
        hertz, channels = struct.unpack_from(">dI", entry, 32) if len(entry) >= 44 else (0.0, 0)
        rate = int(hertz) << 16 if 0 < hertz < 65_536 else 0
        at = 64
    if name != b"mp4a":
        return _unknown(name)
    described = first(entry[at:], b"esds")
    if described is None:
        described = first(entry[at:], b"wave", b"esds")
    if described is None:
        raise VideoFaultError(BROKEN)
    found = aac.read_sound(described)
    label = "AAC" if found.object_type else "MP3" if found.kind in (0x69, 0x6B) else "mp4a"
    head = struct.pack(">6xH8xHH4xI", 1, min(channels, 8), 16, rate)
    written = box(b"mp4a", head, box(b"esds", found.box())) if found.playable else b""
    return Coding(label, found.name, found.playable, 0, 0, written)
