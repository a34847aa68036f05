"""Everything that the book prints, as one plain structure that the templates walk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from casebook import cover, figures
from casebook.model.dates import PartialDate
from casebook.model.edition import Edition
from casebook.model.library import Case, Library
from casebook.paths import Paths
from casebook.problem import Locale, ProblemsError
from casebook.prose import Text, parse_text
from casebook.prose.length import count_blocks, count_words
from casebook.source import read_text
from casebook.tokens import Tokens
from casebook.words import Words
from casebook.yearbook import indexes
from casebook.yearbook.cases import CasePrinter, PhotoOf
from casebook.yearbook.chapters import Chapter, chapters_of
from casebook.yearbook.drawing import WINDOW, Medium, look_data
from casebook.yearbook.nodes import Plain, line, plain_nodes


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
    beside = paths.content / "editions" / edition.id
    preface = _own_text(beside, "preface", locale)
    conventions = _own_text(beside, "conventions", locale)
    note = _own_text(beside, "editors-note", locale)
    programme = library.programmes.get(edition.criteria or "")
    length = _length(cases, (preface, conventions, note), locale)
    make = CasePrinter(library, locale, site_url, words, photo_of)
    hues = {case.id: make.hue(case) for case in cases}
    houses = cover.street(list(hues), cover.STREET_COLUMNS, cover.STREET_STOREYS)
    return {
        "edition": edition_head(edition, medium),
        "look": look_data(tokens, medium, edition.colours),
        "words": book_words(words, locale),
        "street": [asdict(house) | {"hue": hues[house.id]} for house in houses],
        "storeys": cover.STREET_STOREYS,
        "window": WINDOW,
        "imprint": list(_imprint(edition, words, site_url, length)),
        "preface": _prose(preface),
        "signed": [edition.editor.to(locale), _day(edition, locale)],
        "conventions": _prose(conventions),
        "note": _prose(note),
        "chapters": [_chapter(c, make) for c in chapters_of(library, edition)],
        "indexes": {
            "communities": indexes.communities(cases, locale),
            "companies": indexes.companies(cases, locale),
            "unnamed": _unnamed(indexes.unnamed_companies(cases), words, locale),
            "criteria": indexes.criteria(library, cases, programme, locale) if programme else [],
        },
        "address": _short(site_url),
        "criteria-source": _criteria_source(library, edition, words),
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
        "bleed": float(edition.printer.bleed) if medium == "press" else 0,
    }


def book_words(words: Words, locale: Locale) -> dict[str, str]:
    """Return the interface words of the book in its language, by their keys without `book.`."""
    return {
        key.removeprefix("book."): both[locale]
        for key, both in words.entries.items()
        if key.startswith("book.")
    }


def _own_text(beside: Path, name: str, locale: Locale) -> Text | None:
    """Read a text of the edition itself; raises ProblemsError where it cannot be read."""
    path = beside / f"{name}.{locale}.md"
    if not path.is_file():
        return None
    source, problems = read_text(beside.parent.parent.parent, path)
    if source is None:
        raise ProblemsError(problems)
    return parse_text(source, path.name, locale, {})


def _prose(text: Text | None) -> list[Plain]:
    """Return the blocks of a text of the edition, which has no `##` sections."""
    return plain_nodes(text.before) if text else []


def _length(cases: Sequence[Case], own: Iterable[Text | None], locale: Locale) -> int:
    """Count the 字 of summaries, cases and the edition's own texts: running text only."""
    found = [case.text(locale) for case in cases]
    texts = [text for text in own if text] + [pair[0] for pair in found if pair]
    total = sum(count_words(case.data.summary.to(locale)) for case in cases)
    for text in texts:
        total += count_blocks(text.before)
        total += sum(count_blocks(section.blocks) for section in text.sections)
    return total


def _imprint(edition: Edition, words: Words, site_url: str, length: int) -> Iterator[Plain]:
    locale = edition.locale

    def row(key: str, value: str) -> Plain:
        return {"label": words.say(f"book.{key}", locale), "value": line(value)}

    yield row("editor", edition.editor.to(locale))
    if edition.imprint.publisher:
        yield row("publisher", edition.imprint.publisher.to(locale))
    trim = edition.trim
    size = words.say("book.format-of", locale, width=trim.width, height=trim.height)
    yield row("format", size)
    yield row("length", words.say("book.length-of", locale, count=figures.number(length)))
    # how many pages there are is known to the typesetter alone, which fills in {count}
    yield row("pages", words.say("book.pages-of", locale, count="{count}")) | {"count": True}
    yield row("date", _day(edition, locale))
    yield row("website", _short(site_url))
    for own in edition.imprint.lines:
        yield {"label": own.label.to(locale), "value": line(own.value.to(locale))}


def _day(edition: Edition, locale: Locale) -> str:
    return PartialDate.parse(edition.date.isoformat()).to(locale)


def _unnamed(count: int, words: Words, locale: Locale) -> str:
    return words.say("book.not-listed", locale, count=count) if count else ""


def _criteria_source(library: Library, edition: Edition, words: Words) -> str:
    programme = library.programmes.get(edition.criteria or "")
    if programme is None:
        return ""
    source, locale = programme.source, edition.locale
    when = PartialDate.parse(source.date.isoformat()).to(locale) if source.date else ""
    issuer = words.say("book.and", locale).join(i.to(locale) for i in source.issuers)
    return line(
        words.say(
            "book.criteria-source",
            locale,
            issuer=issuer,
            title=source.title.to(locale),
            number=source.number or "",
            date=when,
        )
    )


def _chapter(chapter: Chapter, make: CasePrinter) -> Plain:
    count = make.words.say("book.cases-count", make.locale, count=len(chapter.cases))
    return {
        "key": chapter.key,
        "name": line(chapter.name),
        "hue": chapter.hue,
        "count": count,
        "cases": [make.case(case) for case in chapter.cases],
    }


def _short(address: str) -> str:
    return address.removeprefix("https://").removeprefix("http://").rstrip("/")
