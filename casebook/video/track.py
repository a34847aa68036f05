"""A track of a film: how it is coded and turned, how long it is, where its frames are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from casebook.problem import Said
from casebook.video.boxes import Box, fields, first
from casebook.video.coding import Coding, read_coding
from casebook.video.fault import BROKEN, EXPORT_AGAIN, VideoFaultError
from casebook.video.tables import Tables, read_tables

_TURNS = {(1, 0, 0, 1): 0, (0, 1, -1, 0): 90, (-1, 0, 0, -1): 180, (0, -1, 1, 0): 270}
_MOST_EDITS = 100
_TILTED = Said("画面被设成翻转或倾斜播放", "the picture is set to be shown mirrored or tilted")


@dataclass(frozen=True, slots=True)
class Edit:
    """A stretch of a track that is played: how long, in the film's units, from where, in its own.

    `start` is -1 for a pause.
    """

    duration: int
    start: int


@dataclass(frozen=True)
class Track:
    """A track of picture (`vide`) or sound (`soun`); `time_scale` is its units a second.

    `turn` is by how many degrees the picture is turned clockwise, None for another change.
    `language` is the packed code of ISO 639-2.
    """

    kind: str
    enabled: bool
    time_scale: int
    language: int
    turn: int | None
    edits: tuple[Edit, ...]
    coding: Coding
    tables: Tables

    @property
    def upright(self) -> tuple[int, int]:
        """Width and height of the turned picture, px."""
        width, height = self.coding.width, self.coding.height
        return (height, width) if self.turn in (90, 270) else (width, height)

    @property
    def fault(self) -> Said | None:
        """Why the track cannot be published as it is."""
        if self.turn is None and self.kind == "vide":
            return _TILTED
        if self.coding.playable:
            return None
        name = self.coding.label
        if self.kind == "vide":
            return Said(
                f"画面编码是 {name}，许多手机和浏览器放不了",
                f"its picture is coded as {name}, which many phones and browsers do not play",
            )
        return Said(
            f"声音编码是 {name}，许多手机和浏览器放不了",
            f"its sound is coded as {name}, which many phones and browsers do not play",
        )

    def seconds(self, film_scale: int) -> Fraction:
        """How long it plays: not shorter than its frames, whatever its edits say."""
        skipped = next((edit.start for edit in self.edits if edit.start >= 0), 0)
        frames = Fraction(self.tables.duration - skipped, self.time_scale)
        edited = Fraction(sum(edit.duration for edit in self.edits), film_scale)
        return max(frames, edited, Fraction(0))


def read_track(trak: memoryview, data: Sequence[Box], size: int) -> Track:
    """Read a track; `data` are the file's boxes of frames, `size` its bytes.

    Raises VideoFaultError where it is broken.
    """
    header, media = first(trak, b"tkhd"), first(trak, b"mdia", b"mdhd")
    handler, table = first(trak, b"mdia", b"hdlr"), first(trak, b"mdia", b"minf", b"stbl")
    described = first(table, b"stsd") if table is not None else None
    if header is None or media is None or handler is None or table is None or described is None:
        raise VideoFaultError(BROKEN)
    kind = bytes(handler[8:12]).decode("latin-1")
    long = fields("B", media)[0] == 1
    scale, language = (
        fields("I", media, 20 if long else 12)[0],
        fields("H", media, 32 if long else 20)[0],
    )
    if not scale:
        raise VideoFaultError(BROKEN)
    matrix = fields("9i", header, 52 if fields("B", header)[0] == 1 else 40)
    return Track(
        kind=kind,
        enabled=bool(fields("B", header, 3)[0] & 1),
        time_scale=scale,
        language=language,
        turn=_turn(matrix),
        edits=_edits(first(trak, b"edts", b"elst")),
        coding=read_coding(described, kind),
        tables=read_tables(table, data, size),
    )


def _turn(matrix: tuple[int, ...]) -> int | None:
    """Return the turn of a transformation (6.2.2), as (a, b, u, c, d, v, x, y, w)."""
    a, b, _, c, d, *_ = matrix
    signs = [(value > 0) - (value < 0) for value in (a, b, c, d)]
    return _TURNS.get((signs[0], signs[1], signs[2], signs[3]))


def _edits(elst: memoryview | None) -> tuple[Edit, ...]:
    if elst is None:
        return ()
    version, count = fields("B", elst)[0], fields("I", elst, 4)[0]
    if count > _MOST_EDITS:
        raise VideoFaultError(BROKEN, EXPORT_AGAIN)
    form, wide = ("Qq4x", 20) if version == 1 else ("Ii4x", 12)
    return tuple(Edit(*fields(form, elst, 8 + wide * number)) for number in range(count))
