"""A case as the API gives it: what is published, field by field.

Not published: vetoes and waivers with the names of those who decided, site visits (they are the
sampling of the review, S-08), and whatever lies in `private/`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from casebook import regions
from casebook.exports import case_facts
from casebook.exports.case_markdown import body_of
from casebook.exports.case_text import text_plain
from casebook.exports.media_record import photo_records, video_record
from casebook.exports.shapes.base import VERSION, Both, Pages
from casebook.exports.shapes.case import (
    Anchor,
    CaseDocument,
    CaseEntry,
    ChangeRecord,
    PrintingRecord,
    SectionRecord,
    ShownCriterion,
    TextRecord,
    Texts,
)
from casebook.exports.shapes.facts import Term
from casebook.exports.values import both, maybe_both
from casebook.exports.where import Where
from casebook.model.library import Case
from casebook.printed.notes import part_said
from casebook.problem import LOCALES, Locale
from casebook.prose import Passage
from casebook.site.offprints import offprint_path
from casebook.site.world import InBook, World


def case_entry(world: World, case: Case) -> CaseEntry:
    """Return a case as it stands in a list."""
    where = Where(world.site_url)
    data, code = case.data, case.data.community.region
    return CaseEntry(
        id=case.id,
        title=both(data.title),
        name=both(data.community.name),
        summary=both(data.summary),
        region=code,
        place=Both(zh=regions.place_zh(code), en=regions.place_en(code)),
        type=case_facts.type_of(world.library, case),
        programme=data.programme,
        criteria=tuple(dict.fromkeys(world.criterion_ids[case.id].values())),
        published=data.published,
        updated=case.updated,
        pages=where.pages(f"cases/{case.id}/"),
        markdown=where.pages(f"cases/{case.id}/index.md"),
        data=where.api(f"cases/{case.id}.json"),
    )


def case_document(world: World, case: Case, bodies: dict[str, str]) -> CaseDocument:
    """Return everything that is published of a case; `bodies` keeps its text as Markdown."""
    where = Where(world.site_url)
    data = case.data
    books = world.in_books(case)
    return CaseDocument(
        schema_address=where.schema("case"),
        version=VERSION,
        updated=case.updated,
        id=case.id,
        title=both(data.title),
        summary=both(data.summary),
        community=case_facts.community(world.library, case, where),
        company=case_facts.company(data.company, where),
        fees=tuple(map(case_facts.fee, data.fee)),
        party_organisations=tuple(map(case_facts.party, data.party_organisations)),
        honours=tuple(map(case_facts.honour, data.honours)),
        measures=tuple(case_facts.measure(world.library, m) for m in data.measures),
        figures=tuple(map(case_facts.figure, data.figures)),
        as_written=dict(data.as_written),
        criteria=tuple(_criteria(world, case, where)),
        texts=Texts(zh=_text(world, case, "zh", bodies), en=_text(world, case, "en", bodies)),
        photos=tuple(photo_records(world, case, where)),
        videos=tuple(video_record(case, shown, where) for shown in world.videos(case)),
        cover=Pages(
            zh=where.file(f"covers/{case.id}.zh.svg"), en=where.file(f"covers/{case.id}.en.svg")
        ),
        selection=case_facts.selection(world.library, case),
        source=case_facts.source(data.source),
        editors_note=maybe_both(data.editors_note),
        citation=Both(zh=world.citation(case, "zh"), en=world.citation(case, "en")),
        editions=tuple(book.edition.id for book in books),
        printings=tuple(_printings(world, books)),
        offprint=where.file(offprint_path(case)),
        published=data.published,
        changes=tuple(ChangeRecord(date=c.date, what=both(c.what)) for c in data.changes),
        pages=where.pages(f"cases/{case.id}/"),
        markdown=where.pages(f"cases/{case.id}/index.md"),
    )


def _printings(world: World, books: Sequence[InBook]) -> Iterator[PrintingRecord]:
    for book in books:
        if not book.printed or book.place is None:
            continue
        pieces = [change.piece for change in book.changes]
        names = [[part_said(piece, locale, world.words) for piece in pieces] for locale in LOCALES]
        yield PrintingRecord(
            edition=book.edition.id,
            title=both(book.edition.title),
            volume=book.place.volume if book.volumes > 1 else None,
            first_page=book.place.first,
            last_page=book.place.last,
            changed_since=bool(book.changes),
            changed=tuple(Both(zh=zh, en=en) for zh, en in dict.fromkeys(zip(*names, strict=True))),
        )


def _criteria(world: World, case: Case, where: Where) -> Iterator[ShownCriterion]:
    shown: dict[str, list[Passage]] = {}
    ids = world.criterion_ids[case.id]
    for passage in case.passages:
        for key in dict.fromkeys(ids[key] for key in passage.criteria if key in ids):
            shown.setdefault(key, []).append(passage)
    titles = {x: {p.anchor: p.title.plain for p in t.passages} for x, t in case.texts.items()}
    for key, full in ids.items():
        found = world.library.criterion(case, key)
        if found is None:
            continue
        _, direction, criterion = found
        yield ShownCriterion(
            criterion=full,
            name=both(criterion.short),
            direction=Term(key=direction.key, name=both(direction.name)),
            passages=tuple(
                Anchor(
                    anchor=passage.anchor,
                    title=Both(
                        zh=titles.get("zh", {}).get(passage.anchor),
                        en=titles.get("en", {}).get(passage.anchor),
                    ),
                    pages=where.pages(f"cases/{case.id}/#{passage.anchor}"),
                )
                for passage in shown.get(full, ())
            ),
        )


def _text(world: World, case: Case, locale: Locale, bodies: dict[str, str]) -> TextRecord | None:
    text = case.texts.get(locale)
    if text is None:
        return None
    return TextRecord(
        markdown=body_of(world, case, locale, bodies),
        plain=text_plain(text),
        sections=tuple(
            SectionRecord(
                key=section.key or None,
                anchor=section.key or f"section-{number}",
                heading=section.heading,
                passages=tuple(passage.anchor for passage in section.passages),
            )
            for number, section in enumerate(text.sections, 1)
        ),
    )
