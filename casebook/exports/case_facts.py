"""What is known of a case besides its text, as the API gives it."""

from __future__ import annotations

from casebook.exports.shapes.base import Both, Moment
from casebook.exports.shapes.facts import (
    BodyRecord,
    CommunityRecord,
    CompanyRecord,
    Division,
    FeeRecord,
    FigureRecord,
    HonourRecord,
    MeasureRecord,
    PartyRecord,
    Selection,
    SourceRecord,
    Span,
    Term,
)
from casebook.exports.values import both, maybe_both, maybe_number, moment, number
from casebook.exports.where import Where
from casebook.model.approval import Approval, Body, CaseSource
from casebook.model.community import Company, Fee, Honour, PartyOrganisation
from casebook.model.community import Span as Phases
from casebook.model.dates import When
from casebook.model.library import Case, Library
from casebook.model.measure import Figure, Measure
from casebook.regions import Region, lineage, parent


def type_of(library: Library, case: Case) -> Term:
    """Return the project type with its name in the programme."""
    key = case.data.community.type
    programme = library.programme_of(case)
    name = programme.type_name(key) if programme else None
    return Term(key=key, name=both(name) if name else Both(zh=None, en=None))


def division(region: Region, where: Where) -> Division:
    """Return a province, city or district."""
    above = parent(region.code)
    return Division(
        code=region.code,
        level=region.level,
        name=Both(zh=region.zh, en=region.en),
        parent=above.code if above else None,
        pages=where.pages(f"regions/{region.code}/"),
    )


def community(library: Library, case: Case, where: Where) -> CommunityRecord:
    """Return the facts of the community."""
    data = case.data.community
    return CommunityRecord(
        name=both(data.name),
        aliases=tuple(map(both, data.aliases)),
        divisions=tuple(division(region, where) for region in lineage(data.region)),
        subdistrict=maybe_both(data.subdistrict),
        address=maybe_both(data.address),
        type=type_of(library, case),
        type_note=maybe_both(data.type_note),
        built=moment(data.built),
        delivered=moment(data.delivered),
        developed=_span(data.developed),
        land_area=maybe_number(data.land_area),
        floor_area=maybe_number(data.floor_area),
        households=data.households,
        greening_rate=maybe_number(data.greening_rate),
    )


def _span(span: Phases | None) -> Span | None:
    return Span(start=_known(span.start), end=moment(span.end)) if span else None


def _known(when: When) -> Moment:
    found = moment(when)
    assert found is not None
    return found


def company(data: Company | None, where: Where) -> CompanyRecord | None:
    """Return the company, or nothing where the source names none."""
    if data is None:
        return None
    return CompanyRecord(
        slug=data.key,
        name=both(data.name),
        brand=maybe_both(data.brand),
        founded=moment(data.founded),
        floor_area_managed=maybe_number(data.floor_area_managed),
        projects=data.projects,
        employees=data.employees,
        pages=where.pages(f"companies/{data.key}/"),
    )


def fee(data: Fee) -> FeeRecord:
    """Return a fee."""
    return FeeRecord(
        label=maybe_both(data.label),
        price=number(data.price),
        price_max=maybe_number(data.price_max),
        unit=data.unit,
    )


def party(data: PartyOrganisation) -> PartyRecord:
    """Return a Party organisation."""
    return PartyRecord(
        name=both(data.name),
        since=moment(data.since),
        members=data.members,
        note=maybe_both(data.note),
    )


def honour(data: Honour) -> HonourRecord:
    """Return an honour as the source states it."""
    return HonourRecord(name=both(data.name), giver=maybe_both(data.giver), date=moment(data.date))


def measure(library: Library, data: Measure) -> MeasureRecord:
    """Return a measured value with the name and unit of its measure."""
    kind = library.measures.get(data.key)
    unnamed = Both(zh=None, en=None)
    return MeasureRecord(
        key=data.key,
        label=both(kind.label) if kind else unnamed,
        unit=both(kind.unit) if kind else unnamed,
        better=kind.better if kind else "none",
        value=maybe_number(data.value),
        year=data.year,
        before=maybe_number(data.before),
        before_year=data.before_year,
        after=maybe_number(data.after),
        after_year=data.after_year,
        note=maybe_both(data.note),
        as_written=data.as_written,
    )


def figure(data: Figure) -> FigureRecord:
    """Return any other number of the source."""
    return FigureRecord(
        label=both(data.label),
        value=number(data.value),
        value_max=maybe_number(data.value_max),
        unit=both(data.unit),
        date=moment(data.date),
        note=maybe_both(data.note),
        as_written=data.as_written,
    )


def selection(library: Library, case: Case) -> Selection:
    """Return how a case was selected, without the records of its review."""
    programme = library.programmes[case.data.programme]
    approval = case.data.approval or Approval()
    return Selection(
        programme=Term(key=programme.id, name=both(programme.name)),
        recommended_by=_body(approval.recommended_by),
        reviewed_by=_body(approval.reviewed_by),
        date=moment(approval.date),
        document=approval.document,
        mapping=both(programme.mapping.note) if programme.mapping else None,
    )


def _body(data: Body | None) -> BodyRecord | None:
    if data is None:
        return None
    return BodyRecord(name=both(data.name), region=data.region, level=data.level)


def source(data: CaseSource) -> SourceRecord:
    """Return the document that the facts come from."""
    return SourceRecord(
        title=both(data.title),
        issuer=both(data.issuer),
        number=data.number,
        date=moment(data.date),
        note=maybe_both(data.note),
    )
