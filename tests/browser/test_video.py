"""Videos in a browser: nothing is loaded before it is asked for, then it plays, with captions."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from axe import violations
from building import BuiltLibrary
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect
from video_library import CASE, SPOKEN
from watched import Watched, watch

pytestmark = pytest.mark.browser

_STATE = """video => ({
  time: video.currentTime, width: video.videoWidth, height: video.videoHeight,
  tracks: [...video.textTracks].map((t) => [t.language, t.mode]),
  shown: [...video.textTracks].flatMap((t) => [...(t.activeCues || [])].map((cue) => cue.text)),
})"""


_PLAY = "video => { video.play(); }"  # not the promise, which nobody would cut short


@pytest.fixture(scope="module")
def site(video_site: BuiltLibrary, serve: Callable[[Path], str]) -> str:
    return serve(video_site.out)


def loaded(watched: Watched) -> list[str]:
    """Return the kinds of files of videos that were asked for."""
    endings = [url.rpartition(".")[2] for url in watched.urls]
    return [ending for ending in endings if ending in ("mp4", "vtt")]


def plays(video: Locator) -> None:
    """Wait until a video has played on, or skip where the browser has no H.264."""
    kind = video.locator("source").get_attribute("type")
    if not video.evaluate("(video, kind) => video.canPlayType(kind)", kind):
        pytest.skip("this Chromium plays no H.264")
    video.page.wait_for_function(
        "video => video.currentTime > 0.3", arg=video.element_handle(), timeout=15_000
    )


def test_nothing_of_a_video_is_loaded_with_the_page(watched: Watched, site: str) -> None:
    page = watched.page
    for language in ("", "en/"):
        page.goto(f"{site}{language}cases/{CASE}/", wait_until="networkidle")
        for video in page.locator("video").all():
            video.scroll_into_view_if_needed()
            assert video.evaluate("video => [video.readyState, video.networkState]") == [0, 1]
        page.wait_for_timeout(300)
    assert loaded(watched) == []
    watched.assert_clean()


@pytest.mark.parametrize(
    ("language", "track", "words"),
    [("", "zh-CN", "王师傅：您好"), ("en/", "en", "Mr Wang: Good morning")],
)
def test_a_key_plays_it_with_captions(
    language: str, track: str, words: str, watched: Watched, site: str
) -> None:
    page = watched.page
    page.goto(f"{site}{language}cases/{CASE}/")
    video = page.locator("video").first
    video.focus()
    page.keyboard.press("Space")
    plays(video)
    expect(video).to_have_js_property("paused", False)
    state = video.evaluate(_STATE)
    assert (state["width"], state["height"]) == (1280, 720)
    assert dict(state["tracks"]) == {"zh-CN": "disabled", "en": "disabled", track: "showing"}
    assert state["shown"] == [words]
    assert loaded(watched).count("vtt") == 1
    watched.assert_clean()


def test_one_plays_at_a_time(watched: Watched, site: str) -> None:
    page = watched.page
    page.goto(f"{site}cases/{CASE}/")
    first, second = page.locator("video").all()
    first.evaluate(_PLAY)
    plays(first)
    second.evaluate(_PLAY)
    plays(second)
    expect(first).to_have_js_property("paused", True)


def test_without_scripts_it_plays_too(chromium: Browser, site: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    try:
        watched = watch(context.new_page())
        page = watched.page
        page.goto(f"{site}cases/{CASE}/")
        video = page.locator("video").nth(1)
        video.scroll_into_view_if_needed()
        assert loaded(watched) == []
        video.focus()
        with page.expect_request("**/*.mp4", timeout=10_000):
            page.keyboard.press("Space")
        page.locator(".video-words summary").nth(1).click()
        expect(page.locator(".video-words").nth(1)).to_contain_text("没有人说话")
    finally:
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_it_fits_the_page_and_axe_finds_nothing(
    scheme: str, width: int, chromium: Browser, site: str
) -> None:
    context = chromium.new_context(
        viewport={"width": width, "height": 844}, color_scheme=scheme, bypass_csp=True
    )
    try:
        page = context.new_page()
        page.goto(f"{site}cases/{CASE}/")
        for summary in page.locator(".video-words summary").all():
            summary.click()
        for video in page.locator("video").all():
            box = video.bounding_box()
            assert box and box["x"] >= 0 and box["x"] + box["width"] <= width
        ratio = page.locator("video").first.bounding_box()
        assert ratio and abs(ratio["width"] / ratio["height"] - 1280 / 720) < 0.02
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.evaluate("scrollTo(0, 0)")  # so that the bar of contents lies over nothing
        assert violations(page) == []
    finally:
        context.close()


def test_paper_shows_the_still_and_the_address(watched: Watched, site: str) -> None:
    page = watched.page
    page.goto(f"{site}cases/{CASE}/", wait_until="networkidle")
    page.emulate_media(media="print")
    expect(page.locator(".video-address").first).to_be_visible()
    expect(page.locator(".video-words").first).to_be_hidden()
    expect(page.locator(".video-length a").first).to_be_hidden()
    expect(page.locator("video").nth(1)).to_be_hidden()
    second = page.locator(".video-still").nth(1)
    assert _colours(second.screenshot()) > 3, "no still"
    assert loaded(watched) == []


def _colours(png: bytes) -> int:
    with Image.open(BytesIO(png)) as image:
        found = image.convert("RGB").getcolors(1 << 24) or []
    return len([count for count, _ in found if count > 200])


def test_what_is_said_leads_to_the_video(watched: Watched, site: str) -> None:
    page: Page = watched.page
    page.goto(f"{site}search/?q={SPOKEN}")
    result = page.locator(f'a[href*="cases/{CASE}/"]').first
    expect(result).to_be_visible(timeout=15_000)
    assert "#video-1" in page.content()
