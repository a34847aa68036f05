"""What has been made of an edition: its volumes, and on which pages its cases stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class CasePages:
    """Where a case stands: volume (from 1), first and last printed page, first page of the PDF."""

    volume: int
    first: int
    last: int
    sheet: int


@dataclass(frozen=True, slots=True)
class Volume:
    """A volume's PDF and the number of its pages; on the screen the cover counts."""

    pdf: Path
    page_count: int


@dataclass(frozen=True)
class Built:
    """A made yearbook; `made` is false where an earlier run had made the same book."""

    volumes: tuple[Volume, ...]
    places: Mapping[str, CasePages]
    made: bool

    @property
    def page_count(self) -> int:
        """The pages of all volumes."""
        return sum(volume.page_count for volume in self.volumes)
