"""What stands before the frames of a clean copy: its kind, and the index that players read first.

Every box is written here from what is known of the film (ISO/IEC 14496-12, 8.1 to 8.7); times of
making are 0, names are empty.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from casebook.video.boxes import box, full_box
from casebook.video.movie import Movie
from casebook.video.track import Edit, Track

_TYPE = box(b"ftyp", b"isom", struct.pack(">I", 512), b"isom", b"iso2", b"avc1", b"mp41")
_MATRICES = {0: (1, 0, 0, 1), 90: (0, 1, -1, 0), 180: (-1, 0, 0, -1), 270: (0, -1, 1, 0)}


@dataclass(frozen=True, slots=True)
class Chunk:
    """Frames of a track that lie together: the numbers of the first and of the one behind."""

    track: int
    first: int
    last: int


def write_head(
    movie: Movie,
    tracks: Sequence[Track],
    chunks: Sequence[Chunk],
    places: Sequence[int],
    large: bool,
) -> bytes:
    """Write all that stands before the frames; `places` are those of the chunks, `large` says
    whether they need eight bytes.
    """
    traks = []
    for number, track in enumerate(tracks):
        own = [(c, place) for c, place in zip(chunks, places, strict=True) if c.track == number]
        traks.append(_trak(movie, track, number + 1, own, large))
    moov = box(b"moov", _movie_header(movie, tracks), *traks)
    length = 8 + sum(sum(track.tables.sizes) for track in tracks)
    if large:
        data = struct.pack(">I4sQ", 1, b"mdat", length + 8)
    else:
        data = struct.pack(">I4s", length, b"mdat")
    return _TYPE + moov + data


def _duration(movie: Movie, track: Track) -> int:
    """Return how long a track plays, in the film's units."""
    if track.edits:
        return sum(edit.duration for edit in track.edits)
    return track.tables.duration * movie.time_scale // track.time_scale


def _matrix(turn: int, width: int, height: int) -> bytes:
    """Write a turn and the shift that brings the picture back into the first quadrant."""
    a, b, c, d = _MATRICES[turn]
    x = {90: height, 180: width}.get(turn, 0)
    y = {180: height, 270: width}.get(turn, 0)
    one, whole = 1 << 16, 1 << 30
    return struct.pack(">9i", a * one, b * one, 0, c * one, d * one, 0, x * one, y * one, whole)


def _movie_header(movie: Movie, tracks: Sequence[Track]) -> bytes:
    duration = max(_duration(movie, track) for track in tracks)
    return full_box(
        b"mvhd",
        1,
        0,
        struct.pack(">QQIQ", 0, 0, movie.time_scale, duration),
        struct.pack(">IH10x", 1 << 16, 1 << 8),
        _matrix(0, 0, 0),
        struct.pack(">24xI", len(tracks) + 1),
    )


def _trak(
    movie: Movie, track: Track, id: int, chunks: Sequence[tuple[Chunk, int]], large: bool
) -> bytes:
    picture = track.kind == "vide"
    width, height = track.coding.width, track.coding.height
    header = full_box(
        b"tkhd",
        1,
        3,
        struct.pack(">QQI4xQ8x", 0, 0, id, _duration(movie, track)),
        struct.pack(">hhh2x", 0, 0 if picture else 1, 0 if picture else 1 << 8),
        _matrix(track.turn or 0, width, height),
        struct.pack(">II", width << 16, height << 16),
    )
    media_header = full_box(
        b"mdhd",
        1,
        0,
        struct.pack(">QQIQ", 0, 0, track.time_scale, track.tables.duration),
        struct.pack(">HH", _language(track.language), 0),
    )
    about = full_box(b"vmhd", 0, 1, bytes(8)) if picture else full_box(b"smhd", 0, 0, bytes(4))
    reference = full_box(b"dref", 0, 0, struct.pack(">I", 1), full_box(b"url ", 0, 1))
    media = box(
        b"mdia",
        media_header,
        full_box(b"hdlr", 0, 0, struct.pack(">4x4s12x", track.kind.encode()), b"\0"),
        box(b"minf", about, box(b"dinf", reference), _table(track, chunks, large)),
    )
    return box(b"trak", header, *_edit_box(track.edits), media)


def _language(packed: int) -> int:
    """Keep a code of three letters; Macintosh codes and nonsense become “undetermined”."""
    letters = [packed >> shift & 31 for shift in (10, 5, 0)]
    return packed if all(1 <= x <= 26 for x in letters) and packed < 1 << 15 else 0x55C4


def _edit_box(edits: Sequence[Edit]) -> list[bytes]:
    rows = [struct.pack(">QqI", edit.duration, edit.start, 1 << 16) for edit in edits]
    return [box(b"edts", full_box(b"elst", 1, 0, _counted(rows)))] if rows else []


def _counted(rows: Sequence[bytes]) -> bytes:
    return struct.pack(">I", len(rows)) + b"".join(rows)


def _table(track: Track, chunks: Sequence[tuple[Chunk, int]], large: bool) -> bytes:
    tables = track.tables
    held = [chunk.last - chunk.first for chunk, _ in chunks]
    runs, number = [], 1
    for count, group in groupby(held):
        runs.append(struct.pack(">III", number, count, 1))
        number += sum(1 for _ in group)
    parts = [
        full_box(b"stsd", 0, 0, struct.pack(">I", 1), track.coding.written),
        full_box(b"stts", 0, 0, _counted([struct.pack(">II", *run) for run in tables.times])),
    ]
    if tables.shifts:
        shifts = [struct.pack(">Ii", *run) for run in tables.shifts]
        negative = any(shift < 0 for _, shift in tables.shifts)
        parts.append(full_box(b"ctts", int(negative), 0, _counted(shifts)))
    if tables.keys is not None:
        keys = [struct.pack(">I", key) for key in tables.keys]
        parts.append(full_box(b"stss", 0, 0, _counted(keys)))
    sizes = struct.pack(f">II{len(tables.sizes)}I", 0, len(tables.sizes), *tables.sizes)
    places = [struct.pack(">Q" if large else ">I", place) for _, place in chunks]
    parts += [
        full_box(b"stsc", 0, 0, _counted(runs)),
        full_box(b"stsz", 0, 0, sizes),
        full_box(b"co64" if large else b"stco", 0, 0, _counted(places)),
    ]
    return box(b"stbl", *parts)
