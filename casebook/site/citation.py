"""How a case is cited: after GB/T 7714—2015, in BibTeX, and in plain words.

The editors stand as the author: they write or revise every text and answer for it, and a company,
which is what a case is about, is not always named by its source.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from casebook.model.dates import PartialDate
from casebook.model.edition import Edition
from casebook.model.library import Case
from casebook.problem import Locale
from casebook.words import Words
from casebook.yearbook.made import CasePages

_SPECIAL = re.compile(r"[&%$#_]")
# BibTeX counts braces even after a backslash, so these are written as commands without any.
_COMMANDS = {
    "\\": r"\textbackslash ",
    "{": r"\textbraceleft ",
    "}": r"\textbraceright ",
    "~": r"\textasciitilde ",
    "^": r"\textasciicircum ",
}
_COMMAND = re.compile(r"[\\{}~^]")


@dataclass(frozen=True, slots=True)
class Citation:
    """A case cited in three forms, each in two halves: the day of access stands between them.

    `name` is the form's key among the interface words, `accessed` is how it writes that
    day; without a reader's calendar it is left out.
    """

    name: str
    before: str
    accessed: str
    after: str

    @property
    def text(self) -> str:
        """The citation without a day of access."""
        return self.before + self.after


def citations(case: Case, locale: Locale, address: str, words: Words) -> tuple[Citation, ...]:
    """Return the forms in which a published case is cited."""
    return (
        gb_t_7714(case, locale, address, words),
        _plain(case, locale, address, words),
        _bibtex(case, locale, address, words),
    )


def gb_t_7714(case: Case, locale: Locale, address: str, words: Words) -> Citation:
    """Cite as GB/T 7714—2015, 4.6: 责任者. 题名:其他题名信息[EB/OL]. (修改日期)[引用日期]. 网址."""
    author = words.say("cite.author", locale)
    title = f"{case.data.title.to(locale)}: {case.data.community.name.to(locale)}"
    day = f". ({case.updated.isoformat()})" if case.updated else ""
    accessed = "[{date}]" if day else ". [{date}]"
    return Citation("cite.gb", f"{author}. {title}[EB/OL]{day}", accessed, f". {address}.")


def gb_t_7714_offprint(
    case: Case, edition: Edition, volume: str, address: str, words: Words
) -> tuple[str, str]:
    """Cite pages that are read online; the pages stand between the halves.

    A work online needs no place and no publisher (GB/T 7714—2015, 8.4.1, 8.4.2).
    """
    return _in_book(case, edition, volume, edition.locale, words, "M/OL"), f". {address}."


def gb_t_7714_print(
    case: Case, edition: Edition, place: CasePages, volume: str, locale: Locale, words: Words
) -> Citation:
    """Cite a part of a printed book; what the imprint does not say is left out."""
    pages = str(place.first) if place.first == place.last else f"{place.first}-{place.last}"
    text = f"{_in_book(case, edition, volume, locale, words, 'M')}{pages}."
    return Citation("cite.gb_print", text, "", "")


def _in_book(
    case: Case, edition: Edition, volume: str, locale: Locale, words: Words, kind: str
) -> str:
    """Cite a part of a book after GB/T 7714—2015, 4.2, as far as its pages.

    析出文献责任者. 析出文献题名[文献类型标识]//专著责任者. 专著题名. 出版者, 出版年: 页码.
    `volume` is empty where there is one alone.
    """
    author = words.say("cite.author", locale)
    title = f"{case.data.title.to(locale)}: {case.data.community.name.to(locale)}"
    book = edition.title.to(locale) + (f": {volume}" if volume else "")
    publisher = edition.imprint.publisher
    issued = f"{publisher.to(locale)}, {edition.date.year}" if publisher else edition.date.year
    return f"{author}. {title}[{kind}]//{edition.editor.to(locale)}. {book}. {issued}: "


def _bibtex(case: Case, locale: Locale, address: str, words: Words) -> Citation:
    data = case.data
    year = case.id[:4] if case.updated is None else str(case.updated.year)
    fields = {
        "author": f"{{{_tex(words.say('cite.author', locale))}}}",
        "title": f"{{{_tex(data.title.to(locale))}}}",
        "titleaddon": _tex(data.community.name.to(locale)),
        "organization": _tex(words.say("site.name", locale)),
        "year": year,
        "url": address,
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return Citation("cite.bibtex", f"@misc{{{case.id},\n{lines}", "  urldate = {{date}},\n", "}")


def _tex(text: str) -> str:
    commands = _COMMAND.sub(lambda match: _COMMANDS[match.group()], " ".join(text.split()))
    return _SPECIAL.sub(lambda match: "\\" + match.group(), commands)


def _plain(case: Case, locale: Locale, address: str, words: Words) -> Citation:
    between, stop = ("，", "。") if locale == "zh" else (", ", ".")
    before = words.say(
        "cite.sentence",
        locale,
        author=words.say("cite.author", locale),
        title=case.data.title.to(locale),
        name=case.data.community.name.to(locale),
        site=words.say("site.name", locale),
        id=case.id,
    )
    if published := case.data.published:  # a draft has no date yet
        day = PartialDate(published, published, "day").to(locale)
        before += between + words.say("cite.published", locale, date=day)
    accessed = words.say("cite.accessed", locale, date="{date}")
    return Citation("cite.plain", before, between + accessed, f"{between}{address}{stop}")
