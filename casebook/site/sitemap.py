"""The sitemap of both languages, each page with its alternates, and the robots file."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape

from casebook.problem import LOCALES
from casebook.site.links import HTML_LANG, PREFIX


def render_sitemap(site_url: str, paths: Iterable[str]) -> bytes:
    """Return `sitemap.xml` (https://www.sitemaps.org/protocol.html), with `hreflang` alternates.

    `paths` are pages below a language's root; every page is there in both languages.
    """
    entries = "".join(_entries(site_url, path) for path in sorted(set(paths)))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        f' xmlns:xhtml="http://www.w3.org/1999/xhtml">\n{entries}</urlset>\n'
    ).encode()


def _entries(site_url: str, path: str) -> str:
    addresses = {locale: escape(f"{site_url}{PREFIX[locale]}{path}") for locale in LOCALES}
    alternates = "".join(
        f'<xhtml:link rel="alternate" hreflang="{HTML_LANG[locale]}" href="{address}"/>'
        for locale, address in addresses.items()
    )
    return "".join(f"<url><loc>{a}</loc>{alternates}</url>\n" for a in addresses.values())


def render_robots(site_url: str) -> bytes:
    """Return `robots.txt`: everything may be read."""
    return f"User-agent: *\nAllow: /\nSitemap: {site_url}sitemap.xml\n".encode()
