"""The lock of a printed edition: which bytes were printed, and where each case stands in them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field

from casebook.model.base import Flag, Key, Model
from casebook.model.dates import Day
from casebook.source import Document

LOCK = "edition.lock"
PRINTED = "printed"  # the folder beside the lock with the printed files and texts

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
FileName = Annotated[str, Field(pattern=r"^[a-z0-9]+([._-][a-z0-9]+)*\.pdf$", max_length=120)]
PageNumber = Annotated[int, Field(ge=1, le=100_000)]


class LockedFile(Model):
    """A file that went to the press; it need not be kept here."""

    file: FileName
    sha256: Sha256


class LockedVolume(Model):
    """A volume as it was printed: the screen PDF in `printed/`, and its hash."""

    pdf: FileName
    pages: PageNumber
    sha256: Sha256
    """Hash of the file that is kept"""
    as_printed: Sha256 | None = None
    """Hash of the file before withdrawn cases were taken out of it; without: the same"""
    press: tuple[LockedFile, ...] = ()


class LockedChapter(Model):
    """Where a chapter begins: volume, printed page, page of the PDF."""

    volume: PageNumber
    page: PageNumber
    sheet: PageNumber


class LockedCase(Model):
    """What was printed of a case, and where: `sheet` is its first page in the volume's PDF.

    `source` is the hash of what it was made from, `printed` that of its words, which are kept piece
    by piece in `printed/<id>.json`. Of a case whose words were deleted (`forgotten`) the place
    alone remains.
    """

    volume: PageNumber
    first: PageNumber
    last: PageNumber
    sheet: PageNumber
    source: Sha256 | None = None
    printed: Sha256 | None = None
    forgotten: Flag = False


class EditionLock(Model):
    """The record of a printed edition (`content/editions/<id>/edition.lock`).

    `settings` is the hash of `edition.yaml` at that time: its changes no longer take effect.
    """

    edition: Key
    locked: Day
    program: str
    typst: str
    settings: Sha256
    volumes: Annotated[tuple[LockedVolume, ...], Field(min_length=1)]
    chapters: dict[str, LockedChapter] = {}
    cases: dict[Key, LockedCase]


@dataclass(frozen=True)
class PrintedEdition:
    """A lock with the folder that holds it and the printed files."""

    lock: EditionLock
    folder: Path
    document: Document

    def file(self, volume: LockedVolume) -> Path | None:
        """Return a volume's kept PDF; None where it is missing or a link."""
        return self._plain(self.folder / PRINTED / volume.pdf)

    def text(self, case: str) -> Path | None:
        """Return the kept words of a case; None where they are missing or a link."""
        return self._plain(self.folder / PRINTED / f"{case}.json")

    def _plain(self, path: Path) -> Path | None:
        linked = path.is_symlink() or path.parent.is_symlink()
        return path if path.is_file() and not linked else None
