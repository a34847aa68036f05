"""The reading list in a real Chromium: kept in the browser, put in order, shared, printed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
from building import BuiltLibrary
from playwright.sync_api import Browser, Locator, Page, expect
from small_library import MOVED, WITHDRAWN
from watched import Watched, watch

pytestmark = pytest.mark.browser

THREE = ["2026-yangli", "2026-chaoyang", "2026-dongjie"]
CLOSED = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("closed", "SecurityError"); },
});"""


@pytest.fixture(scope="module")
def site(small_site: BuiltLibrary, serve: Callable[[object], str]) -> str:
    return serve(small_site.out)


def keep(page: Page, site: str, ids: list[str]) -> None:
    """Put cases on the list as an earlier visit would have."""
    assert page.url.startswith(site)
    page.evaluate("ids => localStorage.setItem('reading-list', JSON.stringify(ids))", ids)


def kept(page: Page) -> list[str]:
    found = page.evaluate("JSON.parse(localStorage.getItem('reading-list') ?? '[]')")
    return [str(case) for case in found]


@pytest.fixture
def three(watched: Watched, site: str) -> Watched:
    """The page of a list of three cases."""
    watched.page.goto(site)
    keep(watched.page, site, THREE)
    watched.page.goto(f"{site}reading-list/")
    expect(items(watched.page)).to_have_count(3)
    return watched


def items(page: Page) -> Locator:
    return page.locator(".reading-item")


def shown(page: Page) -> list[str]:
    return [str(item.get_attribute("data-id")) for item in items(page).all()]


def button(page: Page, action: str, name: str) -> Locator:
    return page.get_by_role("button", name=f"{action} {name}", exact=True)


def test_a_case_is_kept_from_a_list_and_from_its_page(site: str, watched: Watched) -> None:
    page = watched.page
    page.goto(f"{site}cases/")
    link = page.locator(".masthead-kept")
    expect(link).to_have_text("阅读清单")
    first = page.locator('[data-keep="2026-yangli"]')
    expect(first).to_have_attribute("aria-pressed", "false")
    first.focus()
    page.keyboard.press("Enter")
    expect(first).to_have_attribute("aria-pressed", "true")
    expect(first).to_have_accessible_name("已在清单中 样例小区")
    expect(link).to_have_text("阅读清单（1）")
    box = first.bounding_box()
    assert box and box["height"] >= 24 and box["width"] >= 24

    page.goto(f"{site}cases/2026-chaoyang/")
    page.locator(".keep-tools .keep").click()
    expect(link).to_have_text("阅读清单（2）")
    page.locator("[data-language]").click()
    expect(page.locator(".masthead-kept")).to_have_text("Reading list (2)")
    expect(page.locator(".keep-tools .keep")).to_have_attribute("aria-pressed", "true")
    page.locator(".masthead-kept").click()
    expect(items(page)).to_have_count(2)
    assert shown(page) == kept(page) == ["2026-yangli", "2026-chaoyang"]
    expect(page.locator(".reading-name [lang]")).to_have_attribute("lang", "zh-CN")
    page.go_back()
    page.locator(".keep-tools .keep").click()
    expect(page.locator(".masthead-kept")).to_have_text("Reading list (1)")
    watched.assert_clean()


def test_other_tabs_follow(site: str, three: Watched) -> None:
    other = three.page.context.new_page()
    other.goto(f"{site}cases/2026-yangli/")
    other.locator(".keep-tools .keep").click()
    expect(items(three.page)).to_have_count(2)
    expect(three.page.locator(".masthead-kept")).to_have_text("阅读清单（2）")
    button(three.page, "移除", "朝阳里").click()
    expect(other.locator(".masthead-kept")).to_have_text("阅读清单（1）")
    three.assert_clean()


def test_the_keyboard_puts_it_in_order(three: Watched) -> None:
    page = three.page
    up = button(page, "上移", "东街一号")
    up.focus()
    page.keyboard.press("Enter")
    expect(items(page).nth(1)).to_have_attribute("data-id", "2026-dongjie")
    expect(up).to_be_focused()
    expect(page.locator("[data-status]")).to_have_text("已移到第2位，共3个。")
    page.keyboard.press("Enter")
    expect(items(page).first).to_have_attribute("data-id", "2026-dongjie")
    expect(up).to_be_disabled()
    expect(button(page, "下移", "东街一号")).to_be_focused()
    assert kept(page) == ["2026-dongjie", "2026-yangli", "2026-chaoyang"]
    page.reload()
    expect(items(page)).to_have_count(3)
    assert shown(page) == kept(page)
    three.assert_clean()


def test_what_was_removed_comes_back(three: Watched) -> None:
    page = three.page
    button(page, "移除", "朝阳里").focus()
    page.keyboard.press("Enter")
    expect(items(page)).to_have_count(2)
    expect(button(page, "移除", "东街一号")).to_be_focused()
    page.get_by_role("button", name="撤销").click()
    expect(items(page)).to_have_count(3)
    assert kept(page) == THREE

    page.get_by_role("button", name="清空").click()
    expect(items(page)).to_have_count(0)
    expect(page.locator("[data-empty]")).to_be_visible()
    undo = page.get_by_role("button", name="撤销")
    expect(undo).to_be_focused()
    page.keyboard.press("Enter")
    expect(items(page)).to_have_count(3)
    assert kept(page) == THREE
    expect(page.locator("[data-status]")).to_have_text("清单已恢复。")
    three.assert_clean()


def test_a_link_shows_the_list_elsewhere(site: str, three: Watched, chromium: Browser) -> None:
    three.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    three.page.get_by_role("button", name="复制链接").click()
    expect(three.page.locator("[data-status]")).to_have_text("链接已复制。")
    address = three.page.evaluate("navigator.clipboard.readText()")
    assert address == f"{site}reading-list/?cases={','.join(THREE)}"

    context = chromium.new_context()
    other = watch(context.new_page())
    page = other.page
    page.goto(site)
    keep(page, site, ["2026-only-zh", "2026-chaoyang"])
    page.goto(address)
    expect(items(page)).to_have_count(3)
    assert shown(page) == THREE
    assert kept(page) == ["2026-only-zh", "2026-chaoyang"]  # nothing is taken by itself
    expect(page.get_by_role("button", name=re.compile("上移|清空"))).to_have_count(0)
    expect(page.locator("[data-shared]")).to_contain_text("链接带来的清单，共3个案例")
    page.get_by_role("button", name="加入我的清单").click()
    expect(items(page)).to_have_count(4)
    assert kept(page) == ["2026-only-zh", "2026-chaoyang", "2026-yangli", "2026-dongjie"]
    assert "?" not in page.url
    page.go_back()
    expect(page.locator("[data-shared]")).to_contain_text("您的清单里都有")
    other.assert_clean()
    context.close()


def test_a_link_can_be_copied_by_hand(site: str, three: Watched) -> None:
    page = three.page
    page.evaluate(
        "() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }"
    )
    page.get_by_role("button", name="复制链接").click()
    field = page.get_by_role("textbox", name="本页链接")
    expect(field).to_have_value(f"{site}reading-list/?cases={','.join(THREE)}")
    expect(field).to_be_focused()
    three.assert_clean()


def test_withdrawn_renamed_and_unknown_cases_are_named(site: str, watched: Watched) -> None:
    page = watched.page
    page.goto(site)
    keep(page, site, [WITHDRAWN, MOVED, "2026-never-was", "constructor", "2026-yangli"])
    page.goto(f"{site}reading-list/")
    expect(items(page)).to_have_count(5)
    expect(items(page).nth(0)).to_contain_text("已经撤回")
    link = items(page).nth(0).get_by_role("link")
    expect(link).to_have_attribute("href", f"../cases/{WITHDRAWN}/")
    expect(items(page).nth(1)).to_contain_text("东街一号")
    for lost in (2, 3):
        expect(items(page).nth(lost)).to_contain_text("没有这个编号")
    for name in ("constructor", "2026-never-was", WITHDRAWN):
        button(page, "移除", name).click()
    expect(items(page)).to_have_count(2)
    assert kept(page) == [MOVED, "2026-yangli"]
    watched.assert_clean()


@pytest.mark.parametrize("where", ["address", "storage"])
def test_hostile_lists_stay_texts(site: str, watched: Watched, where: str) -> None:
    page = watched.page
    bad = [
        "<img src=x onerror=document.title=1>",
        "../../404",
        "a/../b",
        "2026-yangli\u0000",
        "%2e%2e",
    ]
    page.goto(site)
    if where == "address":
        query = page.evaluate(
            "text => new URLSearchParams({cases: text}).toString()",
            ",".join([*bad, "2026-yangli", "2026-yangli", "x" * 500]),
        )
        page.goto(f"{site}reading-list/?{query}")
        expect(page.locator("[data-notice]")).to_contain_text("<img src=x onerror")
        assert len(page.locator("[data-notice]").inner_text()) < 300
    else:
        keep(page, site, [*bad, "2026-yangli", {"a": 1}, None])  # type: ignore[list-item]
        page.goto(f"{site}reading-list/")
    expect(items(page)).to_have_count(1)
    assert shown(page) == ["2026-yangli"]
    assert page.title().startswith("阅读清单")
    assert page.locator("main img:not(.cover)").count() == 0
    assert [url for url in watched.urls if "reader/" in url and "/zh/" in url] == [
        f"{site}reader/zh/2026-yangli.json"
    ]
    watched.assert_clean()


def test_a_list_that_is_none_is_an_empty_one(site: str, watched: Watched) -> None:
    page = watched.page
    page.goto(site)
    page.evaluate("localStorage.setItem('reading-list', '{not json')")
    page.goto(f"{site}reading-list/")
    expect(page.locator("[data-empty]")).to_be_visible()
    watched.assert_clean()


def test_closed_storage_is_said(site: str, watched: Watched) -> None:
    page = watched.page
    page.add_init_script(CLOSED)
    page.goto(f"{site}cases/2026-yangli/")
    page.locator(".keep-tools .keep").click()
    expect(page.locator(".keep-status")).to_contain_text("没有存下")
    expect(page.locator(".keep-tools .keep")).to_have_attribute("aria-pressed", "false")
    page.goto(f"{site}reading-list/")
    expect(page.locator("[data-notice]")).to_contain_text("清单存不下来")
    page.goto(f"{site}reading-list/?cases=2026-yangli")
    expect(items(page)).to_have_count(1)  # a shared list can still be read
    watched.assert_clean()


def test_a_full_list_is_said(site: str, watched: Watched) -> None:
    page = watched.page
    page.goto(f"{site}cases/2026-yangli/")
    keep(page, site, [f"c{n}" for n in range(100)])
    page.reload()
    page.locator(".keep-tools .keep").click()
    expect(page.locator(".keep-status")).to_contain_text("最多放100个")
    assert len(kept(page)) == 100
    watched.assert_clean()


def test_chosen_cases_go_side_by_side(site: str, three: Watched) -> None:
    page = three.page
    compare = page.get_by_role("button", name="对照所选")
    compare.click()
    expect(page.locator("[data-status]")).to_have_text("对照需要选2至4个案例。")
    page.get_by_label("选来对照 东街一号").check()
    page.get_by_label("选来对照 样例小区").check()
    expect(compare).to_have_text("对照所选（2）")
    compare.click()
    page.wait_for_url(f"{site}compare/?cases=2026-yangli,2026-dongjie")
    expect(page.locator(".compare-case")).to_have_count(2)
    three.assert_clean()


def test_it_prints_as_a_handout(site: str, three: Watched) -> None:
    page = three.page
    page.emulate_media(media="print")
    for hidden in (".reading-side", ".reading-tools", ".masthead", ".head-lede"):
        expect(page.locator(hidden).first).to_be_hidden()
    first = items(page).first
    for part in (".reading-title", ".reading-place", ".reading-summary", ".reading-criteria"):
        expect(first.locator(part)).to_be_visible()
    expect(first.locator(".reading-address")).to_have_text(f"{site}cases/2026-yangli/")
    with pikepdf.open(BytesIO(page.pdf(prefer_css_page_size=True))) as pdf:
        assert len(pdf.pages) == 1
    three.assert_clean()


def test_cards_that_cannot_be_read_change_nothing(site: str, watched: Watched) -> None:
    page = watched.page
    page.goto(site)
    keep(page, site, THREE)
    page.route("**/reader/**", lambda route: route.abort())
    page.goto(f"{site}reading-list/")
    expect(page.locator("[data-status]")).to_contain_text("暂时读不到")
    assert kept(page) == THREE


def test_on_a_phone_the_menu_leads_to_it(site: str, phone: Watched) -> None:
    page = phone.page
    page.goto(f"{site}cases/2026-yangli/")
    page.locator(".keep-tools .keep").tap()
    expect(page.locator(".masthead-kept")).to_be_hidden()
    page.locator(".masthead-menu summary").tap()
    page.locator(".masthead-menu").get_by_role("link", name="阅读清单（1）").tap()
    expect(items(page)).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    phone.assert_clean()


def test_without_scripts_there_is_the_list_of_cases(site: str, chromium: Browser) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}reading-list/")
    link = page.locator("noscript").get_by_role("link", name="浏览全部案例")
    expect(link).to_have_attribute("href", "../cases/")
    expect(page.locator("[data-app]")).to_be_hidden()
    page.goto(f"{site}cases/")
    assert page.locator("[data-keep]").count() > 3
    for hidden in (*page.locator("[data-keep]").all(), page.locator(".masthead-kept")):
        expect(hidden).to_be_hidden()
    context.close()


def test_the_store_holds_ids_alone(three: Watched) -> None:
    stored = three.page.evaluate("({...localStorage})")
    assert json.loads(stored.pop("reading-list")) == THREE
    assert stored.keys() <= {"shelf", "scheme"}


def test_a_case_is_kept_from_the_results_of_a_search(site: str, watched: Watched) -> None:
    page = watched.page
    page.goto(f"{site}search/")
    first = page.locator('.search-result [data-keep="2026-yangli"]')
    expect(first).to_have_attribute("aria-pressed", "false")
    first.click()
    expect(first).to_have_attribute("aria-pressed", "true")
    assert len(kept(page)) == 1
    page.goto(f"{site}search/?q=%E6%9C%9D%E9%98%B3%E9%87%8C")  # 朝阳里
    page.locator('.search-result [data-keep="2026-chaoyang"]').click()
    expect(page.locator(".masthead-kept")).to_have_text("阅读清单（2）")
    assert kept(page) == ["2026-yangli", "2026-chaoyang"]
    watched.assert_clean()
