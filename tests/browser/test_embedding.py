"""Cards in the iframe of another site, in a real Chromium, and what pages offer for pasting."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from building import BuiltLibrary
from playwright.sync_api import Browser, Frame, Page, expect
from watched import Watched, watch

pytestmark = pytest.mark.browser

CASE, REGION = "2022-kaixuanhui", "regions/440000"
HEIGHTS = {CASE: 200, REGION: 480}  # px
GROUND = "getComputedStyle(document.documentElement).backgroundColor"
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
CUT = """[...document.querySelectorAll('.card-words > *')].filter(one => {
  const box = one.getBoundingClientRect();
  return box.bottom > innerHeight || box.right > innerWidth;
}).length"""


class _Plain(SimpleHTTPRequestHandler):
    """Another site: no header of ours."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base's name)
        pass


@pytest.fixture(scope="module")
def site(built_site: BuiltLibrary, serve: Callable[[Path], str]) -> str:
    return serve(built_site.out)


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Callable[[str], str]]:
    """Publish a page on another origin; returns its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Plain, directory=str(tmp_path)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()

    def published(body: str) -> str:
        page = f'<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">{body}'
        (tmp_path / "index.html").write_text(page, encoding="utf-8")
        return f"http://127.0.0.1:{server.server_port}/"

    yield published
    server.shutdown()
    thread.join()
    server.server_close()


def _frame(page: Page, address: str) -> Frame:
    page.goto(address)
    page.wait_for_load_state("networkidle")
    return page.frames[1]


@pytest.mark.parametrize("prefix", ["", "en/"])
@pytest.mark.parametrize("width", [240, 320, 640, 800])
@pytest.mark.parametrize("card", [CASE, REGION])
def test_a_card_fits_any_width(
    site: str,
    watched: Watched,
    elsewhere: Callable[[str], str],
    card: str,
    width: int,
    prefix: str,
) -> None:
    size = f'width="{width}" height="{HEIGHTS[card]}" frameborder="0"'
    frame = _frame(
        watched.page, elsewhere(f'<iframe src="{site}{prefix}embed/{card}/" {size}></iframe>')
    )
    expect(frame.locator("h1")).to_be_visible()
    assert frame.evaluate("[innerWidth, innerHeight]") == [width, HEIGHTS[card]]
    assert frame.evaluate(OVERFLOW) <= 0
    assert frame.evaluate(CUT) == 0
    if card == CASE:
        assert frame.evaluate("document.documentElement.scrollHeight") <= HEIGHTS[card]
    assert frame.evaluate("document.images.length") > 0
    assert not watched.errors and not watched.failures
    assert len(watched.hosts) == 2  # the other site and ours


def test_a_card_follows_the_reader_s_light(
    site: str, chromium: Browser, elsewhere: Callable[[str], str]
) -> None:
    address = elsewhere(f'<iframe src="{site}embed/{CASE}/" width="400" height="200"></iframe>')
    grounds = {}
    for scheme in ("light", "dark"):
        context = chromium.new_context(color_scheme=scheme)  # type: ignore[arg-type]
        grounds[scheme] = _frame(context.new_page(), address).evaluate(GROUND)
        context.close()
    assert grounds == {"light": "rgb(251, 250, 246)", "dark": "rgb(23, 22, 20)"}


def test_a_card_works_without_scripts_and_opens_the_case(
    site: str, chromium: Browser, elsewhere: Callable[[str], str]
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    address = elsewhere(f'<iframe src="{site}embed/{CASE}/" width="400" height="200"></iframe>')
    page.goto(address)
    card = page.frame_locator("iframe")
    with context.expect_page() as opened:
        card.locator("body").click(position={"x": 20, "y": 20})  # the whole card is its link
    assert opened.value.url == f"{site}cases/{CASE}/"
    assert page.url == address
    context.close()


def test_a_long_list_scrolls_under_its_name(
    site: str, watched: Watched, elsewhere: Callable[[str], str]
) -> None:
    frame = _frame(
        watched.page,
        elsewhere(f'<iframe src="{site}embed/{REGION}/" width="320" height="300"></iframe>'),
    )
    last = frame.locator(".roll-case").last
    last.scroll_into_view_if_needed()
    top = frame.locator("h1").evaluate("one => one.getBoundingClientRect().top")
    assert 0 <= top < 40
    foot = frame.locator(".roll-foot").evaluate("one => one.getBoundingClientRect().top")
    assert last.evaluate("one => one.getBoundingClientRect().bottom") <= foot + 1
    # who goes through it by keys finds each case, and none under the name or the foot
    for number in range(frame.locator(".roll-case a").count()):
        link = frame.locator(".roll-case a").nth(number)
        link.focus()
        box = link.evaluate(
            "one => [one.getBoundingClientRect().top, one.getBoundingClientRect().bottom]"
        )
        name = frame.locator(".roll-head").evaluate("one => one.getBoundingClientRect().bottom")
        assert name - 1 <= box[0] and box[1] <= foot + 1


def test_pages_themselves_are_not_framed(
    site: str, watched: Watched, elsewhere: Callable[[str], str]
) -> None:
    frame = _frame(watched.page, elsewhere(f'<iframe src="{site}cases/{CASE}/"></iframe>'))
    assert any("frame-ancestors" in error for error in watched.errors)
    assert frame.locator(".page").count() == 0


@pytest.mark.parametrize("path", [f"cases/{CASE}/", "en/regions/440104/"])
def test_the_snippet_is_copied(site: str, chromium: Browser, path: str) -> None:
    context = chromium.new_context(permissions=["clipboard-read", "clipboard-write"])
    watched = watch(context.new_page())
    page = watched.page
    page.goto(site + path)
    page.locator("details.share > summary").click()
    button = page.locator("[data-copy='share-code']")
    button.click()
    expect(button.locator("+ [role=status]")).not_to_be_empty()
    code = page.locator("#share-code").input_value()
    assert code.startswith("<iframe ")
    assert page.evaluate("navigator.clipboard.readText()") == code
    watched.assert_clean()
    context.close()


def test_the_snippet_is_there_without_scripts(site: str, chromium: Browser) -> None:
    context = chromium.new_context(
        java_script_enabled=False, viewport={"width": 320, "height": 600}
    )
    page = context.new_page()
    page.goto(f"{site}cases/{CASE}/")
    page.locator("details.share > summary").click()
    expect(page.locator("#share-code")).to_be_visible()
    expect(page.locator("#share-address")).to_be_visible()
    assert page.locator("[data-copy]:visible").count() == 0
    right = page.locator("details.share *").evaluate_all(
        "all => Math.max(...all.map(one => one.getBoundingClientRect().right))"
    )
    assert right <= 320
    context.close()
