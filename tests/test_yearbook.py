"""The yearbook, opened again: what a reader finds in the PDF, and on which page."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from bare_text import bare, bare_pages
from sample_book import write_sample_book

from casebook.load import load_library
from casebook.model.edition import Edition
from casebook.model.library import Library
from casebook.paths import HOME, Paths
from casebook.yearbook import Built, build_yearbook, check_glyphs, last_built

SITE = "https://cases.example/"
FONTS = HOME / "theme" / "yearbook" / "fonts"
HOSTILE = r"""
#eval("1+1") $x^2$ @ref \alpha // 不是注释 <b>粗</b> #import "x.typ" 又—破折号

> 引用**重点**

#### 小标题

| 一 | 二 |
|---|---|
| #panic() | $y$ |

```
#let z = 1
```

有注[^n]，又见[^n]。

[^n]: 注里的 #strong[字]
"""
PRINTED = [
    '#eval("1+1")',
    "$x^2$",
    "@ref",
    r"\alpha",
    "//不是注释",
    "<b>粗</b>",
    '#import"x.typ"',
    "#panic()",
    "#letz=1",
    "注里的#strong[字]",
]


def _pdf(built: Built) -> Path:
    [volume] = built.volumes
    return volume.pdf


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> tuple[Library, Edition, Built]:
    """Set the edition of the real cases, in a folder of its own."""
    root = tmp_path_factory.mktemp("real")
    shutil.copytree(HOME / "cases", root / "cases")
    paths = Paths.of(root)
    library = load_library(paths).library
    edition = library.editions["2022"]
    return library, edition, build_yearbook(library, edition, paths, SITE)


def test_every_case_is_on_the_page_that_the_contents_gives(
    book: tuple[Library, Edition, Built],
) -> None:
    """Y-02."""
    library, edition, built = book
    texts = bare_pages(_pdf(built))
    assert len(texts) == built.page_count
    contents = next(text for text in texts if text.startswith("目录"))
    cases = [c for c in library.published if c.data.programme in edition.programmes]
    assert set(built.places) == {case.id for case in cases}
    for case in cases:
        name, title = case.data.community.name.to("zh"), case.data.title.to("zh")
        page, sheet = built.places[case.id].first, built.places[case.id].sheet
        assert bare(name) in texts[sheet - 1]
        assert bare(title) in texts[sheet - 1]
        assert f"{bare(name)}{bare(title)}{page}" in contents
        assert bare(f"{page}") in texts[sheet - 1]


def test_every_word_of_the_cases_is_printed(book: tuple[Library, Edition, Built]) -> None:
    """Y-02."""
    library, edition, built = book
    whole = "".join(bare_pages(_pdf(built)))
    for case in library.published:
        found = case.text("zh")
        if case.data.programme not in edition.programmes or not found:
            continue
        for node in found[0].nodes:
            # a text may run on to the next page: its first words prove that it is there
            assert bare(node.text)[:12] in whole, (case.id, node.text)


def test_chapters_begin_on_right_hand_pages(book: tuple[Library, Edition, Built]) -> None:
    _, edition, built = book
    found = _pdf(built).with_name(f"yearbook-{edition.id}.pages.json")
    pages = json.loads(found.read_text(encoding="utf-8"))
    assert pages["chapters"]
    for _, page, sheet in pages["chapters"].values():
        assert page % 2 == sheet % 2 == 1
    assert built.page_count % 2 == 0


def test_the_file_is_tagged_bookmarked_and_whole(book: tuple[Library, Edition, Built]) -> None:
    _, edition, built = book
    with pikepdf.open(_pdf(built)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang).startswith("zh")
        assert pdf.open_outline().root
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == edition.title.to("zh")
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["pdfaid:part"] == "2"
        fonts = [font for font in pdf.objects if _type(font) == "/FontDescriptor"]
        assert fonts
        for font in fonts:
            assert any(key in font for key in ("/FontFile", "/FontFile2", "/FontFile3"))


def _type(item: pikepdf.Object) -> str:
    return str(item.get("/Type", "")) if isinstance(item, pikepdf.Dictionary) else ""


def test_the_same_bytes_in_any_folder_and_nothing_made_twice(tmp_path: Path) -> None:
    first = build_yearbook(*write_sample_book(tmp_path / "one"), SITE)
    library, edition, paths = write_sample_book(tmp_path / "another folder" / "小区")
    second = build_yearbook(library, edition, paths, SITE)
    assert first.made and second.made
    assert _pdf(first).read_bytes() == _pdf(second).read_bytes()
    again = build_yearbook(library, edition, paths, SITE)
    assert again == replace(second, made=False)
    assert last_built(edition, paths) == again


def test_text_of_a_case_is_printed_as_typed(tmp_path: Path) -> None:
    built = build_yearbook(*write_sample_book(tmp_path / "library", HOSTILE), SITE)
    whole = "".join(bare_pages(_pdf(built)))
    for words in PRINTED:
        assert words in whole


def test_a_character_without_a_glyph_is_a_problem(tmp_path: Path) -> None:
    library, edition, _ = write_sample_book(tmp_path / "library", "生僻字\U0002a6d6与\ue000")
    case = library.cases[0]
    title = case.data.title.model_copy(update={"zh": "题\U00030edd"})
    case = replace(case, data=case.data.model_copy(update={"title": title}))
    problems = list(check_glyphs([case], edition, FONTS))
    said = [problem.message.zh for problem in problems]
    assert len(said) == 3
    assert "title.zh" in said[0] and "U+30EDD" in said[0] and case.id in said[0]
    assert "U+2A6D6" in said[1] and "U+E000" in said[2]
    assert problems[1].place.file.endswith("zh.md") and problems[1].place.line > 1


def test_an_edition_by_direction(tmp_path: Path) -> None:
    library, edition, paths = write_sample_book(tmp_path / "library")
    by_direction = edition.model_copy(update={"chapters": "direction"})
    built = build_yearbook(library, by_direction, paths, SITE)
    assert built.places[library.cases[0].id].first % 2 == 0
