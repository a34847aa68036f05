"""The parts of the yearbook, opened again: their order, pages, contents, indexes, imprint."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from bare_text import bare, bare_pages
from made_cases import write_library

from casebook import regions
from casebook.load import load_library
from casebook.model.edition import TRIMS, Edition, Trim
from casebook.model.library import Case, Library
from casebook.paths import HOME, Paths
from casebook.problem import ProblemsError
from casebook.words import load_words
from casebook.yearbook import Built, build_yearbook
from casebook.yearbook.chapters import chapters_of
from casebook.yearbook.edition_glyphs import check_edition_glyphs
from casebook.yearbook.imprint import imprint_rows, sheets, sheets_of, thousands

SITE = "https://cases.example/"
WORDS = load_words(HOME / "theme")
CASES = 24
OWN = """
imprint:
  publisher: {zh: 测试出版社（虚构）, en: A press for tests}
  chief_editor: {zh: 测试主编（虚构）, en: A chief editor for tests}
  isbn: 978-7-302-12345-3
  price: 68
appendices:
  - {file: notice, title: {zh: 测试通知（虚构）, en: A notice for tests}}
"""


@dataclass(frozen=True)
class Opened:
    """A made book, and the text of each of its pages without white space."""

    library: Library
    edition: Edition
    built: Built
    texts: list[str]
    sheet_of_first: int

    def page(self, number: int) -> str:
        return self.texts[number + self.sheet_of_first - 1]

    def between(self, start: str, end: str) -> str:
        """Return the text from the page that begins with words to the one before `end` begins."""
        first, last = self.sheet(start), self.sheet(end)
        return "".join(self.texts[first:last])

    def sheet(self, words: str) -> int:
        return next(n for n, text in enumerate(self.texts) if text.startswith(words))

    def printed(self, words: str) -> int:
        return self.sheet(words) - self.sheet_of_first + 1


def _library(root: Path, count: int = CASES) -> tuple[Library, Edition, Paths]:
    write_library(root, count, count, prose=300)
    folder = root / "content" / "editions" / "made"
    file = folder / "edition.yaml"
    text = file.read_text("utf-8")
    file.write_text(text[: text.index("imprint:")] + OWN.lstrip(), "utf-8")
    (folder / "notice.zh.md").write_text(
        "## 第一条\n\n通知全文。[^1]\n\n[^1]: 通知的注。\n", "utf-8"
    )
    (folder / "editors-note.zh.md").write_text("编者的话，内容虚构。\n", "utf-8")
    (folder / "conventions.zh.md").write_text("1. **次序** 依代码。\n", "utf-8")
    paths = Paths.of(root)
    loaded = load_library(paths)
    assert not loaded.problems
    return loaded.library, loaded.library.editions["made"], paths


def _trimmed(edition: Edition, trim: str, chapters: str) -> Edition:
    width, height = TRIMS[trim]
    changed = {"trim": Trim(width=width, height=height), "chapters": chapters}
    return edition.model_copy(update=changed)


def _open(library: Library, edition: Edition, built: Built) -> Opened:
    [volume] = built.volumes
    texts = bare_pages(volume.pdf)
    return Opened(library, edition, built, texts, 2)  # behind the cover and its inside


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Library, Edition, Paths]:
    return _library(tmp_path_factory.mktemp("parts") / "library")


@pytest.fixture(scope="module")
def book(made: tuple[Library, Edition, Paths]) -> Opened:
    library, edition, paths = made
    edition = _trimmed(edition, "16开", "city")
    return _open(library, edition, build_yearbook(library, edition, paths, SITE))


def _cases(book: Opened) -> Iterator[tuple[Case, str, int]]:
    """Yield each case with its name and its page, which is the one that bears its title."""
    for case in book.library.cases_in(book.edition):
        name = bare(case.data.community.name.to("zh"))
        page = book.built.places[case.id].first
        assert bare(case.data.title.to("zh")) in book.page(page)
        assert str(page) in book.page(page)
        yield case, name, page


def _district(case: Case) -> str:
    return bare(regions.short_zh(regions.lineage(case.data.community.region)[-1]))


def test_parts_stand_in_their_order(book: Opened) -> None:
    """Y-01: half title, title, imprint, preface, conventions, contents, cases, note, indexes."""
    title = bare(book.edition.title.to("zh"))
    assert title.startswith(book.page(1)[:4]) and len(book.page(1)) < 20
    assert book.page(2) == ""
    assert book.page(3).startswith(title) and "测试出版社" in book.page(3)
    assert book.page(4).startswith(f"{title}书名{title}主编测试主编")
    heads = ["前言", "凡例", "目录", "编者的话", "索引小区索引", "附录一", "附录二", "附录三"]
    found = [book.printed(bare(head)) for head in heads]
    assert found == sorted(found) and len(set(found)) == len(found)
    cases = [book.built.places[case.id].first for case in book.library.cases_in(book.edition)]
    assert found[2] < min(cases) and max(cases) < found[3]
    assert "第一条通知全文。" in book.page(found[-1]) and "通知的注。" in book.page(found[-1])


def test_parts_that_open_the_book_are_right_hand_pages(book: Opened) -> None:
    for head in ("前言", "目录", "编者的话"):
        assert book.printed(head) % 2 == 1, head
    for chapter in chapters_of(book.library, book.edition):
        first = min(book.built.places[case.id].first for case in chapter.cases)
        opener = book.page(first - 1)
        assert bare(chapter.name) in opener and (first - 1) % 2 == 1
        assert all(bare(case.data.community.name.to("zh")) in opener for case in chapter.cases)


def test_the_contents_lead_to_the_pages(book: Opened) -> None:
    """Y-01."""
    contents = book.between("目录", bare(chapters_of(book.library, book.edition)[0].above))
    for case, name, page in _cases(book):
        assert f"{name}{bare(case.data.title.to('zh'))}{page}" in contents
    for chapter in chapters_of(book.library, book.edition):
        first = min(book.built.places[case.id].first for case in chapter.cases)
        assert f"{bare(chapter.name)}{bare(chapter.above)}{first - 1}" in contents
    for head in ("编者的话", "附录一参考标准", "附录二案例一览", "附录三测试通知(虚构)"):
        assert f"{head}{book.printed(head)}" in contents


def test_every_entry_of_every_index_gives_the_page_of_its_case(book: Opened) -> None:
    """Y-01."""
    indexes = book.between("索引小区索引", "附录一")
    names, rest = indexes.split("物业服务企业索引")
    companies, rest = rest.split("地区索引")
    places, rest = rest.split("项目类型索引")
    types, criteria = rest.split("方向与标准索引")
    shown: dict[str, list[int]] = {}
    of_company: dict[str, list[int]] = {}
    for case, name, page in _cases(book):
        where = "·".join(
            bare(regions.short_zh(r)) for r in regions.lineage(case.data.community.region)[1:]
        )
        assert f"{name}{where}{page}" in names
        assert f"{name}{_district(case)}{page}" in places
        assert f"{name}{_district(case)}{page}" in types
        assert case.data.company
        of_company.setdefault(bare(case.data.company.name.to("zh")), []).append(page)
        for key in case.criteria:
            found = book.library.criterion(case, key)
            assert found
            shown.setdefault(bare(found[2].short.to("zh")), []).append(page)
    for company, pages in of_company.items():
        assert company + "、".join(map(str, sorted(pages))) in companies
    assert shown
    for short, pages in shown.items():
        assert short + "、".join(map(str, sorted(pages))) in criteria, short


def test_the_list_of_cases_is_complete(book: Opened) -> None:
    rows = book.between("附录二", "附录三")
    for case, name, page in _cases(book):
        lineage = regions.lineage(case.data.community.region)
        place = "·".join(bare(regions.short_zh(region)) for region in lineage)
        programme = book.library.programme_of(case)
        assert programme and case.data.company
        kind = programme.type_name(case.data.community.type)
        assert kind
        row = f"{name}{place}{bare(kind.to('zh'))}{bare(case.data.company.name.to('zh'))}{page}"
        assert row in rows


def test_every_part_is_bookmarked(book: Opened) -> None:
    [volume] = book.built.volumes
    with pikepdf.open(volume.pdf) as pdf, pdf.open_outline() as outline:
        titles = {bare(item.title) for item in _every(outline.root)}
    parts = {"前言", "凡例", "目录", "编者的话", "索引", "小区索引", "物业服务企业索引", "地区索引"}
    parts |= {"项目类型索引", "方向与标准索引", "附录一参考标准", "附录二案例一览"}
    parts |= {bare(chapter.name) for chapter in chapters_of(book.library, book.edition)}
    cases = book.library.cases_in(book.edition)
    parts |= {bare(case.data.title.to("zh")) for case in cases}
    assert parts <= titles


def _every(items: list[pikepdf.OutlineItem]) -> Iterator[pikepdf.OutlineItem]:
    for item in items:
        yield item
        yield from _every(item.children)


def test_the_imprint_says_what_is_there_and_nothing_else(book: Opened) -> None:
    """Y-01."""
    imprint = book.page(4)
    pages = len(book.texts) - 4  # two of the cover at the front, two at the back
    assert pages % book.edition.printer.signature == 0
    assert f"印张{float(Fraction(pages, 16)):g}字数" in imprint
    assert "开本185毫米×260毫米(16开)" in imprint
    assert "书号ISBN978-7-302-12345-3定价68.00元" in imprint
    assert "CIP" not in imprint and "印刷" not in imprint and "版次" not in imprint


@pytest.mark.parametrize(
    ("pages", "signature", "expected"),
    [(416, 8, "26"), (410, 8, "26"), (410, 2, "25.625"), (412, 4, "25.75"), (1, 8, "0.5")],
)
def test_printed_sheets_are_counted_in_signatures(
    pages: int, signature: int, expected: str
) -> None:
    assert sheets(pages, 16, signature) == Fraction(expected)


def test_a_sheet_has_as_many_pages_as_its_format_is_cut(
    made: tuple[Library, Edition, Paths],
) -> None:
    for width, height, pages in ((210, 285, 16), (185, 260, 16), (210, 297, 16), (260, 370, 8)):
        edition = made[1].model_copy(update={"trim": Trim(width=width, height=height)})
        assert sheets_of(edition)["sheet"] == pages


def test_the_length_is_in_thousands(made: tuple[Library, Edition, Paths]) -> None:
    assert [thousands(n) for n in (1, 1499, 1500, 1_234_567)] == ["1", "1", "2", "1,235"]
    rows = {row["label"]: row["value"] for row in imprint_rows(made[1], WORDS, "x.example", 36_400)}
    assert rows["字数"] == "36千字"


@pytest.mark.parametrize("chapters", ["direction", "province", "city", "programme"])
@pytest.mark.parametrize("trim", TRIMS)
def test_every_trim_and_kind_of_chapter(
    made: tuple[Library, Edition, Paths], trim: str, chapters: str
) -> None:
    """Nothing warns, every case is there, and no letter stands outside the trimmed page."""
    library, edition, paths = made
    edition = _trimmed(edition, trim, chapters)
    edition = edition.model_copy(update={"cases": tuple(c.id for c in library.cases[:5])})
    built = build_yearbook(library, edition, paths, SITE)
    assert len(built.places) == 5
    [volume] = built.volumes
    with pypdfium2.PdfDocument(volume.pdf) as document:
        for page in document:
            assert page.get_size() == pytest.approx([x * 72 / 25.4 for x in TRIMS[trim]], abs=0.1)
            text = page.get_textpage()
            width, height = page.get_size()
            for index in range(text.count_rects()):
                left, bottom, right, top = text.get_rect(index)
                assert left > -0.5 and right < width + 0.5 and bottom > -0.5 and top < height + 0.5


def test_a_chapter_of_a_direction_quotes_its_criteria(
    made: tuple[Library, Edition, Paths],
) -> None:
    library, edition, paths = made
    edition = _trimmed(edition, "大16开", "direction")
    opened = _open(library, edition, build_yearbook(library, edition, paths, SITE))
    chapters = chapters_of(library, edition)
    assert len(chapters) > 1
    for chapter in chapters:
        assert chapter.direction and chapter.programme
        first = min(opened.built.places[case.id].first for case in chapter.cases)
        opener = opened.page(first - 1)
        for criterion in chapter.direction.criteria:
            assert bare(criterion.text.to("zh")) in opener
        assert (
            f"条文引自中国物业管理协会《{bare(chapter.programme.source.title.to('zh'))}" in opener
        )
    order = [c.id for chapter in chapters for c in chapter.cases]
    firsts = [opened.built.places[key].first for key in order]
    assert firsts == sorted(firsts)


def test_the_thumb_index_bleeds_at_one_height_for_each_direction(
    made: tuple[Library, Edition, Paths],
) -> None:
    """At the outer edge of the bleed, each direction's pages have colour at its own height."""
    library, edition, paths = made
    edition = _trimmed(edition, "16开", "city")
    edition = edition.model_copy(update={"cases": tuple(c.id for c in library.cases[:12])})
    built = build_yearbook(library, edition, paths, SITE, "press")
    [volume] = built.volumes
    heights: dict[str, set[tuple[int, ...]]] = {}
    with pypdfium2.PdfDocument(volume.pdf) as document:
        for case in library.cases_in(edition):
            at = built.places[case.id]
            direction = library.direction_of(case)
            assert direction and at.last > at.first
            for page in range(at.first + 1, at.last + 1):  # the opener's picture bleeds too
                image = document[at.sheet - at.first + page - 1].render(scale=0.5).to_pil()
                edge = 0 if page % 2 == 0 else image.width - 1
                assert image.height > TRIMS["16开"][1] / 25.4 * 36  # larger by the bleed
                dark = [y for y in range(image.height) if sum(image.getpixel((edge, y))) < 600]
                assert dark == list(range(dark[0], dark[-1] + 1))
                heights.setdefault(direction.key, set()).add((dark[0], dark[-1]))
    assert len(heights) > 1
    assert all(len(found) == 1 for found in heights.values())
    assert len({next(iter(found)) for found in heights.values()}) == len(heights)


def test_a_municipality_is_one_chapter(made: tuple[Library, Edition, Paths]) -> None:
    library, edition, _ = made
    cases = []
    for case, code in zip(library.cases, ("110105", "110106", "419001", "440104"), strict=False):
        community = case.data.community.model_copy(update={"region": code})
        cases.append(replace(case, data=case.data.model_copy(update={"community": community})))
    by_city = edition.model_copy(update={"chapters": "city"})
    found = chapters_of(replace(library, cases=tuple(cases)), by_city)
    assert [(c.name, c.above, len(c.cases)) for c in found] == [
        ("北京市", "", 2),
        ("河南省", "", 1),
        ("广州市", "广东省", 1),
    ]


def test_a_character_of_the_edition_without_a_glyph(tmp_path: Path) -> None:
    library, edition, paths = _library(tmp_path / "library", 2)
    folder = paths.content / "editions" / "made"
    (folder / "notice.zh.md").write_text("第一行。\n\n生僻字\U0002a6d6。\n", "utf-8")
    title = edition.title.model_copy(update={"zh": "题\U00030edd"})
    edition = edition.model_copy(update={"title": title})
    found = list(check_edition_glyphs(library, edition, WORDS, paths))
    said = [(problem.place.file, problem.place.line, problem.message.zh) for problem in found]
    assert [(file, line) for file, line, _ in said] == [
        ("content/editions/made/edition.yaml", 2),
        ("content/editions/made/notice.zh.md", 3),
    ]
    assert "title.zh" in said[0][2] and "U+30EDD" in said[0][2] and "U+2A6D6" in said[1][2]
    with pytest.raises(ProblemsError):
        build_yearbook(library, edition, paths, SITE)
