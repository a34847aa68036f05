"""A film copied for publication: the same frames in a new file that holds nothing else.

Nothing of the old file's structure is copied: what a player needs is written anew, with the index
first and picture and sound side by side, so that playing begins at once; what a camera or a program
wrote (places, times, names, further tracks) is not taken over. Read and written frame by frame, so
that a film of any size needs little memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import BinaryIO

from casebook.video import aac, units
from casebook.video.fault import VideoFaultError
from casebook.video.index import Chunk, write_head
from casebook.video.movie import Movie
from casebook.video.track import Track

RECIPE = "1"  # part of every copy's name: change it with what is written
_STRETCH = 1  # second of picture, then of sound, and so on
_LARGE = (1 << 32) - 64_000_000  # bytes of frames; above it, a place may not fit four bytes


def write_clean(source: Path, movie: Movie, target: Path) -> None:
    """Write the clean copy of a film as MP4: the same film gives the same bytes.

    Raises VideoFaultError where a frame is broken, or the film's coding is not one that browsers
    play, and OSError.
    """
    if movie.faults:
        raise VideoFaultError(movie.faults[0])
    tracks = [track for track in (movie.video, movie.sound) if track]
    chunks = _chunks(tracks)
    total = sum(sum(track.tables.sizes) for track in tracks)
    large = total >= _LARGE
    head = write_head(movie, tracks, chunks, [0] * len(chunks), large)
    at = len(head)
    places = []
    for chunk in chunks:
        places.append(at)
        at += sum(tracks[chunk.track].tables.sizes[chunk.first : chunk.last])
    with source.open("rb") as file, target.open("wb") as out:
        out.write(write_head(movie, tracks, chunks, places, large))
        for frame in _frames(file, tracks, chunks):
            out.write(frame)


def _chunks(tracks: Sequence[Track]) -> list[Chunk]:
    """Return stretches of a second of each track in the order in which they are needed."""
    found = []
    for number, track in enumerate(tracks):
        ends = _stretches(track)
        starts = [0, *(end for end, _ in ends[:-1])]
        found += [
            (second, number, Chunk(number, start, end))
            for start, (end, second) in zip(starts, ends, strict=True)
        ]
    return [chunk for _, _, chunk in sorted(found, key=lambda entry: entry[:2])]


def _stretches(track: Track) -> list[tuple[int, int]]:
    """Return the frame behind each stretch, and the second in which it begins."""
    seconds = (time // (track.time_scale * _STRETCH) for time in _times(track))
    ends, number = [], 0
    for second, frames in groupby(seconds):
        number += sum(1 for _ in frames)
        ends.append((number, second))
    return ends


def _times(track: Track) -> Iterator[int]:
    time = 0
    for count, delta in track.tables.times:
        for _ in range(count):
            yield time
            time += delta


def _frames(
    file: BinaryIO, tracks: Sequence[Track], chunks: Sequence[Chunk]
) -> Iterator[bytearray]:
    for chunk in chunks:
        track = tracks[chunk.track]
        for number in range(chunk.first, chunk.last):
            file.seek(track.tables.offsets[number])
            frame = bytearray(file.read(track.tables.sizes[number]))
            if track.kind == "vide":
                units.blank(frame, track.coding.length_size)
            else:
                aac.blank(frame)
            yield frame
