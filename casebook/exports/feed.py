"""New and changed cases as an Atom feed per language (RFC 4287).

An entry's id is the address of its page, which never changes; its day is that of publication or of
the last change, begun at midnight in China.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from casebook.exports.where import Where
from casebook.model.library import Case
from casebook.problem import Locale
from casebook.site.links import HTML_LANG
from casebook.site.tongue import lang_of
from casebook.site.world import World
from casebook.xml_text import xml_text

FEED = "feed.xml"
_MOST = 50  # entries: a reader that asks once a month misses nothing
_LONG_AGO = date(2000, 1, 1)  # of a library that has published nothing


def render_feed(world: World, locale: Locale) -> bytes:
    """Return the feed of a language, the newest changes first."""
    where = Where(world.site_url)
    dated = [case for case in world.catalogue.cases if case.updated]
    newest = sorted(dated, key=lambda case: case.updated or _LONG_AGO, reverse=True)[:_MOST]
    day = newest[0].updated if newest else None
    site = xml_text(world.say("site.name", locale))
    address = xml_text(where.page(FEED, locale))
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{HTML_LANG[locale]}">\n'
        f"<id>{address}</id>\n"
        f"<title>{site}</title>\n"
        f"<subtitle>{xml_text(world.settings.lede.to(locale))}</subtitle>\n"
        f"<updated>{_moment(day or _LONG_AGO)}</updated>\n"
        f"<author><name>{xml_text(world.say('cite.author', locale))}</name></author>\n"
        f'<link rel="self" type="application/atom+xml" href="{address}"/>\n'
        f'<link rel="alternate" type="text/html" href="{xml_text(where.page("", locale))}"/>\n'
    )
    entries = "".join(_entry(world, case, locale) for case in newest)
    return f"{head}{entries}</feed>\n".encode()


def _entry(world: World, case: Case, locale: Locale) -> str:
    return "<entry>\n" + "".join(f"{line}\n" for line in _lines(world, case, locale)) + "</entry>\n"


def _lines(world: World, case: Case, locale: Locale) -> Iterator[str]:
    where, data = Where(world.site_url), case.data
    page = xml_text(where.page(f"cases/{case.id}/", locale))
    markdown = xml_text(where.page(f"cases/{case.id}/index.md", locale))
    name, title = data.community.name.to(locale), data.title.to(locale)
    yield f"<id>{page}</id>"
    whole = f"{name} · {title}"
    yield f"<title{_lang(locale, whole)}>{xml_text(whole)}</title>"
    yield f'<link rel="alternate" type="text/html" href="{page}"/>'
    yield f'<link rel="alternate" type="text/markdown" href="{markdown}"/>'
    if data.published:
        yield f"<published>{_moment(data.published)}</published>"
    yield f"<updated>{_moment(case.updated or _LONG_AGO)}</updated>"
    said = [data.summary.to(locale)]
    if data.changes:
        last = max(data.changes, key=lambda change: change.date)
        changed = world.say("data.changed", locale, date=world.day(locale, last.date))
        said.append(f"{changed}{last.what.to(locale)}")
    summary = chr(10).join(said)
    yield f'<summary type="text"{_lang(locale, summary)}>{xml_text(summary)}</summary>'
    shown = {key for key, _ in world.catalogue.criteria_of(case)}
    for direction in (d for d in world.catalogue.home.directions if d.key in shown):
        term, label = xml_text(direction.key), xml_text(direction.name.to(locale))
        yield f'<category term="{term}" label="{label}"/>'


def _lang(locale: Locale, text: str) -> str:
    """Name the language of a text that is not translated."""
    found = lang_of(locale, text)
    return f' xml:lang="{found}"' if found else ""


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00+08:00"
