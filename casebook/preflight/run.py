"""One run over a press file: every page and image of it is read once, then the file is judged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pikepdf
import pypdfium2
from PIL import Image

from casebook.model.edition import Edition
from casebook.preflight.boxes import check_boxes, frame_of
from casebook.preflight.edges import SCALE, short_edges
from casebook.preflight.fonts import Used, check_font, font_row
from casebook.preflight.geometry import MM, Frame
from casebook.preflight.identity import check_identity, check_page_extras, facts_of
from casebook.preflight.images import check_image, image_row
from casebook.preflight.interpreter import Reader
from casebook.preflight.marks import Marks
from casebook.preflight.order import (
    check_black,
    check_blank,
    check_count,
    check_near,
    check_openers,
    check_sizes,
    check_spine,
    short_edge,
)
from casebook.preflight.painted import check_painted
from casebook.preflight.pictures import Picture, read_picture
from casebook.preflight.report import Finding, ImageRow, PageRow, Part, Report
from casebook.preflight.rules import RULES, error, text

SeePage = Callable[[int, Image.Image, Frame], None]
"""Is shown each page as it is rendered: sheet, the media box at 72 ppi, its boxes"""
SeeImage = Callable[[int, Image.Image], None]
"""Is shown each image once: its number, and a copy in CMYK"""
# what reading a damaged or an odd file can end in: it is said of the page, and the rest is read
DAMAGED = (
    pikepdf.PdfError,
    pypdfium2.PdfiumError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
_LARGEST = 14_400  # pt, the longest side of a page (ISO 32000-1, annex C)
_WORST = {"error": 0, "warning": 1, "info": 2}


class Run:
    """One run over a file."""

    def __init__(
        self,
        opened: pikepdf.Pdf,
        pdf: Path,
        edition: Edition,
        part: Part,
        see_image: SeeImage | None,
    ) -> None:
        self.see_image = see_image
        self.opened = opened
        self.pdf = pdf
        self.edition = edition
        self.part = part
        self.reader = Reader()
        self.pictures: dict[tuple[int, int], tuple[int, Picture]] = {}
        self.images: list[ImageRow] = []
        self.rows: list[PageRow] = []
        self.fonts: dict[tuple[int, int], list[Used]] = defaultdict(list)
        self.near: dict[int, set[tuple[int, int]]] = {}

    def report(
        self, openers: Sequence[int], text_pages: int | None, see_page: SeePage | None
    ) -> Report:
        """Look at every page, then at the file as a whole."""
        findings = [*check_identity(self.opened, self.edition), *self._sheets(see_page)]
        findings += self._whole(openers, text_pages)
        fonts = [font_row(uses) for uses in self.fonts.values()]
        findings += (said for row in fonts for said in check_font(row))
        order = list(RULES)
        findings.sort(key=lambda f: (_WORST[f.severity], order.index(f.rule), f.sheet or 0))
        return Report(
            self.pdf,
            self.part,
            facts_of(self.opened, self.pdf),
            tuple(self.rows),
            tuple(self.images),
            tuple(sorted(fonts, key=lambda row: (row.name, row.type))),
            tuple(findings),
        )

    def _sheets(self, see_page: SeePage | None) -> Iterator[Finding]:
        """Read each page, and render it where something lies at its edge or wants to see it."""
        rendered = pypdfium2.PdfDocument(self.pdf)
        try:
            for sheet, page in enumerate(self.opened.pages, 1):
                yield from self._page(sheet, page)
                frame, marks = frame_of(page), self.last
                if see_page is None and not marks.at_edge:
                    continue
                try:
                    picture = _picture(rendered, sheet, frame)
                except DAMAGED as reason:
                    yield _unreadable(sheet, reason)
                    continue
                if marks.at_edge:
                    for edge, length in short_edges(picture, frame):
                        yield short_edge(sheet, edge, length, self.edition)
                if see_page is not None:
                    see_page(sheet, picture, frame)
        finally:
            rendered.close()

    def _whole(self, openers: Sequence[int], text_pages: int | None) -> Iterator[Finding]:
        yield from check_count(len(self.rows), self.edition, self.part)
        yield from check_sizes(self.rows)
        yield from check_black(self.rows)
        yield from check_near(self.near)
        if self.part == "text":
            yield from check_openers(openers, len(self.rows))
            yield from check_blank(self.rows)
        elif text_pages is not None and self.rows:
            yield from check_spine(self.rows[0], self.edition, text_pages)

    def _page(self, sheet: int, page: pikepdf.Page) -> Iterator[Finding]:
        frame = frame_of(page)
        yield from check_boxes(page, frame, sheet, self.edition, self.part)
        yield from check_page_extras(page, sheet)
        self.last = marks = Marks(frame)
        try:
            self.last = marks = self.reader.page(page, frame)
            read = [self._read(one.key, one.image, one.space) for one in marks.placed]
        except DAMAGED as reason:
            yield _unreadable(sheet, reason)
            read = []
        most = marks.ink_max
        for placed, (number, picture) in zip(marks.placed, read, strict=False):
            marks.spaces.add(picture.space.name)
            row = image_row(sheet, number, placed, picture)
            self.images.append(row)
            most = max(most, row.ink_max)
            yield from check_image(row, picture, self.edition)
        yield from check_painted(marks, sheet, self.edition)
        for key, used in marks.fonts.items():
            self.fonts[key].append(used)
        if marks.near and self.part == "text":
            self.near[sheet] = marks.near
        self.rows.append(_row(sheet, page, frame, marks, most))

    def _read(self, key: tuple[int, int], image: object, named: object) -> tuple[int, Picture]:
        """Read an image once, however often it is placed."""
        if key not in self.pictures:
            limit = float(self.edition.printer.ink_limit)
            found = (len(self.pictures) + 1, read_picture(image, named, limit))
            self.pictures[key] = found
            if self.see_image is not None and found[1].sample is not None:
                self.see_image(found[0], found[1].sample)
        return self.pictures[key]


def _unreadable(sheet: int, reason: Exception) -> Finding:
    found = text(f"{type(reason).__name__}: {str(reason)[:120]}")
    return error("unreadable", sheet, found, text("PDF"))


def _row(sheet: int, page: pikepdf.Page, frame: Frame, marks: Marks, most: float) -> PageRow:
    return PageRow(
        sheet=sheet,
        label=str(page.label),
        media=(frame.media.width / MM, frame.media.height / MM),
        trim=(frame.trim.width / MM, frame.trim.height / MM),
        bleed=min(frame.bleed.margins(frame.trim)) / MM,
        spaces=tuple(sorted(marks.spaces)),
        ink_max=most,
        images=len(marks.placed),
        glyphs=marks.glyphs,
        black_over=marks.black_over,
        black_out=marks.black_out,
        transparency=tuple(sorted(marks.transparency)),
        blank=not marks.painted,
    )


def _picture(rendered: pypdfium2.PdfDocument, sheet: int, frame: Frame) -> Image.Image:
    """Render the media box of a page on white, upright, at `SCALE`."""
    box = frame.media
    if max(box.width, box.height) > _LARGEST:
        raise ValueError(f"MediaBox {box.width:g} × {box.height:g} pt")
    page = rendered[sheet - 1]
    page.set_cropbox(*box)
    page.set_rotation(0)
    picture: Image.Image = page.render(scale=SCALE).to_pil().convert("RGB")
    page.close()
    return picture
