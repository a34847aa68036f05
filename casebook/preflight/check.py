"""Opens a press file again and looks at all that a print house looks at.

It shares no function with what makes the file: a fault of the maker is not repeated here.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pikepdf

from casebook.model.edition import Edition
from casebook.preflight.boxes import frame_of
from casebook.preflight.geometry import MM
from casebook.preflight.report import FileFacts, Part, Report
from casebook.preflight.rules import error, text
from casebook.preflight.run import DAMAGED, Run, SeeImage, SeePage


def check_press(
    pdf: Path,
    edition: Edition,
    *,
    part: Part = "text",
    openers: Sequence[int] = (),
    text_pages: int | None = None,
    see_page: SeePage | None = None,
    see_image: SeeImage | None = None,
) -> Report:
    """Read a press file and return what a print house would say.

    `openers` are the sheets on which chapters begin, `text_pages` the pages that a cover holds.
    A file that cannot be opened is a finding, too.
    """
    try:
        with pikepdf.open(pdf) as opened:
            run = Run(opened, pdf, edition, part, see_image)
            return run.report(openers, text_pages, see_page)
    except pikepdf.PasswordError:
        found = error(
            "encrypted", None, text("需要密码", "needs a password"), text("不加密", "open")
        )
    except DAMAGED:
        said = text("不是PDF，或没有传完、已经损坏", "no PDF, cut short or damaged")
        found = error("unreadable", None, said, text("PDF"))
    facts = FileFacts("", "", "", "", "", "", pdf.stat().st_size, "")
    return Report(pdf, part, facts, (), (), (), (found,))


def count_pages(pdf: Path) -> int | None:
    """Return the number of pages of a file, None where it cannot be opened."""
    try:
        with pikepdf.open(pdf) as opened:
            return len(opened.pages)
    except (*DAMAGED, pikepdf.PasswordError):
        return None


def part_of(pdf: Path, edition: Edition) -> Part:
    """Tell a cover from a text by its width: a cover is two pages and a spine wide."""
    try:
        with pikepdf.open(pdf) as opened:
            width = frame_of(opened.pages[0]).trim.width if len(opened.pages) else 0
    except (*DAMAGED, pikepdf.PasswordError):
        return "text"
    return "cover" if width > 1.5 * float(edition.trim.width) * MM else "text"
