"""`press-report.html`: one page without scripts or requests, for print house and editors."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from PIL import Image, ImageDraw

from casebook.model.edition import Edition
from casebook.preflight.edges import SCALE
from casebook.preflight.geometry import Frame
from casebook.preflight.groups import Group, groups_of, places
from casebook.preflight.report import Report
from casebook.problem import LOCALES, Said
from casebook.tokens import Tokens
from casebook.words import Words

_WIDTH = 132  # px of a page's thumbnail
_IMAGE = 96  # px of an image's
_QUALITY = 60  # a page is about 4 KB: 2,400 pages, 10 MB


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """A small picture as a `data:` address; px."""

    address: str
    width: int
    height: int


@dataclass
class Thumbnails:
    """Small pictures of pages, by sheet, and of images, by their numbers."""

    pages: dict[int, Thumbnail] = field(default_factory=dict)
    images: dict[int, Thumbnail] = field(default_factory=dict)

    def page(self, sheet: int, picture: Image.Image, frame: Frame) -> None:
        """Keep a page, with its trim outlined."""
        pages = 2 if frame.trim.width > frame.trim.height else 1  # a cover is two wide
        by = _WIDTH * pages / picture.width
        small = picture.resize((round(picture.width * by), round(picture.height * by)))
        media, trim = frame.media, frame.trim
        left, right = (trim.left - media.left) * SCALE * by, (trim.right - media.left) * SCALE * by
        top, bottom = (media.top - trim.top) * SCALE * by, (media.top - trim.bottom) * SCALE * by
        box = (round(left) - 1, round(top) - 1, round(right), round(bottom))
        ImageDraw.Draw(small).rectangle(box, outline=(150, 146, 138))
        self.pages[sheet] = _thumbnail(small)

    def image(self, number: int, picture: Image.Image) -> None:
        """Keep an image; its inks are shown as a screen shows them without a profile."""
        small = picture.copy()
        small.thumbnail((_IMAGE, _IMAGE))
        self.images[number] = _thumbnail(small.convert("RGB"))


def _thumbnail(picture: Image.Image) -> Thumbnail:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=_QUALITY, optimize=True)
    encoded = base64.b64encode(out.getvalue()).decode("ascii")
    return Thumbnail(f"data:image/jpeg;base64,{encoded}", picture.width, picture.height)


def render_report(
    checked: Sequence[tuple[Report, Thumbnails]],
    edition: Edition,
    theme: Path,
    tokens: Tokens,
    words: Words,
) -> str:
    """Return the page; the same files give the same bytes."""
    environment = Environment(
        loader=FileSystemLoader(theme / "preflight"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )

    def wanted(group: Group) -> Said:
        """Say what is allowed and what to do."""
        zh, en = (
            words.say("preflight.wanted", locale, allowed=group.allowed.to(locale))
            + group.rule.todo.to(locale)
            for locale in LOCALES
        )
        return Said(zh, en)

    def both(key: str, **values: object) -> Markup:
        zh, en = (
            words.say(
                f"preflight.{key}",
                locale,
                **{name: v.to(locale) if isinstance(v, Said) else v for name, v in values.items()},
            )
            for locale in LOCALES
        )
        return Markup('{} <span lang="en">{}</span>').format(zh, en)

    return environment.get_template("press-report.html").render(
        b=both,
        edition=edition,
        tokens=tokens,
        files=[_file(report, seen, wanted) for report, seen in checked],
        refused=sum(report.count("error") for report, _ in checked),
    )


def _file(report: Report, seen: Thumbnails, wanted: Callable[[Group], Said]) -> dict[str, Any]:
    groups = [
        {
            "group": group,
            "places": list(places(report, group.findings)),
            "todo": wanted(group),
        }
        for group in groups_of(report)
    ]
    return {
        "report": report,
        "name": report.pdf.name,
        "groups": groups,
        "thumbnails": seen.pages,
        "pictures": seen.images,
        "named": any(row.name for row in report.images),
    }
