"""Which photos and videos a programme accepts."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from casebook.model.base import Bilingual, Count, Filled, Flag, Model, Positive

Demand = Literal["asked", "required"]  # a warning, or an error, where it is not there


class PrintRules(Model):
    """At which sizes photos are printed: their widths in mm, the widest last, and pixels an inch.

    A photo that does not reach the first of them is reported (附2-120, Y-03).
    """

    widths: tuple[Positive, ...] = Field(min_length=1)
    resolution: Count


class PhotoRules(Model):
    """How many photos a case needs and which files are accepted; bytes, px.

    `scenes` must each be on one photo at least (附2-117). `credit` and `people` say how much it
    matters that the photographer is named, and that the consent of those shown is noted (附2-121).
    """

    at_least: Count
    at_most: Count
    formats: tuple[Literal["jpeg", "png", "webp"], ...]
    min_bytes: Count
    fine_bytes: Count | None = None
    min_width: Count | None = None
    min_height: Count | None = None
    max_bytes: Count | None = None
    max_pixels: Count | None = None
    scenes: tuple[Literal["project", "service"], ...] = ()
    credit: Demand | None = None
    people: Demand | None = None
    prints: PrintRules | None = None
    clause: Filled
    note: Bilingual | None = None


class VideoRules(Model):
    """Which videos are accepted; seconds, px, bytes.

    `at_most` and `max_bytes` are the library's own limits, where the sources of `clause` have none;
    `people` says how much it matters that the consent of those shown is noted (P-06).
    """

    max_seconds: Count
    landscape: Flag
    containers: tuple[Literal["mp4", "mov"], ...]
    min_width: Count
    min_height: Count
    at_most: Count | None = None
    max_bytes: Count | None = None
    people: Demand | None = None
    clause: Filled
