"""Where the frames of a track lie in a file, and when each is shown (ISO/IEC 14496-12, 8.6-8.7)."""

from __future__ import annotations

import struct
import sys
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from casebook.video.boxes import Box, boxes_in, fields
from casebook.video.fault import BROKEN, CUT_SHORT, EXPORT_AGAIN, VideoFaultError

MOST_FRAMES = 500_000  # of a track: two hours at 60 a second


@dataclass(frozen=True, slots=True)
class Tables:
    """The frames of a track in the order in which they are decoded.

    `times` are runs of frames with their duration, `shifts` runs with what is added to the time of
    decoding to give that of showing, both in the track's units; `sizes` bytes, `offsets` places in
    the file; `keys` are the numbers, from 1, of frames at which one can start (None: all).
    """

    times: tuple[tuple[int, int], ...]
    shifts: tuple[tuple[int, int], ...]
    sizes: Sequence[int]
    offsets: Sequence[int]
    keys: Sequence[int] | None

    @property
    def duration(self) -> int:
        """The sum of the durations, in the track's units."""
        return sum(count * delta for count, delta in self.times)


def read_tables(stbl: memoryview, data: Sequence[Box], size: int) -> Tables:
    """Read the tables of a track; `data` are the boxes that hold frames, `size` the file's.

    Raises VideoFaultError where they contradict each other, point elsewhere, or name more bytes
    than there are: two tracks of a few bytes could else ask for terabytes.
    """
    found = dict(boxes_in(stbl))
    if b"stz2" in found:
        raise VideoFaultError(BROKEN, EXPORT_AGAIN)
    try:
        sizes = _sizes(found[b"stsz"])
        times = _runs(found[b"stts"], "I")
        if b"co64" in found:
            chunks = _numbers(found[b"co64"], "Q")
        else:
            chunks = _numbers(found[b"stco"], "I")
        offsets = _offsets(chunks, found[b"stsc"], sizes)
    except KeyError as error:
        raise VideoFaultError(BROKEN) from error
    shifts = _runs(found[b"ctts"], "i") if b"ctts" in found else ()
    keys = _numbers(found[b"stss"], "I") if b"stss" in found else None
    counts = {sum(count for count, _ in runs) for runs in (times, shifts) if runs}
    if counts != {len(sizes)} or sum(sizes) > size:
        raise VideoFaultError(BROKEN)
    if keys and (keys[0] < 1 or keys[-1] > len(sizes)):
        raise VideoFaultError(BROKEN)
    _check_places(offsets, sizes, data, size)
    return Tables(times, shifts, sizes, offsets, keys)


def _numbers(content: memoryview, kind: str, at: int = 4) -> array[int]:
    """Read a counted list of numbers behind version and flags."""
    count = fields("I", content, at)[0]
    wide = struct.calcsize(f">{kind}")
    listed = content[at + 4 : at + 4 + count * wide]
    if count > MOST_FRAMES or len(listed) != count * wide:
        raise VideoFaultError(BROKEN)
    numbers = array({4: "I", 8: "Q"}[wide])
    numbers.frombytes(listed)
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers


def _sizes(content: memoryview) -> array[int]:
    each, count = fields("II", content, 4)
    if count > MOST_FRAMES:
        raise VideoFaultError(BROKEN)
    return array("I", [each]) * count if each else _numbers(content, "I", 8)


def _runs(content: memoryview, second: str) -> tuple[tuple[int, int], ...]:
    count = fields("I", content, 4)[0]
    listed = content[8 : 8 + 8 * count]
    if count > MOST_FRAMES or len(listed) != 8 * count:
        raise VideoFaultError(BROKEN)
    return tuple((many, value) for many, value in struct.iter_unpack(f">I{second}", listed))


def _offsets(chunks: Sequence[int], stsc: memoryview, sizes: Sequence[int]) -> array[int]:
    """Return where each frame lies: chunks hold so many each, from a chunk on (8.7.4)."""
    count = fields("I", stsc, 4)[0]
    listed = stsc[8 : 8 + 12 * count]
    if count > MOST_FRAMES or len(listed) != 12 * count:
        raise VideoFaultError(BROKEN)
    runs = list(struct.iter_unpack(">III", listed))
    lasts = [first - 1 for first, _, _ in runs[1:]] + [len(chunks)]
    offsets, number = array("Q"), 0
    for (first, each, described), last in zip(runs, lasts, strict=True):
        if described != 1 or first < 1 or last > len(chunks):
            raise VideoFaultError(BROKEN, EXPORT_AGAIN)
        for chunk in range(first - 1, last):
            held = sizes[number : number + each]
            if len(held) != each:
                raise VideoFaultError(BROKEN)
            offsets.extend(accumulate(held[:-1], initial=chunks[chunk]))
            number += each
    if number != len(sizes) or not sizes:
        raise VideoFaultError(BROKEN)
    return offsets


def _check_places(
    offsets: Sequence[int], sizes: Sequence[int], data: Sequence[Box], size: int
) -> None:
    starts = [box.start for box in data]
    for offset, length in zip(offsets, sizes, strict=True):
        if offset + length > size:
            raise VideoFaultError(CUT_SHORT)
        box = data[bisect_right(starts, offset) - 1] if starts else None
        if box is None or offset < box.start or offset + length > box.end:
            raise VideoFaultError(BROKEN)
