"""What a video file tells of its making besides the picture: place, device, time (P-06)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import BinaryIO, Literal

from casebook.video.boxes import Box, boxes_in
from casebook.video.fault import VideoFaultError

Trace = Literal["place", "device", "time", "text"]

_ORDER: tuple[Trace, ...] = ("place", "device", "time", "text")
_HOLDERS = frozenset({b"moov", b"trak", b"mdia", b"udta", b"meta", b"ilst"})
_DEEPEST = 8
_LARGEST = 1_000_000  # bytes of a box that are looked at
_BY_KIND: dict[bytes, Trace] = {
    b"\xa9xyz": "place",
    b"loci": "place",
    b"\xa9mak": "device",
    b"\xa9mod": "device",
    b"\xa9swr": "device",
    b"\xa9too": "device",
    b"manu": "device",
    b"modl": "device",
    b"\xa9day": "time",
    b"date": "time",
    b"auth": "text",
    b"\xa9ART": "text",
    b"\xa9aut": "text",
    b"\xa9cmt": "text",
    b"\xa9nam": "text",
    b"\xa9inf": "text",
    b"cprt": "text",
    b"dscp": "text",
    b"titl": "text",
    b"XMP_": "text",
}
_BY_WORD: tuple[tuple[bytes, Trace], ...] = (
    (b"location", "place"),
    (b"GPSLatitude", "place"),
    (b"quicktime.make", "device"),
    (b"quicktime.model", "device"),
    (b"quicktime.software", "device"),
    (b"tiff:Model", "device"),
    (b"xmp:CreatorTool", "device"),
    (b"creationdate", "time"),
    (b"CreateDate", "time"),
)


def traces_of(file: BinaryIO, boxes: Sequence[Box], moov: memoryview) -> tuple[Trace, ...]:
    """Return the kinds of traces that a film carries, in a fixed order; none of them is published.

    `moov` is the index, `boxes` are the outermost ones of the file.
    """
    found: set[Trace] = set()
    for box in boxes:
        if box.kind in (b"uuid", b"udta", b"meta"):
            file.seek(box.start)
            content = file.read(min(box.end - box.start, _LARGEST))
            found |= {trace for word, trace in _BY_WORD if word in content}
    found |= set(_inside(moov, 0))
    return tuple(trace for trace in _ORDER if trace in found)


def _inside(content: memoryview, depth: int) -> Iterator[Trace]:
    try:
        for kind, inner in boxes_in(content):
            if kind in _BY_KIND:
                yield _BY_KIND[kind]
            elif kind in (b"keys", b"uuid", b"XMP_"):
                words = bytes(inner[:_LARGEST])
                yield from (trace for word, trace in _BY_WORD if word in words)
            if kind in _HOLDERS and depth < _DEEPEST:
                # ISO's meta has version and flags before its boxes, QuickTime's has none
                iso = kind == b"meta" and bytes(inner[4:8]) != b"hdlr"
                yield from _inside(inner[4:] if iso else inner, depth + 1)
    except VideoFaultError:  # what is broken here is in nobody's way: it is not published
        return
