"""Addresses for ever (DESIGN, decision 10): which the library has, and which have been recorded.

An address is the path of a page below the root of a language, `/cases/x/`: one line stands for the
Chinese page and the English one. A line without a slash at its end is a file, `/cases.csv`.
For ever are the pages of cases, embeds, directions, criteria, project types, regions, companies,
programmes and editions, the editorial pages, the site's own sections, and the files that hold the
whole library. Not for ever are the numbers of a list's further pages, the files of a single case
or programme (they go with it), what only our own scripts and pages load (covers, search, oEmbed)
and files whose names carry a hash.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from casebook.model.address import Recorded
from casebook.model.library import Library
from casebook.problem import LOCALES, Place, Problem, Said
from casebook.site.catalogue import Catalogue
from casebook.site.links import PREFIX

LEDGER = "cases/addresses.txt"
REDIRECTS = "cases/redirects.yaml"
RULE = "addresses"
SECTIONS = (
    *("/", "/cases/", "/directions/", "/types/", "/regions/", "/programmes/", "/companies/"),
    *("/editions/", "/search/", "/translations/", "/coverage/", "/names/"),
    *("/compare/", "/reading-list/", "/data/"),
)
_DOCUMENTS = ("cases", "companies", "criteria", "index", "programmes", "regions")
_TOMBSTONES = ("renamed", "withdrawn")
FILES = (
    *("/robots.txt", "/sitemap.xml", "/llms.txt", "/feed.xml", "/en/feed.xml"),
    *("/data/cases.csv", "/data/cases.xlsx", "/data/measures.csv", "/data/datapackage.json"),
    *(f"/api/v1/{name}.json" for name in (*_DOCUMENTS, *_TOMBSTONES, "openapi")),
    *(f"/api/v1/schemas/{x}.json" for x in (*_DOCUMENTS, *_TOMBSTONES, "case", "programme")),
)

_HEAD = """\
# 网址台账：发布过的网址都在这里，一行一个，一经写入，永不删除；由 python build.py ledger 写入。
# The ledger of addresses: every one ever published, a line each, never deleted;
#   written by python build.py ledger. A page's line stands for both languages.
"""


def addresses_of(library: Library) -> frozenset[str]:
    """Return every address that a site of the library keeps, computed without making a page."""
    return own_addresses_of(library) | moved(library).keys()


def own_addresses_of(library: Library) -> frozenset[str]:
    """Return those that do not come from `cases/redirects.yaml`."""
    names = (f"/{name}/" for name in library.page_names)
    return frozenset(
        (*SECTIONS, *FILES, *names, *_of_cases(library), *_of_groups(library)),
    )


def _of_cases(library: Library) -> Iterator[str]:
    """Published, withdrawn and former ids: each has a page, and a card for other sites."""
    for id in (*(entry.id for entry in library.ledger), *former_ids(library)):
        yield from (f"/cases/{id}/", f"/embed/{id}/")


def _of_groups(library: Library) -> Iterator[str]:
    yield from (f"/programmes/{id}/" for id in library.programmes)
    home = library.programmes.get(library.directions)
    if home is None:
        return
    catalogue = Catalogue(library, home)
    for direction in home.directions:
        yield f"/directions/{direction.key}/"
        yield from (f"/directions/{direction.key}/{c.key}/" for c in direction.criteria)
    yield from (f"/types/{kind.key}/" for kind in catalogue.types)
    for region in catalogue.regions:
        yield from (f"/regions/{region.code}/", f"/embed/regions/{region.code}/")
    yield from (f"/companies/{slug}/" for slug, _, _ in catalogue.companies)
    yield from (f"/editions/{edition.id}/" for edition in catalogue.editions)


def former_ids(library: Library) -> dict[str, str]:
    """Return the ids that cases once had, with the ids that they have now."""
    return {alias: entry.id for entry in library.ledger for alias in entry.aliases}


def moved(library: Library) -> dict[str, str]:
    """Return every address that leads to another one, with that one; both of pages.

    The card of a case or of a region for other sites goes where its page goes.
    """
    ids = former_ids(library).items()
    pages = {f"/cases/{old}/": f"/cases/{new}/" for old, new in ids}
    pages |= {redirect.old: redirect.new for redirect in library.redirects}
    cards = ((_card_of(old), _card_of(new)) for old, new in pages.items())
    return pages | {old: new for old, new in cards if old and new}


def _card_of(page: str) -> str:
    """Return the address of the card that belongs to a page, empty where it has none."""
    match page.strip("/").split("/"):
        case ["cases", id]:
            return f"/embed/{id}/"
        case ["regions", code]:
            return f"/embed/regions/{code}/"
    return ""


def page_of_card(card: str) -> str:
    """Return the address of the page that a card belongs to, empty for any other address."""
    match card.strip("/").split("/"):
        case ["embed", id]:
            return f"/cases/{id}/"
        case ["embed", "regions", code]:
            return f"/regions/{code}/"
    return ""


def withdrawn(library: Library) -> tuple[str, ...]:
    """Return the pages that say that their case was withdrawn (a server may answer 410)."""
    return tuple(f"/cases/{case.id}/" for case in library.withdrawn)


def unrecorded(library: Library) -> tuple[str, ...]:
    """Return the addresses that the site has and its ledger has not, sorted."""
    return tuple(sorted(addresses_of(library) - {line.address for line in library.addresses}))


def render_ledger(addresses: Iterable[str]) -> str:
    """Return the text of the ledger: an address a line, sorted."""
    return _HEAD + "".join(f"{address}\n" for address in sorted(addresses))


def missing_from(library: Library, files: Mapping[str, object]) -> Iterator[Problem]:
    """Yield a problem for every recorded address that a finished tree has no file for."""
    for line in library.addresses:
        if any(name not in files for name in _files(line)):
            yield lost(line.address, line.place, Said("", ""))


def _files(line: Recorded) -> tuple[str, ...]:
    path = line.address.removeprefix("/")
    if path and not path.endswith("/"):
        return (path,)
    return tuple(f"{PREFIX[locale]}{path}index.html" for locale in LOCALES)


def lost(address: str, place: Place, hint: Said) -> Problem:
    """Return the problem of an address that nothing answers to any more."""
    return Problem(
        place,
        RULE,
        Said(
            f"发布过的网址 {address} 将会失效",
            f"the published address {address} would be lost",
        ),
        hint,
        value=address,
    )
