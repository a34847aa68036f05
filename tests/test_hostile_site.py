"""A site of hostile texts: what was typed is what is read, and nothing of it is mark-up.

That nothing runs is tried in a browser, `tests/browser/test_hostile.py`.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from pathlib import Path

import pikepdf
import pytest
from building import BuiltLibrary
from hostile_library import SITE, HostileSite
from lxml import etree, html
from read_back import texts_of
from small_library import NAMES
from strict_pages import assert_strict

from casebook.epub import build_epub
from casebook.load import load_library
from casebook.paths import Paths
from casebook.yearbook import Built, Volume

_NUMBER = re.compile(r"⁅(\d+)⁆")
_RUNS = {"script", "iframe", "object", "embed", "base", "form", "style", "template"}
# Fields that no page and no file shows: of the editors' own use, or of another edition's kind.
_SEEN = 0.95


def test_every_text_is_read_as_it_was_typed(hostile: HostileSite) -> None:
    """In pages, their heads and attributes, JSON-LD, the API, feeds, tables, drawings, cards."""
    seen: set[int] = set()
    wrong: list[str] = []
    files: set[str] = set()
    for name, text in texts_of(hostile.out):
        numbers = {int(number) for number in _NUMBER.findall(text)}
        if numbers:
            seen |= numbers
            files.add(name)
            wrong += [f"{name}: {said}" for said in hostile.typed.misread(text)]
    assert wrong == [], f"{len(wrong)}: {wrong[:5]}"
    kinds = {Path(name).suffix for name in files}
    assert kinds == {".html", ".xml", ".svg", ".json", ".csv", ".xlsx", ".vtt"}
    assert {"feed.xml", "en/feed.xml", "pagefind/records.zh.json"} <= files
    assert {f"oembed/{case}.json" for case in NAMES} <= files
    assert {f"{page.stem}/index.html" for page in _editorial(hostile)} <= files
    typed = hostile.typed.texts.keys() - hostile.typed.of_the_book
    assert len(seen) > len(typed) * _SEEN
    assert hostile.typed.of_words <= seen


def _editorial(hostile: HostileSite) -> list[Path]:
    return list(hostile.root.glob("content/pages/zh/*.md"))


def test_no_cell_is_a_formula(hostile: HostileSite) -> None:
    """XLSX cells are looked at where they are read back; a number may begin with a minus."""
    cells = 0
    for path in hostile.out.glob("data/*.csv"):
        for row in csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")):
            for cell in row:
                cells += 1
                started = cell.lstrip(" \u3000\u00a0")[:1]
                assert started not in tuple("=+@＝＋－＠\t\r\n"), cell
                assert started != "-" or re.fullmatch(r"-[0-9.]+", cell), cell
    assert cells > 100


@pytest.mark.parametrize("which", ["built_site", "hostile"])
def test_no_page_has_a_script_or_style_of_its_own(
    which: str, request: pytest.FixtureRequest
) -> None:
    """Every document of the tree has a strict policy before all else, and needs no laxer one.

    Of the copy for a folder `test_offline.py` asks the same, of a press report `test_preflight.py`.
    """
    built: BuiltLibrary | HostileSite = request.getfixturevalue(which)
    pages = sorted(built.out.rglob("*.html"))
    assert len(pages) > 100
    for path in pages:
        name = path.relative_to(built.out).as_posix()
        document = html.document_fromstring(path.read_text(encoding="utf-8"))
        policy = assert_strict(document, name)
        assert "unsafe-inline" not in policy and "data:" not in policy, name
        assert not document.xpath("//style | //@style"), name


def test_the_e_book_says_what_was_typed(hostile: HostileSite, tmp_path: Path) -> None:
    """Cases, the edition's titles and its own texts, as XHTML that an XML parser reads."""
    paths = Paths.of(hostile.root)
    library = load_library(paths).library
    cover = tmp_path / "cover.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(200, 300))
        pdf.save(cover)
    built = Built((Volume(cover, 1),), {}, made=False)
    book = build_epub(library, library.editions["2026"], paths, SITE, built)
    seen: set[int] = set()
    wrong: list[str] = []
    with zipfile.ZipFile(book) as packed:
        for name in packed.namelist():
            if not name.endswith((".xhtml", ".opf", ".xml", ".ncx")):
                continue
            page = etree.fromstring(packed.read(name), etree.XMLParser(resolve_entities=False))
            assert {etree.QName(e).localname for e in page.iter("*")} & _RUNS == set(), name
            assert not page.xpath("//@*[starts-with(local-name(), 'on')]"), name
            links = page.xpath("//@href | //@src")
            assert not [x for x in links if re.match(r"\s*(javascript|data|file):", x, re.I)], name
            for text in ("".join(page.itertext()), *map(str, page.xpath("//@*"))):
                seen |= {int(number) for number in _NUMBER.findall(text)}
                wrong += [f"{name}: {said}" for said in hostile.typed.misread(text)]
    assert wrong == [], f"{len(wrong)}: {wrong[:5]}"
    assert hostile.typed.of_the_book <= seen
    assert len(seen) > 500
