"""Files of boxes: AVIF and HEIF pictures, MP4 and MOV videos (ISO/IEC 14496-12)."""

from __future__ import annotations

from collections.abc import Iterator

from casebook.leaks.part import Part
from casebook.leaks.rasters import unwanted, words_in
from casebook.problem import Said

_HOLD = frozenset({b"moov", b"trak", b"mdia", b"minf", b"edts", b"dinf", b"udta", b"mvex", b"moof"})
_MEDIA = frozenset({b"mdat", b"stbl", b"ftyp"})  # frames, and the tables of where they are
# Where a camera writes where it was: QuickTime's own box, 3GPP's, and the key of Apple's metadata.
_LOCATIONS = (b"\xa9xyz", b"loci", b"com.apple.quicktime.location")
_STRETCH, _OVERLAP = 4_000_000, 1_000  # bytes of frames at a time: a video may have hundreds of MB
_PICTURE_BRANDS = (b"avif", b"avis", b"mif1", b"msf1", b"heic", b"heix")


def parts_of_boxes(data: bytes) -> Iterator[Part]:
    """Yield what a picture or a video says besides its frames."""
    if data[8:12] in _PICTURE_BRANDS:
        yield from _of_picture(data)
    else:
        yield from _of_video(data)


def _of_picture(data: bytes) -> Iterator[Part]:
    for kind, body in _boxes(memoryview(data)):
        if kind == b"meta":
            for item in (b"Exif", b"mime"):
                if item in bytes(body):
                    yield unwanted("Exif" if item == b"Exif" else "XMP", data)
        elif kind not in (b"ftyp", b"mdat", b"moov"):
            yield unwanted(kind.decode("latin-1"), bytes(body))


def _of_video(data: bytes) -> Iterator[Part]:
    where = Said("视频的附加信息里", "metadata of the video")
    for kind, said in _leaves(memoryview(data)):
        yield Part(words_in(said), where, looked="values")
        if any(location in kind + said for location in _LOCATIONS):
            yield Part("", Said("视频的拍摄地点", "where the video was shot"), unwanted=True)
    for kind, body in _boxes(memoryview(data)):
        for at in range(0, len(body), _STRETCH) if kind == b"mdat" else ():
            frames = body[at : at + _STRETCH + _OVERLAP]
            yield Part(str(frames, "utf-8", "replace"), where, looked="values")


def _leaves(data: memoryview) -> Iterator[tuple[bytes, bytes]]:
    for kind, body in _boxes(data):
        if kind in _HOLD:
            yield from _leaves(body)
        elif kind not in _MEDIA:
            yield kind, bytes(body)


def _boxes(data: memoryview) -> Iterator[tuple[bytes, memoryview]]:
    """Yield kind and content of each box; frames are looked at where they are, not copied."""
    at = 0
    while at + 8 <= len(data):
        size, kind, head = int.from_bytes(data[at : at + 4], "big"), bytes(data[at + 4 : at + 8]), 8
        if size == 1:
            size, head = int.from_bytes(data[at + 8 : at + 16], "big"), 16
        size = size or len(data) - at
        if size < head:
            return
        yield kind, data[at + head : at + size]
        at += size
