"""A case's page: photos in large, pictures of change, citations, the list it was opened from."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from building import SAMPLE as SAMPLE_LIBRARY
from building import BuiltLibrary, build, edit
from playwright.sync_api import BrowserContext, expect
from watched import Watched

SAMPLE = "cases/2026-shili-jiayuan/"
CASE = "cases/2022-kaixuanhui/"


@pytest.fixture(scope="module")
def site(built_site: BuiltLibrary, serve: Callable[[Path], str]) -> str:
    return serve(built_site.out)


# --- photos ---------------------------------------------------------------------------------------

SCREENS = {
    "phone": {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2},
    "tablet": {"viewport": {"width": 820, "height": 1180}, "device_scale_factor": 2},
    "small desk": {"viewport": {"width": 1100, "height": 800}},
    "desk": {"viewport": {"width": 1280, "height": 900}},
    "wide desk": {"viewport": {"width": 1920, "height": 1000}},
}
CHOSEN = """img => {
  const scale = devicePixelRatio, box = img.getBoundingClientRect();
  const first = img.parentElement.querySelector("source");
  const offered = first.srcset.split(", ").map((one) => one.split(" "));
  const widths = offered.map(([, width]) => parseInt(width));
  const file = new URL(img.currentSrc).pathname.split("/").pop();
  const chosen = offered.find(([path]) => path.endsWith(file));
  return { needed: box.width * scale, widths, chosen: chosen ? parseInt(chosen[1]) : 0 };
}"""


@pytest.mark.parametrize("screen", SCREENS)
def test_the_smallest_photo_that_suffices_is_fetched(
    sample: str, context: Callable[..., BrowserContext], screen: str
) -> None:
    page = context(**SCREENS[screen]).new_page()
    page.goto(sample + SAMPLE)
    photos = page.locator("main picture img")
    expect(photos).to_have_count(4)
    for photo in photos.all():
        photo.scroll_into_view_if_needed()
        expect(photo).to_have_js_property("complete", True)
        found = photo.evaluate(CHOSEN)
        enough = [width for width in found["widths"] if width >= found["needed"]]
        assert found["chosen"] == min(enough, default=max(found["widths"])), found


def test_nothing_moves_while_photos_come(sample: str, watched: Watched) -> None:
    page = watched.page
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver((list) => {"
        " for (const e of list.getEntries()) if (!e.hadRecentInput) window.moved += e.value;"
        "}).observe({ type: 'layout-shift', buffered: true });"
    )
    page.goto(sample + SAMPLE)
    for photo in page.locator("main picture img").all():
        photo.scroll_into_view_if_needed()
        expect(photo).to_have_js_property("complete", True)
    assert page.evaluate("window.moved") < 0.01


def test_a_crop_keeps_the_focus(sample: str, watched: Watched) -> None:
    page = watched.page
    page.goto(sample + SAMPLE)
    figure = page.locator(".gallery .photo").first
    assert figure.locator("img").evaluate("i => getComputedStyle(i).objectPosition") == "50% 50%"
    figure.evaluate("f => f.classList.add('focus-x-20', 'focus-y-90')")
    assert figure.locator("img").evaluate("i => getComputedStyle(i).objectPosition") == "20% 90%"


def test_colours_stand_in_a_photos_place_until_it_comes(
    sample: str, context: Callable[..., BrowserContext]
) -> None:
    """Nothing moves when it comes, and at night nothing flashes: the place is never white."""
    places = "() => [...document.querySelectorAll('.photo-link')].map((a) => a.offsetHeight)"
    night = {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"}
    page = context(**night, java_script_enabled=False).new_page()
    page.route("**/media/**", lambda route: route.abort())
    page.goto(sample + SAMPLE)
    ground = page.locator(".photo-ground").first
    expect(ground).to_be_visible()
    cells = ground.locator("path")
    assert cells.count() == 12
    assert len({cells.nth(n).get_attribute("fill") for n in range(12)}) > 3
    before = page.evaluate(places)
    later = context(**night).new_page()
    later.goto(sample + SAMPLE)
    for photo in later.locator("picture img").all():
        photo.scroll_into_view_if_needed()
        expect(photo).to_have_js_property("complete", True)
    assert later.evaluate(places) == before and min(before) > 100


def test_photos_in_large_by_keys_alone(sample: str, watched: Watched) -> None:
    page = watched.page
    page.goto(sample + SAMPLE)
    second = page.locator("[data-photo]").nth(1)
    second.focus()
    page.keyboard.press("Enter")
    box = page.locator("dialog.lightbox")
    expect(box).to_be_visible()
    where = page.locator("[data-where]")
    expect(where).to_have_text("2/4")
    said = page.locator("[data-said]")
    expect(said).to_have_text(re.compile("图.+样例程序 第2张，共4张"))
    for key, place in (
        ("ArrowRight", "3/4"),
        ("ArrowRight", "4/4"),
        ("ArrowRight", "4/4"),
        ("ArrowLeft", "3/4"),
        ("Home", "1/4"),
        ("ArrowLeft", "1/4"),
        ("End", "4/4"),
    ):
        page.keyboard.press(key)
        expect(where, key).to_have_text(place)
    expect(said).to_have_text(re.compile("第4张，共4张"))
    expect(box.locator("li").nth(3).locator("figcaption")).to_be_in_viewport(ratio=0.9)
    expect(box.locator("[data-step='1']")).to_have_attribute("aria-disabled", "true")
    for _ in range(6):
        page.keyboard.press("Tab")
        inside = page.evaluate(
            "document.activeElement === document.body || !!document.activeElement.closest('dialog')"
        )
        assert inside, "the page behind cannot be reached"
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    expect(second).to_be_focused()
    watched.assert_clean()


def test_photos_in_large_by_touch(sample: str, phone: Watched) -> None:
    page = phone.page
    page.goto(f"{sample}en/{SAMPLE}")
    page.locator("[data-photo]").first.tap()
    expect(page.locator("dialog.lightbox")).to_be_visible()
    strip = page.locator("[data-strip]")
    assert strip.evaluate("s => getComputedStyle(s).scrollSnapType") == "x mandatory"
    strip.evaluate("s => s.scrollBy({ left: s.clientWidth * 0.7, behavior: 'smooth' })")
    expect(page.locator("[data-where]")).to_have_text("2/4")
    snapped = strip.evaluate("s => Math.abs(s.scrollLeft - s.clientWidth) < 2")
    assert snapped, "a swipe ends on a photo"
    expect(page.locator("[data-said]")).to_have_text(re.compile("2 of 4"))
    page.get_by_role("button", name="Close").tap()
    expect(page.locator("dialog.lightbox")).to_be_hidden()
    phone.assert_clean()


def test_without_scripts_a_photo_leads_to_the_large_one(
    sample: str, context: Callable[..., BrowserContext]
) -> None:
    page = context(java_script_enabled=False).new_page()
    page.goto(sample + SAMPLE)
    expect(page.locator("dialog")).to_have_count(0)
    for hidden in ("[data-print]", "[data-cite-copy]", "[data-from-list]"):
        expect(page.locator(hidden).first).to_be_hidden()
    page.locator("[data-photo]").first.click()
    expect(page).to_have_url(re.compile(r"/media/.+\.jpg$"))


# --- pictures of change, wordings -----------------------------------------------------------------


def test_a_change_can_be_read_at_a_glance_and_as_a_table(sample: str, watched: Watched) -> None:
    page = watched.page
    page.goto(sample + SAMPLE)
    slope = page.get_by_role("img", name="信访投诉量：2024年43件，2025年6件")
    expect(slope).to_be_visible()
    sizes = slope.locator(".slope-before, .slope-after").evaluate_all(
        "all => all.map((t) => t.getBoundingClientRect().height)"
    )
    assert min(sizes) >= 24, "both numbers are large"
    table = page.locator(".change-table table")
    expect(table).to_be_hidden()
    page.get_by_text("数据表").click()
    expect(table).to_be_visible()
    group = table.locator("tbody").filter(has_text="信访投诉量")
    expect(group.locator("tr")).to_have_text(
        [re.compile("2024年.*43件"), re.compile("2025年.*6件")]
    )
    expect(group).to_contain_text("全年信访投诉43件")
    assert table.locator("tbody").count() == page.locator(".change").count()


def test_the_sources_wording_is_there_on_demand(sample: str, watched: Watched) -> None:
    page = watched.page
    page.goto(f"{sample}en/{SAMPLE}")
    written = page.locator(".facts .wordings")
    expect(written.locator("dl")).to_be_hidden()
    written.locator("summary").click()
    expect(written.get_by_text("建筑面积126800平方米")).to_have_attribute("lang", "zh-CN")


# --- contents on a phone --------------------------------------------------------------------------


def test_the_contents_of_a_phone_follow_and_fold(site: str, phone: Watched) -> None:
    page = phone.page
    page.goto(site + CASE)
    expect(page.locator(".toc")).to_be_hidden()
    bar = page.locator(".toc-bar")
    summary = bar.locator("summary")
    expect(bar.locator("nav")).to_be_hidden()
    heading = page.locator(".story h3").nth(2)
    heading.evaluate("h => scrollBy(0, h.getBoundingClientRect().top - 100)")
    expect(summary).to_be_in_viewport()
    expect(bar.locator("[data-toc-here]")).to_have_text(heading.inner_text())
    summary.tap()
    link = bar.locator("a").nth(1)
    expect(link).to_be_visible()
    link.tap()
    expect(bar.locator("nav")).to_be_hidden()
    target = page.locator(str(link.get_attribute("href")))
    expect(target).to_be_in_viewport()
    below = bar.bounding_box()
    here = target.bounding_box()
    assert below
    assert here
    assert here["y"] >= below["y"] + below["height"], "the heading is not behind the bar"
    summary.tap()
    page.keyboard.press("Escape")
    expect(bar.locator("nav")).to_be_hidden()
    phone.assert_clean()


# --- the list that one came from ------------------------------------------------------------------


def test_previous_and_next_follow_the_list(site: str, watched: Watched) -> None:
    page = watched.page
    page.goto(f"{site}directions/other/")
    names = page.locator("[data-list] [data-list-name]").all_text_contents()
    links = page.locator("[data-list] .shelf-link")
    links.nth(1).click()
    line = page.locator("[data-from-list]")
    expect(line).to_have_text(f"来自：其他 2/{len(names)}")
    neighbours = page.locator("[data-neighbours]")
    expect(neighbours.locator("[rel=prev] b")).to_have_text(names[0])
    expect(neighbours.locator("[rel=next] b")).to_have_text(names[2])
    neighbours.locator("[rel=next]").click()
    expect(line).to_have_text(f"来自：其他 3/{len(names)}")
    expect(page.locator(".opener-name .title")).to_have_text(names[2])
    page.get_by_role("link", name="English").click()
    expect(line).to_have_text(f"From: 其他 3/{len(names)}")
    expect(line.locator("a")).to_have_attribute("lang", "zh-CN")
    line.locator("a").click()
    expect(page).to_have_url(f"{site}directions/other/")
    watched.assert_clean()


def test_a_list_made_by_a_script_counts_as_well(site: str, watched: Watched) -> None:
    page = watched.page
    page.goto(f"{site}search/")
    page.evaluate(
        """() => { const list = document.createElement("ol"); list.dataset.list = "检索“楼长”";
          list.dataset.listBefore = "20"; list.dataset.listTotal = "45";
          for (const id of ["2022-qiandenghu-yihao", "2022-kaixuanhui"]) {
            const item = document.createElement("li"), link = document.createElement("a");
            item.className = "hue-party"; link.href = `../cases/${id}/#part`;
            link.textContent = `<b>${id}</b>`; item.append(link); list.append(item);
          }
          document.querySelector("main").prepend(list); }"""
    )
    page.locator("main li a").nth(1).click()
    expect(page).to_have_url(f"{site}{CASE}#part")
    expect(page.locator("[data-from-list]")).to_have_text("来自：检索“楼长” 22/45")
    before = page.locator("[data-neighbours] [rel=prev]")
    expect(before.locator("b")).to_have_text("<b>2022-qiandenghu-yihao</b>")
    assert "hue-party" in str(before.get_attribute("class"))
    expect(page.locator("[data-neighbours] [rel=next]")).to_have_count(0)
    watched.assert_clean()


def test_results_of_a_search_are_a_list(site: str, watched: Watched) -> None:
    page = watched.page
    page.goto(f"{site}search/?q=楼长")
    titles = page.locator(".search-results .search-title a")
    expect(page.locator(".search-results")).to_have_attribute("data-query", "楼长")
    expect(titles.nth(1)).to_be_visible()
    first = titles.first.inner_text()
    titles.nth(1).click()
    line = page.locator("[data-from-list]")
    expect(line).to_have_text(re.compile("^来自：检索 · 楼长 2/[0-9]+$"))
    expect(page.locator("[data-neighbours] [rel=prev] b")).to_have_text(first)
    line.locator("a").click()
    expect(page).to_have_url(re.compile(r"/search/\?q="))
    watched.assert_clean()


@pytest.mark.parametrize("kept", ["", "{", "null", "[]", '{"items": [["2022-x", "x"]]}'])
def test_without_a_list_the_neutral_order_stands(site: str, watched: Watched, kept: str) -> None:
    page = watched.page
    page.add_init_script(f"if ({json.dumps(kept)}) sessionStorage.list = {json.dumps(kept)}")
    page.goto(f"{site}cases/2022-baoli-huayuan/")
    expect(page.locator("[data-from-list]")).to_be_hidden()
    assert page.locator("[data-neighbours] a").count() >= 1
    watched.assert_clean()


# --- corrections ----------------------------------------------------------------------------------


CHANGES = """\
published: 2026-11-20
changes:
  - date: 2026-12-05
    what: {zh: 绿化率由30%更正为32%, en: Greening rate corrected from 30% to 32%}
  - date: 2026-12-18
    what: {zh: 补充图3的摄影者, en: The photographer of Figure 3 added}
"""
YEARS = """\
measures:
  - {key: complaints, year: 2019, value: 88}
  - {key: complaints, year: 2022, value: 61}
"""


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    """The sample as it is some months later: corrected, with more years of a measure."""
    root = tmp_path_factory.mktemp("edited") / "library"
    shutil.copytree(SAMPLE_LIBRARY, root)
    subprocess.run(
        [sys.executable, str(root / "make_photos.py"), str(root / SAMPLE / "photos")], check=True
    )
    edit(root / SAMPLE / "case.yaml", "published: 2026-11-20\n", CHANGES)
    edit(root / SAMPLE / "case.yaml", "measures:\n", YEARS)
    assert build(root, "site") == 0
    return serve(root / "site")


def test_a_series_shows_every_year(edited: str, watched: Watched) -> None:
    page = watched.page
    page.goto(edited + SAMPLE)
    slope = page.get_by_role("img", name="信访投诉量：2019年88件，2025年6件")
    expect(slope.locator("circle")).to_have_count(4)
    page.get_by_text("数据表").click()
    rows = page.locator(".change-table tbody").first.locator("tr")
    expect(rows).to_have_text([re.compile(y) for y in ("88件", "61件", "43件", "6件")])
    watched.assert_clean()


def test_corrections_stand_newest_first(edited: str, watched: Watched) -> None:
    page = watched.page
    page.goto(edited + SAMPLE)
    section = page.locator("section", has=page.get_by_role("heading", name="更正与修订"))
    expect(section.locator("time")).to_have_text(["2026年12月18日", "2026年12月5日"])
    expect(section.locator("dd").last).to_have_text("绿化率由30%更正为32%")
    expect(page.locator(".cite-text").first).to_contain_text("(2026-12-18)")
    page.goto(f"{edited}en/{SAMPLE}")
    expect(page.get_by_text("Greening rate corrected from 30% to 32%")).to_be_visible()


# --- related, citations, print --------------------------------------------------------------------


def test_related_cases_say_why(site: str, watched: Watched) -> None:
    page = watched.page
    page.goto(site + CASE)
    items = page.locator(".related-item")
    assert 3 <= items.count() <= 4
    for item in items.all():
        expect(item.locator(".related-why")).to_have_text(re.compile("同样体现：.+ [0-9]"))
    items.first.locator("a").click()
    expect(page).to_have_url(re.compile("/cases/2022-"))
    watched.assert_clean()


def test_citations_are_filled_in_and_copied(
    site: str, context: Callable[..., BrowserContext]
) -> None:
    page = context(permissions=["clipboard-read", "clipboard-write"]).new_page()
    page.clock.set_fixed_time("2027-02-03T12:00:00")
    page.goto(site + CASE)
    forms = page.locator(".cite-form")
    expect(forms).to_have_count(3)
    buttons = forms.get_by_role("button")
    copied = []
    for button in buttons.all():
        button.click()
        expect(page.locator("[data-cite-status]")).to_have_text("已复制")
        copied.append(page.evaluate("navigator.clipboard.readText()"))
    address = "https://cases.example.org/cases/2022-kaixuanhui/"
    assert copied[0].endswith(f"[EB/OL]. (2026-11-20)[2027-02-03]. {address}.")
    assert copied[2].startswith("@misc{2022-kaixuanhui,\n")
    assert "\n  urldate = {2027-02-03},\n}" in copied[2]
    assert "2027年2月3日查阅" in copied[1]


def test_where_copying_is_not_allowed_the_text_is_selected(site: str, watched: Watched) -> None:
    page = watched.page
    page.goto(f"{site}en/{CASE}")
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error()); }")
    page.locator("[data-cite-copy]").first.click()
    expect(page.locator("[data-cite-status]")).to_have_text("Please select and copy the text")
    assert "[EB/OL]" in page.evaluate("getSelection().toString()")


def test_the_button_prints(site: str, watched: Watched) -> None:
    page = watched.page
    page.add_init_script("window.print = () => { window.printed = true; }")
    page.goto(site + CASE)
    page.get_by_role("button", name="打印本案例").click()
    assert page.evaluate("window.printed")


def test_a_handout_has_the_text_its_source_and_the_way_back(
    site: str, watched: Watched, tmp_path: Path
) -> None:
    page = watched.page
    page.goto(site + CASE)
    page.pdf(path=tmp_path / "case.pdf", prefer_css_page_size=True)
    with pypdfium2.PdfDocument(tmp_path / "case.pdf") as document:
        sizes = {tuple(round(x) for x in sheet.get_size()) for sheet in document}
        text = "".join(sheet.get_textpage().get_text_range() for sheet in document)
    assert sizes == {(595, 842)}, "A4"
    text = re.sub(r"\s", "", text)
    for wanted in (
        "七天达到法定比例",
        "凯旋会花园",
        "中海物业管理广州有限公司",
        "更换物业服务企业的业主大会",
        "建办房〔2022〕4号",
        "https://cases.example.org/cases/2022-kaixuanhui/",
    ):
        assert wanted in text, wanted
    for unwanted in ("相关案例", "下一例", "打印本案例", "复制", "本文目录", "@misc", "嵌入"):
        assert unwanted not in text, unwanted
    page.emulate_media(media="print")
    expect(page.locator("svg.qr")).to_be_visible()


def test_a_case_page_stays_modest(built_site: BuiltLibrary, sample_site: BuiltLibrary) -> None:
    """Less than 60 KB of HTML beyond the words themselves."""
    files = [f for x in (built_site, sample_site) for f in x.out.glob("**/cases/2*/index.html")]
    assert len(files) >= 16
    for file in files:
        raw = file.read_text("utf-8")
        words = re.sub(r"<[^>]*>", "", raw[raw.index("<main") : raw.index("</main>")])
        size = len(raw.encode()) - len(words.encode())
        assert size < 60_000, (file.parent.name, size)
