"""An edition of the yearbook: what is printed, in which order, by whom, and on what."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from casebook.model.base import Bilingual, Filled, Key, Model, Percent
from casebook.model.criteria import Hue
from casebook.model.dates import Day

TRIMS = {  # mm; GB/T 788-1999 names the cut of the sheet, the trade adds 大 and 国际
    "大16开": (210, 285),
    "16开": (185, 260),
    "A4": (210, 297),
}
_ISBN = re.compile(r"97[89]-\d{1,5}-\d{1,7}-\d{1,7}-\d")


class Trim(Model):
    """The trimmed page; mm. A name of `TRIMS` stands for its size."""

    width: Annotated[Decimal, Field(ge=100, le=420)]
    height: Annotated[Decimal, Field(ge=100, le=420)]

    @property
    def name(self) -> str | None:
        """The name that the trade has for this size."""
        for name, (width, height) in TRIMS.items():
            if self.width == Decimal(width) and self.height == Decimal(height):
                return name
        return None


def _named_trim(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if value not in TRIMS:
        raise PydanticCustomError("trim", "one of {names}", {"names": "、".join(TRIMS)})
    width, height = TRIMS[value]
    return {"width": str(width), "height": str(height)}


def _isbn(value: str) -> str:
    """Check form and check digit of an ISBN-13 (GB/T 5795-2006)."""
    digits = [int(c) for c in value if c.isdigit()]
    weighed = sum(digit * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    if not _ISBN.fullmatch(value) or len(digits) != 13 or weighed % 10:
        raise PydanticCustomError("isbn", "an ISBN-13 with hyphens and a right check digit")
    return value


class ImprintLine(Model):
    """A line of the imprint: a label and what stands behind it."""

    label: Bilingual
    value: Bilingual


class Imprint(Model):
    """The page of publication data (版权页); what is not there is not printed.

    字数 and 印张 are computed. `lines` stand at the end, as they are.
    """

    publisher: Bilingual | None = None
    """出版 · publisher"""
    chief_editor: Bilingual | None = None
    """主编 · chief editor"""
    printer: Bilingual | None = None
    """印刷 · printer"""
    impression: Bilingual | None = None
    """版次、印次 · edition and impression"""
    isbn: Annotated[str, AfterValidator(_isbn)] | None = None
    cip: Filled | None = None
    """CIP 核字号 · CIP number"""
    price: Annotated[Decimal, Field(gt=0, le=100_000, decimal_places=2)] | None = None
    """定价，元 · price, CNY"""
    lines: tuple[ImprintLine, ...] = ()


class Cover(Model):
    """The words of the cover: the title's columns, set vertically, the first one largest."""

    columns: Annotated[tuple[Filled, ...], Field(min_length=1, max_length=3)]
    foot: Filled | None = None


class Appendix(Model):
    """An appendix of the edition's own: `<file>.zh.md` beside the edition."""

    file: Key
    title: Bilingual


Ink = tuple[Percent, Percent, Percent, Percent]  # cyan, magenta, yellow, black


class Shade(Model):
    """A hue in this edition: on the screen (sRGB) and on press (CMYK, %)."""

    web: Annotated[str, Field(pattern=r"^#[0-9A-F]{6}$")]
    press: Ink


class Paper(Model):
    """What a leaf weighs on the spine; mm for a leaf, that is two pages."""

    leaf: Annotated[Decimal, Field(gt=0, le=1, decimal_places=4)]
    """正文每张（两页）纸的厚度，如 128 g/m² 哑粉纸 0.1 · thickness of a leaf of the text"""
    cover: Annotated[Decimal, Field(ge=0, le=5, decimal_places=3)] = Decimal("0.3")
    """封面每张纸的厚度 · thickness of a leaf of the cover"""


class Printer(Model):
    """What a print house says of its press; the press edition is made for it."""

    profile: Filled | None = None
    """印刷条件的 ICC 特性文件（CMYK），放在旁边 · ICC profile, a file beside the edition"""
    condition: Filled | None = None
    """印刷条件的代号，如 FOGRA51、JC200103 · its identifier (registry of color.org)"""
    bleed: Annotated[Decimal, Field(ge=0, le=10, decimal_places=2)] = Decimal(3)
    """出血，毫米 · bleed, mm outside the trim"""
    ink_limit: Annotated[Decimal, Field(ge=200, le=400)] = Decimal(300)
    """总墨量上限，% · largest sum of the four inks"""
    resolution: Annotated[int, Field(ge=150, le=600)] = 300
    """照片的排印分辨率，dpi · pixels an inch of a photo as placed"""
    lowest_resolution: Annotated[int, Field(ge=72, le=600)] = 200
    """分辨率低于此数，印刷厂会退回 · below it the print house refuses a photo"""
    signature: Annotated[int, Field(ge=2, le=64, multiple_of=2)] = 8
    """每帖页数，正文页数是它的倍数 · pages of a signature, which the text fills"""
    paper: Paper | None = None


class Volumes(Model):
    """When an edition is bound as several volumes."""

    pages: Annotated[int, Field(ge=16, le=2000)] = 640
    """每册最多页数 · most pages of a volume, unless one case alone has more"""


class Edition(Model):
    """An edition of the yearbook (`content/editions/<id>/edition.yaml`).

    The cases are those of `programmes`, or of them only the `cases` that are named. `chapters`
    says what makes a chapter: a province, a city, the direction of a case's first criterion, or
    the programme; inside, cases stand by region and then by pinyin. `criteria` is the programme
    whose criteria the appendix prints. The preface, the conventions and the editors' note are
    Markdown files beside it (`preface.zh.md`, `conventions.zh.md`, `editors-note.zh.md`), and so
    are the appendices.
    """

    id: Key
    title: Bilingual
    subtitle: Bilingual | None = None
    cover: Cover
    locale: Literal["zh", "en"] = "zh"
    year: int
    date: Day
    trim: Annotated[Trim, BeforeValidator(_named_trim)]
    programmes: tuple[Key, ...]
    cases: tuple[Key, ...] | None = None
    chapters: Literal["direction", "province", "city", "programme"]
    criteria: Key | None = None
    appendices: tuple[Appendix, ...] = ()
    editor: Bilingual
    imprint: Imprint = Imprint()
    colours: dict[Hue, Shade] = {}
    printer: Printer = Printer()
    volumes: Volumes = Volumes()
