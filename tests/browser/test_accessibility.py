"""axe-core finds nothing against WCAG 2.2 AA on any kind of page (https://www.w3.org/TR/WCAG22/).

A kind is the template that a page is made of (`<body class="body-…">`); of each, the page with the
most bytes is looked at, in both languages, by day and night, on a phone and on a desk.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from axe import COLOURS, violations
from building import BuiltLibrary
from playwright.sync_api import Browser
from watched import watch

from casebook.problem import LOCALES, Locale
from casebook.site.links import PREFIX

pytestmark = pytest.mark.browser

_KIND = re.compile(r'<body class="([a-z-]+)"')
_FETCHED = "[data-app], .search-results"  # what scripts fetch, after the page


def _kinds(site: Path, locale: Locale) -> list[str]:
    """Return the largest page of each kind by its address below the root of the site."""
    found: dict[str, tuple[int, str]] = {}
    for file in sorted((site / PREFIX[locale]).rglob("*.html")):
        path = file.relative_to(site).as_posix()
        if locale == "zh" and path.startswith(PREFIX["en"]):
            continue
        text = file.read_text(encoding="utf-8")
        body = _KIND.search(text)
        kind = "embed" if "embed/" in path else body.group(1) if body else path
        if 'http-equiv="refresh"' not in text:  # the reader is elsewhere before axe has looked
            found[kind] = max(found.get(kind, (0, "")), (len(text), path))
    return [path.removesuffix("index.html") for _, path in sorted(found.values())]


@pytest.fixture(scope="session")
def sites(
    built_site: BuiltLibrary, sample_site: BuiltLibrary, serve: Callable[[Path], str]
) -> list[tuple[Path, str]]:
    """The real library and the sample with photos, each with its address."""
    return [(built.out, serve(built.out)) for built in (built_site, sample_site)]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("width", [390, 1280])
def test_every_kind_of_page(
    sites: list[tuple[Path, str]],
    chromium: Browser,
    locale: Locale,
    width: int,
) -> None:
    """By night a page has other colours and is otherwise the same, so its colours are looked at."""
    context = chromium.new_context(
        viewport={"width": width, "height": 900}, color_scheme="light", reduced_motion="reduce"
    )
    watched = watch(context.new_page())
    faults: dict[str, list[str]] = {}
    looked = 0
    for site, address in sites:
        for path in _kinds(site, locale):
            if path.endswith(".html"):
                continue  # an error page, served at addresses that do not exist
            watched.page.emulate_media(color_scheme="light")
            watched.page.goto(address + path)
            if watched.page.locator(_FETCHED).count():
                watched.page.wait_for_load_state("networkidle")
            looked += 1
            found = violations(watched.page)
            watched.page.emulate_media(color_scheme="dark")
            if found := found + violations(watched.page, COLOURS):
                faults[path] = found
    context.close()
    assert looked > 20
    assert not watched.errors
    assert faults == {}


def test_axe_finds_faults(chromium: Browser) -> None:
    page = chromium.new_page()
    page.set_content('<html><body><img src="x.png"><p style="color:#eee">grey</p></body></html>')
    assert any(found.startswith("image-alt") for found in violations(page))
    assert any(found.startswith("color-contrast") for found in violations(page, COLOURS))
    page.close()
