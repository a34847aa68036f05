"""AAC as an MP4 holds it: what its descriptor says, and the words an encoder put before a frame.

ISO/IEC 14496-1, 7.2.6 (descriptors); ISO/IEC 14496-3, 1.6.2.1 and 4.4.2 (frames).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from casebook.video.bits import Bits
from casebook.video.boxes import fields
from casebook.video.fault import BROKEN, VideoFaultError

_DECODER, _SPECIFIC, _SYNC = 4, 5, 6  # tags of descriptors
_AAC = 0x40
_PLAYED = frozenset({2, 5, 29})  # LC, HE, HE v2
_LONGEST_SPECIFIC = 64  # bytes
_DATA, _FILL = 4, 6  # elements that hold no sound
_TEXTUAL_FILL = frozenset({0, 1, 2})
_HEAD = 1_024  # bytes at a frame's start in which such elements are looked for


@dataclass(frozen=True, slots=True)
class Sound:
    """How a track of sound is coded; `specific` is what its decoder is set up with."""

    kind: int
    specific: bytes

    @property
    def object_type(self) -> int:
        """The kind of AAC, or 0 for something else."""
        return self.specific[0] >> 3 if self.kind == _AAC and self.specific else 0

    @property
    def playable(self) -> bool:
        """Whether every browser plays it."""
        return self.object_type in _PLAYED

    @property
    def name(self) -> str:
        """The name by which a page asks a browser whether it plays it (RFC 6381)."""
        return f"mp4a.40.{self.object_type}"

    def box(self) -> bytes:
        """Write an `esds` content anew: nothing that trailed behind is left."""
        specific = _descriptor(_SPECIFIC, self.specific)
        decoder = _descriptor(_DECODER, bytes([self.kind, 0x15]) + bytes(11) + specific)
        return bytes(4) + _descriptor(3, bytes(3) + decoder + _descriptor(_SYNC, b"\2"))


def _descriptor(tag: int, content: bytes) -> bytes:
    size = len(content)  # below 2^14
    return bytes([tag, 0x80 | size >> 7, size & 0x7F]) + content


def read_sound(content: memoryview) -> Sound:
    """Read an `esds` content; raises VideoFaultError where it is broken."""
    tag, inner, _ = _next_descriptor(content[4:])
    if tag != 3:
        raise VideoFaultError(BROKEN)
    flags = fields("B", inner, 2)[0]
    at = 3 + 2 * (flags >> 7 & 1)
    if flags & 0x40:
        at += 1 + fields("B", inner, at)[0]
    at += 2 * (flags >> 5 & 1)
    tag, decoder, _ = _next_descriptor(inner[at:])
    if tag != _DECODER or len(decoder) < 13:
        raise VideoFaultError(BROKEN)
    specific = b""
    if len(decoder) > 13:
        tag, found, _ = _next_descriptor(decoder[13:])
        specific = bytes(found) if tag == _SPECIFIC else b""
    if len(specific) > _LONGEST_SPECIFIC:
        raise VideoFaultError(BROKEN)
    return Sound(decoder[0], specific)


def _next_descriptor(content: memoryview) -> tuple[int, memoryview, int]:
    """Return tag, content and end of a descriptor, whose size is written in seven bits a byte."""
    tag, size, at = fields("B", content)[0], 0, 1
    for _ in range(4):
        byte = fields("B", content, at)[0]
        size, at = size << 7 | byte & 0x7F, at + 1
        if not byte & 0x80:
            break
    if at + size > len(content):
        raise VideoFaultError(BROKEN)
    return tag, content[at : at + size], at + size


def blank(frame: bytearray) -> None:
    """Overwrite the fillings and data that stand before a frame's sound, at the same length."""
    length = min(len(frame), _HEAD)
    bits = Bits(bytes(frame[:length]))
    mask = 0
    try:
        for start, end in _before_sound(bits, 8 * length):
            mask |= (1 << 8 * length - start) - (1 << 8 * length - end)
    except VideoFaultError:  # behind what is looked at
        pass
    if mask:
        kept = int.from_bytes(frame[:length], "big") & ~mask
        frame[:length] = kept.to_bytes(length, "big")


def _before_sound(bits: Bits, total: int) -> Iterator[tuple[int, int]]:
    """Yield from which bit to which the leading elements hold what is no sound."""
    while bits.left > 8:
        element = bits.read(3)
        if element == _FILL:
            count = bits.read(4)
            if count == 15:
                count += bits.read(8) - 1
            if not count:
                continue
            start = total - bits.left
            if bits.read(4) not in _TEXTUAL_FILL:
                return
            bits.read(8 * count - 4)
        elif element == _DATA:
            bits.read(4)
            aligned = bits.read(1)
            count = bits.read(8)
            if count == 255:
                count += bits.read(8)
            if aligned:
                bits.read(bits.left % 8)
            start = total - bits.left
            bits.read(8 * count)
        else:
            return
        yield start, total - bits.left
