"""What a programme asks of the material: sections, facts, their words and numbers, typography."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from casebook.model.base import Bilingual, Count, Filled, Flag, Key, Model, Number, Positive


class Length(Model):
    """How long a text should be, in 字 as Word counts them.

    `about` is the official guidance; the bands in which nothing is said (`fine`) or only an
    information is given (`fair`) come from REQUIREMENTS section 3.1. `at_most` is a hard limit,
    above which `tolerated` 字 are still only a warning.
    """

    about: Count | None = None
    fine: tuple[int, int] | None = None
    fair: tuple[int, int] | None = None
    at_least: Count | None = None
    at_most: Count | None = None
    tolerated: Count | None = None


class Mention(Model):
    """Something that a section speaks of, known by its words: any of `words` in one sentence.

    With `beside`, one of these stands in the same sentence too. A sentence ends with 。！？； or
    the line. What the words cannot tell is for an editor: nothing here is ever an error.
    """

    what: Bilingual
    words: tuple[Filled, ...] = Field(min_length=1)
    beside: tuple[Filled, ...] = ()
    clause: Filled
    severity: Literal["warning", "info"] = "info"


class Section(Model):
    """A section of the case material; `title` is its `##` heading in each language.

    `states` are fields of `case.yaml` that its text must give too, in agreement with them. In a
    section that is `marked`, each passage names the criteria that it shows.
    """

    key: Key
    clause: Filled
    title: Bilingual
    asks: Bilingual
    length: Length | None = None
    required: Flag = True
    states: tuple[Filled, ...] = ()
    marked: Flag = False
    mentions: tuple[Mention, ...] = ()


class Fact(Model):
    """A field of the recommendation form or of a programme's material.

    `field` is its path in `case.yaml`, where a measure is named by its key
    (`measures.fee_collection_rate`); a fact that is not `public` has no such path: it lives in
    `private/` or with the papers, and is read by nothing that renders. One that is `wanted` may
    be missing, but its absence is mentioned.
    """

    key: Key
    clause: Filled
    label: Bilingual
    field: str | None = None
    public: Flag = True
    required: Flag = False
    wanted: Flag = False


class ProjectType(Model):
    """A kind of residential project."""

    key: Key
    name: Bilingual
    open: Flag = False


class Captions(Model):
    """That figures and tables are numbered: 图1, 图2 …, 表1, 表2 …, each with its words."""

    numbered: Flag
    clause: Filled


class Plausible(Model):
    """The bounds within which a number of `case.yaml` is believed, both included.

    With `per`, the number is divided by that of another field: m² for each household.
    """

    field: Filled
    per: Filled | None = None
    at_least: Number
    at_most: Number
    name: Bilingual
    unit: Bilingual
    clause: Filled


class Advertising(Model):
    """Words of advertising, and the sections in which a company may speak of itself."""

    words: tuple[Filled, ...]
    allowed_in: tuple[Key, ...] = ()
    clause: Filled


class UnfitWords(Model):
    """Words that our own texts about a programme may not use, and what to write instead."""

    words: tuple[Filled, ...]
    instead: Bilingual
    clause: Filled


class Typography(Model):
    """The typography prescribed for one element of a manuscript; size in pt.

    `position` is where a caption stands, seen from its table or figure.
    """

    element: Literal["title", "heading", "body", "table-caption", "figure-caption"]
    font: Filled
    size: Positive
    size_name: Filled
    bold: Flag = False
    line_spacing: Positive | None = None
    blank_lines_around: Count | None = None
    position: Literal["above", "below"] | None = None
    clause: Filled


class Filing(Model):
    """How a submission's folders and files are named, and whether its pages are numbered."""

    folder: Bilingual
    file: Bilingual
    page_numbers: Flag
    clause: Filled
