"""A library of 1,000 made cases: it builds, its lists come in pages, no page is heavy."""

from __future__ import annotations

import gzip
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache, partial
from io import BytesIO
from pathlib import Path
from random import Random
from urllib.parse import unquote, urljoin, urlsplit

import pytest
import segno
from building import build
from lxml import html
from made_cases import MadeCase, made_cases, write_library
from pikepdf import Pdf
from PIL import Image

from casebook import regions
from casebook.sheets import Setter

CASES = 1000
PROSE = 700  # characters of a text: it is the number of cases that is tested
COVERS = 48
LIMIT = 100_000  # bytes of HTML, CSS and JavaScript of a page, compressed
HERE = "https://here.test/"
LISTS = ("cases", "types/commercial", "regions/440000", "directions/party", "programmes/made")


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The whole site but for its drawings: Typst's work is the same for every case, and is tested
    where it is done, and so are the search for personal data, which could not open such a drawing,
    the compressed forms, and the choice of the best mask for a QR code.
    Each case still gets its files."""
    root = tmp_path_factory.mktemp("thousand") / "library"
    write_library(root, CASES, prose=PROSE)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Setter, "pngs", lambda self, data: [_picture()] * len(data["items"]))
        patch.setattr(Setter, "pdf", lambda self, data, day, standard: b"%PDF-1.7\n")
        patch.setattr("casebook.yearbook.solo.Solo.pdf", lambda *_: _sheet())
        patch.setattr("casebook.commands.release.let_out", lambda *_: None)
        patch.setattr("casebook.commands.release.pack", lambda *_: {})
        patch.setattr("casebook.qr.segno.make_qr", partial(segno.make_qr, mask=0))
        assert build(root, "site") == 0
    yield root / "site"
    read.cache_clear()


def _picture() -> bytes:
    file = BytesIO()
    Image.new("RGB", (2, 2)).save(file, "png")
    return file.getvalue()


def _sheet() -> bytes:
    file = BytesIO()
    pdf = Pdf.new()
    pdf.add_blank_page()
    pdf.save(file)
    return file.getvalue()


@pytest.fixture(scope="module")
def made() -> tuple[MadeCase, ...]:
    return tuple(made_cases(CASES, prose=PROSE))


@cache
def read(path: Path) -> html.HtmlElement:
    return html.document_fromstring(path.read_bytes())


def chain(out: Path, name: str) -> Iterator[tuple[str, html.HtmlElement]]:
    """Follow a list from its first page over the links of the heads, from page to page."""
    address = HERE + name + "/"
    while address:
        page = read(out / urlsplit(address).path.lstrip("/") / "index.html")
        yield address.removeprefix(HERE), page
        following = page.xpath("//head/link[@rel='next']/@href")
        address = urljoin(address, following[0]) if following else ""


def cases_of(page: html.HtmlElement) -> list[str]:
    links = page.xpath("//ol[contains(@class, 'shelf')]/li/a/@href")
    return [link.split("cases/")[1].strip("/") for link in links]


@pytest.mark.parametrize("prefix", ["", "en/"])
@pytest.mark.parametrize("name", LISTS)
def test_a_long_list_comes_in_pages(
    out: Path, made: tuple[MadeCase, ...], prefix: str, name: str
) -> None:
    wanted = {
        "cases": lambda case: True,
        "types/commercial": lambda case: case.type == "commercial",
        "regions/440000": lambda case: case.region.startswith("44"),
        "directions/party": lambda case: any(key.startswith("party.") for key in case.criteria),
        "programmes/made": lambda case: True,
    }[name]
    pages = list(chain(out, prefix + name))
    shown = [case for _, page in pages for case in cases_of(page)]
    assert sorted(shown) == sorted(case.id for case in made if wanted(case))
    assert all(len(cases_of(page)) == COVERS for _, page in pages[:-1])
    assert 0 < len(cases_of(pages[-1][1])) <= COVERS
    titles = [page.xpath("string(//head/title)") for _, page in pages]
    assert len(set(titles)) == len(pages)
    for number, (address, page) in enumerate(pages, 1):
        place = "" if number == 1 else f"page/{number}/"
        assert address == f"{prefix}{name}/{place}"
        (canonical,) = page.xpath("//head/link[@rel='canonical']/@href")
        assert canonical.endswith(f"/{address}")
        steps = page.xpath("//nav[@class='paging']/a/@rel")
        beside = ["prev"] * (number > 1) + ["next"] * (number < len(pages))
        assert steps == (beside if len(pages) > 1 else [])
        if len(pages) > 1:
            (here,) = page.xpath("//nav[@class='paging']//*[@aria-current]/*[1]")
            assert re.findall(r"\d+", here.text_content()) == [str(number), str(len(pages))]


def test_a_criterion_gathers_all_its_passages_in_pages(
    out: Path, made: tuple[MadeCase, ...]
) -> None:
    pages = list(chain(out, "directions/satisfaction/2"))
    items = [li for _, page in pages for li in page.xpath("//ol[@class='passages']/li")]
    shown = Counter(
        re.search(r"cases/([^/]+)/", li.xpath(".//h2/a/@href")[0])[1]  # type: ignore[index]
        for li in items
    )
    marked = Counter(
        {case.id: n for case in made if (n := case.body.count('{criteria="satisfaction.2"}'))}
    )
    assert shown == marked and len(marked) > 400
    assert len(pages) > 1
    for _, page in pages:
        assert len(page.xpath("string(//ol[@class='passages'])")) < 30_000


def test_the_index_of_a_criterion_leads_to_each_case_on_its_pages(out: Path) -> None:
    name = "directions/satisfaction/2"
    (_, first), *_ = chain(out, name)
    links = first.xpath("//details[@class='by-region']//a/@href")
    assert len(links) == len(set(links)) > 400
    for link in links:
        target, _, anchor = urljoin(f"{HERE}{name}/", link).removeprefix(HERE).partition("#")
        assert read(out / target / "index.html").get_element_by_id(anchor) is not None


def test_the_index_of_names_has_every_case_under_its_letter(
    out: Path, made: tuple[MadeCase, ...]
) -> None:
    for prefix in ("", "en/"):
        pages = list(chain(out, f"{prefix}names"))
        assert len(pages) > 1
        links = [x for _, page in pages for x in page.xpath("//ul[@class='names']/li/a/@href")]
        ids = [link.split("cases/")[1].strip("/") for link in links]
        assert sorted(ids) == sorted(case.id for case in made)
        for letter in pages[0][1].xpath("//nav[@class='letters']//li/a"):
            link = urljoin(f"{HERE}{prefix}names/", letter.get("href")).removeprefix(HERE)
            target, _, anchor = link.partition("#")
            heading = read(out / target / "index.html").get_element_by_id(anchor)
            assert heading.text_content() == letter.text_content()
    names = {case.id: case.name[1] for case in made}
    english = [names[id] for id in ids]
    assert [name[0] for name in english] == sorted(name[0] for name in english)


def _table(page: html.HtmlElement, id: str) -> html.HtmlElement:
    (table,) = page.xpath(f"//section[h2/@id='{id}']//table")
    return table


def _asked(cell: html.HtmlElement) -> dict[str, str]:
    """Return the filters of the search that a cell leads to."""
    (link,) = cell.xpath("./a/@href")
    path, _, query = link.partition("?")
    assert path.endswith("search/"), link
    return dict(pair.split("=") for pair in query.split("&"))


def test_every_number_of_the_coverage_is_the_number_of_its_cases(
    out: Path, made: tuple[MadeCase, ...]
) -> None:
    page = read(out / "coverage" / "index.html")
    by_type = Counter((key, case.type) for case in made for key in case.criteria)
    by_province = Counter((key, f"{case.region[:2]}0000") for case in made for key in case.criteria)
    for table, facet, counts in (
        (_table(page, "types"), "type", by_type),
        (_table(page, "provinces"), "region", by_province),
    ):
        cells = table.xpath("./tbody/tr/td[not(@class) and a]")
        found = Counter()
        for cell in cells:
            asked = _asked(cell)
            found[asked["criterion"], asked[facet]] = int(cell.text_content())
        assert found == counts
    totals = [int(x.text_content()) for x in _table(page, "types").xpath("./tbody/tr/td[last()]/a")]
    known = dict.fromkeys(key for key, _ in by_type)
    shown = Counter(key for case in made for key in case.criteria)
    assert sorted(totals) == sorted(shown[key] for key in known) and len(totals) == 17


def test_the_overview_of_regions_counts_cases_on_its_board(
    out: Path, made: tuple[MadeCase, ...]
) -> None:
    page = read(out / "regions" / "index.html")
    counts = Counter(case.region[:2] for case in made)
    board = page.xpath("//ol[@class='board']/li")
    assert len(board) == 34 == len(regions.provinces())
    for tile, region in zip(board, regions.provinces(), strict=True):
        count = counts[region.code[:2]]
        link = tile.xpath("./a/@href")
        assert link == ([f"{region.code}/"] if count else []) or link == (
            [f"../regions/{region.code}/"] if count else []
        )
        shown = tile.xpath("string(.//*[@aria-hidden])")
        assert shown == (str(count) if count else "")


def test_the_home_page_stays_short(out: Path) -> None:
    page = read(out / "index.html")
    assert len(cases_of(page)) <= 8
    assert len(page.xpath("//main//li")) < 90


def test_links_lead_somewhere(out: Path) -> None:
    """Every link of the first and last pages of lists, and of some pages drawn by chance."""
    every = sorted(path.relative_to(out).as_posix() for path in out.rglob("index.html"))
    sample = {*Random(1).sample(every, 120), "index.html", "coverage/index.html"}
    for name in LISTS:
        addresses = [address for address, _ in chain(out, name)]
        sample |= {f"{addresses[0]}index.html", f"{addresses[-1]}index.html"}
    broken = []
    for name in sorted(sample):
        for link in {*read(out / name).xpath("//a/@href | //img/@src | //link/@href")}:
            address = urljoin(HERE + name.removesuffix("index.html"), link)
            if address.startswith(HERE):
                target = out / unquote(urlsplit(address).path).lstrip("/")
                if not (target / "index.html" if target.is_dir() else target).is_file():
                    broken.append(f"{name}: {link}")
    assert broken == []


@cache
def _weight(path: Path) -> int:
    """Return the bytes of a file, compressed as servers do it, and of what it imports."""
    text = path.read_bytes()
    imports = re.findall(rb"\bfrom\s*\"(\./[\w-]+\.js)\"", text) if path.suffix == ".js" else []
    inner = (_weight((path.parent / name.decode()).resolve()) for name in sorted(set(imports)))
    return len(gzip.compress(text, 6)) + sum(inner)


def test_no_page_is_heavier_than_a_phone_should_load(out: Path) -> None:
    large = 0
    for path in out.rglob("index.html"):
        text = path.read_text(encoding="utf-8")
        head = text.partition("</head>")[0]
        links = re.findall(
            r"<(?:link rel=\"stylesheet\"|script) [^>]*?(?:href|src)=\"([^\"]+)\"", head
        )
        assets = sum(_weight((path.parent / link).resolve()) for link in links)
        assert assets > 1_000, f"{path} has no style"
        if path.stat().st_size + assets > LIMIT:  # else it cannot be too heavy
            large += 1
            assert _weight(path) + assets <= LIMIT, f"{path}: {_weight(path)} + {assets}"
    assert large > 10
