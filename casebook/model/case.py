"""A case as its editors keep it: what `cases/<id>/case.yaml` may hold."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from casebook.model.base import (
    Bilingual,
    Count,
    Filled,
    Flag,
    Key,
    Localized,
    Model,
    Number,
    Percent,
    Positive,
)
from casebook.model.dates import Day, When

Code = Annotated[str, Field(pattern=r"^\d{6}$")]
Term = Annotated[str, Field(min_length=1, max_length=120)]  # a rule knows the words allowed
FilePath = Annotated[str, Field(pattern=r"^[^/\\]+(/[^/\\]+)*$", max_length=200)]


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, dict) else value


class Span(Model):
    """A stretch of time, such as that of a development in phases."""

    start: When
    end: When | None = None


class Community(Model):
    """The residential community; areas in m², `greening_rate` in %.

    `region` is a GB/T 2260 code of a district (or of a city without districts); `pinyin` overrides
    the reading of the Chinese name for sorting.
    """

    name: Localized
    aliases: tuple[Localized, ...] = ()
    pinyin: str | None = None
    region: Code
    subdistrict: Localized | None = None
    address: Localized | None = None
    type: Term
    type_note: Localized | None = None
    built: When | None = None
    delivered: When | None = None
    developed: Span | None = None
    land_area: Positive | None = None
    floor_area: Positive | None = None
    households: Count | None = None
    greening_rate: Percent | None = None


class Company(Model):
    """The property service company; `name` is its legal name, `floor_area_managed` in m²."""

    name: Localized
    brand: Localized | None = None
    slug: Key | None = None
    pinyin: str | None = None
    founded: When | None = None
    floor_area_managed: Positive | None = None
    projects: Count | None = None
    employees: Count | None = None


class Fee(Model):
    """A property service fee; `price` (or the range up to `price_max`) in `unit`."""

    label: Localized | None = None
    price: Annotated[Number, Field(gt=0, le=50)]
    price_max: Annotated[Number, Field(gt=0, le=50)] | None = None
    unit: Literal["CNY/m²/month"]


class Honour(Model):
    """Something that was conferred on the community or its people, as the source states it."""

    name: Localized
    giver: Localized | None = None
    date: When | None = None


class PartyOrganisation(Model):
    """The community's Party organisation and, where the source counts them, its members."""

    name: Localized
    since: When | None = None
    members: Count | None = None
    note: Localized | None = None


class Measure(Model):
    """A measured value of the vocabulary `content/measures.yaml`.

    Either one `value` (of a `year`) or a change from `before` to `after`. `as_written` keeps the
    source's wording; a value whose year the source does not give is shown as undated.
    """

    key: Term
    year: int | None = None
    value: Number | None = None
    before: Number | None = None
    after: Number | None = None
    before_year: int | None = None
    after_year: int | None = None
    note: Localized | None = None
    as_written: str | None = None


class Figure(Model):
    """Any other number of the source, with what it counts."""

    label: Localized
    value: Number
    value_max: Number | None = None
    unit: Localized
    date: When | None = None
    note: Localized | None = None
    as_written: str | None = None


class Photo(Model):
    """A photo of the case folder; `file` is its path in that folder.

    `scene` is what it shows (REQUIREMENTS 附2-117); `focus` is the point that a crop keeps, in
    hundredths of width and height.
    """

    file: FilePath
    caption: Localized
    alt: Localized
    credit: Localized | None = None
    scene: Literal["project", "service"] | None = None
    focus: tuple[Percent, Percent] | None = None


class Body(Model):
    """An organisation that recommended or reviewed a case."""

    name: Localized
    region: Code | None = None
    level: Literal["district", "city", "province", "national"] | None = None


class Approval(Model):
    """How the case was selected: by whom it was recommended and reviewed, in which document."""

    recommended_by: Body | None = None
    reviewed_by: Body | None = None
    date: When | None = None
    document: Filled | None = None
    site_visit: Flag | None = None


class VetoStatement(Model):
    """The declaration that none of the programme's vetoes applies."""

    key: Term
    found: Filled
    verified_by: Localized


class CaseSource(Model):
    """The published document that the facts of a case come from."""

    title: Localized
    issuer: Localized
    number: str | None = None
    date: When | None = None
    note: Localized | None = None


class Waiver(Model):
    """An editor's decision that a rule does not apply to this case, with the reason."""

    rule: Term
    by: Filled
    date: Day
    reason: Filled


class Withdrawal(Model):
    """When and why a published case was taken back."""

    date: Day
    reason: Localized


class CaseData(Model):
    """The whole of a case's `case.yaml`."""

    programme: Term
    status: Literal["draft", "approved", "published", "withdrawn"]
    published: Day | None = None
    withdrawn: Withdrawal | None = None
    title: Localized
    summary: Localized
    community: Community
    company: Company | None = None
    fee: Annotated[tuple[Fee, ...], BeforeValidator(_as_list)] = ()
    party_organisations: tuple[PartyOrganisation, ...] = ()
    honours: tuple[Honour, ...] = ()
    measures: tuple[Measure, ...] = ()
    figures: tuple[Figure, ...] = ()
    as_written: dict[str, str] = Field(default_factory=dict)
    criteria: tuple[Term, ...] = ()
    vetoes: tuple[VetoStatement, ...] = ()
    photos: tuple[Photo, ...] = ()
    approval: Approval | None = None
    source: CaseSource
    editors_note: Bilingual | None = None
    waivers: tuple[Waiver, ...] = ()
