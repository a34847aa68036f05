"""Files of boxes: AVIF and HEIF pictures, MP4 and MOV videos (ISO/IEC 14496-12)."""

from __future__ import annotations

from collections.abc import Iterator

from casebook.leaks.part import Part
from casebook.leaks.rasters import unwanted, words_in
from casebook.problem import Said

_HOLD = frozenset({b"moov", b"trak", b"mdia", b"minf", b"edts", b"dinf", b"stbl"})
# All that a film needs to be played; whatever else there is was written by a camera or a program.
_NEEDED = frozenset(
    {b"ftyp", b"mdat", b"mvhd", b"tkhd", b"elst", b"mdhd", b"hdlr", b"vmhd", b"smhd", b"dref"}
    | {b"stsd", b"stts", b"ctts", b"stss", b"stsc", b"stsz", b"stco", b"co64"}
)
_TABLES = frozenset({b"stts", b"ctts", b"stss", b"stsc", b"stsz", b"stco", b"co64", b"mdat"})
_PLAYED = (b"vide", b"soun")
_BESIDE = Said("图片的附加信息里", "metadata of the picture")
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
            yield Part(words_in(bytes(body)), _BESIDE, looked="values")
            for item in (b"Exif", b"mime"):
                if item in bytes(body):
                    yield unwanted("Exif" if item == b"Exif" else "XMP", data)
        elif kind not in (b"ftyp", b"mdat"):
            yield unwanted(kind.decode("latin-1"), bytes(body))


def _of_video(data: bytes) -> Iterator[Part]:
    where = Said("视频的附加信息里", "metadata of the video")
    for kind, body in _leaves(memoryview(data)):
        if not _is_needed(kind, body):
            named = kind.decode("latin-1").strip()
            said = Said(f"视频的附加信息（{named}）", f"metadata of a video ({named})")
            yield Part(words_in(bytes(body)), said, looked="values", unwanted=True)
        elif kind not in _TABLES:
            yield Part(words_in(bytes(body)), where, looked="values")
    for kind, body in _boxes(memoryview(data)):
        for at in range(0, len(body), _STRETCH) if kind == b"mdat" else ():
            frames = body[at : at + _STRETCH + _OVERLAP]
            yield Part(str(frames, "utf-8", "replace"), where, looked="values")


def _is_needed(kind: bytes, body: memoryview) -> bool:
    """Whether a box is part of the film itself, and of a track of picture or sound."""
    return kind in _NEEDED and (kind != b"hdlr" or bytes(body[8:12]) in _PLAYED)


def _leaves(data: memoryview) -> Iterator[tuple[bytes, memoryview]]:
    for kind, body in _boxes(data):
        if kind in _HOLD:
            yield from _leaves(body)
        else:
            yield kind, body


def _boxes(data: memoryview) -> Iterator[tuple[bytes, memoryview]]:
    """Yield kind and content of each box; frames are looked at where they are, not copied.

    What follows a box that is broken is yielded as one of no kind.
    """
    at = 0
    while at + 8 <= len(data):
        size, kind, head = int.from_bytes(data[at : at + 4], "big"), bytes(data[at + 4 : at + 8]), 8
        if size == 1:
            size, head = int.from_bytes(data[at + 8 : at + 16], "big"), 16
        size = size or len(data) - at
        if not head <= size <= len(data) - at:
            yield b"????", data[at:]
            return
        yield kind, data[at + head : at + size]
        at += size
    if at < len(data):
        yield b"????", data[at:]
