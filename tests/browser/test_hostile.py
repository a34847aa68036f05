"""Hostile texts in a real Chromium, its guards taken away: nothing runs, nothing is asked for.

The policy is switched off, and the trusted types with it: escaping alone has to hold. A phone's
width shows whether long words, stacked accents or a run of pictures widen a page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from hostile_library import ESCAPED, RAW, STRANGE_CASE, HostileSite, hostile_site
from playwright.sync_api import Browser, BrowserContext, Page, Request
from searching import open_search, settled

pytestmark = pytest.mark.browser

_CANARY = """
window.canaries = [];
window.canary = (said) => { window.canaries.push(String(said)); };
for (const name of ["alert", "confirm", "prompt", "print"]) {
  window[name] = () => { window.canaries.push(name); };
}
"""
_OF_A_KIND = 2  # pages; what their texts become is compared on every page of the site
# The names of elements and attributes in their order: what a text could change of a page. A browser
# reads the page, for it alone knows what of a text becomes an element.
_SKELETON = """pages => pages.map(page => {
  const read = new DOMParser().parseFromString(page, "text/html");
  const names = [...read.querySelectorAll("*")].map(
    (e) => e.localName + "[" + e.getAttributeNames().sort().join(" ") + "]" + e.childNodes.length
      * (e.localName === "script" || e.localName === "style"));
  return names.join("\\n");
})"""


@dataclass
class Seen:
    """A page, what was asked for, and what opened."""

    page: Page
    asked: list[str] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)


@pytest.fixture
def unguarded(chromium: Browser) -> Iterator[Seen]:
    """A phone's page without the policy, in which a call of the canary is remembered."""
    context = chromium.new_context(viewport={"width": 390, "height": 844}, bypass_csp=True)
    context.add_init_script(_CANARY)
    seen = Seen(context.new_page())
    _watch(context, seen)
    yield seen
    context.close()


def _watch(context: BrowserContext, seen: Seen) -> None:
    def asked(request: Request) -> None:
        seen.asked.append(request.url)

    context.on("request", asked)
    context.on("page", lambda page: seen.opened.append(page.url))
    seen.page.on("dialog", lambda dialog: (seen.opened.append(dialog.message), dialog.dismiss()))
    seen.opened.clear()


def _addresses(out: Path) -> list[str]:
    """Return the pages' addresses, but of those that lead on at once."""
    pages = [
        path for path in sorted(out.rglob("*.html")) if 'http-equiv="refresh"' not in _text(path)
    ]
    return [path.relative_to(out).as_posix().removesuffix("index.html") for path in pages]


def _of_each_kind(addresses: list[str]) -> list[str]:
    """Return all pages of cases, and some of every other kind: one template writes them all."""
    kinds: dict[tuple[str, ...], list[str]] = {}
    for address in addresses:
        parts = address.removeprefix("en/").split("/")
        kind = (address[:3], parts[0], str(len(parts)), parts[-1][-5:])
        kinds.setdefault(kind, []).append(address)
    return [
        address
        for (_, name, *_), some in kinds.items()
        for address in (some if name == "cases" else some[:_OF_A_KIND])
    ]


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _strangers(seen: Seen, site: str, out: Path) -> list[str]:
    """Return what was asked for that is no file of the site."""
    strange = []
    for url in seen.asked:
        path = unquote(urlsplit(url).path).lstrip("/")
        file = out / (f"{path}index.html" if path.endswith("/") or not path else path)
        if not url.startswith(site) or not file.is_file():
            strange.append(url)
    return strange


def test_nothing_runs_on_a_page_of_any_kind_and_none_is_too_wide(
    unguarded: Seen, hostile: HostileSite, serve: Callable[[Path], str]
) -> None:
    site, page = serve(hostile.out), unguarded.page
    canaries: list[str] = []
    wide: list[str] = []
    addresses = _of_each_kind(_addresses(hostile.out))
    assert len(addresses) > 60
    for address in addresses:
        page.goto(f"{site}{address}", wait_until="load")
        canaries += [f"{address}: {said}" for said in page.evaluate("window.canaries")]
        if page.evaluate("document.documentElement.scrollWidth") > 390:
            wide.append(address)
    assert canaries == []
    assert unguarded.opened == []
    assert _strangers(unguarded, site, hostile.out) == []
    assert wide == []


def test_nothing_runs_where_a_page_is_put_together_by_scripts(
    unguarded: Seen, hostile: HostileSite, serve: Callable[[Path], str]
) -> None:
    """What is searched, listed, compared and opened comes out of data, not out of the page."""
    site, page = serve(hostile.out), unguarded.page
    ids = ["2026-yangli", STRANGE_CASE, "2026-dongjie", RAW]
    for prefix in ("", "en/"):
        page.goto(f"{site}{prefix}")
        page.evaluate("ids => localStorage.setItem('reading-list', JSON.stringify(ids))", ids)
        for query in (
            "canary",
            "<script>canary(1)</script>",
            '"><img src=x onerror=canary(1)>',
            "长长长",
        ):
            page.goto(f"{site}{prefix}search/")
            page.get_by_role("searchbox").first.fill(query)
            page.keyboard.press("Enter")
            settled(page, query)
            assert page.evaluate("window.canaries") == []
            if query == "canary":  # the other terms of its group are named, as they were typed
                assert re.search(r"⁅\d+⁆<", page.locator("main").inner_text())
        assert page.locator("main li").count() > 0
        page.goto(f"{site}{prefix}reading-list/")
        page.locator(".reading-item").first.wait_for()
        assert page.evaluate("window.canaries") == []
        page.goto(f"{site}{prefix}compare/?cases={','.join(ids[:3])}")
        page.locator(".compare-case").first.wait_for()
        assert "onerror=canary" in page.locator("main").inner_text()
        assert page.evaluate("window.canaries") == []
        script = "%3Cimg%20src=x%20onerror=canary(1)%3E"
        open_search(page, f"{site}{prefix}search/?q={script}#{script}", unquote(script))
        assert page.evaluate("window.canaries") == []
    assert unguarded.opened == []
    assert _strangers(unguarded, site, hostile.out) == []


def test_no_text_becomes_an_element_or_an_attribute(
    unguarded: Seen, hostile: HostileSite, tmp_path: Path
) -> None:
    """Page for page the same elements and attributes as of a twin whose texts are harmless."""
    twin = hostile_site(tmp_path / "library", harmless=True)
    names = [a for a in _files(hostile.out) if RAW not in a]
    assert names == [a for a in _files(twin.out) if RAW not in a]
    different = []
    for name in names:
        both = [(site.out / name).read_text(encoding="utf-8") for site in (hostile, twin)]
        one, other = unguarded.page.evaluate(_SKELETON, both)
        if one != other:
            pairs = zip(one.split("\n"), other.split("\n"), strict=False)
            first = next(((a, b) for a, b in pairs if a != b), ("", ""))
            different.append(f"{name}: {first}, {one.count(chr(10))} {other.count(chr(10))}")
    assert different == []


def _files(out: Path) -> list[str]:
    return [path.relative_to(out).as_posix() for path in sorted(out.rglob("*.html"))]


_OF_PROSE = {
    *("p", "ul", "ol", "li", "blockquote", "table", "caption", "thead", "tbody", "tr", "th", "td"),
    *(
        "pre",
        "code",
        "hr",
        "strong",
        "em",
        "s",
        "a",
        "br",
        "sup",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "span",
    ),
    *("div", "dl", "dt", "dd", "section", "nav", "button"),
}
_ELEMENTS = """page => {
  const read = new DOMParser().parseFromString(page, "text/html");
  const all = [...read.querySelectorAll("main *")];
  return [all.map((e) => e.localName), all.flatMap((e) => e.getAttributeNames()),
    [...read.querySelectorAll("a")].map((a) => a.getAttribute("href"))];
}"""


def test_markdown_that_nobody_escaped_makes_only_the_elements_of_prose(
    unguarded: Seen, hostile: HostileSite
) -> None:
    """Of all other elements a page has as many as that of a case whose Markdown is escaped."""
    for prefix in ("", "en/"):
        pages = [_text(hostile.out / f"{prefix}cases/{case}/index.html") for case in (RAW, ESCAPED)]
        (raw, attributes, links), (escaped, *_) = (
            unguarded.page.evaluate(_ELEMENTS, page) for page in pages
        )
        counts = [Counter(name for name in one if name not in _OF_PROSE) for one in (raw, escaped)]
        assert counts[0] == counts[1]
        assert len(raw) > 400
        assert not [name for name in attributes if re.match("on|style|srcdoc", name)]
        schemes = {link.partition(":")[0] for link in links if re.match(r"\s*[\w-]+:", link or "")}
        assert schemes <= {"https", "http", "mailto"}
