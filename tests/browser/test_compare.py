"""Cases side by side in a real Chromium: the table, the address, the keyboard, paper."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from typing import Literal

import pikepdf
import pytest
from axe import violations
from building import BuiltLibrary
from playwright.sync_api import Browser, Locator, Page, Route, expect
from small_library import MOVED, WITHDRAWN
from watched import Watched

pytestmark = pytest.mark.browser

FOUR = ["2026-chaoyang", "2026-dongjie", "2026-lvyuan", "2026-yangli"]


@pytest.fixture(scope="module")
def site(small_site: BuiltLibrary, serve: Callable[[object], str]) -> str:
    return serve(small_site.out)


def compare(page: Page, site: str, *ids: str, locale: str = "") -> None:
    page.goto(f"{site}{locale}compare/?cases={','.join(ids)}")
    expect(page.locator("[data-app]")).to_be_visible()


def columns(page: Page) -> list[str]:
    return page.locator(".compare-case .compare-name").all_inner_texts()


def cells(page: Page, row: str) -> list[str]:
    found: Locator = page.get_by_role("row", name=re.compile(f"^{row}")).get_by_role("cell")
    return [" ".join(text.split()) for text in found.all_inner_texts()]


def box(page: Page) -> Locator:
    return page.get_by_role("combobox")


def options(page: Page) -> list[str]:
    return [text.split()[0] for text in page.get_by_role("option").all_inner_texts()]


def test_rows_are_the_same_facts_measures_and_criteria(site: str, watched: Watched) -> None:
    page = watched.page
    compare(page, site, "2026-yangli", "2026-chaoyang", "2026-only-zh")
    expect(page.get_by_role("columnheader")).to_have_count(3)
    assert columns(page) == ["样例小区", "朝阳里", "只有中文"]
    assert cells(page, "建筑面积") == ["5万平方米", "7万平方米", "5万平方米"]
    assert cells(page, "户数") == ["原文未载明", "900户", "原文未载明"]
    assert cells(page, "建成") == ["2010年", "2010年", "原文未载明"]
    assert cells(page, "参与率") == ["原文未载明", "原文未载明", "2025年 61.5%"]
    assert cells(page, "信访投诉量") == [
        "之前 12件 之后 3件",
        "之前 4件 之后 3件",
        "之前 12件 之后 3件",
    ]
    assert cells(page, "党建引领 1 新模式") == ["体现 四方议事"] * 3
    headings = page.locator(".compare-group").all_inner_texts()
    assert headings == ["小区概况", "数据", "体现的标准"]
    assert page.get_by_role("row", name=re.compile("^绿化率")).count() == 0  # no case has it
    passage = page.get_by_role("link", name="四方议事", exact=True).first
    expect(passage).to_have_attribute("href", "../cases/2026-yangli/#measures-1")
    passage.click()
    expect(page.locator("#measures-1")).to_be_visible()
    watched.assert_clean()


def test_lines_of_one_row_share_one_scale(site: str, watched: Watched) -> None:
    compare(watched.page, site, "2026-yangli", "2026-chaoyang")
    expect(watched.page.locator(".compare-case")).to_have_count(2)
    lines = watched.page.get_by_role("row", name=re.compile("^信访投诉量")).locator(".slope-line")
    drawn = [re.findall(r"[\d.]+", str(line.get_attribute("d"))) for line in lines.all()]
    falls = [float(d[3]) - float(d[1]) for d in drawn]
    assert falls[0] == pytest.approx(9 * falls[1], rel=0.05)  # 12 → 3 beside 4 → 3
    assert falls[1] > 0
    expect(watched.page.locator("[data-scale]")).to_be_visible()
    watched.assert_clean()


def test_the_keyboard_adds_and_removes(site: str, watched: Watched) -> None:
    page = watched.page
    page.goto(f"{site}compare/")
    expect(page.locator("[data-table]")).to_be_hidden()
    box(page).focus()
    page.keyboard.type("cyl")
    expect(box(page)).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    active = str(box(page).get_attribute("aria-activedescendant"))
    expect(page.locator(f"#{active}")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page.locator(".compare-case")).to_have_count(1)
    expect(page.locator("[data-status]")).to_contain_text("已加入“朝阳里”")
    expect(box(page)).to_be_focused()
    assert page.url == f"{site}compare/?cases=2026-chaoyang"

    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    page.keyboard.type("样例")
    page.keyboard.press("Enter")  # the only one that fits
    expect(page.locator(".compare-case")).to_have_count(2)
    assert page.url == f"{site}compare/?cases=2026-chaoyang,2026-yangli"
    assert page.title().startswith("朝阳里、样例小区 · 案例对照")

    page.get_by_role("button", name="移除 朝阳里").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".compare-case")).to_have_count(1)
    expect(box(page)).to_be_focused()
    page.go_back()
    expect(page.locator(".compare-case")).to_have_count(2)
    page.reload()
    expect(page.locator(".compare-case")).to_have_count(2)
    watched.assert_clean()


@pytest.mark.parametrize(
    "typed", ["朝阳", "chaoyang", "cyl", "chao yang", "ChaoYangLi", "北京", "2026-chaoyang"]
)
def test_a_case_is_found_by_name_place_reading_and_id(
    site: str, watched: Watched, typed: str
) -> None:
    watched.page.goto(f"{site}compare/")
    box(watched.page).fill(typed)
    expect(watched.page.get_by_role("option")).to_have_count(1)
    assert options(watched.page) == ["朝阳里"]
    watched.assert_clean()


def test_what_is_typed_before_the_cases_have_come_is_answered(site: str, watched: Watched) -> None:
    page = watched.page
    waiting: list[Route] = []
    page.route("**/reader/**", lambda route: waiting.append(route))
    page.goto(f"{site}compare/")
    box(page).focus()
    page.keyboard.type("朝阳")
    expect(page.get_by_role("option")).to_have_count(0)
    [cases] = waiting
    cases.continue_()
    expect(page.get_by_role("option")).to_have_count(1)
    assert options(page) == ["朝阳里"]
    watched.assert_clean()


def test_names_of_the_other_language_and_umlauts_find_too(site: str, watched: Watched) -> None:
    page = watched.page
    page.goto(f"{site}compare/")
    for typed, found in {"Sample": "样例小区", "lü yuan": "绿园新村", "ｌｖ": "绿园新村"}.items():
        box(page).fill(typed)
        expect(page.get_by_role("option")).to_have_count(1)
        assert options(page) == [found]
    box(page).fill("ang")  # in Chaoyang and yang, but no word and no syllable begins so
    expect(page.get_by_role("option")).to_have_count(0)
    box(page).fill("没有这样的")
    expect(page.get_by_role("option")).to_have_count(0)
    expect(page.locator("[data-status]")).to_have_text("没有找到这样的案例。")
    watched.assert_clean()


def test_an_empty_box_offers_the_reading_list(site: str, watched: Watched) -> None:
    page = watched.page
    page.goto(site)
    page.evaluate("localStorage.setItem('reading-list', '[\"2026-yangli\", \"2026-dongjie\"]')")
    compare(page, site, "2026-dongjie")
    expect(page.locator(".compare-case")).to_have_count(1)
    box(page).click()
    expect(page.get_by_role("option")).to_have_count(1)
    page.get_by_role("option", name="样例小区").click()
    expect(page.locator(".compare-case")).to_have_count(2)
    watched.assert_clean()


def test_four_are_enough(site: str, watched: Watched) -> None:
    page = watched.page
    compare(page, site, *FOUR, "2026-only-zh")
    expect(page.locator(".compare-case")).to_have_count(4)
    expect(box(page)).to_be_hidden()
    expect(page.locator("[data-notice]")).to_contain_text("没有列出：2026-only-zh")
    page.get_by_role("button", name="移除 东街一号").click()
    expect(box(page)).to_be_visible()
    watched.assert_clean()


def test_lost_cases_are_named_and_renamed_ones_found(site: str, watched: Watched) -> None:
    page = watched.page
    compare(page, site, WITHDRAWN, "__proto__", MOVED, "2026-dongjie")
    expect(page.locator(".compare-case")).to_have_count(1)  # the same case by both its names
    assert columns(page) == ["东街一号"]
    notice = page.locator("[data-notice]")
    expect(notice).to_contain_text(f"已经撤回，不再收录：{WITHDRAWN}")
    expect(notice).to_contain_text("认不出的内容，已略过：__proto__")
    compare(page, site, "2026-never-was", "2026-yangli")
    expect(notice).to_contain_text("没有这些编号的案例：2026-never-was")
    watched.assert_clean()


def test_hostile_addresses_stay_texts(site: str, watched: Watched) -> None:
    page = watched.page
    page.goto(site)
    bad = "<img src=x onerror=document.title=1>,../../404,//evil.test/x,2026-yangli/..,2026-yangli"
    query = page.evaluate("text => new URLSearchParams({cases: text}).toString()", bad)
    page.goto(f"{site}compare/?{query}&cases=2026-dongjie")
    expect(page.locator("[data-notice]")).to_contain_text("<img src=x onerror")
    assert columns(page) == ["样例小区"]
    assert page.locator("main img:not(.cover)").count() == 0
    assert page.title().startswith("样例小区 · ")
    fetched = [url for url in watched.urls if "reader/zh/" in url]
    assert fetched == [f"{site}reader/zh/2026-yangli.json"]
    watched.assert_clean()


def test_both_languages_share_the_address(site: str, watched: Watched) -> None:
    page = watched.page
    compare(page, site, "2026-yangli", "2026-only-zh")
    expect(page.locator(".compare-case")).to_have_count(2)
    page.locator("[data-language]").click()
    page.wait_for_url(f"{site}en/compare/?cases=2026-yangli,2026-only-zh")
    expect(page.locator(".compare-case")).to_have_count(2)
    assert columns(page) == ["Sample Community", "只有中文"]
    chinese = page.locator(".compare :text('只有中文')").first
    assert chinese.evaluate("node => node.closest('[lang]').lang") == "zh-CN"
    assert cells(page, "Floor area") == ["50,000 m²", "50,000 m²"]
    assert cells(page, "Complaints")[0] == "before 12 complaints after 3 complaints"
    watched.assert_clean()


def test_nothing_is_marked_as_better(site: str, watched: Watched) -> None:
    """S-01: cells of a row differ in their content alone; numbers of all cases look the same."""
    compare(watched.page, site, *FOUR)
    expect(watched.page.locator(".compare-case")).to_have_count(4)
    styles = watched.page.evaluate(
        """() => [...document.querySelectorAll(".compare tbody tr")].map(row =>
          new Set([...row.querySelectorAll("td .compare-ends p:last-child .compare-number")]
            .map(n => getComputedStyle(n)).map(s => [s.color, s.fontSize, s.fontWeight].join()))
            .size)"""
    )
    assert max(styles) == 1
    watched.assert_clean()


def test_it_prints_on_a_wide_sheet_with_the_heads_on_each(site: str, watched: Watched) -> None:
    page = watched.page
    compare(page, site, *FOUR)
    expect(page.locator(".compare-case")).to_have_count(4)
    with pikepdf.open(BytesIO(page.pdf(prefer_css_page_size=True))) as pdf:
        for sheet in pdf.pages:
            _, _, width, height = (float(x) for x in sheet.mediabox)
            assert (round(width), round(height)) == (842, 595)  # A4, in points
    page.emulate_media(media="print")
    for hidden in (".picker", ".compare-remove", ".reading-tools", ".masthead"):
        expect(page.locator(hidden).first).to_be_hidden()
    expect(page.locator("[data-address]")).to_have_text(page.url)
    page.set_viewport_size({"width": 1009, "height": 688})  # the sheet without its margins, in px
    head = page.locator(".compare thead").bounding_box()
    assert head and head["height"] < 688 / 4  # Chromium repeats no higher head
    watched.assert_clean()


def test_a_phone_scrolls_the_table_and_not_the_page(site: str, phone: Watched) -> None:
    page = phone.page
    compare(page, site, *FOUR)
    expect(page.locator(".compare-case")).to_have_count(4)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    region = page.get_by_role("region", name="对照表")
    region.focus()
    expect(region).to_be_focused()
    assert region.evaluate("node => node.scrollWidth > node.clientWidth")
    row = page.get_by_role("rowheader", name="建筑面积")
    before = row.bounding_box()
    region.evaluate("node => { node.scrollLeft = 300; }")
    after = row.bounding_box()
    assert before and after and before["x"] == after["x"]  # the first column stays
    phone.assert_clean()


@pytest.mark.parametrize("width", [360, 390])
def test_two_cases_fit_a_phone_side_by_side(site: str, phone: Watched, width: int) -> None:
    page = phone.page
    page.set_viewport_size({"width": width, "height": 844})
    compare(page, site, *FOUR[:2])
    expect(page.locator(".compare-case")).to_have_count(2)
    region = page.get_by_role("region", name="对照表")
    assert region.evaluate("node => node.scrollWidth <= node.clientWidth")
    swipe = page.get_by_text("左右滑动查看全部案例")
    expect(swipe).to_be_hidden()
    row = page.get_by_role("row", name=re.compile("^建筑面积"))  # still a table for who listens
    label = row.get_by_role("rowheader").bounding_box()
    boxes = [cell.bounding_box() for cell in row.get_by_role("cell").all()]
    assert len(boxes) == 2
    assert label
    assert all(box and box["y"] >= label["y"] + label["height"] - 1 for box in boxes)
    expect(page.get_by_role("columnheader")).to_have_count(2)
    compare(page, site, *FOUR[:3])
    expect(swipe).to_be_visible()
    assert region.evaluate("node => node.scrollWidth > node.clientWidth")
    phone.assert_clean()


def test_cards_that_cannot_be_read_are_said(site: str, watched: Watched) -> None:
    page = watched.page
    page.route("**/reader/zh/*", lambda route: route.abort())
    compare(page, site, "2026-yangli")
    expect(page.locator("[data-status]")).to_contain_text("暂时读不到")


def test_a_slow_card_does_not_take_the_place_of_what_was_asked_later(
    site: str, watched: Watched
) -> None:
    page = watched.page
    held: list[Route] = []
    page.route("**/reader/zh/2026-yangli.json", lambda route: held.append(route))  # noqa: PLW0108
    with page.expect_request("**/reader/zh/2026-yangli.json"):
        compare(page, site, "2026-yangli")
    page.evaluate(
        "history.pushState(null, '', '?cases=2026-chaoyang'); dispatchEvent(new Event('popstate'))"
    )
    expect(page.locator(".compare-name")).to_have_text(["朝阳里"])
    with page.expect_response("**/reader/zh/2026-yangli.json"):
        held[0].continue_()
    page.wait_for_timeout(100)
    assert columns(page) == ["朝阳里"]
    watched.assert_clean()


def test_without_scripts_there_is_the_list_of_cases(site: str, chromium: Browser) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}compare/?cases=2026-yangli")
    link = page.locator("noscript").get_by_role("link", name="浏览全部案例")
    expect(link).to_have_attribute("href", "../cases/")
    expect(page.locator("[data-app]")).to_be_hidden()
    page.goto(f"{site}cases/2026-yangli/")
    expect(page.get_by_role("link", name="与其他案例对照")).to_be_hidden()
    context.close()


def test_a_case_leads_to_its_comparison(site: str, watched: Watched) -> None:
    page = watched.page
    page.goto(f"{site}cases/2026-yangli/")
    page.get_by_role("link", name="与其他案例对照").click()
    expect(page.locator("[data-status]")).to_have_text("再加入一个案例，就可以对照。")
    assert columns(page) == ["样例小区"]
    watched.assert_clean()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("path", ["reading-list/?cases=", "en/compare/?cases="])
def test_axe_finds_nothing_once_they_are_filled(
    site: str, chromium: Browser, path: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    context = chromium.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(site + path + ",".join([*FOUR[:3], "2026-never-was"]))
    expect(page.locator(".reading-item, .compare-case").nth(2)).to_be_visible()
    if "compare" in path:
        box(page).click()
        expect(page.get_by_role("option").first).to_be_visible()
    assert violations(page) == []
    context.close()
