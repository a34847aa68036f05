"""What a preflight has found out about a press file: facts, rows, findings."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from casebook.problem import Said, Severity

Part = Literal["text", "cover"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was found on a sheet (from 1), or in the whole file (None).

    `rule` is a key of `RULES`, which says what it means and what to do.
    """

    rule: str
    severity: Severity
    sheet: int | None
    found: Said
    allowed: Said


@dataclass(frozen=True, slots=True)
class PageRow:
    """A page as a print house sees it: sizes in mm, inks in %, text in glyphs.

    `label` is the printed page number. `black_over` and `black_out` count glyphs of pure black
    that overprint and that knock out what lies under them.
    """

    sheet: int
    label: str
    media: tuple[float, float]
    trim: tuple[float, float]
    bleed: float
    spaces: tuple[str, ...]
    ink_max: float
    images: int
    glyphs: int
    black_over: int
    black_out: int
    transparency: tuple[str, ...]
    blank: bool


@dataclass(frozen=True, slots=True)
class ImageRow:
    """An image where it is placed: mm, pixels, pixels an inch, inks in %, share over the limit.

    `number` tells images of the file apart; `name` is what the file calls it, if it does.
    """

    sheet: int
    number: int
    width: float
    height: float
    pixels: tuple[int, int]
    resolution: int
    space: str
    ink_max: float
    ink_over: float
    name: str


@dataclass(frozen=True, slots=True)
class FontRow:
    """A font that sets text: how it is carried, and on how many sheets it is used."""

    name: str
    type: str
    embedded: bool
    subset: bool
    unicode: bool
    sheets: int
    smallest: float
    """Smallest size, pt"""


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What holds of the whole file; dates and identifiers as the file writes them."""

    version: str
    standard: str
    condition: str
    profile: str
    title: str
    trapped: str
    size: int
    """Bytes"""
    sha256: str


@dataclass(frozen=True)
class Report:
    """All that is known of a press file; findings worst first, then by rule and sheet."""

    pdf: Path
    part: Part
    facts: FileFacts
    pages: tuple[PageRow, ...]
    images: tuple[ImageRow, ...]
    fonts: tuple[FontRow, ...]
    findings: tuple[Finding, ...]

    @property
    def refused(self) -> bool:
        """Whether a print house would send it back."""
        return any(finding.severity == "error" for finding in self.findings)

    def count(self, severity: Severity) -> int:
        """Return how many findings have a severity."""
        return sum(finding.severity == severity for finding in self.findings)

    def label(self, sheet: int) -> str:
        """Return the printed page number of a sheet."""
        return self.pages[sheet - 1].label
