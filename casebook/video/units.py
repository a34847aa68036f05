"""The units of which frames of H.264 are made: what they hold besides the picture is blanked.

ITU-T H.264 (08/2021), 7.3.1 and 7.3.2.3.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from casebook.video.fault import BROKEN, VideoFaultError
from casebook.video.h264 import ESCAPED

_SEI, _FILLER = 6, 12  # kinds of units
_PICTURE = frozenset({1, 2, 3, 4, 5})
_KEPT = frozenset({*_PICTURE, 7, 8, 9, 10, 11, 13, 14, 15, 19, 20})
_USER_DATA = 5  # a message that every decoder passes over, whatever it holds
_SHORTEST_USER_DATA = 16  # bytes
_SPOKEN = frozenset({0, 1, 2, 6, 45, 137, 144})  # messages for decoders, which hold no text


def blank(sample: bytearray, length_size: int) -> None:
    """Overwrite what a frame holds besides its picture, at the same length.

    That is messages of encoders and cameras (text, places, times: 7.3.2.3) and units of kinds that
    no decoder knows. Raises VideoFaultError where the frame's units do not add up to it.
    """
    at = 0
    while at < len(sample):
        start = at + length_size
        end = start + int.from_bytes(sample[at:start], "big")
        if end > len(sample) or start > len(sample):
            raise VideoFaultError(BROKEN)
        if start < end:
            kind = sample[start] & 0x1F
            if kind == _SEI:
                _blank_messages(sample, start + 1, end)
            elif kind not in _KEPT:
                _fill(sample, start, end)
        at = end


def _fill(sample: bytearray, start: int, end: int) -> None:
    sample[start] = _FILLER
    if end - start > 1:
        sample[start + 1 : end] = b"\xff" * (end - start - 2) + b"\x80"


def _blank_messages(sample: bytearray, start: int, end: int) -> None:
    """Overwrite the messages of a unit that may hold text; a unit that is broken goes whole."""
    escapes = [match.end() - 1 for match in ESCAPED.finditer(sample, start, end)]
    behind = [place - start - number for number, place in enumerate(escapes)]
    unit = ESCAPED.sub(b"\0\0", bytes(sample[start:end]))

    def place(index: int) -> int:
        return start + index + bisect_right(behind, index)

    at = 0
    while at < len(unit) and unit[at:].rstrip(b"\0") != b"\x80":
        kind, of_size = _number(unit, at)
        size, content = _number(unit, of_size)
        if content + size >= len(unit):
            _fill(sample, start - 1, end)
            return
        if kind not in _SPOKEN and size:
            if size >= _SHORTEST_USER_DATA and kind < 255:
                sample[place(at)] = _USER_DATA
            _overwrite(sample, place(content), place(content + size - 1) + 1, escapes)
        at = content + size


def _number(unit: bytes, at: int) -> tuple[int, int]:
    """Return a number written as some 255 and a rest (7.3.2.3.1), and where it ends."""
    rest = at
    while rest < len(unit) and unit[rest] == 255:
        rest += 1
    return (255 * (rest - at) + unit[rest] if rest < len(unit) else 0), rest + 1


def _overwrite(sample: bytearray, first: int, last: int, escapes: list[int]) -> None:
    """Fill a message; where it had an escape (7.4.1) it keeps one, for the unit's size."""
    sample[first:last] = b"\xff" * (last - first)
    inside = slice(bisect_left(escapes, first), bisect_left(escapes, last + 1))
    for escape in escapes[inside]:
        for place, byte in enumerate(b"\0\0\3\1", escape - 2):
            if first <= place < last:
                sample[place] = byte
