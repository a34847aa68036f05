"""A programme as the API gives it; facts that are not public are left out."""

from __future__ import annotations

from collections.abc import Sequence

from casebook.exports.shapes.base import VERSION, Both
from casebook.exports.shapes.facts import Term
from casebook.exports.shapes.programme import (
    CriterionRecord,
    DirectionRecord,
    EventRecord,
    FactRule,
    MappingRecord,
    ProgrammeDocument,
    ProgrammeEntry,
    ProgrammeSource,
    SectionRule,
    VetoRecord,
)
from casebook.exports.values import both, maybe_both, maybe_number, newest
from casebook.exports.where import Where
from casebook.model.criteria import Direction
from casebook.model.library import Case
from casebook.model.notice import Source
from casebook.model.programme import Programme


def programme_entry(programme: Programme, cases: Sequence[Case], where: Where) -> ProgrammeEntry:
    """Return a programme as it stands in the list."""
    return ProgrammeEntry(
        id=programme.id,
        kind=programme.kind,
        year=programme.year,
        name=both(programme.name),
        short=both(programme.short),
        summary=both(programme.summary),
        source=_source(programme.source),
        cases=tuple(case.id for case in cases),
        pages=where.pages(f"programmes/{programme.id}/"),
        data=where.api(f"programmes/{programme.id}.json"),
    )


def programme_document(
    programme: Programme, cases: Sequence[Case], where: Where
) -> ProgrammeDocument:
    """Return a programme with its criteria, in the order of its source."""
    mapping = programme.mapping
    return ProgrammeDocument(
        schema_address=where.schema("programme"),
        version=VERSION,
        updated=newest(cases),
        id=programme.id,
        kind=programme.kind,
        year=programme.year,
        name=both(programme.name),
        short=both(programme.short),
        summary=both(programme.summary),
        source=_source(programme.source),
        directions=tuple(_direction(programme.id, d) for d in programme.directions),
        mapping=MappingRecord(programme=mapping.programme, note=both(mapping.note))
        if mapping
        else None,
        vetoes=tuple(VetoRecord(key=v.key, text=both(v.text)) for v in programme.vetoes),
        sections=tuple(
            SectionRule(
                key=section.key,
                title=both(section.title),
                asks=both(section.asks),
                about=section.length.about if section.length else None,
                at_most=section.length.at_most if section.length else None,
            )
            for section in programme.sections
        ),
        facts=tuple(
            FactRule(key=fact.key, label=both(fact.label), required=fact.required)
            for fact in programme.facts
            if fact.public
        ),
        types=tuple(Term(key=kind.key, name=both(kind.name)) for kind in programme.types),
        calendar=tuple(
            EventRecord(when=Both(zh=event.when("zh"), en=event.when("en")), what=both(event.what))
            for event in programme.calendar
        ),
        cases=tuple(case.id for case in cases),
        pages=where.pages(f"programmes/{programme.id}/"),
    )


def _source(source: Source) -> ProgrammeSource:
    return ProgrammeSource(
        title=both(source.title),
        number=source.number,
        issuers=tuple(map(both, source.issuers)),
        date=source.date,
        year=source.year,
        disclosure=source.disclosure,
        wording=source.wording,
        note=maybe_both(source.note),
    )


def _direction(programme: str, direction: Direction) -> DirectionRecord:
    return DirectionRecord(
        key=direction.key,
        name=both(direction.name),
        weight=maybe_number(direction.weight),
        criteria=tuple(
            CriterionRecord(
                id=f"{programme}/{direction.key}.{criterion.key}",
                key=criterion.key,
                name=both(criterion.short),
                text=both(criterion.text),
                points=maybe_number(criterion.points),
            )
            for criterion in direction.criteria
        ),
    )
