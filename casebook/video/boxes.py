"""The boxes of which MP4 and QuickTime files are built (ISO/IEC 14496-12, 4.2).

Nothing here trusts a size: a box ends where its parent ends at the latest, and no file makes
more than `_MOST` of them be looked at.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from casebook.video.fault import BROKEN, CUT_SHORT, VideoFaultError

_MOST = 20_000  # boxes on one level; a camera's file has some dozens
_KIND = struct.Struct(">I4s")
_LARGE = struct.Struct(">Q")


@dataclass(frozen=True, slots=True)
class Box:
    """A box of a file: its four letters, and where its content starts and ends, bytes."""

    kind: bytes
    start: int
    end: int


def boxes_of_file(file: BinaryIO, size: int) -> Iterator[Box]:
    """Yield the outermost boxes of a file of `size` bytes; their contents are not read.

    Raises VideoFaultError where one is broken, or larger than what is left of the file.
    """
    at = 0
    for _ in range(_MOST):
        if at >= size:
            return
        file.seek(at)
        head = file.read(16)
        if len(head) < 8:
            return  # some programs leave a few bytes behind the last box
        length, kind = _KIND.unpack_from(head)
        start = at + 8
        if length == 1:
            if len(head) < 16:
                raise VideoFaultError(CUT_SHORT)
            length, start = _LARGE.unpack_from(head, 8)[0], at + 16
        elif length == 0:
            length = size - at
        if length < start - at:
            raise VideoFaultError(BROKEN)
        if at + length > size:
            raise VideoFaultError(CUT_SHORT)
        yield Box(kind, start, at + length)
        at += length
    raise VideoFaultError(BROKEN)


def boxes_in(content: memoryview) -> Iterator[tuple[bytes, memoryview]]:
    """Yield kind and content of the boxes in another one; raises VideoFaultError."""
    at = 0
    for _ in range(_MOST):
        if len(content) - at < 8:  # QuickTime ends some lists with four zeros
            return
        length, kind = _KIND.unpack_from(content, at)
        start = at + 8
        if length == 1 and len(content) - at >= 16:
            length, start = _LARGE.unpack_from(content, at + 8)[0], at + 16
        elif length == 0:
            if not any(content[at:]):
                return
            length = len(content) - at
        if length < start - at or at + length > len(content):
            raise VideoFaultError(BROKEN)
        yield kind, content[start : at + length]
        at += length
    raise VideoFaultError(BROKEN)


def first(content: memoryview, *path: bytes) -> memoryview | None:
    """Return the content of the first box at a path of kinds, or None."""
    for kind in path:
        found = next((inner for name, inner in boxes_in(content) if name == kind), None)
        if found is None:
            return None
        content = found
    return content


def box(kind: bytes, *contents: bytes) -> bytes:
    """Build a box."""
    content = b"".join(contents)
    return _KIND.pack(len(content) + 8, kind) + content


def full_box(kind: bytes, version: int, flags: int, *contents: bytes) -> bytes:
    """Build a box with version and flags."""
    return box(kind, struct.pack(">I", version << 24 | flags), *contents)


def fields(form: str, content: memoryview, at: int = 0) -> tuple[int, ...]:
    """Read big-endian numbers; raises VideoFaultError where the box is too short for them."""
    try:
        return struct.unpack_from(f">{form}", content, at)
    except struct.error as error:
        raise VideoFaultError(BROKEN) from error
