"""H.264 as an MP4 describes it (ITU-T H.264, 7.3.2; ISO/IEC 14496-15, 5.3.3)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from casebook.video.bits import Bits
from casebook.video.fault import BROKEN, VideoFaultError

_WITH_CHROMA = frozenset({100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135})
_PLAYED = frozenset({66, 77, 100})  # baseline, main, high
_LONGEST_SET = 4_096  # bytes of a parameter set; a camera's has some dozens
ESCAPED = re.compile(b"\0\0\3")


@dataclass(frozen=True, slots=True)
class Configuration:
    """How a track is coded; px. `chroma` is 1 for 4:2:0, `depth` the bits of a sample.

    `length_size` is the size of the numbers before its units, bytes; `box` the configuration
    written anew, without what may trail behind it.
    """

    profile: int
    compatibility: int
    level: int
    chroma: int
    depth: int
    width: int
    height: int
    length_size: int
    box: bytes

    @property
    def playable(self) -> bool:
        """Whether every browser plays it."""
        return self.profile in _PLAYED and self.chroma == 1 and self.depth == 8

    @property
    def name(self) -> str:
        """The name by which a page asks a browser whether it plays it (RFC 6381)."""
        return f"avc1.{self.profile:02x}{self.compatibility:02x}{self.level:02x}"


def read_configuration(content: memoryview) -> Configuration:
    """Read an `avcC` box; raises VideoFaultError where it is broken."""
    if len(content) < 7 or content[0] != 1:
        raise VideoFaultError(BROKEN)
    sequences, at = _parameter_sets(content, 5, 0x1F)
    pictures, at = _parameter_sets(content, at, 0xFF)
    if not sequences or not pictures:
        raise VideoFaultError(BROKEN)
    profile, compatibility, level, chroma, depth, width, height = _sequence(sequences[0])
    length_size = (content[4] & 3) + 1
    written = bytes([1, profile, compatibility, level, 0xFC | length_size - 1])
    written += bytes([0xE0 | len(sequences)]) + b"".join(map(_with_length, sequences))
    written += bytes([len(pictures)]) + b"".join(map(_with_length, pictures))
    if profile in _WITH_CHROMA:
        written += bytes([0xFC | chroma, 0xF8 | depth - 8, 0xF8 | depth - 8, 0])
    return Configuration(
        profile, compatibility, level, chroma, depth, width, height, length_size, written
    )


def _with_length(unit: bytes) -> bytes:
    return len(unit).to_bytes(2, "big") + unit


def _parameter_sets(content: memoryview, at: int, mask: int) -> tuple[list[bytes], int]:
    if at >= len(content):
        raise VideoFaultError(BROKEN)
    count, at = content[at] & mask, at + 1
    found = []
    for _ in range(count):
        length = int.from_bytes(content[at : at + 2], "big")
        unit = bytes(content[at + 2 : at + 2 + length])
        if not unit or len(unit) != length or length > _LONGEST_SET:
            raise VideoFaultError(BROKEN)
        found.append(unit)
        at += 2 + length
    return found, at


def _sequence(unit: bytes) -> tuple[int, ...]:
    """Read a sequence parameter set (7.3.2.1.1) up to its cropping."""
    bits = Bits(ESCAPED.sub(b"\0\0", unit)[1:])
    profile, compatibility, level = bits.read(8), bits.read(8), bits.read(8)
    bits.golomb()
    chroma, depth, planes = 1, 8, 0
    if profile in _WITH_CHROMA:
        chroma = bits.golomb()
        planes = bits.read(1) if chroma == 3 else 0
        depth = 8 + max(bits.golomb(), bits.golomb())
        bits.read(1)
        if bits.read(1):
            for number in range(12 if chroma == 3 else 8):
                if bits.read(1):
                    _skip_scaling(bits, 16 if number < 6 else 64)
    if chroma > 3 or depth > 14:
        raise VideoFaultError(BROKEN)
    bits.golomb()
    _skip_order(bits)
    bits.golomb()
    bits.read(1)
    across, down = bits.golomb() + 1, bits.golomb() + 1
    frames = bits.read(1)
    if not frames:
        bits.read(1)
    bits.read(1)
    width, height = 16 * across, 16 * down * (2 - frames)
    if bits.read(1):
        colour = 0 if planes else chroma
        step_x = 2 if colour in (1, 2) else 1
        step_y = (2 if colour == 1 else 1) * (2 - frames)
        left, right, top, bottom = (bits.golomb() for _ in range(4))
        width -= step_x * (left + right)
        height -= step_y * (top + bottom)
    if width <= 0 or height <= 0 or max(width, height) > 16_384:
        raise VideoFaultError(BROKEN)
    return profile, compatibility, level, chroma, depth, width, height


def _skip_scaling(bits: Bits, size: int) -> None:
    last = following = 8
    for _ in range(size):
        if following:
            following = (last + bits.signed_golomb() + 256) % 256
        last = following or last


def _skip_order(bits: Bits) -> None:
    kind = bits.golomb()
    if kind == 0:
        bits.golomb()
    elif kind == 1:
        bits.read(1)
        bits.signed_golomb()
        bits.signed_golomb()
        for _ in range(min(bits.golomb(), 255)):
            bits.signed_golomb()
