"""The appendices: the criteria of the call, the list of cases, the edition's own texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from casebook.model.dates import PartialDate
from casebook.model.edition import Edition
from casebook.model.library import Case, Library
from casebook.model.notice import Source
from casebook.problem import Locale
from casebook.words import Words
from casebook.yearbook.indexes import place_of
from casebook.yearbook.nodes import Plain, line
from casebook.yearbook.texts import OwnText

_NUMBERS = "一二三四五六七八九十"


def appendices_of(
    library: Library,
    edition: Edition,
    texts: Mapping[str, OwnText],
    words: Words,
) -> list[Plain]:
    """Return the appendices in their order, each with a number, a title and a mark of its place.

    Those of the kinds `criteria` and `list` have their items among the indexes, with the pages.
    """
    locale = edition.locale
    programme = library.programmes.get(edition.criteria or "")
    found: list[Plain] = []
    if programme and programme.directions:
        title = words.say("book.criteria", locale)
        source = source_line(programme.source, words, locale)
        found.append({"kind": "criteria", "mark": "criteria", "title": title, "source": source})
    title = words.say("book.case-list", locale)
    found.append({"kind": "list", "mark": "case-list", "title": title})
    for own in edition.appendices:
        if text := texts.get(own.file):
            title, mark = line(own.title.to(locale)), f"appendix-{own.file}"
            found.append({"kind": "text", "mark": mark, "title": title, **text.plain()})
    for n, appendix in enumerate(found):
        number = _NUMBERS[n] if locale == "zh" and n < len(_NUMBERS) else str(n + 1)
        named = words.say("book.appendix", locale, n=number, title=appendix["title"])
        appendix["title"] = named
    return found


def list_of(
    library: Library, cases: Sequence[Case], words: Words, locale: Locale
) -> Iterator[Plain]:
    """Yield the rows of the list of cases, in the neutral order of the cases."""
    unknown = words.say("book.facts.not-stated", locale)
    for case in cases:
        programme = library.programme_of(case)
        kind = programme.type_name(case.data.community.type) if programme else None
        company = case.data.company
        yield {
            "cases": [case.id],
            "name": line(case.data.community.name.to(locale)),
            "place": line(place_of(case, locale, whole=True)),
            "type": line(kind.to(locale)) if kind else "",
            "company": line(company.name.to(locale)) if company else unknown,
        }


def source_line(source: Source, words: Words, locale: Locale) -> str:
    """Say where criteria are quoted from, or after what they are stated."""
    zh = locale == "zh"
    when = PartialDate.parse(source.date.isoformat()).to(locale) if source.date else ""
    parts = [part for part in (source.number, when) if part]
    listed = ("，" if zh else ", ").join(parts)
    where = (f"（{listed}）" if zh else f" ({listed})") if listed else ""
    issuers = words.say("book.and", locale).join(i.to(locale) for i in source.issuers)
    key = "book.criteria-quoted" if source.wording == "official" else "book.criteria-stated"
    title = source.title.to(locale)
    return line(words.say(key, locale, issuer=issuers, title=title, where=where))
