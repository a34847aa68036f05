"""The published tree as a browser reads it: every page, link, picture and anchor."""

from __future__ import annotations

import re
import sys
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from building import BuiltLibrary, add_to_last_passage, as_built, build, bytes_of
from lxml import html
from PIL import Image

from casebook.load import load_library
from casebook.model.library import Library
from casebook.paths import HOME, Paths
from casebook.problem import LOCALES, Locale
from casebook.prose import Text
from casebook.site.links import HTML_LANG, PREFIX
from casebook.site.page_faults import TAKEN
from casebook.words import Words, load_words

HERE = "https://here.test/"  # stands for the site's own host while links are resolved
OWN = "https://cases.example.org/"  # site_url of mkdocs.yml: canonical and alternate addresses
LOADING = {  # what a browser fetches by itself
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "script": ("src",),
    "iframe": ("src",),
    "video": ("src", "poster"),
    "audio": ("src",),
    "object": ("data",),
    "embed": ("src",),
    "use": ("href",),
    "form": ("action",),
}
LOADING_RELATIONS = ("stylesheet", "icon", "preload", "modulepreload", "preconnect", "manifest")


@dataclass(frozen=True)
class Read:
    """A page as it is published; `name` is its file from the tree's root."""

    name: str
    raw: str

    @cached_property
    def root(self) -> html.HtmlElement:
        return html.document_fromstring(self.raw.encode())

    @property
    def address(self) -> str:
        return HERE + self.name.removesuffix("index.html")

    @property
    def path(self) -> str:
        """The address below the language's root."""
        return self.name.removeprefix("en/").removesuffix("index.html")

    @property
    def locale(self) -> Locale:
        return "en" if self.name.startswith("en/") else "zh"

    @property
    def is_missing_page(self) -> bool:
        return self.name.endswith("404.html")

    @property
    def is_card(self) -> bool:
        """Whether it is a document for another site's iframe (tests/test_embeds.py)."""
        return self.path.startswith("embed/")

    def text(self, path: str) -> list[str]:
        return [" ".join(node.text_content().split()) for node in self.root.xpath(path)]

    @cached_property
    def ids(self) -> list[str]:
        return self.root.xpath("//@id")

    @cached_property
    def links(self) -> list[str]:
        return self.root.xpath("//a/@href")

    @cached_property
    def loaded(self) -> list[str]:
        """Every address that the page fetches without being asked."""
        found = []
        for element, attributes in LOADING.items():
            for attribute in attributes:
                for value in self.root.xpath(f"//{element}/@{attribute}"):
                    found += _of_srcset(value) if attribute == "srcset" else [value]
        for link in self.root.xpath("//link"):
            if set(link.get("rel", "").split()) & set(LOADING_RELATIONS):
                found.append(link.get("href"))
        return found


def _of_srcset(value: str) -> list[str]:
    return [part.split()[0] for part in value.split(",")]


def read_pages(out: Path) -> dict[str, Read]:
    names = (path.relative_to(out).as_posix() for path in sorted(out.rglob("*.html")))
    return {name: Read(name, (out / name).read_text(encoding="utf-8")) for name in names}


@pytest.fixture(scope="session")
def pages(built_site: BuiltLibrary) -> dict[str, Read]:
    return read_pages(built_site.out)


@pytest.fixture(scope="session")
def sample_pages(sample_site: BuiltLibrary) -> dict[str, Read]:
    return read_pages(sample_site.out)


@pytest.fixture(scope="session")
def library(built_site: BuiltLibrary) -> Library:
    return load_library(Paths.of(built_site.root)).library


@pytest.fixture(scope="session")
def words() -> Words:
    return load_words(HOME / "theme")


# --- addresses ------------------------------------------------------------------------------------


def _target(out: Path, address: str) -> Path:
    path = out / unquote(urlsplit(address).path).lstrip("/")
    return path / "index.html" if address.split("#")[0].split("?")[0].endswith("/") else path


def _name(page: Read, link: str) -> str:
    """Return the file that a link of a page leads to, from the tree's root."""
    return urljoin(page.address, link).removeprefix(HERE) + "index.html"


def _broken(out: Path, pages: dict[str, Read]) -> Iterator[str]:
    for page in pages.values():
        for link in {*page.links, *page.loaded}:
            address = urljoin(page.address, link)
            if not address.startswith(HERE):
                continue
            target = _target(out, address)
            if not target.is_file():
                yield f"{page.name}: {link} leads nowhere"
                continue
            fragment = unquote(urlsplit(address).fragment)
            name = target.relative_to(out).as_posix()
            if fragment and name in pages and fragment not in pages[name].ids:
                yield f"{page.name}: {link} has no such place"


@pytest.mark.parametrize("which", ["built_site", "sample_site"])
def test_every_link_and_file_and_anchor_is_there(
    which: str, request: pytest.FixtureRequest
) -> None:
    out = request.getfixturevalue(which).out
    pages = read_pages(out)
    assert len(pages) > 90
    assert sum(len(page.links) for page in pages.values()) > 2000
    broken = list(_broken(out, pages))
    if which == "sample_site":  # the editorial pages that it borrows speak of the real library
        borrowed = re.compile("(en/)?(about|how-selected|for-[a-z-]+)/index.html: ")
        broken = [said for said in broken if not borrowed.match(said)]
    assert broken == []


def test_links_work_below_any_path(pages: dict[str, Read]) -> None:
    """Links are relative: the site may stand at a host's root or in a folder of it."""
    rooted = [
        (page.name, link)
        for page in pages.values()
        if not page.is_missing_page  # is shown under any address, so it cannot be relative
        for link in (*page.links, *page.loaded)
        if link.startswith("/")
    ]
    assert rooted == []


def test_the_page_for_what_is_not_there_leads_home_from_any_address(
    pages: dict[str, Read],
) -> None:
    for name in ("404.html", "en/404.html"):
        page = pages[name]
        relative = [x for x in page.links if not x.startswith(("/", "#", OWN))]
        assert relative == [], name
        assert all(x.startswith("/") for x in page.loaded), name


def test_no_file_is_published_that_nothing_leads_to(
    built_site: BuiltLibrary, pages: dict[str, Read]
) -> None:
    """Each file has a page that links to it, or is one that programs ask for by name."""
    known = {"404.html", "en/404.html", "sitemap.xml", "robots.txt"}
    for page in pages.values():
        for link in (*page.links, *page.loaded):
            target = _target(built_site.out, urljoin(page.address, link))
            if target.is_relative_to(built_site.out):
                known.add(target.relative_to(built_site.out).as_posix())
        named = page.root.xpath("//link/@href | //meta[@property='og:image']/@content")
        for link in named:  # other forms of the page, by a whole address or from where it is
            address = urljoin(page.address, link)
            known |= {address.removeprefix(start) for start in (OWN, HERE)}
    published = as_built(bytes_of(built_site.out)).keys()
    # for servers; by the modules of the pages; by the documents of the API, which has its own test
    by_name = ("_headers", "_redirects", "server/", "pagefind/", "reader/")
    by_name += ("assets/modules.", "search/cards.", "search/table.")
    by_name += ("api/v1/schemas/", "api/v1/programmes/")
    assert sorted(p for p in published - known if not p.startswith(by_name)) == []


def test_the_addresses_of_the_design(
    pages: dict[str, Read], library: Library, built_site: BuiltLibrary
) -> None:
    home = library.programmes["good-service-2026"]
    wanted = {"", "cases/", "directions/", "types/", "regions/", "programmes/", "companies/"}
    wanted |= {"editions/", "search/"}
    wanted |= {f"cases/{case.id}/" for case in library.published}
    wanted |= {f"directions/{d.key}/" for d in home.directions}
    wanted |= {f"directions/{d.key}/{c.key}/" for d in home.directions for c in d.criteria}
    wanted |= {f"types/{kind.key}/" for kind in home.types}
    wanted |= {f"programmes/{programme}/" for programme in library.programmes}
    wanted |= {f"editions/{edition}/" for edition in library.editions}
    for case in library.published:
        wanted |= {f"regions/{region.code}/" for region in library.places_of(case)}
        wanted.add(f"types/{case.data.community.type}/")
    editorial = {path.stem for path in (built_site.root / "content/pages/zh").glob("*.md")}
    assert editorial
    wanted |= {f"{name}/" for name in editorial}
    assert len(library.published) == 7
    for prefix in PREFIX.values():
        assert [p for p in sorted(wanted) if f"{prefix}{p}index.html" not in pages] == []
    assert (built_site.out / "editions/2022/yearbook-2022.pdf").read_bytes().startswith(b"%PDF")
    companies = {c.data.company.name.to("zh") for c in library.published if c.data.company}
    shown = {h for p in pages.values() if p.path.startswith("companies/") for h in p.text("//h1")}
    assert companies and companies <= shown


def test_links_and_notes_of_a_text_lead_where_they_say(
    built_site: BuiltLibrary, tmp_path: Path
) -> None:
    root = built_site.copy(tmp_path / "library")
    anchor = chinese_text(root, "2022-kaixuanhui").passages[0].anchor
    text = root / "cases/2022-kaixuanhui/zh.md"
    linked = f"见[公告](https://example.org/a?b=1&c=2)和[前文](#{anchor})[^1]。\n\n[^1]: 注文。"
    criteria = add_to_last_passage(text, linked)
    assert build(root, "site") == 0
    pages = read_pages(root / "site")
    shown = [("cases/2022-kaixuanhui/index.html", "")]
    for key in criteria:
        name = f"directions/{key.replace('.', '/')}/index.html"
        shown.append((name, "../../../cases/2022-kaixuanhui/"))
    assert len(shown) > 1, "the last passage shows a criterion"
    for name, home in shown:
        links = pages[name].links
        assert "https://example.org/a?b=1&c=2" in links, name
        assert f"{home}#{anchor}" in links and f"{home}#note-1" in links, name
    assert list(_broken(root / "site", pages)) == []


def chinese_text(root: Path, case_id: str) -> Text:
    (case,) = [c for c in load_library(Paths.of(root)).library.cases if c.id == case_id]
    return case.texts["zh"]


# --- every page -----------------------------------------------------------------------------------


def test_every_page_has_one_first_heading_and_a_title(pages: dict[str, Read]) -> None:
    for page in pages.values():
        headings, titles = page.text("//h1"), page.text("//head/title")
        assert len(headings) == 1 and headings[0], f"{page.name}: first headings {headings}"
        assert len(titles) == 1 and titles[0], f"{page.name}: titles {titles}"


def test_titles_tell_pages_apart(pages: dict[str, Read]) -> None:
    for locale in LOCALES:
        titles: dict[str, str] = {}
        for page in pages.values():
            if page.locale == locale:
                title = page.text("//head/title")[0]
                assert title not in titles, f"{page.name} and {titles[title]}: {title}"
                titles[title] = page.name


def test_headings_leave_out_no_level(pages: dict[str, Read]) -> None:
    for page in pages.values():
        levels = []
        for node in page.root.xpath("//main//*[self::h1 or self::h2 or self::h3 or self::h4]"):
            levels.append(int(node.tag[1]))
        for one, after in zip(levels, levels[1:], strict=False):
            assert after <= one + 1, f"{page.name}: h{one} is followed by h{after}"


def test_every_page_names_its_language(pages: dict[str, Read]) -> None:
    for page in pages.values():
        assert page.root.get("lang") == HTML_LANG[page.locale], page.name


def test_a_listed_page_has_a_description_and_an_address_that_stays(pages: dict[str, Read]) -> None:
    for page in pages.values():
        if page.is_missing_page or page.is_card:
            continue
        found = page.root.xpath("//meta[@name='description']/@content")
        assert len(found) == 1 and found[0].strip(), f"{page.name}: description {found}"
        canonical = page.root.xpath("//link[@rel='canonical']/@href")
        assert canonical == [OWN + PREFIX[page.locale] + page.path], page.name


def test_ids_are_unique(pages: dict[str, Read], sample_pages: dict[str, Read]) -> None:
    for page in (*pages.values(), *sample_pages.values()):
        twice = sorted({x for x in page.ids if page.ids.count(x) > 1})
        assert twice == [], f"{page.name}: {twice}"


def test_what_an_attribute_refers_to_is_there(
    pages: dict[str, Read], sample_pages: dict[str, Read]
) -> None:
    for page in (*pages.values(), *sample_pages.values()):
        for name in ("for", "aria-labelledby", "aria-describedby", "aria-controls"):
            for value in page.root.xpath(f"//@{name}"):
                lost = [x for x in value.split() if x not in page.ids]
                assert lost == [], f"{page.name}: {name}={value}"


def test_every_picture_has_a_text_in_its_place(
    pages: dict[str, Read], sample_pages: dict[str, Read]
) -> None:
    for page in (*pages.values(), *sample_pages.values()):
        for image in page.root.xpath("//img"):
            assert image.get("alt") is not None, f"{page.name}: {image.get('src')}"
            assert image.get("width") and image.get("height"), f"{page.name}: {image.get('src')}"


def test_links_and_buttons_have_a_name(pages: dict[str, Read]) -> None:
    for page in pages.values():
        for node in page.root.xpath("//a[@href] | //button[not(@hidden)]"):
            name = node.text_content().strip() or node.get("aria-label")
            said = html.tostring(node, encoding="unicode")[:120]
            assert name, f"{page.name}: {said}"


def test_nothing_is_loaded_from_another_host(
    pages: dict[str, Read], sample_pages: dict[str, Read]
) -> None:
    for page in (*pages.values(), *sample_pages.values()):
        hosts = {urlsplit(x).netloc for x in page.loaded} | {
            urlsplit(x).scheme for x in page.loaded if ":" in x.split("/")[0]
        }
        assert hosts <= {""}, f"{page.name}: {hosts}"


def test_another_host_is_named_in_links_and_addresses_alone(pages: dict[str, Read]) -> None:
    """Every absolute address of a page is a link, its own canonical address, or plain text."""
    allowed = re.compile(r"a/@href|link/@href|meta/@content|input/@value")
    for page in pages.values():
        for node in page.root.iter():
            for name, value in node.attrib.items() if isinstance(node.tag, str) else ():
                if re.search(r"(https?:)?//[a-z0-9]", value):
                    assert allowed.fullmatch(f"{node.tag}/@{name}"), (page.name, node.tag, name)
                    if node.tag in ("link", "meta", "input"):
                        assert value.startswith(OWN), f"{page.name}: {value}"


def test_styles_and_scripts_name_no_host(built_site: BuiltLibrary) -> None:
    files = [*built_site.out.glob("assets/*.css"), *built_site.out.glob("assets/**/*.js")]
    files += built_site.out.glob("covers/*.svg")
    assert len(files) > 15
    for path in files:
        text = path.read_text(encoding="utf-8")
        text = text.replace("http://www.w3.org/", "")  # names of XML vocabularies, never fetched
        text = re.sub(r"^\s*(//|\*|/\*).*$", "", text, flags=re.MULTILINE)
        assert not re.search(r"url\(\s*['\"]?(https?:)?//|@import|https?://", text), path.name


def test_no_script_and_no_style_is_written_into_a_page(
    pages: dict[str, Read], sample_pages: dict[str, Read]
) -> None:
    """So that a strict Content-Security-Policy holds without hashes."""
    for page in (*pages.values(), *sample_pages.values()):
        inline = [
            s
            for s in page.root.xpath("//script")
            if not s.get("src") and s.get("type") != "application/ld+json"  # data, never run
        ]
        assert inline == [], page.name
        assert page.root.xpath("//style | //@style | //base") == [], page.name
        handlers = [
            (node.tag, name)
            for node in page.root.iter()
            if isinstance(node.tag, str)
            for name in node.attrib
            if name.startswith("on")
        ]
        assert handlers == [], page.name
        hrefs = [x for x in page.links if x.lower().startswith(("javascript:", "data:"))]
        assert hrefs == [], page.name


# --- two languages --------------------------------------------------------------------------------


def test_both_languages_have_the_same_pages(pages: dict[str, Read]) -> None:
    paths = {x: {p.path for p in pages.values() if p.locale == x} for x in LOCALES}
    assert paths["zh"] == paths["en"]


def test_the_language_switch_stays_on_the_page(pages: dict[str, Read]) -> None:
    for page in pages.values():
        if page.is_missing_page or page.is_card:
            continue
        other: Locale = "en" if page.locale == "zh" else "zh"
        (switch,) = page.root.xpath("//a[@data-language]")
        assert urljoin(page.address, switch.get("href")) == HERE + PREFIX[other] + page.path
        assert switch.get("lang") == switch.get("hreflang") == HTML_LANG[other], page.name
        alternates = {
            link.get("hreflang"): link.get("href")
            for link in page.root.xpath("//link[@rel='alternate'][@hreflang]")
        }
        assert alternates == {
            "zh-CN": OWN + page.path,
            "en": f"{OWN}en/{page.path}",
            "x-default": OWN + page.path,
        }, page.name


CHINESE = re.compile("[\u4e00-\u9fff]")


def _unmarked_chinese(page: Read) -> Iterator[str]:
    """Yield Chinese of an English page that a screen reader would read as English."""
    for node in page.root.xpath("//main//text()"):
        owner = node.getparent() if not node.is_tail else node.getparent().getparent()
        lang = next((a.get("lang") for a in (owner, *owner.iterancestors()) if a.get("lang")), "")
        if lang == "en" and CHINESE.search(node):
            yield node.strip()


def test_a_case_without_english_says_so_and_marks_its_chinese(
    built_site: BuiltLibrary, tmp_path: Path, words: Words
) -> None:
    root = built_site.copy(tmp_path / "library")
    case = root / "cases" / "2022-kaixuanhui"
    (case / "en.md").unlink()
    assert build(root, "site") == 0
    page = read_pages(root / "site")["en/cases/2022-kaixuanhui/index.html"]
    notice = page.root.xpath("//*[@role='note']")
    assert [n.text_content().strip() for n in notice] == [words.say("case.untranslated", "en")]
    sections = page.root.xpath("//section[contains(@class, 'story-section')]")
    headings = [p.title.plain for p in chinese_text(root, "2022-kaixuanhui").passages]
    text = "".join(section.text_content() for section in sections)
    assert headings and all(heading in text for heading in headings)
    assert {section.get("lang") for section in sections} == {"zh-CN"}
    assert [t for t in _unmarked_chinese(page) if t in headings] == []
    chinese = read_pages(root / "site")["cases/2022-kaixuanhui/index.html"]
    assert chinese.root.xpath("//*[@role='note']") == []
    assert chinese.root.xpath("//main//@lang") == []


def test_a_passage_without_english_is_marked_on_the_page_of_its_criterion(
    built_site: BuiltLibrary, tmp_path: Path
) -> None:
    root = built_site.copy(tmp_path / "library")
    (root / "cases" / "2022-kaixuanhui" / "en.md").unlink()
    assert build(root, "site") == 0
    page = read_pages(root / "site")["en/directions/party/1/index.html"]
    items = page.root.xpath("//li[.//a[contains(@href, 'cases/2022-kaixuanhui/#')]]")
    assert items
    for item in items:
        for node in item.xpath(".//h2 | .//div[@class='excerpt-body']"):
            assert node.get("lang") == "zh-CN" or node.xpath(".//*[@lang='zh-CN']"), node.tag


def test_english_pages_of_complete_cases_have_little_chinese(pages: dict[str, Read]) -> None:
    """Document numbers and quoted terms stay Chinese; whole sentences do not."""
    for page in pages.values():
        if page.locale == "en" and page.path.startswith("cases/2022"):
            long = [t for t in _unmarked_chinese(page) if len(CHINESE.findall(t)) > 20]
            assert long == [], f"{page.name}: {long}"


# --- what the pages say ---------------------------------------------------------------------------


def test_a_criterion_lists_exactly_the_passages_that_are_marked(
    pages: dict[str, Read], library: Library
) -> None:
    """Counted from the editors' own marks in `zh.md`, and not by the code that makes the pages."""
    marked: dict[str, set[tuple[str, str]]] = {}
    heading = re.compile(r'^### (.+?) \{criteria="([^"]+)"\}$', re.MULTILINE)
    for case in library.published:
        text = (case.folder / "zh.md").read_text(encoding="utf-8")
        for title, keys in heading.findall(text):
            for key in keys.split():
                marked.setdefault(key, set()).add((case.id, title))
    assert len(marked) >= 10
    home = library.programmes["good-service-2026"]
    for direction, prefix in product(home.directions, PREFIX.values()):
        for criterion in direction.criteria:
            page = pages[f"{prefix}directions/{direction.key}/{criterion.key}/index.html"]
            wanted = marked.get(f"{direction.key}.{criterion.key}", set())
            items = page.root.xpath("//ol[@class='passages']/li")
            shown = [
                (re.search(r"cases/([^/]+)/#", h2.xpath(".//a/@href")[0]), h2.text_content())
                for h2 in (item.xpath(".//h2")[0] for item in items)
            ]
            assert len(shown) == len(wanted), page.name
            if page.locale == "zh":
                assert {(m.group(1), title) for m, title in shown if m} == wanted, page.name
            else:
                assert sorted(m.group(1) for m, _ in shown if m) == sorted(i for i, _ in wanted)


def test_a_case_links_its_passages_and_its_criteria_to_each_other(
    pages: dict[str, Read], library: Library
) -> None:
    for case, prefix in product(library.published, PREFIX.values()):
        page = pages[f"{prefix}cases/{case.id}/index.html"]
        anchors = {a.rpartition("#")[2] for a in page.root.xpath("//nav[@class='toc']//a/@href")}
        assert {p.anchor for p in case.passages} <= anchors, page.name
        for passage in case.passages:
            marks = page.root.xpath(f"//section[h3[@id='{passage.anchor}']]/p/a/@href")
            wanted = [f"directions/{c.replace('.', '/')}/" for c in passage.criteria]
            assert [m.replace("../", "").removeprefix("en/") for m in marks] == wanted


def test_the_home_page_counts_what_its_lists_hold(pages: dict[str, Read]) -> None:
    for locale in LOCALES:
        home = pages[f"{PREFIX[locale]}index.html"]
        counted = 0
        directions = home.root.xpath("//div[contains(@class, 'direction ')]")
        rows = [*directions, *home.root.xpath("//ul[@class='index-list']/li")]
        for row in rows:
            link = row.xpath(".//a/@href")[0]
            count = row.xpath(".//*[contains(@class, 'count')]")[0].text_content()
            number = int(found.group()) if (found := re.search(r"\d+", count)) else 0
            page = pages[_name(home, link)]
            items = page.root.xpath("//ol[contains(@class, 'shelf')]/li")
            assert len(items) == number, f"{home.name}: {link}"
            counted += number
        assert counted > 20


def test_lists_are_in_neutral_order(pages: dict[str, Read], library: Library) -> None:
    """S-01, 001-036."""
    order = [case.id for case in library.published]
    codes = [case.data.community.region for case in library.published]
    assert codes == sorted(codes)
    for page in pages.values():
        links = page.root.xpath("//ol[contains(@class, 'shelf')]/li/a/@href")
        ids = [link.split("cases/")[1].strip("/") for link in links]
        assert ids == [x for x in order if x in ids], page.name


def test_the_sitemap_names_every_listed_page(
    built_site: BuiltLibrary, pages: dict[str, Read]
) -> None:
    text = (built_site.out / "sitemap.xml").read_text(encoding="utf-8")
    listed = [p for p in pages.values() if not p.is_missing_page and not p.is_card]
    wanted = {OWN + PREFIX[page.locale] + page.path for page in listed}
    assert set(re.findall(r"<loc>([^<]+)</loc>", text)) == wanted
    assert f"{OWN}sitemap.xml" in (built_site.out / "robots.txt").read_text(encoding="utf-8")


def test_the_edition_gives_the_pages_of_the_book(pages: dict[str, Read]) -> None:
    for prefix in PREFIX.values():
        page = pages[f"{prefix}editions/2022/index.html"]
        found = page.text("//*[@class='contents-page']")
        numbers = [int(n) for text in found for n in re.findall(r"\d+", text)]
        assert len(numbers) == 7
        assert numbers == sorted(numbers) and len(set(numbers)) == 7


# --- photos and private data ----------------------------------------------------------------------


def test_photos_come_in_widths_without_what_a_camera_wrote(
    sample_site: BuiltLibrary, sample_pages: dict[str, Read]
) -> None:
    page = sample_pages["cases/2026-shili-jiayuan/index.html"]
    sources = page.root.xpath("//picture/source/@srcset")
    assert len(sources) == 4
    for srcset in sources:
        widths = []
        for part in srcset.split(", "):
            address, said = part.split()
            path = _target(sample_site.out, urljoin(page.address, address))
            with Image.open(path) as image:
                assert f"{image.width}w" == said
                assert not image.getexif() and not image.info.get("icc_profile"), path.name
                widths.append(image.width)
        assert widths == sorted(set(widths)), srcset
    fallbacks = page.root.xpath("//picture//img/@src")
    assert len(fallbacks) == 4
    for address in fallbacks:
        with Image.open(_target(sample_site.out, urljoin(page.address, address))) as image:
            assert not image.getexif() and "comment" not in image.info


def test_a_case_says_in_which_batch_it_was_released(sample_pages: dict[str, Read]) -> None:
    """Who recommended and reviewed it, and with what it was released (001-035)."""
    for prefix, batch in (("", "第一批（样例）"), ("en/", "First batch (sample)")):
        page = sample_pages[f"{prefix}cases/2026-shili-jiayuan/index.html"]
        said = page.root.xpath("//dl[@class='origin']")[0].text_content()
        assert batch in said


def test_each_photo_is_shown_once_with_its_caption(sample_pages: dict[str, Read]) -> None:
    for prefix, figure in (("", "图"), ("en/", "Figure ")):
        page = sample_pages[f"{prefix}cases/2026-shili-jiayuan/index.html"]
        captions = page.text("//figure[contains(@class, 'photo')]/figcaption")
        for number in range(1, 5):
            assert sum(c.startswith(f"{figure}{number} ") for c in captions) == 1, captions


def test_what_a_camera_wrote_and_originals_stay_at_home(
    sample_site: BuiltLibrary, tmp_path: Path
) -> None:
    root = sample_site.copy(tmp_path / "library")
    (photo,) = root.glob("cases/*/photos/01-gate.jpg")
    with Image.open(photo) as image:
        exif = image.getexif()
        exif[0x010F] = "CAMERAMARK"  # the maker
        exif[0x0112] = 6  # turned by 90 degrees
        image.save(photo, quality=95, subsampling=0, exif=exif, comment=b"COMMENTMARK")
    assert b"CAMERAMARK" in photo.read_bytes() and b"COMMENTMARK" in photo.read_bytes()
    originals = {path.read_bytes() for path in root.glob("cases/*/photos/*")}
    assert build(root, "site") == 0
    for path in (root / "site").rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert content not in originals, path
            assert b"CAMERAMARK" not in content and b"COMMENTMARK" not in content, path
    page = read_pages(root / "site")["cases/2026-shili-jiayuan/index.html"]
    upright = [i for i in page.root.xpath("//picture//img") if i.get("height") > i.get("width")]
    assert len(upright) == 1, "the photo that the camera turned is shown upright"


def test_private_data_is_read_by_its_own_package_alone(
    built_site: BuiltLibrary, tmp_path: Path
) -> None:
    root = built_site.copy(tmp_path / "library")
    (root / "private").mkdir()
    mark = "13912345678"
    secret = root / "private" / "2022-kaixuanhui.yaml"
    secret.write_text(f"applicant: {{name: 张守密, phone: {mark}}}\n", encoding="utf-8")
    add_to_last_passage(root / "cases/2022-kaixuanhui/zh.md", "这一句是测试添上的。")
    own, others = [], []

    def note(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open" and str(arguments[0]) == str(secret):
            files = [Path(frame.filename) for frame in traceback.extract_stack()]
            (own if HOME / "casebook" / "private" in {f.parent for f in files} else others).append(
                files
            )

    _audit(note)
    try:
        assert build(root) == 0
    finally:
        _audit(None)
    assert own and not others
    for folder in (root / "site", root / ".cache"):
        for path in folder.rglob("*"):
            if path.is_file():
                content = path.read_bytes()
                assert mark.encode() not in content and "张守密".encode() not in content, path


def _audit(note: object) -> None:
    """Listen to what Python opens; a hook cannot be taken away, so one stays and passes on."""
    if not _HOOKS:
        sys.addaudithook(lambda event, arguments: _HOOKS[0] and _HOOKS[0](event, arguments))
        _HOOKS.append(None)
    _HOOKS[0] = note


_HOOKS: list[object] = []


# --- words ----------------------------------------------------------------------------------------

# Groups whose keys are put together while the program runs, or that are handed on whole.
PUT_TOGETHER = (
    "printed.part.",
    "programme.kind_",
    "programme.kinds_",
    "book.facts.",
    "translations.part.",
    "proof.",  # tests/test_proof.py looks for them
    "preflight.",  # tests/test_preflight.py looks for them
    "video.in_",
    *("photo.pair", "photo.before", "photo.after"),  # tests/test_photo_pairs.py looks for them
    # tests/test_workflow.py reads the letters and dashboards that these stand in
    *("report.field.", "report.examples.", "report.list-", "report.found-", "report.ask-"),
    *("report.in-", "report.must-", "report.please-", "report.info-", "report.returned"),
    "report.rejected",
)
SECTIONS = re.compile(r"site\.(directions|types|regions|programmes|companies)")


def _sources(*patterns: str) -> str:
    """Return the text of all files that use words; their own list is not among them."""
    paths = [path for pattern in patterns for path in sorted(HOME.glob(pattern))]
    assert paths
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def test_every_word_that_is_asked_for_is_in_the_list(words: Words) -> None:
    asked = set(re.findall(r"\bw\(\s*\"([\w.-]+)\"\s*[,)]", _sources("theme/site/**/*.html")))
    code = _sources("casebook/**/*.py")
    letters = _sources("casebook/report/**/*.py")  # their own way to say a word is in `report.`
    own = set(re.findall(r"\bsay\(\s*\"([\w.-]+)\"", letters)) - words.entries.keys()
    assert len(own) > 40
    assert sorted(f"report.{key}" for key in own if f"report.{key}" not in words.entries) == []
    asked |= set(re.findall(r"\b(?:say|word)\(\s*\"([a-z]+\.[\w.-]+)\"", code)) - own
    assert len(asked) > 80
    assert sorted(asked - words.entries.keys()) == []
    chrome = set(
        re.findall(r"\bc\(\"(\w+)\"\)|chrome\.words\.(\w+)", _sources("theme/chrome/*.html"))
    )
    names = {f"chrome.{one or other}" for one, other in chrome}
    assert len(names) > 5 and sorted(names - words.entries.keys()) == []
    book = set(re.findall(r"\bwords\.([a-z][\w-]*[a-z])\b", _sources("theme/yearbook/*.typ")))
    assert len(book) > 10
    assert sorted(f"book.{key}" for key in book if f"book.{key}" not in words.entries) == []


def test_no_word_of_the_list_is_idle(words: Words) -> None:
    quoted = set(
        re.findall(r"[\"']([\w.-]+)[\"']", _sources("casebook/**/*.py", "theme/site/**/*.html"))
    )
    chrome = _sources("theme/chrome/*.html")
    book = set(re.findall(r"\bwords\.([\w-]+)", _sources("theme/yearbook/*.typ")))
    book |= set(re.findall(r"[\"']([\w-]+)[\"']", _sources("casebook/yearbook/*.py")))

    epub = set(re.findall(r"\bsay\(\"(\w+)\"", _sources("theme/epub/*")))
    letters = set(re.findall(r"[\"']([\w.-]+)[\"']", _sources("casebook/report/**/*.py")))
    copy = set(re.findall(r"[\"'](\w+)[\"']", _sources("casebook/offline/*.py")))

    def used(key: str) -> bool:
        group, _, name = key.partition(".")
        return (
            key in quoted
            or key.startswith(PUT_TOGETHER)
            or bool(SECTIONS.fullmatch(key))
            or (group == "chrome" and bool(re.search(rf"\b{name}\b", chrome)))
            or (group == "book" and name in book)
            or (group == "epub" and name in epub)
            or (group == "report" and name in letters)
            or (group == "offline" and name in copy)
        )

    assert [key for key in words.entries if not used(key)] == []


def test_words_have_the_same_gaps_in_both_languages(words: Words) -> None:
    """A gap may be left out in one language only where the other is said to need it."""
    for key, both in words.entries.items():
        gaps = {x: set(re.findall(r"\{(\w+)\}", both[x])) for x in LOCALES}
        assert gaps["zh"] == gaps["en"], key


def test_no_editorial_page_can_take_a_place_of_the_site(built_site: BuiltLibrary) -> None:
    folders = {path.name for path in built_site.out.iterdir() if path.is_dir()}
    pages = {path.stem for path in Paths.of(built_site.root).content.glob("pages/*/*.md")}
    assert {"names", "reader", "server"} < folders and pages < folders
    assert folders - pages <= TAKEN
