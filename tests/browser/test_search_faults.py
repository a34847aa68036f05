"""The search on a bad line, below a path, and under the policy that the page itself carries."""

from __future__ import annotations

import re
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from time import sleep

import pytest
from building import BuiltLibrary
from playwright.sync_api import Page, Route, expect
from searching import ask, matching, open_search, said, settled
from watched import Watched

from casebook.site.headers import rule_of

pytestmark = pytest.mark.browser

FILES = {
    "records": r"/records\.zh\.json",
    "program": r"\.pagefind$",
    "parts": r"\.pf_meta$",
    "part": r"\.pf_index$",
    "names": r"/text/names\.",
    "readings": r"/text/readings\.",
    "text": r"/text/[0-9a-f]+\.zh\.gz",
}
TYPED, MEANT = "凯玄会", "凯旋会"  # asks for every kind of file


def _cut(page: Page, pattern: str, times: int) -> list[str]:
    """Let the line break for the first requests that fit; return those that were cut, as they are.

    Of each address as many are cut, so that a second one does not do for the first.
    """
    cut: list[str] = []

    def answer(route: Route) -> None:
        url = route.request.url
        if cut.count(url) < times:
            cut.append(url)
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route(re.compile(pattern), answer)
    return cut


@pytest.mark.parametrize("kind", FILES)
def test_a_broken_line_is_tried_again(knowing: str, watched: Watched, kind: str) -> None:
    page = watched.page
    open_search(page, f"{knowing}search/")
    cut = _cut(page, FILES[kind], 1)
    assert set(ask(page, TYPED)) == matching(MEANT) != set()
    assert cut


@pytest.mark.parametrize("kind", FILES)
def test_what_cannot_be_fetched_is_no_empty_answer(
    knowing: str, watched: Watched, kind: str
) -> None:
    page = watched.page
    open_search(page, f"{knowing}search/")
    assert _cut(page, FILES[kind], 2) == []
    page.locator(".search-box").fill(TYPED)
    page.keyboard.press("Enter")
    expect(page.locator(".search-status")).to_contain_text("检索暂时不能使用")
    assert page.locator(".search-result").count() == 0
    expect(page.locator(".search-results")).to_have_attribute("data-query", "")
    for _ in range(40):  # every file that is cut twice costs one more attempt
        page.keyboard.press("Enter")
        page.wait_for_timeout(700)
        if page.locator(".search-results").get_attribute("data-query") == TYPED:
            break
    page.unroute_all()
    assert set(ask(page, TYPED)) == matching(MEANT)
    assert f"也搜索了：{MEANT}。" in said(page)


@pytest.mark.parametrize("kind", FILES)
def test_the_last_of_two_quick_queries_is_answered(
    knowing: str, watched: Watched, kind: str
) -> None:
    page = watched.page
    open_search(page, f"{knowing}search/")

    def answer(route: Route) -> None:
        sleep(0.15)
        route.continue_()

    page.route(re.compile(FILES[kind]), answer)
    box = page.locator(".search-box")
    for query in ("业主", "凯玄", TYPED):
        box.fill(query)
        page.keyboard.press("Enter")
    settled(page, TYPED)
    assert set(ask(page, TYPED)) == matching(MEANT)
    watched.assert_clean()


def test_the_facets_come_when_the_line_is_back(knowing: str, watched: Watched) -> None:
    page = watched.page
    _cut(page, r"/search/table\.zh\.json", 2)
    page.goto(f"{knowing}search/")
    expect(page.locator(".search-status")).to_contain_text("检索暂时不能使用")
    assert set(ask(page, MEANT)) == matching(MEANT)
    expect(page.locator(".search-choice input").first).to_be_visible()


class _Below(SimpleHTTPRequestHandler):
    """Serves a folder below /x/y/, and nothing else; `rules` are those of the site's headers."""

    rules = True

    def end_headers(self) -> None:
        path = self.path.removeprefix("/x/y/")
        for name, value in rule_of(path.partition("?")[0]).headers.items() if self.rules else ():
            if name != "Cache-Control":
                self.send_header(name, value)
        super().end_headers()

    def translate_path(self, path: str) -> str:
        below = path.startswith("/x/y/")
        return super().translate_path(path.removeprefix("/x/y") if below else "/nothing-here")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base's name)
        pass


class _Silent(_Below):
    """The same without a header of ours: what the page itself says of its policy must do."""

    rules = False


@pytest.mark.parametrize("handler", [_Below, _Silent])
@pytest.mark.parametrize("locale", ["", "en/"])
def test_the_built_site_below_a_path(
    built_site: BuiltLibrary, watched: Watched, handler: type[_Below], locale: str
) -> None:
    page = watched.page
    bound = partial(handler, directory=str(built_site.out))
    server = ThreadingHTTPServer(("127.0.0.1", 0), bound)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        site = f"http://127.0.0.1:{server.server_port}/x/y/"
        answer = page.goto(f"{site}{locale}search/")
        assert answer
        assert ("content-security-policy" in answer.headers) == handler.rules
        meta = page.locator("meta[http-equiv=Content-Security-Policy]")
        assert "'wasm-unsafe-eval'" in str(meta.get_attribute("content"))
        settled(page, "")
        for query in ("收缴率", "樓長制", "kaixuanhui", "elected"):
            assert ask(page, query), query
        page.locator(".search-title a").first.click()
        expect(page.locator("h1")).to_be_visible()
        assert page.url.startswith(f"{site}{locale}cases/") or "/x/y/en/cases/" in page.url
        assert all(url.startswith((site, "data:", "blob:")) for url in watched.urls)
        watched.assert_clean()
    finally:
        server.shutdown()
        server.server_close()
