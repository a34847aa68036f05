"""The filters of the search in a real Chromium, on 1,000 made cases.

What is right is worked out here from the made cases themselves, not by the program's own table.
The pages are those of the repository's site, with the search of the made library put in.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from building import BuiltLibrary
from made_cases import MadeCase, made_cases, write_library
from playwright.sync_api import Browser, Locator, Page, expect
from watched import Watched

from casebook import pinyin, regions
from casebook.load import load_library
from casebook.paths import HOME, Paths
from casebook.problem import LOCALES
from casebook.search import FACETS, build_index, build_tables, filtered
from casebook.site.catalogue import Catalogue
from casebook.site.facet_values import facet_values
from casebook.site.records import gather_records
from casebook.site.settings import SiteSettings
from casebook.site.world import World
from casebook.words import load_words

pytestmark = pytest.mark.browser

COUNT = 1000
PROSE = 300
CASES = list(made_cases(COUNT, prose=PROSE))
COVER = '<svg xmlns="http://www.w3.org/2000/svg" width="3" height="4"/>'
PARTY, OTHER = "党建引领", "其他"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, built_site: BuiltLibrary) -> Path:
    """The repository's site with the search of the made cases."""
    root = tmp_path_factory.mktemp("made")
    write_library(root / "library", COUNT, prose=PROSE)
    library = load_library(Paths.of(root / "library")).library
    world = World(
        library=library,
        catalogue=Catalogue(library, library.programmes["good-service-2026"]),
        settings=SiteSettings.model_construct(),
        words=load_words(HOME / "theme"),
        books={},
        site_url="https://example.org/",
        content=root,
        media_cache=root,
    )
    records = [replace(record, passages=()) for record in gather_records(world)]
    site = root / "site"
    shutil.copytree(built_site.out, site, copy_function=os.link)
    shutil.rmtree(site / "pagefind")
    shutil.copytree(build_index(records, root / "cache"), site / "pagefind")
    for record in records:
        (site / record.image).write_text(COVER, encoding="utf-8")
    for name, content in build_tables(
        records, {x: facet_values(world, x) for x in LOCALES}
    ).items():
        (site / name).unlink(missing_ok=True)
        (site / name).write_bytes(content)
    return site


@pytest.fixture(scope="module")
def site(made: Path, serve: Callable[[Path], str]) -> str:
    return serve(made)


def keys_of(case: MadeCase) -> dict[str, set[str]]:
    """What a made case carries in each facet."""
    return {
        "direction": {key.partition(".")[0] for key in case.criteria},
        "criterion": set(case.criteria),
        "type": {case.type},
        "region": {region.code for region in regions.lineage(case.region)},
        "programme": {case.programme},
        "year": {"2026"},
        "company": {pinyin.slug(case.company[0])},
    }


def fitting(**chosen: Iterable[str]) -> list[MadeCase]:
    """The made cases that carry, in every facet, one of the keys chosen."""
    wanted = {facet: set(keys) for facet, keys in chosen.items()}
    return [c for c in CASES if all(keys_of(c)[facet] & keys for facet, keys in wanted.items())]


def counts(facet: str, **chosen: Iterable[str]) -> Counter[str]:
    """How many results each key of a facet would leave, the other facets being as chosen."""
    others = {key: keys for key, keys in chosen.items() if key != facet}
    return Counter(key for case in fitting(**others) for key in keys_of(case)[facet])


def open_search(page: Page, site: str, address: str, count: int | None = None) -> None:
    page.goto(site + address.lstrip("/"))
    says(page, count)


def says(page: Page, count: int | None) -> None:
    """Wait until the page has announced its number of results."""
    known = r"\d+" if count is None else str(count)
    text = rf"(共|找到){known}个案例|{known} cases?( found)?$" if count != 0 else "没有|No case"
    expect(page.locator(".search-status")).to_have_text(re.compile(text), timeout=20_000)


def box(page: Page, facet: str, key: str) -> Locator:
    return page.locator(f'.search-facets input[name="{facet}"][value="{key}"]')


def shown_counts(page: Page, facet: str) -> dict[str, int]:
    """The counts that stand beside the checkboxes, hidden ones included."""
    found = page.locator(f'.search-facets input[name="{facet}"]').evaluate_all(
        "all => all.map(box => [box.value, box.closest('label').querySelector('.search-count')"
        ".textContent])"
    )
    return {key: int(count) for key, count in found}


def parameters(page: Page) -> str:
    return page.url.partition("?")[2]


# --- what is found and counted --------------------------------------------------------------------

COMBINATIONS: list[Mapping[str, list[str]]] = [
    {},
    {"direction": ["party"]},
    {"direction": ["party", "other"], "criterion": ["service.2"]},
    {"criterion": ["party.1", "satisfaction.4"], "type": ["commercial"]},
    {"region": ["440000"], "type": ["abandoned", "resettlement"]},
    {"region": ["110000", "440100"], "year": ["2026"], "programme": ["made"]},
    {"company": [pinyin.slug(CASES[0].company[0])], "direction": ["service"]},
    {"region": ["440000"], "criterion": ["other.5"], "company": [pinyin.slug(CASES[1].company[0])]},
]


@pytest.mark.parametrize("chosen", COMBINATIONS, ids=lambda c: "-".join(c) or "none")
def test_results_and_counts_are_the_truth(
    site: str, watched: Watched, chosen: Mapping[str, list[str]]
) -> None:
    """003-19."""
    page = watched.page
    expected = fitting(**chosen)
    open_search(page, site, filtered(**chosen), len(expected))
    for facet in FACETS:
        truth = counts(facet, **chosen)
        assert {k: n for k, n in shown_counts(page, facet).items() if n} == truth, facet
    while page.locator(".search-more").is_visible() and len(expected) < 100:
        shown = page.locator(".search-result").count()
        page.locator(".search-more").click()
        expect(page.locator(".search-result").nth(shown)).to_be_attached()
    links = page.locator(".search-title a").evaluate_all("all => all.map(a => a.pathname)")
    wanted = {f"/cases/{case.id}/" for case in expected}
    assert set(links) <= wanted and len(links) == min(len(wanted), 20 if len(wanted) > 99 else 99)
    watched.assert_clean()


def test_filters_hold_for_a_query_too(site: str, watched: Watched) -> None:
    page = watched.page
    said = [c for c in fitting(type=["commercial"]) if "电梯" in c.title[0] + c.summary[0]]
    open_search(page, site, filtered("电梯", type="commercial"), len(said))
    assert len(said) > 10
    truth = Counter(c.type for c in CASES if "电梯" in c.title[0] + c.summary[0])
    assert {k: n for k, n in shown_counts(page, "type").items() if n} == truth
    expect(page.locator(".search-result")).to_have_count(6)  # each costs a file
    page.locator(".search-more").click()
    expect(page.locator(".search-result")).to_have_count(min(12, len(said)))
    assert parameters(page).endswith(f"&n={min(12, len(said))}")
    watched.assert_clean()


# --- addresses ------------------------------------------------------------------------------------


def test_choices_make_one_address_whatever_their_order(site: str, watched: Watched) -> None:
    page = watched.page
    chosen = {"criterion": ["party.1"], "type": ["abandoned", "commercial"]}
    wanted = filtered(**chosen).partition("?")[2]
    for order in (("commercial", "party.1", "abandoned"), ("party.1", "abandoned", "commercial")):
        open_search(page, site, "search/", COUNT)
        page.get_by_role("button", name=f"“{PARTY}”之下").click()
        for key in order:
            box(page, "criterion" if "." in key else "type", key).check()
        says(page, len(fitting(**chosen)))
        assert parameters(page) == wanted
    page.goto(f"{site}search/?n=20&type=commercial&type=&utm=x&criterion=party.1&type=abandoned")
    says(page, len(fitting(**chosen)))
    assert parameters(page) == f"{wanted}&n=20"
    watched.assert_clean()


def test_both_sides_write_the_same_addresses(site: str, watched: Watched) -> None:
    page = watched.page
    page.goto(f"{site}search/")
    says(page, COUNT)
    address = page.locator("script[src$='/search.js']").evaluate("one => one.src")
    address = address.replace("/search.js", "/address.js")
    known = page.evaluate("async (x) => (await import(x)).FACETS", address)
    assert known == list(FACETS)
    for query in ("楼长 制", "a*b~c", '99.6%+1&x="y"\'()!'):
        page.locator(".search-box").fill(query)
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: "q=" in url)
        assert f"?{parameters(page)}" == filtered(query).removeprefix("/search/")
        page.goto(f"{site}search/")


def test_back_reload_and_the_other_language_keep_the_search(site: str, watched: Watched) -> None:
    page = watched.page
    open_search(page, site, "search/", COUNT)
    box(page, "type", "commercial").check()
    first = fitting(type=["commercial"])
    says(page, len(first))
    box(page, "year", "2026").check()
    page.get_by_role("button", name=f"“{OTHER}”之下").click()
    box(page, "criterion", "other.2").check()
    both = fitting(type=["commercial"], criterion=["other.2"])
    says(page, len(both))
    address = parameters(page)

    page.reload()
    says(page, len(both))
    expect(box(page, "criterion", "other.2")).to_be_checked()
    expect(box(page, "criterion", "other.2")).to_be_visible()
    marks = page.locator(".search-mark").all_inner_texts()
    assert [m.split()[0] for m in marks] == ["标准", "项目类型", "年份"]

    page.locator("[data-language]").click()
    page.wait_for_url("**/en/search/**")
    says(page, len(both))
    assert parameters(page) == address
    english = page.locator(".search-mark").all_inner_texts()
    assert [m.split()[0] for m in english] == ["Criterion", "Project", "Year"]
    page.go_back()
    says(page, len(both))

    page.go_back()
    says(page, len(first))
    page.go_back()
    says(page, len(first))
    expect(box(page, "year", "2026")).not_to_be_checked()
    page.go_back()
    says(page, COUNT)
    expect(page.locator(".search-mark")).to_have_count(0)
    page.go_forward()
    says(page, len(first))
    expect(box(page, "type", "commercial")).to_be_checked()
    watched.assert_clean()


def test_unknown_keys_are_shown_and_can_be_removed(site: str, watched: Watched) -> None:
    page = watched.page
    bad = "<img src=x onerror=document.title='taken'>"
    address = filtered(type=["commercial", "nonsense"], region=["999999"], company=[bad])
    open_search(page, site, address, 0)
    assert parameters(page) == address.partition("?")[2]
    title = page.title()
    for text in (bad, "999999"):
        mark = page.locator(".search-mark", has_text=text)
        expect(mark).to_contain_text("本库没有")
        mark.click()
        expect(mark).to_have_count(0)
    says(page, len(fitting(type=["commercial"])))  # with the other key of its facet: any of them
    expect(page.locator(".search-mark")).to_have_count(2)
    assert page.title() == title and page.locator("main :is(script, [onerror])").count() == 0
    page.get_by_role("button", name="清除全部").click()
    says(page, COUNT)
    assert "?" not in page.url
    watched.assert_clean()


# --- places and companies -------------------------------------------------------------------------


def test_places_open_from_province_to_district(site: str, watched: Watched) -> None:
    page = watched.page
    open_search(page, site, "search/", COUNT)
    page.get_by_role("button", name=re.compile("^显示全部")).first.click()
    province, city = "440000", CASES_IN["440000"]
    expect(box(page, "region", city)).to_be_hidden()
    box(page, "region", province).check()
    says(page, len(fitting(region=[province])))
    expect(box(page, "region", city)).to_be_visible()
    box(page, "region", city).check()  # narrows: the city stands for its province
    says(page, len(fitting(region=[city])))
    assert parameters(page) == f"region={city}"
    assert box(page, "region", province).evaluate("box => box.indeterminate")
    box(page, "region", province).check()
    says(page, len(fitting(region=[province])))
    assert parameters(page) == f"region={province}"
    watched.assert_clean()


CASES_IN = {"440000": next(f"{c.region[:4]}00" for c in CASES if c.region.startswith("44"))}


def test_companies_stand_in_the_order_of_pinyin_and_can_be_typed(
    site: str, watched: Watched
) -> None:
    page = watched.page
    open_search(page, site, "search/", COUNT)
    names = sorted({c.company[0] for c in CASES}, key=pinyin.sort_key)
    group = page.get_by_role("group", name="物业服务企业")
    visible = group.locator("li:visible .search-name")
    assert visible.all_inner_texts() == names[:10]
    group.get_by_role("searchbox", name="输入企业名称").fill(names[70][:3])
    fits = [name for name in names if names[70][:3] in name]
    expect(visible).to_have_text(fits)
    expect(group.get_by_role("status")).to_have_text(f"符合的企业：{len(fits)}")
    group.get_by_role("checkbox", name=names[70]).check()
    says(page, len([c for c in CASES if c.company[0] == names[70]]))
    group.get_by_role("searchbox").fill("")
    box(page, "type", "abandoned").check()
    some = fitting(type=["abandoned"])
    expect(group).to_contain_text("在当前结果中没有案例的：")
    with_cases = {c.company[0] for c in some} | {names[70]}
    group.get_by_role("button", name=f"显示全部{len(with_cases)}项").click()
    assert visible.all_inner_texts() == [name for name in names if name in with_cases]
    watched.assert_clean()


def stays(page: Page, place: float) -> None:
    """Wait until the page stands where it was."""
    page.wait_for_function("place => Math.abs(scrollY - place) < 3", arg=place)


# --- browsing -------------------------------------------------------------------------------------


def test_browsing_a_thousand_cases_is_light(site: str, made: Path, watched: Watched) -> None:
    page = watched.page
    open_search(page, site, "search/", COUNT)
    own = f"{site}search/"
    fetched = [url.removeprefix(own) for url in watched.urls if ".json" in url]
    assert not [url for url in watched.urls if "/pagefind/" in url]
    assert fetched[0] == "table.zh.json" and len(fetched) == 2
    table, cards = (gzip.compress((made / "search" / name).read_bytes()) for name in fetched)
    print(f"table {len(table)} bytes, cards {len(cards)} bytes, gzip")
    assert len(table) + len(cards) <= 40_000

    order = sorted(CASES, key=lambda c: (c.region, pinyin.sort_key(c.name[0]), c.id))
    first = page.locator(".search-result").first
    expect(first.locator(".search-title")).to_have_text(order[0].title[0])
    expect(first.locator(".search-facts")).to_contain_text(order[0].name[0])
    expect(first.locator(".search-excerpt")).to_contain_text("本案例为测速而编")
    links = page.locator(".search-title a").evaluate_all("all => all.map(a => a.pathname)")
    assert links == [f"/cases/{case.id}/" for case in order[:20]]
    watched.assert_clean()


def test_more_results_keep_the_place_and_the_address(site: str, watched: Watched) -> None:
    page = watched.page
    open_search(page, site, "search/?type=commercial", None)
    more = page.get_by_role("button", name="再显示20个")
    more.focus()
    before = page.evaluate("scrollY")
    page.keyboard.press("Enter")
    expect(page.locator(".search-title a").nth(20)).to_be_focused()
    assert page.evaluate("scrollY") == before
    more.click()
    expect(page.locator(".search-result")).to_have_count(60)
    assert parameters(page) == "type=commercial&n=60"
    target = page.locator(".search-title a").nth(45)
    target.scroll_into_view_if_needed()
    place = page.evaluate("scrollY")
    assert place > 3000
    page.wait_for_function("() => history.state?.top === scrollY")  # a reader rests before leaving
    for leave in (page.reload, lambda: (page.goto(f"{site}cases/"), page.go_back())):
        leave()
        expect(page.locator(".search-result")).to_have_count(60)
        stays(page, place)
    page.goto(f"{site}search/?n=9999")
    expect(page.locator(".search-result")).to_have_count(200)
    box(page, "type", "commercial").check()
    expect(page.locator(".search-result")).to_have_count(20)
    assert parameters(page) == "type=commercial"


# --- keys, voices, fingers ------------------------------------------------------------------------


def test_keys_alone_choose_and_take_back(site: str, watched: Watched) -> None:
    page = watched.page
    open_search(page, site, "search/", COUNT)
    page.locator(".search-submit").focus()
    page.keyboard.press("Tab")
    expect(box(page, "direction", "party")).to_be_focused()
    page.keyboard.press("Tab")
    toggle = page.get_by_role("button", name=f"“{PARTY}”之下")
    expect(toggle).to_be_focused()
    expect(toggle).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    expect(toggle).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Tab")
    expect(box(page, "criterion", "party.1")).to_be_focused()
    page.keyboard.press("Space")
    says(page, len(fitting(criterion=["party.1"])))
    expect(box(page, "criterion", "party.1")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    either = fitting(criterion=["party.1", "party.2"])
    says(page, len(either))

    marks = page.locator(".search-marks button")
    marks.first.focus()
    page.keyboard.press("Enter")
    says(page, len(fitting(criterion=["party.2"])))
    expect(marks).to_have_count(2)
    expect(marks.first).to_be_focused()  # the next mark has taken its place
    page.keyboard.press("Tab")
    expect(marks.last).to_have_text("清除全部")
    page.keyboard.press("Enter")
    says(page, COUNT)
    expect(page.locator(".search-box")).to_be_focused()
    watched.assert_clean()


def test_what_a_screen_reader_hears(site: str, watched: Watched) -> None:
    page = watched.page
    open_search(page, site, filtered(direction="party"), len(fitting(direction=["party"])))
    truth = counts("type", direction=["party"])["abandoned"]
    group = page.get_by_role("group", name="项目类型")
    name = f"弃管小区 ，{truth}个案例"
    expect(group.get_by_role("checkbox", name=name, exact=True)).to_be_visible()
    expect(page.get_by_role("button", name=f"移除筛选条件：方向 {PARTY}")).to_be_visible()
    expect(page.locator("[role=status] .search-status")).to_have_text(re.compile("共"))
    open_search(page, site, f"en{filtered(type='abandoned')}", len(fitting(type=["abandoned"])))
    expect(page.get_by_role("list", name="Filters chosen")).to_be_visible()
    small = page.locator(
        ".search-facets label:visible, .search-facets button:visible"
    ).evaluate_all(
        "all => all.map(x => x.getBoundingClientRect()).filter(r => r.height < 24 || r.width < 24)"
    )
    assert small == []


def test_the_sheet_of_a_phone(site: str, phone: Watched) -> None:
    page = phone.page
    open_search(page, site, "search/", COUNT)
    opener = page.get_by_role("button", name="筛选", exact=True)
    expect(page.locator(".search-facets")).to_be_hidden()
    opener.click()
    sheet = page.get_by_role("dialog", name="筛选")
    expect(sheet).to_be_visible()
    for _ in range(40):  # behind it everything is inert: the keys go round in the sheet
        page.keyboard.press("Tab")
        assert page.evaluate(
            "document.activeElement === document.body || document.activeElement.closest('dialog')"
            " !== null"
        )
    box(page, "type", "commercial").tap()
    some = fitting(type=["commercial"])
    see = sheet.get_by_role("button", name=f"查看{len(some)}个案例")
    expect(see).to_be_visible()
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(page.locator(".search-open")).to_be_focused()
    expect(page.locator(".search-open")).to_have_text("筛选（已选1项）")
    expect(page.locator(".search-mark")).to_have_count(1)
    page.locator(".search-open").click()
    sheet.get_by_role("button", name="清除全部").click()
    says(page, COUNT)
    sheet.get_by_role("button", name=f"查看{COUNT}个案例").click()
    expect(sheet).to_be_hidden()
    expect(page.locator(".search-open")).to_be_focused()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator(".search-open").click()
    small = page.locator(".search-sheet :is(label, button):visible").evaluate_all(
        "all => all.map(x => x.getBoundingClientRect()).filter(r => r.height < 43 || r.width < 24)"
    )
    assert small == []
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(sheet).to_be_hidden()
    expect(page.locator(".search-side .search-facets")).to_be_visible()


def test_without_scripts_there_are_lists(site: str, made: Path, chromium: Browser) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    for path in ("search/", "en/search/"):
        page.goto(site + path)
        expect(page.locator(".search-open, .search-sheet")).to_have_count(2)
        expect(page.locator(".search-open:visible, .search-sheet:visible")).to_have_count(0)
        links = page.locator(".search-plain a").evaluate_all("all => all.map(a => a.pathname)")
        assert len(links) >= 7
        assert all((made / f"{link.lstrip('/')}index.html").is_file() for link in links)
    context.close()


def test_the_table_of_one_language_is_that_of_the_other(made: Path) -> None:
    tables = [json.loads((made / f"search/table.{x}.json").read_bytes()) for x in LOCALES]
    keys = [[[value[0] for value in values] for _, values in t["facets"]] for t in tables]
    assert keys[0] == keys[1]
    assert [row[3:] for row in tables[0]["rows"]] == [row[3:] for row in tables[1]["rows"]]
