"""What an MP4 or QuickTime file holds: its tracks, how long, how large, how coded.

Read from its boxes (ISO/IEC 14496-12; QuickTime File Format), of a file of any size only the
index, and of that no more than `_LARGEST_INDEX` bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import BinaryIO

from casebook.inside import plain_inside
from casebook.problem import Said
from casebook.video.boxes import Box, boxes_in, boxes_of_file, first
from casebook.video.container import Container, container_of
from casebook.video.fault import ASK_FOR_ORIGINAL, BROKEN, EXPORT_AGAIN, VideoFaultError
from casebook.video.traces import Trace, traces_of
from casebook.video.track import Track, read_track

_LARGEST_INDEX = 16_000_000  # bytes; a film of two hours has about 5 MB
_MOST_TRACKS, _CONSIDERED = 16, 4  # in a file; of its pictures and of its sounds
_NO_INDEX = Said(
    "文件不完整：没有索引，录制可能中途断了",
    "the file has no index: its recording may have been interrupted",
)
_IN_PIECES = Said("视频是分段存放的（fMP4）", "the video is stored in fragments")
_NO_PICTURE = Said("文件里没有画面", "there is no picture in the file")


@dataclass(frozen=True)
class Movie:
    """A film as its file describes it.

    `size` is the file's, bytes; `video` and `sound` are the tracks that are published, `left_out`
    the kinds of the others; `index_first` whether playing can begin before all is loaded; `traces`
    what the file tells of the place, the device and the time of its making.
    """

    container: Container
    size: int
    time_scale: int
    video: Track
    sound: Track | None
    left_out: tuple[str, ...]
    index_first: bool
    traces: tuple[Trace, ...]

    @property
    def seconds(self) -> Fraction:
        """How long it is: its picture, or its sound where that goes on for over half a second."""
        picture = self.video.seconds(self.time_scale)
        sound = self.sound.seconds(self.time_scale) if self.sound else Fraction(0)
        return sound if sound > picture + Fraction(1, 2) else picture

    @property
    def width(self) -> int:
        """Width as it is shown, turned upright; px."""
        return self.video.upright[0]

    @property
    def height(self) -> int:
        """Height as it is shown, turned upright; px."""
        return self.video.upright[1]

    @property
    def codecs(self) -> str:
        """How its tracks are coded (RFC 6381)."""
        return ", ".join(t.coding.name for t in (self.video, self.sound) if t)

    @property
    def faults(self) -> tuple[Said, ...]:
        """Why it cannot be published as it is; nothing where it can."""
        tracks = [t for t in (self.video, self.sound) if t]
        return tuple(fault for track in tracks if (fault := track.fault))


class NoFilmError(VideoFaultError):
    """A file that is neither MP4 nor QuickTime; `found` names what it is, or is empty."""

    def __init__(self, found: str) -> None:
        self.found = found
        said = Said(
            f"内容是 {found} 格式" if found else "内容不是视频",
            f"its content is {found}" if found else "its content is no video",
        )
        super().__init__(said, EXPORT_AGAIN)


def read_movie(path: Path) -> Movie:
    """Read a film; raises VideoFaultError (NoFilmError for another format) and OSError."""
    with path.open("rb") as file:
        return _read(file, path.stat().st_size)


def playing_time(folder: Path, name: str) -> Fraction | None:
    """Return how long a film of a folder lasts, s; None where it cannot be read."""
    path = plain_inside(folder, name)
    try:
        return read_movie(path).seconds if path else None
    except (VideoFaultError, OSError):
        return None


def _read(file: BinaryIO, size: int) -> Movie:
    container, other = container_of(file)
    if container is None:
        raise NoFilmError(other)
    boxes = list(boxes_of_file(file, size))
    index = next((box for box in boxes if box.kind == b"moov"), None)
    if any(box.kind == b"moof" for box in boxes):
        raise VideoFaultError(_IN_PIECES, EXPORT_AGAIN)
    if index is None:
        raise VideoFaultError(_NO_INDEX, ASK_FOR_ORIGINAL)
    if index.end - index.start > _LARGEST_INDEX:
        raise VideoFaultError(BROKEN)
    file.seek(index.start)
    moov = memoryview(file.read(index.end - index.start))
    header = first(moov, b"mvhd")
    if header is None or first(moov, b"cmov") is not None:
        raise VideoFaultError(BROKEN, EXPORT_AGAIN)
    if first(moov, b"mvex") is not None:
        raise VideoFaultError(_IN_PIECES, EXPORT_AGAIN)
    data = [box for box in boxes if box.kind == b"mdat"]
    video, sound, left_out = _tracks(moov, data, size)
    return Movie(
        container,
        size,
        _time_scale(header),
        video,
        sound,
        left_out,
        all(index.start < box.start for box in data),
        traces_of(file, boxes, moov),
    )


def _time_scale(header: memoryview) -> int:
    at = 20 if bytes(header[:1]) == b"\1" else 12
    scale = int.from_bytes(header[at : at + 4], "big")
    if not scale:
        raise VideoFaultError(BROKEN)
    return scale


def _tracks(
    moov: memoryview, data: Sequence[Box], size: int
) -> tuple[Track, Track | None, tuple[str, ...]]:
    """Return the picture, the sound, and the kinds of what is left out.

    Of several, the first that browsers play is taken; one that is switched off comes last.
    """
    found: list[tuple[str, memoryview]] = []
    for kind, trak in boxes_in(moov):
        if kind == b"trak":
            handler = first(trak, b"mdia", b"hdlr")
            name = bytes(handler[8:12]).decode("latin-1") if handler is not None else ""
            found.append((name, trak))
    if len(found) > _MOST_TRACKS:
        raise VideoFaultError(BROKEN)
    chosen: dict[str, Track] = {}
    for wanted in ("vide", "soun"):
        traks = [trak for name, trak in found if name == wanted][:_CONSIDERED]
        tracks = [read_track(trak, data, size) for trak in traks]
        tracks.sort(key=lambda track: (not track.enabled, track.fault is not None))
        if tracks:
            chosen[wanted] = tracks[0]
    if "vide" not in chosen:
        raise VideoFaultError(_NO_PICTURE)
    kinds = [name for name, _ in found]
    for name in chosen:
        kinds.remove(name)
    return chosen["vide"], chosen.get("soun"), tuple(kinds)
