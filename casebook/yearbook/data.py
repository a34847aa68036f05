"""Everything that the book prints, as one plain structure that the templates walk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import asdict

from casebook import cover
from casebook.model.edition import Edition
from casebook.model.library import Case, Library
from casebook.paths import Paths
from casebook.problem import Locale
from casebook.prose.length import count_blocks, count_words
from casebook.tokens import Tokens
from casebook.words import Words
from casebook.yearbook import indexes
from casebook.yearbook.appendices import appendices_of, list_of, source_line
from casebook.yearbook.cases import CasePrinter
from casebook.yearbook.chapters import Chapter, chapters_of
from casebook.yearbook.drawing import WINDOW, Medium, look_data
from casebook.yearbook.imprint import day_of, imprint_rows
from casebook.yearbook.nodes import Plain, line
from casebook.yearbook.pictures import PhotoOf
from casebook.yearbook.texts import CONVENTIONS, NOTE, PREFACE, OwnText, length_of, own_texts


def edition_data(
    library: Library,
    edition: Edition,
    paths: Paths,
    site_url: str,
    tokens: Tokens,
    words: Words,
    photo_of: PhotoOf,
    medium: Medium = "screen",
) -> Plain:
    """Gather what an edition prints; numbers, dates and places are already words.

    `site_url` is the address that QR codes lead to; `photo_of` gives the name and size of a
    photo's print derivative, or None. The press edition differs in colours and bleed, and has no
    cover.
    """
    locale = edition.locale
    cases = library.cases_in(edition)
    texts = own_texts(edition, paths)
    programme = library.programmes.get(edition.criteria or "")
    length = _length(cases, texts.values(), locale)
    make = CasePrinter(library, locale, site_url, words, photo_of)
    hues = {case.id: make.hue(case) for case in cases}
    houses = cover.street(list(hues), cover.STREET_COLUMNS, cover.STREET_STOREYS)
    printed = [make.case(case) for case in cases]
    chapters = chapters_of(library, edition)
    in_pages = [case for chapter in chapters for case in chapter.cases]  # as the pages follow
    publisher = edition.imprint.publisher

    def own(name: str) -> Plain:
        return texts[name].plain() if name in texts else {}

    return {
        "edition": edition_head(edition, medium),
        "look": look_data(tokens, medium, edition.colours),
        "words": words.below("book", locale),
        "street": [asdict(house) | {"hue": hues[house.id]} for house in houses],
        "storeys": cover.STREET_STOREYS,
        "window": WINDOW,
        "imprint": list(imprint_rows(edition, words, _short(site_url), length)),
        "preface": own(PREFACE),
        "signed": [edition.editor.to(locale), day_of(edition)],
        "edited": words.say("book.edited", locale, editor=edition.editor.to(locale)),
        "publisher": line(publisher.to(locale)) if publisher else "",
        "conventions": own(CONVENTIONS),
        "note": own(NOTE),
        "chapters": [_chapter(c, make, printed, {h.id for h in houses}) for c in chapters],
        "indexes": {
            "communities": indexes.communities(cases, locale),
            "companies": indexes.companies(in_pages, locale),
            "unnamed": _unnamed(indexes.unnamed_companies(cases), words, locale),
            "regions": indexes.regions_of(cases, locale),
            "types": indexes.types(library, cases, locale),
            "criteria": indexes.criteria(library, in_pages, programme, locale) if programme else [],
            "list": list(list_of(library, cases, words, locale)),
            "mapped": any(case["mapped"] for case in printed),
        },
        "appendices": appendices_of(library, edition, texts, words),
        "address": _short(site_url),
    }


def edition_head(edition: Edition, medium: Medium) -> Plain:
    """Return what every sheet of an edition needs: its title and editor, trim, day and medium."""
    return {
        "title": line(edition.title.to(edition.locale)),
        "subtitle": line(edition.subtitle.to(edition.locale)) if edition.subtitle else "",
        "cover": edition.cover.model_dump(mode="json"),
        "editor": edition.editor.to(edition.locale),
        "locale": edition.locale,
        "date": [edition.date.year, edition.date.month, edition.date.day],
        "width": float(edition.trim.width),
        "height": float(edition.trim.height),
        "medium": medium,
        "volume": "",  # its name, where there are several; the last one has the indexes
        "last": True,
        "signature": edition.printer.signature,
        "bleed": float(edition.printer.bleed) if medium == "press" else 0,
    }


def _length(cases: Sequence[Case], own: Iterable[OwnText], locale: Locale) -> int:
    """Count the 字 of summaries, cases and the edition's own texts: running text only."""
    found = [case.text(locale) for case in cases]
    texts = [pair[0] for pair in found if pair]
    total = sum(count_words(case.data.summary.to(locale)) for case in cases) + length_of(own)
    for text in texts:
        total += count_blocks(text.before)
        total += sum(count_blocks(section.blocks) for section in text.sections)
    return total


def _unnamed(count: int, words: Words, locale: Locale) -> str:
    return words.say("book.not-listed", locale, count=count) if count else ""


def _chapter(
    chapter: Chapter, make: CasePrinter, printed: Sequence[Plain], housed: Set[str]
) -> Plain:
    """Return a chapter; one that is a direction has its criteria, and where they are from.

    `housed` are the cases with a house in the book's street, which has no room for very many; a
    chapter with none there has a street of its own.
    """
    locale, direction = make.locale, chapter.direction
    criteria = direction.criteria if direction else ()
    ids = {case.id for case in chapter.cases}
    hues = {case.id: make.hue(case) for case in chapter.cases if not ids & housed}
    own = cover.street(list(hues), cover.STREET_COLUMNS, cover.STREET_STOREYS) if hues else []
    return {
        "key": chapter.key,
        "street": [asdict(house) | {"hue": hues[house.id]} for house in own],
        "name": line(chapter.name or make.words.say("book.elsewhere", locale)),
        "above": chapter.above,
        "hue": direction.hue if direction else None,
        "count": make.words.say("book.cases-count", locale, count=len(chapter.cases)),
        "criteria": [{"key": c.key, "text": line(c.text.to(locale))} for c in criteria],
        "source": source_line(chapter.programme.source, make.words, locale)
        if chapter.programme
        else "",
        "cases": [case for case in printed if case["id"] in ids],
    }


def _short(address: str) -> str:
    return address.removeprefix("https://").removeprefix("http://").rstrip("/")
