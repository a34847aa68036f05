"""The copy that is opened from a folder: what is in it, where its links lead, what it may do."""

from __future__ import annotations

import json
import posixpath
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from building import BuiltLibrary, build, bytes_of, times_of
from lxml import html
from offline import LIVE, export_copy
from small_library import MOVED, WITHDRAWN
from strict_pages import assert_strict
from video_library import CASE

from casebook.offline.addresses import Addresses
from casebook.offline.names import unfit_names
from casebook.offline.postings import gather_postings
from casebook.offline.scripts import ScriptError, join_modules
from casebook.offline.start import START
from casebook.sums import SUMS
from casebook.verify import verify_tree

SCRIPTED = ("search/", "reading-list/", "compare/")  # their scripts read files
SITE = frozenset({"index.html", "cases/x/index.html", "en/cases/x/index.html", "a/b.pdf"})


@pytest.fixture(scope="module")
def copy(video_site: BuiltLibrary, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return export_copy(video_site.root, tmp_path_factory.mktemp("copy") / "offline")


@pytest.fixture(scope="module")
def pages(copy: Path) -> dict[str, Any]:
    return {
        path.relative_to(copy).as_posix(): html.document_fromstring(path.read_bytes())
        for path in copy.rglob("*.html")
    }


def links_of(page: Any) -> Iterator[tuple[str, str]]:
    """Yield the element's name and every address in a page."""
    for element in page.iter():
        for name in ("href", "src", "poster", "action"):
            if (value := element.get(name)) is not None:
                yield element.tag, value
        for candidate in (element.get("srcset") or "").split(","):
            if candidate.strip():
                yield element.tag, candidate.split()[0]
        if element.get("http-equiv") == "refresh":
            yield element.tag, element.get("content").partition("url=")[2]


def test_every_link_of_every_page_leads_to_a_file(copy: Path, pages: dict[str, Any]) -> None:
    files = set(bytes_of(copy))
    assert len(pages) > 100
    for path, page in pages.items():
        for tag, address in links_of(page):
            if address.startswith("#") or re.match(r"(https|tel|mailto):", address):
                assert tag in ("a", "link") or address.startswith("#"), (path, address)
                continue
            plain = unquote(re.split(r"[?#]", address)[0])
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), plain))
            assert target in files, (path, address)


def test_passages_that_links_name_are_there(pages: dict[str, Any]) -> None:
    for path, page in pages.items():
        for _, address in links_of(page):
            plain, hash_, name = address.partition("#")
            if not hash_ or "://" in address:
                continue
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), plain))
            found = pages[target if plain else path].xpath("//@id")
            assert unquote(name) in found, (path, address)


def test_only_what_pages_lead_to_is_taken_over(copy: Path) -> None:
    files = set(bytes_of(copy))
    assert {*START.values(), "说明.txt", SUMS} == {name for name in files if "/" not in name}
    for name in files:
        assert not re.search(
            r"_headers|_redirects|server/|sitemap|feed\.xml|oembed|robots|llms|/api/|/modules"
            r"|pagefind[^s]*\.(pagefind|pf_meta|pf_index|gz)$|\.(br|vtt|md)$",
            name,
        ), name


def test_what_programs_ask_for_leads_to_the_site(pages: dict[str, Any]) -> None:
    links = {address for _, address in links_of(pages["files/data/index.html"])}
    assert f"{LIVE}api/v1/openapi.json" in links and f"{LIVE}feed.xml" in links
    assert "../data/cases.xlsx" in links


def test_what_was_taken_back_stays_out(copy: Path, pages: dict[str, Any]) -> None:
    gone = pages[f"files/cases/{WITHDRAWN}/index.html"]
    assert "撤回" in gone.text_content()
    (refresh,) = pages[f"files/cases/{MOVED}/index.html"].xpath("//meta[@http-equiv='refresh']")
    assert refresh.get("content") == "0; url=../../cases/2026-dongjie/index.html"
    for path, content in bytes_of(copy / "files/shards").items():
        if not path.startswith("reader/cases."):  # which says that it was taken back
            assert "撤回小区".encode() not in content and WITHDRAWN.encode() not in content, path


def test_pages_may_do_no_more_than_on_the_site(
    video_site: BuiltLibrary, pages: dict[str, Any]
) -> None:
    for path, page in pages.items():
        policy = assert_strict(page, path)
        assert "unsafe" not in policy and "data:" not in policy, path
        assert not page.xpath("//style | //@style"), path
        if not page.xpath("//script[@src]"):
            assert "script-src" not in policy
            continue
        assert "connect-src 'none'" in policy and "require-trusted-types-for 'script'" in policy
        reads = path.removeprefix("files/").removeprefix("en/").startswith(SCRIPTED)
        on_case = bool(page.xpath("//article[contains(@class, 'page-case')]"))
        types = "shards" if reads or on_case else "'none'"
        assert policy.endswith(f"trusted-types {types}"), path


def test_a_second_export_writes_nothing_and_another_one_is_the_same(
    video_site: BuiltLibrary, copy: Path, tmp_path: Path
) -> None:
    before = times_of(copy)
    export_copy(video_site.root, copy)
    assert times_of(copy) == before
    again = export_copy(video_site.root, tmp_path / "again")
    assert bytes_of(again) == bytes_of(copy)
    assert verify_tree(again).faults == ()


def test_what_somebody_put_there_is_not_deleted(
    video_site: BuiltLibrary, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    out = export_copy(video_site.root, tmp_path / "copy")
    (out / ".DS_Store").write_bytes(b"")
    (out / "files" / "会议.pptx").write_bytes(b"slides")
    before = bytes_of(out)
    for language, words in (("zh", "请把它们移走"), ("en", "Move them away")):
        command = ("export", "offline", "--out", str(out), "--lang", language)
        assert build(video_site.root, *command) == 2
        said = capfd.readouterr().err
        assert "files/会议.pptx" in said and words in said
    assert bytes_of(out) == before
    (out / "files" / "会议.pptx").unlink()
    (out / "files" / "about" / "index.html").write_text("spoilt", encoding="utf-8")
    export_copy(video_site.root, out)
    assert verify_tree(out).faults == ()


@pytest.mark.parametrize("name", ["folder", "site", "pack.zip"])
def test_other_folders_and_files_are_refused(
    name: str, video_site: BuiltLibrary, tmp_path: Path
) -> None:
    out = tmp_path / name
    if name == "site":  # one that a build has made
        out.mkdir()
        (out / SUMS).write_text(f"{'0' * 64}  index.html\n", encoding="utf-8")
        (out / "index.html").write_text("a site", encoding="utf-8")
    elif name == "folder":
        out.mkdir()
        (out / "letter.txt").write_text("dear", encoding="utf-8")
    else:
        with zipfile.ZipFile(out, "w") as packed:
            packed.writestr("letters/letter.txt", "dear")
    before = bytes_of(tmp_path)
    assert build(video_site.root, "export", "offline", "--out", str(out)) == 2
    assert bytes_of(tmp_path) == before


def test_one_file_holds_the_same(video_site: BuiltLibrary, copy: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "好服务案例.zip", tmp_path / "b" / "好服务案例.zip"
    for out in (first, first, second):
        export_copy(video_site.root, out)
    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as packed:
        assert packed.testzip() is None
        entries = {entry.filename: entry for entry in packed.infolist()}
        found = {name: packed.read(name) for name in entries}
    assert found == {f"好服务案例/{name}": content for name, content in bytes_of(copy).items()}
    for name, entry in entries.items():
        assert "\\" not in name and entry.date_time == (1980, 1, 1, 0, 0, 0)
        assert entry.flag_bits & 0x800  # names are UTF-8
    assert list(entries) == sorted(entries)


def test_the_note_is_read_by_old_editors(copy: Path) -> None:
    content = (copy / "说明.txt").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf") and b"\n" not in content.replace(b"\r\n", b"")
    text = content.decode("utf-8-sig")
    assert all(start in text for start in START.values()) and "{" not in text


@pytest.mark.parametrize(
    ("page", "address", "led", "file"),
    [
        ("index.html", "cases/x/", "cases/x/index.html", "cases/x/index.html"),
        ("cases/x/index.html", "../../", "../../index.html", "index.html"),
        ("cases/x/index.html", "../../?q=a#b", "../../index.html?q=a#b", "index.html"),
        ("cases/x/index.html", "./", "./index.html", "cases/x/index.html"),
        ("cases/x/index.html", "../../a/b.pdf", "../../a/b.pdf", "a/b.pdf"),
        ("cases/x/index.html", "#a", "#a", ""),
        ("cases/x/index.html", "?q=a", "?q=a", ""),
        ("cases/x/index.html", "../../../other/", "../../../other/", ""),
        ("index.html", "https://a.example/", "https://a.example/", ""),
        ("index.html", "//a.example/", "//a.example/", ""),
        ("index.html", "mailto:a@b.example", "mailto:a@b.example", ""),
        ("index.html", "feed.xml", f"{LIVE}lib/feed.xml", ""),
        ("en/index.html", "../api/v1/cases.json", f"{LIVE}lib/api/v1/cases.json", ""),
        ("en/404.html", "/lib/en/cases/x/", "../en/cases/x/index.html", "en/cases/x/index.html"),
    ],
)
def test_where_links_lead(page: str, address: str, led: str, file: str) -> None:
    found = Addresses(SITE, f"{LIVE}lib/").led(page, address)
    assert (found.address, found.file) == (led, file)


def test_names_that_some_system_cannot_hold_are_named() -> None:
    good = ["cases/a/index.html", "cases/console/index.html", "打开这里.html", "a.b/c"]
    assert list(unfit_names(good)) == []
    for bad in ("cases/con/index.html", "a/AUX.html", "a/b.", "a /b", "a/b:c", "a/\x07", "x" * 201):
        assert [problem.place.file for problem in unfit_names([*good, bad])] == [bad]
    (problem,) = unfit_names(["Cases/b", "cases/a"])
    assert problem.message.zh == "只有大小写与“Cases”不同，在 Windows 和 U 盘上是同一个文件"


def test_modules_are_joined_in_order_and_each_once() -> None:
    sources = {
        "a": 'import { b, c as d } from "./b.js";\nimport {\n  e,\n} from "./c.js";\nb(d, e);\n',
        "b": 'import { e } from "./c.js";\nexport const b = e;\nexport async function c() {}\n',
        "c": "export class e {}\n",
    }
    joined = join_modules(("b", "a"), sources)
    assert re.findall(r'^\$modules\["(.)"\]', joined, re.MULTILINE) == ["c", "b", "a"]
    assert 'const { b, c: d } = $modules["b"];' in joined and "return { b, c };" in joined
    assert not re.search(r"^(import|export)\b", joined, re.MULTILINE)


@pytest.mark.parametrize(
    "source",
    [
        'import { a } from "./missing.js";\n',
        'import { a } from "./a.js";\n',
        'import a from "./b.js";\n',
        'import "./b.js";\n',
        "export default 1;\n",
        "export let a = 1;\n",
        'const a = await import("./b.js");\n',
    ],
)
def test_modules_of_another_form_are_refused(source: str) -> None:
    with pytest.raises(ScriptError, match=r"a\b"):
        join_modules(("a",), {"a": source, "b": "export const b = 1;\n"})


def test_the_index_is_cut_where_it_is_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("casebook.offline.postings.PART", 40)
    text = ["题目", "名称", "地点", "摘要", [["a", "小标题", "楼长制，楼长制 café AI"]]]
    files = {k: json.loads(v) for k, v in gather_postings({"one": {"zh": text}}).items()}
    starts = files["parts.json"]["starts"]
    words = [word for n in range(len(starts)) for word, _ in files[f"{n}.json"]]
    assert len(starts) > 2 and starts == [files[f"{n}.json"][0][0] for n in range(len(starts))]
    assert words == sorted(words) and len(words) == len(set(words))
    assert {"楼长", "长制", "\ua000cafe\ua000", "cafe", "ai"} <= set(words)
    assert files["letters.json"] == ["ai", "cafe"] and files["parts.json"]["ids"] == ["one"]


def test_captions_are_handed_over_by_scripts(copy: Path, pages: dict[str, Any]) -> None:
    tracks = pages[f"files/cases/{CASE}/index.html"].xpath("//track")
    assert tracks and not any(track.get("src") for track in tracks)
    for track in tracks:
        path = track.get("data-captions").removeprefix("../../")
        script = (copy / f"files/shards/{path}.js").read_text(encoding="utf-8")
        assert script.startswith(f'shard("{path}","WEBVTT\\n')
