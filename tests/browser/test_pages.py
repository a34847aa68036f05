"""The whole site in a real Chromium: what a reader on a phone, at a desk or with keys alone meets.

Served as it will be, under a policy that allows nothing from elsewhere and no script in a page.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from building import BuiltLibrary
from playwright.sync_api import BrowserContext, Page, expect
from watched import Watched, watch

pytestmark = pytest.mark.browser

WIDTHS = {"phone": (390, 844), "desk": (1280, 900)}
CASE = "cases/2022-kaixuanhui/"
KINDS = (  # one page of every other kind
    "",
    "cases/",
    "directions/",
    "directions/party/",
    "directions/party/1/",
    "types/",
    "types/commercial/",
    "regions/",
    "regions/440000/",
    "regions/440104/",
    "programmes/",
    "programmes/good-service-2026/",
    "programmes/szpmia-002-2025/",
    "programmes/beautiful-home-guangdong-2022/",
    "companies/",
    "editions/",
    "editions/2022/",
    "search/",
    "404.html",
)
GROUND = "getComputedStyle(document.documentElement).backgroundColor"
WORDS = ("收缴率", "凯旋会花园", "楼长制")


@pytest.fixture(scope="module")
def site(built_site: BuiltLibrary, serve: Callable[[Path], str]) -> str:
    return serve(built_site.out)


@pytest.fixture(scope="module")
def paths(built_site: BuiltLibrary) -> list[str]:
    """Every case, every editorial page, and a page of each other kind."""
    cases = [f"cases/{p.parent.name}/" for p in built_site.out.glob("cases/*/index.html")]
    editorial = [f"{p.stem}/" for p in (built_site.root / "content/pages/zh").glob("*.md")]
    assert len(cases) == 7 and len(editorial) >= 4
    return [*sorted(cases), *sorted(editorial), *KINDS]


def settled(page: Page) -> None:
    """Wait until the page has been painted, and the search, where it is, has answered."""
    page.evaluate("() => new Promise((ok) => requestAnimationFrame(() => setTimeout(ok)))")
    if page.locator(".search-results").count():
        expect(page.locator(".search-results")).to_have_attribute("data-query", re.compile(".*"))


def overflow(page: Page) -> list[str]:
    """Return what stands out of the screen's right side, unless it can be scrolled by itself."""
    found: list[str] = page.evaluate(
        """() => document.documentElement.scrollWidth <= innerWidth ? [] :
          [...document.body.querySelectorAll("*")]
            .filter((e) => e.getBoundingClientRect().right > innerWidth + 1)
            .map((e) => `${e.tagName}.${e.className}`).slice(0, 5).concat("(the page scrolls)")"""
    )
    return found


def unseen(page: Page) -> list[str]:
    """Return the pictures that were asked for and are not shown."""
    found: list[str] = page.evaluate(
        "() => [...document.images].filter((i) => i.complete && !i.naturalWidth).map((i) => i.src)"
    )
    return found


# --- every page -----------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("prefix", ["", "en/"], ids=["zh", "en"])
def test_pages_are_clean_and_fit_the_screen(
    site: str,
    paths: list[str],
    context: Callable[..., BrowserContext],
    prefix: str,
    width: str,
    scheme: str,
) -> None:
    across, down = WIDTHS[width]
    settings = {"viewport": {"width": across, "height": down}, "color_scheme": scheme}
    watched = watch(context(**settings).new_page())
    some = paths if scheme == "light" else ["", CASE, "directions/party/1/", "search/"]
    for path in some:
        address = f"{site}{prefix}{path}"
        watched.page.goto(address)
        settled(watched.page)
        assert watched.errors == [], address
        assert watched.failures == [], address
        assert len(watched.hosts) == 1, f"{address}: {watched.hosts}"
        assert overflow(watched.page) == [], address
        assert unseen(watched.page) == [], address
        ground = watched.page.evaluate(GROUND)
        brightness = sum(int(x) for x in re.findall(r"\d+", ground)[:3])
        assert (brightness > 600) == (scheme == "light"), f"{address}: {ground}"


@pytest.mark.parametrize("width", WIDTHS)
def test_a_case_with_photos_is_clean_and_fits_the_screen(
    sample: str, context: Callable[..., BrowserContext], width: str
) -> None:
    across, down = WIDTHS[width]
    watched = watch(context(viewport={"width": across, "height": down}).new_page())
    for prefix in ("", "en/"):
        watched.page.goto(f"{sample}{prefix}cases/2026-shili-jiayuan/")
        photos = watched.page.locator("picture img")
        expect(photos).to_have_count(4)
        for photo in photos.all():
            photo.scroll_into_view_if_needed()
            expect(photo).to_have_js_property("complete", True)
            assert photo.evaluate("i => i.naturalWidth") > 0
            assert photo.evaluate("i => i.currentSrc").endswith(".avif")
        assert overflow(watched.page) == []
        watched.assert_clean()


def test_the_page_for_what_is_not_there_is_whole(site: str, watched: Watched) -> None:
    """The 404 page is shown under any address, and still finds its style and its way home."""
    watched.page.goto(f"{site}404.html")
    family = watched.page.locator("h1").evaluate("h => getComputedStyle(h).fontFamily")
    assert "serif" in family.lower() or "song" in family.lower(), family
    watched.page.locator("main a").first.click()
    expect(watched.page).to_have_url(site)
    watched.assert_clean()


# --- search ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("query", WORDS)
def test_the_home_pages_form_finds_cases(site: str, watched: Watched, query: str) -> None:
    page = watched.page
    page.goto(site)
    page.get_by_role("searchbox").fill(query)
    page.get_by_role("searchbox").press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q="))
    expect(page.locator(".search-results")).to_have_attribute("data-query", query)
    expect(page.locator(".search-results mark").first).to_have_text(query)
    page.locator(".search-title a").first.click()
    expect(page).to_have_url(re.compile(r"/cases/2022-[a-z-]+/(#.*)?$"))
    expect(page.locator("main")).to_contain_text(query)
    watched.assert_clean()


def test_english_finds_english(site: str, watched: Watched) -> None:
    page = watched.page
    page.goto(f"{site}en/search/?q=electronic")
    expect(page.locator(".search-results mark").first).to_have_text(re.compile("electronic", re.I))
    page.locator(".search-title a").first.click()
    expect(page).to_have_url(re.compile(r"/en/cases/2022-[a-z-]+/(#.*)?$"))
    watched.assert_clean()


# --- language -------------------------------------------------------------------------------------


def test_the_language_switch_stays_and_works_back(site: str, watched: Watched) -> None:
    page = watched.page
    page.goto(f"{site}{CASE}")
    second = page.locator(".toc a").nth(2).get_attribute("href")
    page.locator(".toc a").nth(2).click()
    expect(page).to_have_url(f"{site}{CASE}{second}")
    page.get_by_role("link", name="English").click()
    expect(page).to_have_url(f"{site}en/{CASE}{second}")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.locator(str(second)).count() == 1, "the same passage has the same address"
    page.get_by_role("link", name="中文").click()
    expect(page).to_have_url(f"{site}{CASE}{second}")
    page.go_back()
    expect(page).to_have_url(f"{site}en/{CASE}{second}")
    watched.assert_clean()


def test_the_language_switch_keeps_the_query(site: str, watched: Watched) -> None:
    page = watched.page
    page.goto(f"{site}search/?q=AI")
    settled(page)
    page.get_by_role("link", name="English").click()
    expect(page).to_have_url(f"{site}en/search/?q=AI")
    expect(page.locator(".search-box")).to_have_value("AI")


# --- keys alone -----------------------------------------------------------------------------------


def focused(page: Page) -> str:
    """Say what has the focus: its text, its name or its element."""
    found: str = page.evaluate(
        """() => { const e = document.activeElement;
          return e.textContent.trim() || e.getAttribute("name") || e.tagName; }"""
    )
    return found


def test_the_skip_link_comes_first_and_leads_to_the_text(site: str, watched: Watched) -> None:
    page = watched.page
    page.goto(f"{site}{CASE}")
    page.keyboard.press("Tab")
    assert focused(page) == "跳到正文"
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_tab_reaches_everything_in_the_masthead_and_shows_where_it_is(
    site: str, watched: Watched
) -> None:
    page = watched.page
    page.goto(site)
    reached = []
    for _ in range(14):
        page.keyboard.press("Tab")
        reached.append(focused(page))
        outline = page.evaluate(
            """() => { const e = document.activeElement, of = (x) => getComputedStyle(x);
              return [e, e.closest("form") ?? e].some((x) => of(x).outlineStyle !== "none"); }"""
        )
        assert outline, f"{reached[-1]} does not show that it has the focus"
    for name in ("方向", "地区", "年鉴", "检索", "English", "q"):
        assert name in reached, reached


def test_searching_with_keys_alone(site: str, watched: Watched) -> None:
    page = watched.page
    page.goto(site)
    for _ in range(20):
        page.keyboard.press("Tab")
        if focused(page) == "检索":
            break
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site}search/")
    settled(page)
    page.locator("body").press("/")
    assert focused(page) == "q", "the key that the field names leads to it"
    page.keyboard.type("楼长")
    page.keyboard.press("Enter")
    expect(page.locator(".search-results")).to_have_attribute("data-query", "楼长")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.search-title') !== null"):
            break
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/cases/2022-"))
    watched.assert_clean()


def test_the_menu_of_a_phone_opens_and_closes_by_keys(site: str, phone: Watched) -> None:
    page = phone.page
    page.goto(site)
    menu, summary = page.locator(".masthead-menu"), page.locator(".masthead-menu summary")
    expect(summary).to_be_visible()
    expect(menu.get_by_role("link", name="方向")).to_be_hidden()
    summary.focus()
    page.keyboard.press("Enter")
    expect(menu.get_by_role("link", name="方向")).to_be_visible()
    assert overflow(page) == []
    page.keyboard.press("Escape")
    expect(menu.get_by_role("link", name="方向")).to_be_hidden()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY", "the focus comes back"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site}directions/")
    phone.assert_clean()


def test_what_is_touched_is_large_enough(site: str, phone: Watched) -> None:
    """Buttons and links of the masthead: 24 px at least (WCAG 2.2, 2.5.8)."""
    phone.page.goto(site)
    boxes = phone.page.locator(".masthead a:visible, .masthead button:visible, .masthead summary")
    assert boxes.count() >= 4
    for box in boxes.all():
        size = box.bounding_box()
        if size:
            assert min(size["width"], size["height"]) >= 24, box.inner_text()


# --- what a reader chose --------------------------------------------------------------------------


def test_the_form_of_lists_is_remembered(site: str, watched: Watched) -> None:
    page = watched.page
    page.goto(f"{site}cases/")
    shelf = page.locator("[data-shelf-list]")
    expect(shelf).to_have_attribute("data-form", "covers")
    expect(shelf.locator("img").first).to_be_visible()
    index = page.get_by_role("button", name="目录")
    index.click()
    expect(index).to_have_attribute("aria-pressed", "true")
    expect(shelf.locator("img").first).to_be_hidden()
    page.reload()
    expect(shelf).to_have_attribute("data-form", "index")
    page.goto(f"{site}regions/440000/")
    expect(shelf).to_have_attribute("data-form", "index")
    page.get_by_role("button", name="封面").click()
    expect(shelf.locator("img").first).to_be_visible()
    watched.assert_clean()


@pytest.mark.parametrize("system", ["light", "dark"])
def test_night_is_remembered(
    site: str, context: Callable[..., BrowserContext], system: str
) -> None:
    page = context(color_scheme=system).new_page()
    other = {"light": ("夜间", "日间"), "dark": ("日间", "夜间")}[system]
    page.goto(site)
    before = page.evaluate(GROUND)
    toggle = page.locator("[data-scheme-toggle]")
    expect(toggle).to_have_text(other[0])
    toggle.click()
    after = page.evaluate(GROUND)
    assert before != after
    expect(toggle).to_have_text(other[1])
    page.reload()
    assert page.evaluate(GROUND) == after
    page.goto(f"{site}en/{CASE}")
    assert page.evaluate(GROUND) == after
    page.locator("[data-scheme-toggle]").click()
    assert page.evaluate(GROUND) == before


def test_the_contents_of_a_case_follow_the_reader(site: str, watched: Watched) -> None:
    page = watched.page
    page.goto(f"{site}{CASE}")
    current = page.locator(".toc a[aria-current]")
    headings = page.locator(".story h3")
    assert headings.count() > 4
    for number in (3, 1):
        heading = headings.nth(number)
        # just above the line that the eye reads, a third down the screen
        heading.evaluate("h => scrollBy(0, h.getBoundingClientRect().top - innerHeight / 3 + 9)")
        expect(current).to_have_count(1)
        expect(current).to_have_attribute("href", f"#{heading.get_attribute('id')}")
    watched.assert_clean()


# --- without what a browser may lack --------------------------------------------------------------


def test_without_scripts_every_page_can_be_read(
    site: str, context: Callable[..., BrowserContext]
) -> None:
    page = context(java_script_enabled=False, viewport={"width": 390, "height": 844}).new_page()
    page.goto(f"{site}cases/")
    expect(page.locator("[data-shelf-list] a").first).to_be_visible()
    expect(page.locator("[data-shelf-choice]")).to_be_hidden()
    expect(page.locator("[data-scheme-toggle]")).to_be_hidden()
    page.locator(".masthead-menu summary").click()
    expect(page.locator(".masthead-menu a").first).to_be_visible()
    page.goto(f"{site}search/")
    expect(page.locator("noscript p")).to_be_visible()


def test_on_paper_there_is_the_text_and_no_chrome(site: str, watched: Watched) -> None:
    page = watched.page
    page.goto(f"{site}{CASE}")
    page.emulate_media(media="print", color_scheme="dark")
    for part in (".masthead", ".toc", ".neighbours", ".skip"):
        expect(page.locator(part)).to_be_hidden()
    for part in ("h1", ".story", ".facts", "#origin"):
        expect(page.locator(part)).to_be_visible()
    ink, ground = page.evaluate(
        """() => { const s = getComputedStyle(document.querySelector(".story p"));
          return [s.color, getComputedStyle(document.documentElement).backgroundColor]; }"""
    )
    dark = [sum(int(x) for x in re.findall(r"\d+", c)[:3]) < 200 for c in (ink,)]
    assert dark == [True], f"ink on paper is dark, whatever the screen's scheme: {ink}"
    assert ground in ("rgba(0, 0, 0, 0)", "rgb(255, 255, 255)"), ground


def test_enlarged_text_still_fits_a_phone(
    site: str, context: Callable[..., BrowserContext]
) -> None:
    """320 px is a phone at 400 % of a desk (WCAG 2.2, 1.4.10)."""
    page = context(viewport={"width": 320, "height": 640}).new_page()
    for path in ("", CASE, f"en/{CASE}", "search/", "programmes/good-service-2026/"):
        page.goto(site + path)
        assert overflow(page) == [], path
