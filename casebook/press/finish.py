"""From what Typst wrote to a file for the press: boxes, marks, inks, intent; shaped as PDF/X-4."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from pikepdf import Dictionary, Object, ObjectStreamMode, Page, Pdf

from casebook.press.content import graphics_states, pressed
from casebook.press.marks import all_inks, marks_of, slug_line
from casebook.press.metadata import About, describe, intend
from casebook.press.outline import Outlines
from casebook.press.profile import Profile
from casebook.press.sheet import Sheet, array
from casebook.yearbook.proxies import Picture, swap

_SLUG = 6.0  # pt, size of the line beside the marks
_CATALOG = ("/Type", "/Pages", "/Lang")  # what is kept of it: no outlines, tags, names, actions


@dataclass(frozen=True)
class Order:
    """All that a press file needs besides its pages; `slug` is the line beside the marks."""

    sheet: Sheet
    about: About
    profile: Profile
    condition: str | None
    slug: str
    font: Path


def finish(made: bytes | Path, order: Order, pictures: Mapping[str, Picture], out: Path) -> None:
    """Write a press file of what Typst made; the same input gives the same bytes.

    Photos take the place of their proxies. Raises KeyError for a proxy without a picture.
    """
    with Pdf.open(made if isinstance(made, Path) else BytesIO(made)) as pdf:
        swap(pdf, pictures)
        _set_pages(pdf, order)
        for key in set(pdf.Root.keys()) - set(_CATALOG):
            del pdf.Root[key]
        intend(pdf, order.profile, order.condition)
        describe(pdf, order.about, _identity(pdf, order, pictures))
        pdf.save(
            out,
            force_version="1.6",
            deterministic_id=True,
            object_stream_mode=ObjectStreamMode.generate,
        )


def _identity(pdf: Pdf, order: Order, pictures: Mapping[str, Picture]) -> bytes:
    """Return what tells two states of a file apart: content of pages, photos, profile."""
    digest = hashlib.sha256(order.profile.raw)
    for page in pdf.pages:
        digest.update(page.Contents.read_bytes())
    for key in sorted(pictures):
        digest.update(key.encode("ascii"))
    return digest.digest()


def _set_pages(pdf: Pdf, order: Order) -> None:
    sheet, inks, outlines = order.sheet, all_inks(pdf), Outlines(order.font)
    x, y, room = slug_line(sheet)
    slug, end = outlines.draw(order.slug, x, y, _SLUG, room)
    own = {
        "/XObject": {"/Marks": marks_of(pdf, sheet, inks, slug)},
        "/ColorSpace": {"/All": inks},
        "/ExtGState": {name: pdf.make_indirect(state) for name, state in graphics_states().items()},
    }
    for number, page in enumerate(pdf.pages, 1):
        count = f"　{number}/{len(pdf.pages)}"
        said, _ = outlines.draw(count, end, y, _SLUG, x + room - end)
        content = _on_paper(page, sheet, said)
        resources = _copy(page.obj, "/Resources")
        for kind, items in own.items():
            resources[kind] = _copy(resources, kind)
            for name, item in items.items():
                resources[kind][name] = item
        for key in set(page.obj.keys()) - {"/Type", "/Parent"}:
            del page.obj[key]
        page.obj.Resources = resources
        page.obj.Contents = pdf.make_stream(content)
        page.obj.MediaBox = array(sheet.media)
        page.obj.BleedBox = array(sheet.bleed_box)
        page.obj.TrimBox = array(sheet.trim)


def _copy(holder: Object, key: str) -> Object:
    """Return a dictionary of its own: pages may share theirs."""
    return Dictionary(dict(holder[key].items())) if key in holder else Dictionary()


def _on_paper(page: Page, sheet: Sheet, slug: bytes) -> bytes:
    """Clip what is printed to the bleed, move it into the paper, and put the marks around it."""
    left, low, right, high = sheet.bleed_box
    box = f"{left:.3f} {low:.3f} {right - left:.3f} {high - low:.3f}"
    return b"\n".join(
        (
            f"q {box} re W n 1 0 0 1 {left:.3f} {low:.3f} cm".encode("ascii"),
            pressed(page),
            b"Q q /Marks Do /All cs 1 scn",
            slug + b"Q",
        )
    )
