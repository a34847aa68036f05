"""An edition of the yearbook: what is printed, in which order, and by whom."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from casebook.model.base import Bilingual, Filled, Key, Model
from casebook.model.dates import Day


class Trim(Model):
    """The trimmed page; mm."""

    width: Annotated[Decimal, Field(ge=100, le=420)]
    height: Annotated[Decimal, Field(ge=100, le=420)]


class ImprintLine(Model):
    """A line of the imprint: a label and what stands behind it."""

    label: Bilingual
    value: Bilingual


class Cover(Model):
    """The words of the cover: the title's columns, set vertically, the first one largest."""

    columns: Annotated[tuple[Filled, ...], Field(min_length=1, max_length=3)]
    foot: Filled | None = None


class Edition(Model):
    """An edition of the yearbook (`content/editions/<id>/edition.yaml`).

    The cases are those of `programmes`; `chapters` says what makes a chapter: a city, or the
    direction of a case's first criterion. `criteria` is the programme whose criteria the appendix
    prints. The preface, the conventions and the editors' note are Markdown files beside
    it (`preface.zh.md`, `conventions.zh.md`, `editors-note.zh.md`).
    """

    id: Key
    title: Bilingual
    subtitle: Bilingual | None = None
    cover: Cover
    locale: Literal["zh", "en"] = "zh"
    year: int
    date: Day
    trim: Trim
    programmes: tuple[Key, ...]
    chapters: Literal["direction", "region"]
    criteria: Key | None = None
    editor: Bilingual
    publisher: Bilingual | None = None
    imprint: tuple[ImprintLine, ...] = ()
