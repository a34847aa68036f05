"""The sitemap of both languages with alternates, pictures and days of change; the robots file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from casebook.model.library import Case
from casebook.problem import LOCALES
from casebook.site.links import HTML_LANG, PREFIX
from casebook.site.world import World
from casebook.xml_text import xml_text

MOST_URLS, MOST_BYTES = 50_000, 50_000_000  # of one file (https://www.sitemaps.org/protocol.html)
_MOST_PICTURES = 1_000  # of one page
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SITEMAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_OPEN = (
    f'{_HEAD}<urlset {_SITEMAP} xmlns:xhtml="http://www.w3.org/1999/xhtml"'
    ' xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">\n'
)
_CLOSE = "</urlset>\n"


@dataclass(frozen=True, slots=True)
class Entry:
    """A page that is there in both languages; `pictures` are paths below the site's root."""

    path: str
    changed: date | None = None
    pictures: tuple[str, ...] = ()


def gather_sitemap(world: World) -> dict[str, bytes]:
    """Return `sitemap.xml`, with further files where one would be too large, and `robots.txt`."""
    cases = {f"cases/{case.id}/": case for case in world.catalogue.cases}
    entries = (_entry(world, path, cases.get(path)) for path in sorted(world.listed))
    return {
        **render_sitemap(world.site_url, entries),
        "robots.txt": render_robots(world.site_url),
    }


def _entry(world: World, path: str, case: Case | None) -> Entry:
    if case is None:
        return Entry(path)
    photos = (world.photo(case, photo) for photo in case.data.photos)
    pictures = tuple(shown.jpeg.path for shown in photos if shown)
    return Entry(path, case.updated, pictures or (f"covers/{case.id}.zh.svg",))


def render_sitemap(
    site_url: str,
    entries: Iterable[Entry],
    most_urls: int = MOST_URLS,
    most_bytes: int = MOST_BYTES,
) -> dict[str, bytes]:
    """Return one sitemap, or an index of the name and as many as the limits ask for."""
    parts = list(_parts(site_url, entries, most_urls, most_bytes)) or [""]
    if len(parts) == 1:
        return {"sitemap.xml": f"{_OPEN}{parts[0]}{_CLOSE}".encode()}
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    lines = "".join(f"<sitemap><loc>{xml_text(site_url + x)}</loc></sitemap>\n" for x in names)
    index = f"{_HEAD}<sitemapindex {_SITEMAP}>\n{lines}</sitemapindex>\n"
    files = {n: f"{_OPEN}{p}{_CLOSE}".encode() for n, p in zip(names, parts, strict=True)}
    return {"sitemap.xml": index.encode(), **files}


def _parts(
    site_url: str, entries: Iterable[Entry], most_urls: int, most_bytes: int
) -> Iterator[str]:
    part: list[str] = []
    urls, size = 0, len(_OPEN) + len(_CLOSE)
    for entry in entries:
        written = _urls(site_url, entry)
        more = len(written.encode())
        if part and (urls + len(LOCALES) > most_urls or size + more > most_bytes):
            yield "".join(part)
            part, urls, size = [], 0, len(_OPEN) + len(_CLOSE)
        part.append(written)
        urls, size = urls + len(LOCALES), size + more
    if part:
        yield "".join(part)


def _urls(site_url: str, entry: Entry) -> str:
    addresses = {x: xml_text(f"{site_url}{PREFIX[x]}{entry.path}") for x in LOCALES}
    shared = f"<lastmod>{entry.changed.isoformat()}</lastmod>" if entry.changed else ""
    shared += "".join(
        f'<xhtml:link rel="alternate" hreflang="{HTML_LANG[locale]}" href="{address}"/>'
        for locale, address in addresses.items()
    )
    shared += _pictures(site_url, entry.pictures[:_MOST_PICTURES])
    return "".join(f"<url><loc>{a}</loc>{shared}</url>\n" for a in addresses.values())


def _pictures(site_url: str, paths: Sequence[str]) -> str:
    found = (f"<image:loc>{xml_text(site_url + path)}</image:loc>" for path in paths)
    return "".join(f"<image:image>{loc}</image:image>" for loc in found)


def render_robots(site_url: str) -> bytes:
    """Return `robots.txt`: everything may be read."""
    return f"User-agent: *\nAllow: /\nSitemap: {site_url}sitemap.xml\n".encode()
