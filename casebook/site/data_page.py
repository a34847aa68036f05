"""The page about data: what there is for programs, where, how large, and on what terms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from casebook.exports.documents import KINDS
from casebook.exports.feed import FEED
from casebook.exports.where import API, DATA, Where
from casebook.figures import file_size
from casebook.problem import LOCALES, Locale
from casebook.site.links import PREFIX
from casebook.site.listing import trail_of
from casebook.site.page import Page
from casebook.site.world import World

_TABLES = (
    ("cases.xlsx", "Excel", "data.cases_xlsx"),
    ("cases.csv", "CSV", "data.cases_csv"),
    ("measures.csv", "CSV", "data.measures_csv"),
    ("datapackage.json", "Data Package", "data.datapackage_json"),
)
_FEEDS: dict[Locale, str] = {"zh": "data.feed_zh", "en": "data.feed_en"}


@dataclass(frozen=True, slots=True)
class Offered:
    """A file that is offered: its path from the site's root, what kind it is, and its size."""

    path: str
    kind: str
    about: str
    size: str = ""


def data_page(world: World, locale: Locale) -> Page:
    """Return `/data/`; the sizes are those of the files that this build publishes."""
    title = world.say("data.title", locale)
    site = world.say("site.name", locale)
    where = Where(world.site_url)
    example = f"{where.api('cases.json')} | jq .total"
    for case in world.catalogue.cases[:1]:
        example = f"{where.api(f'cases/{case.id}.json')} | jq .title.{locale}"
    context = {
        "title": title,
        "trail": trail_of((title, "")),
        "tables": tuple(_tables(world, locale)),
        "documents": tuple(_documents(world, locale)),
        "feeds": tuple(_feeds(world, locale)),
        "texts": tuple(_texts(world, locale)),
        "address": world.site_url,
        "curl": f"curl -s {example}",
        "csv": where.file(f"{DATA}cases.csv"),
    }
    description = world.say("data.description", locale, site=site)
    return Page(DATA, locale, "data.html", title, description, context)


def _tables(world: World, locale: Locale) -> Iterator[Offered]:
    for name, kind, word in _TABLES:
        yield _offered(world, f"{DATA}{name}", kind, word, locale)


def _documents(world: World, locale: Locale) -> Iterator[Offered]:
    for kind in KINDS:
        path = API + kind.path
        about = kind.zh if locale == "zh" else kind.en
        yield Offered(path, "JSON", about, _size(world, path))
    yield _offered(world, f"{API}openapi.json", "OpenAPI 3.1", "data.openapi_json", locale)


def _feeds(world: World, locale: Locale) -> Iterator[Offered]:
    for language in LOCALES:
        path = f"{PREFIX[language]}{FEED}"
        about = world.say(_FEEDS[language], locale)
        yield Offered(path, "Atom", about, _size(world, path))


def _texts(world: World, locale: Locale) -> Iterator[Offered]:
    markdown = f"{PREFIX[locale]}cases/{{id}}/index.md"
    yield Offered(markdown, "Markdown", world.say("data.index_md", locale))
    yield _offered(world, "llms.txt", "Markdown", "data.llms_txt", locale)
    yield Offered("sitemap.xml", "XML", world.say("data.sitemap", locale))


def _offered(world: World, path: str, kind: str, word: str, locale: Locale) -> Offered:
    return Offered(path, kind, world.say(word, locale), _size(world, path))


def _size(world: World, path: str) -> str:
    """Return the size of a file in words, nothing for a path with a gap in it."""
    size = world.sizes.get(path)
    return "" if size is None else file_size(size)
