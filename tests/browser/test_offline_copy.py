"""The copy opened from a folder, as from a stick: a real Chromium on `file://`, without network."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from building import BuiltLibrary
from offline import LIVE, copy_site, export_copy
from playwright.sync_api import Browser, expect
from searching import (
    LEXICON,
    QUERIES,
    ask,
    is_inexact,
    matching,
    open_search,
    said,
    settled,
    write_site,
)
from small_library import MOVED, NAMES, WITHDRAWN
from video_library import CASE
from watched import Watched, watch

pytestmark = pytest.mark.browser

SITES = ("built_site", "sample_site")
TYPED = {  # what is typed: what it means
    "凯玄会": {"凯旋会"},
    "kaixuanhui": {"凯旋会"},
    "業主委員會": {"业委会", "业主委员会"},
    "业委会": {"业委会", "业主委员会"},
    '"业委会"': {"业委会"},
    "收缴率 楼长": {"收缴率 楼长"},
}


@pytest.fixture(scope="module")
def copy(video_site: BuiltLibrary, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy in a folder whose name browsers must write in another way."""
    return export_copy(video_site.root, tmp_path_factory.mktemp("stick") / "会议 #1 100%") / "files"


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = write_site(tmp_path_factory.mktemp("site"), tmp_path_factory.mktemp("cache"), LEXICON)
    return copy_site(site, tmp_path_factory.mktemp("copied") / "copy") / "files"


def address(copy: Path, path: str) -> str:
    return (copy / path / "index.html").as_uri()


def results(watched: Watched, query: str) -> set[str]:
    return {link.removesuffix("index.html") for link in ask(watched.page, query)}


def assert_alone(watched: Watched) -> None:
    """Nothing went wrong, and nothing was asked of any host."""
    watched.assert_clean()
    assert watched.hosts == set()
    assert all(url.startswith(("file:", "data:", "blob:")) for url in watched.urls)


@pytest.mark.parametrize("name", SITES)
def test_every_page_opens_and_asks_for_nothing_that_is_not_there(
    name: str, request: pytest.FixtureRequest, chromium: Browser, tmp_path: Path
) -> None:
    root = request.getfixturevalue(name).root
    copy = export_copy(root, tmp_path / "copy")
    paths = sorted(copy.rglob("*.html"))
    context = chromium.new_context(viewport={"width": 390, "height": 600}, offline=True)
    context.set_default_navigation_timeout(60_000)
    watched = watch(context.new_page())
    opened = 0
    for path in paths:
        if 'http-equiv="refresh"' not in path.read_text(encoding="utf-8"):
            watched.page.goto(path.as_uri())
            opened += 1
    assert opened > 90
    assert_alone(watched)
    context.close()


def test_the_file_to_open_leads_to_the_home_page(copy: Path, watched: Watched) -> None:
    for name, path in (("打开这里.html", ""), ("open-here.html", "en/")):
        watched.page.goto((copy.parent / name).as_uri())
        watched.page.wait_for_url(address(copy, path))
    watched.page.goto(address(copy, f"cases/{MOVED}"))
    watched.page.wait_for_url(address(copy, "cases/2026-dongjie"))
    watched.page.goto(address(copy, f"cases/{WITHDRAWN}"))
    assert "撤回" in watched.page.locator("main").inner_text()
    assert_alone(watched)


def test_search_finds_what_it_must(search: Path, watched: Watched) -> None:
    open_search(watched.page, address(search, "search"))
    missed = {query: matching(query) - results(watched, query) for query in QUERIES[::4]}
    assert {query for query, some in missed.items() if some} == set()
    for query, means in TYPED.items():
        wanted = {found for one in means for found in matching(one)}
        assert results(watched, query) == wanted != set(), query
    assert_alone(watched)


def test_search_knows_forms_of_english_words(search: Path, watched: Watched) -> None:
    open_search(watched.page, address(search, "en/search"))
    elected = results(watched, "elected")
    assert elected == results(watched, "elections") == results(watched, "electing") != set()
    assert results(watched, "committe") and is_inexact(watched.page)
    assert results(watched, "asdf") == set()
    assert_alone(watched)


def test_search_loads_what_it_needs_and_no_more(search: Path, watched: Watched) -> None:
    def parts() -> set[str]:
        return {url.rpartition("/shards/")[2] for url in watched.urls if "/shards/" in url}

    open_search(watched.page, address(search, "search"))
    assert all(name.startswith("search/") for name in parts())
    ask(watched.page, "楼长制")
    asked = parts()
    assert "pagefind/records.zh.json.js" in asked and "pagefind/index/parts.json.js" in asked
    assert not any("names" in name or "letters" in name or ".en." in name for name in asked)


def test_a_text_can_do_no_harm(search: Path, watched: Watched) -> None:
    open_search(watched.page, address(search, "search"))
    assert results(watched, "恶意正文") == {"../cases/hostile/"}
    expect(watched.page.locator(".search-title a")).to_contain_text("<img src=x onerror=")
    assert watched.page.title() == "search" and watched.page.locator(".search-main img").count() < 2
    assert watched.page.locator("script").count() == 1  # what was read is taken away again


def test_filters_excerpts_and_the_way_to_a_case(copy: Path, watched: Watched) -> None:
    page = watched.page
    open_search(page, f"{address(copy, 'search')}?q=四方议事", "四方议事")
    first = page.locator(".search-result").first
    expect(first.locator("mark").first).to_have_text("四方议事")
    every = page.locator(".search-result").count()
    assert every > 1
    region = page.locator(".search-choice", has_text="北京")
    expect(region.locator(".search-count")).to_have_text("1")
    region.locator("input").check()
    expect(page.locator(".search-result")).to_have_count(1)
    assert "region=110000" in page.url
    page.locator("[data-language]").click()
    page.wait_for_url(re.compile(r"/en/search/index\.html\?q=.*region=110000"))
    expect(page.locator(".search-result")).to_have_count(1)
    page.go_back()
    settled(page, "四方议事")
    page.locator(".search-title a").click()
    page.wait_for_url(re.compile(r"/cases/2026-chaoyang/index\.html"))
    expect(page.locator("[data-from-list]")).to_contain_text("1/1")
    page.locator("[data-from-list] a").click()
    settled(page, "四方议事")
    assert_alone(watched)


def test_a_list_is_kept_compared_and_handed_on(copy: Path, watched: Watched) -> None:
    page = watched.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(address(copy, "cases"))
    for button in page.locator("[data-keep]").all()[:2]:
        button.click()
    page.locator(".masthead-kept").click()
    page.wait_for_url(address(copy, "reading-list"))
    expect(page.locator(".reading-item")).to_have_count(2)
    ids = [item.get_attribute("data-id") for item in page.locator(".reading-item").all()]
    said_to_be_at = page.locator(".reading-address").first.text_content()
    assert said_to_be_at == f"{LIVE}cases/{ids[0]}/"
    page.locator("[data-copy-address]").click()
    expect(page.locator("[data-status]")).to_contain_text("已复制")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{LIVE}reading-list/?cases={ids[0]},{ids[1]}"
    for box in page.locator(".reading-choice input").all():
        box.check()
    page.locator("[data-compare]").click()
    page.wait_for_url(re.compile(r"/compare/index\.html\?cases="))
    expect(page.locator(".compare-case")).to_have_count(2)
    assert (page.locator("[data-address]").text_content() or "").startswith(
        f"{LIVE}compare/?cases="
    )
    page.locator("[data-box]").fill("chaoyangli")
    expect(page.locator("[role=option]")).to_have_count(0 if "2026-chaoyang" in ids else 1)
    link = page.locator(".compare-name").first
    link.click()
    page.wait_for_url(re.compile(rf"/cases/{ids[0]}/index\.html"))
    assert_alone(watched)


def test_night_and_the_form_of_lists_are_remembered(copy: Path, watched: Watched) -> None:
    page = watched.page
    page.goto(address(copy, "cases"))
    page.locator("[data-scheme-toggle]").click()
    page.locator("[data-shelf=index]").click()
    page.goto(address(copy, "en/cases"))
    assert page.evaluate("document.documentElement.dataset.scheme") == "dark"
    expect(page.locator("[data-shelf-list]").first).to_have_attribute("data-form", "index")
    links = page.locator("[data-shelf-list] a.shelf-link").all()
    links[0].click()
    page.wait_for_url(re.compile(r"/en/cases/[^/]+/index\.html"))
    name = page.locator(".neighbour-next b").text_content()
    page.locator("a.neighbour-next").click()
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".opener-name")).to_contain_text(name or "?")
    assert_alone(watched)


def test_a_video_plays_with_its_captions(copy: Path, watched: Watched) -> None:
    page = watched.page
    page.goto(address(copy, f"cases/{CASE}"))
    video = page.locator("[data-video]").first
    video.evaluate("video => { video.muted = true; return video.play(); }")
    page.wait_for_function(
        "() => [...document.querySelector('[data-video]').textTracks]"
        ".some(t => t.mode === 'showing' && t.cues.length > 1)"
    )
    cues = video.evaluate(
        "v => [...v.textTracks].map(t => [t.language, t.mode, t.cues?.[0].startTime])"
    )
    assert ["zh-CN", "showing", 0.2] in cues
    assert_alone(watched)


def test_a_copy_that_is_not_whole_says_so(search: Path, watched: Watched) -> None:
    part = search / "shards/search/table.zh.json.js"
    content = part.read_bytes()
    part.unlink()
    try:
        watched.page.goto(address(search, "search"))
        expect(watched.page.locator(".search-status")).to_contain_text("这份副本不完整")
    finally:
        part.write_bytes(content)
    ask(watched.page, "楼长制")
    assert "副本" not in said(watched.page)


def test_no_other_script_can_be_named(copy: Path, watched: Watched) -> None:
    """Trusted Types (https://www.w3.org/TR/trusted-types/) leave one policy, and it one folder."""
    for path in ("search", "cases"):
        watched.page.goto(address(copy, path))
        for attempt in (
            "document.createElement('script').src = 'x.js'",
            "trustedTypes.createPolicy('shards', { createScriptURL: url => url })",
            "trustedTypes.createPolicy('other', { createScriptURL: url => url })",
            "document.body.innerHTML = '<b>x</b>'",
        ):
            found = watched.page.evaluate(
                f"() => {{ try {{ {attempt}; return 'done'; }} catch (e) {{ return e.name; }} }}"
            )
            assert found == "TypeError", (path, attempt)


def test_a_case_shown_in_the_other_language_is_found(copy: Path, watched: Watched) -> None:
    open_search(watched.page, address(copy, "en/search"))
    name = NAMES["2026-only-zh"][0]
    assert results(watched, name) == {"../cases/2026-only-zh/"}
    expect(watched.page.locator(".search-title")).to_contain_text(name)
    assert_alone(watched)
