"""Addresses are for ever: none is lost, withdrawn cases leave a page that says so, nothing else."""

from __future__ import annotations

import gzip
import io
import re
import zipfile
from pathlib import Path

import pytest
from building import BuiltLibrary, as_built, build, bytes_of, differing, edit
from lxml import html
from small_library import MOVED, WITHDRAWN, write_small_library

from casebook.addresses import LEDGER, addresses_of, missing_from, moved, unrecorded
from casebook.load import load_library
from casebook.model.library import Library
from casebook.paths import HOME, Paths
from casebook.problem import LOCALES

LANGUAGES = ("", "en/")
COMPANY = "yangliwuyefuwuyouxiangongsi"


def library_in(root: Path) -> Library:
    loaded = load_library(Paths.of(root))
    assert not loaded.problems
    return loaded.library


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return write_small_library(tmp_path / "library")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> BuiltLibrary:
    """A small library with a withdrawn case and a renamed one, recorded and built."""
    root = write_small_library(tmp_path_factory.mktemp("small") / "library")
    (root / "cases" / "redirects.yaml").write_text(
        "- {old: /companies/jiu-ming/, new: /companies/}\n- {old: /regions/500112/, "
        "new: /regions/440104/}\n- {old: /news/, new: /}\n",
        encoding="utf-8",
    )
    assert build(root, "ledger") == 0
    assert build(root, "site") == 0
    return BuiltLibrary(root)


def rename_company(root: Path) -> None:
    for path in root.glob("cases/*/case.yaml"):
        edit(path, "zh: 样例物业服务有限公司", "zh: 新名物业服务有限公司")


# --- what is recorded -----------------------------------------------------------------------------


def test_the_ledger_of_the_real_library_is_complete() -> None:
    """After adding pages, cases or companies: python build.py ledger."""
    library = library_in(HOME)
    assert unrecorded(library) == ()
    lines = [line.address for line in library.addresses]
    assert lines == sorted(set(lines))


def test_what_is_kept_is_what_a_build_makes(built_site: BuiltLibrary, built: BuiltLibrary) -> None:
    """The addresses are computed without a page being made; they are those of the pages."""
    for site in (built_site, built):
        kept = addresses_of(library_in(site.root))
        for prefix in LANGUAGES:
            folders = (p.parent for p in (site.out / prefix).rglob("index.html"))
            paths = (f"/{p.relative_to(site.out / prefix).as_posix()}/" for p in folders)
            pages = {"/" if path == "/./" else path for path in paths}
            once = {p for p in pages if not re.search(r"/page/\d+/$|^/en/", p)}
            assert once == {address for address in kept if address.endswith("/")}
        files = [address for address in kept if not address.endswith("/")]
        assert len(files) > 20
        assert [f for f in files if not (site.out / f[1:]).is_file()] == []


def test_the_command_adds_what_is_new_and_takes_nothing_out(small: Path) -> None:
    assert build(small, "ledger") == 0
    first = (small / LEDGER).read_text("utf-8")
    assert f"\n/companies/{COMPANY}/\n" in first
    assert f"\n/cases/{WITHDRAWN}/\n" in first and f"\n/cases/{MOVED}/\n" in first
    assert build(small, "ledger") == 0
    assert (small / LEDGER).read_text("utf-8") == first
    # merged by hand, out of order and with a line twice, and one that a redirect keeps
    (small / "cases" / "redirects.yaml").write_text("- {old: /news/, new: /cases/}\n", "utf-8")
    (small / LEDGER).write_text(f"/news/\n/cases/\n/cases/\n{first}", encoding="utf-8")
    (small / "content" / "pages" / "zh" / "help.md").write_text("# 帮助\n\n一段。\n", "utf-8")
    assert build(small, "ledger") == 0
    lines = (small / LEDGER).read_text("utf-8").splitlines()
    addresses = [line for line in lines if not line.startswith("#")]
    assert addresses == sorted({*first.splitlines()[3:], "/help/", "/news/"})


def test_nothing_is_recorded_while_there_are_errors(small: Path) -> None:
    assert build(small, "ledger") == 0
    before = (small / LEDGER).read_text("utf-8")
    rename_company(small)
    assert build(small, "ledger") == 1
    assert (small / LEDGER).read_text("utf-8") == before


def test_a_build_says_how_many_addresses_are_new(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from casebook.cli import main

    assert main(["--root", str(small), "--lang", "en", "site"]) == 0
    said = [x for x in capsys.readouterr().err.splitlines() if "not in the ledger yet" in x]
    assert len(said) == 1 and f"{len(unrecorded(library_in(small)))} new addresses" in said[0]
    assert not (small / LEDGER).exists()


# --- what would be lost ---------------------------------------------------------------------------


def test_a_renamed_company_stops_the_build_until_it_is_redirected(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build(small, "ledger") == 0 and build(small, "site") == 0
    before = bytes_of(small / "site")
    rename_company(small)
    capsys.readouterr()
    assert build(small, "site") == 1
    line = re.search(r"- \{old: [^}]*\}", capsys.readouterr().err)
    assert line and line.group() == (
        f"- {{old: /companies/{COMPANY}/, new: /companies/xinmingwuyefuwuyouxiangongsi/}}"
    )
    assert differing(before, bytes_of(small / "site")) == []
    (small / "cases" / "redirects.yaml").write_text(f"{line.group()}\n", encoding="utf-8")
    assert build(small, "site") == 0
    page = (small / "site" / "en" / "companies" / COMPANY / "index.html").read_text("utf-8")
    assert "url=../../../en/companies/xinmingwuyefuwuyouxiangongsi/" in page


def test_a_tree_without_a_recorded_file_is_not_published(built: BuiltLibrary) -> None:
    library = library_in(built.root)
    tree = bytes_of(built.out)
    assert list(missing_from(library, tree)) == []
    del tree["en/regions/440104/index.html"], tree["feed.xml"]
    lost = [(p.value, p.place.file) for p in missing_from(library, tree)]
    assert lost == [("/feed.xml", LEDGER), ("/regions/440104/", LEDGER)]


def test_groups_stay_when_their_last_case_is_withdrawn(small: Path) -> None:
    assert build(small, "ledger") == 0
    id = "2026-chaoyang"
    edit(
        small / "cases" / id / "case.yaml",
        "status: published",
        "status: withdrawn\nwithdrawn: {date: 2026-10-01, reason: {zh: 测试用}}",
    )
    assert build(small, "site") == 0
    for prefix in LANGUAGES:
        folder = small / "site" / prefix
        page = (folder / "regions" / "110105" / "index.html").read_text("utf-8")
        assert id not in page
        overview = html.document_fromstring((folder / "regions" / "index.html").read_bytes())
        listed = [href.split("/")[-2] for href in overview.xpath("//main//a/@href")]
        assert "440000" in listed and "440100" in listed
        assert [code for code in listed if code.startswith("11")] == []


# --- redirects ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("companies/jiu-ming/", "companies/"),
        ("regions/500112/", "regions/440104/"),
        ("embed/regions/500112/", "embed/regions/440104/"),
        (f"cases/{MOVED}/", "cases/2026-dongjie/"),
        (f"embed/{MOVED}/", "embed/2026-dongjie/"),
        ("news/", ""),
    ],
)
@pytest.mark.parametrize("prefix", LANGUAGES)
def test_a_former_address_leads_on(built: BuiltLibrary, prefix: str, old: str, new: str) -> None:
    page = html.document_fromstring((built.out / prefix / old / "index.html").read_bytes())
    (refresh,) = page.xpath("//meta[@http-equiv='refresh']/@content")
    seconds, _, target = refresh.partition("; url=")
    assert seconds == "0"
    here = built.out / prefix / old
    assert (here / target).resolve() == (built.out / prefix / new).resolve()
    assert (here / target / "index.html").is_file()
    assert target in page.xpath("//main//a/@href")
    assert "noindex" in page.xpath("//meta[@name='robots']/@content")
    assert f"{prefix}{old}" not in (built.out / "sitemap.xml").read_text("utf-8")


def test_servers_are_told_of_every_moved_page(built: BuiltLibrary) -> None:
    lines = (built.out / "_redirects").read_text("utf-8").splitlines()
    pairs = moved(library_in(built.root))
    assert len(pairs) == 6
    for old, new in pairs.items():
        assert f"{old}* {new}:splat 301" in lines
        assert f"/en{old}* /en{new}:splat 301" in lines


# --- withdrawn cases ------------------------------------------------------------------------------

# The page and the card that say so, and the lists by which machines and reading lists learn of it.
MAY_NAME_IT = {
    *(f"{x}{kind}/{WITHDRAWN}/index.html" for x in LANGUAGES for kind in ("cases", "embed")),
    *(f"reader/cases.{locale}.json" for locale in LOCALES),
    *("api/v1/withdrawn.json", "api/v1/openapi.json"),  # the second has the first as its example
    "server/nginx.conf",
}


def _opened(name: str, content: bytes) -> bytes:
    """Return what a file says: what is packed in it, unpacked."""
    if content[:2] == b"\x1f\x8b":
        return gzip.decompress(content)
    if content[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return b"".join(packed.read(member) for member in packed.namelist())
    return content


def test_a_withdrawn_case_is_in_no_other_file(built: BuiltLibrary) -> None:
    """001-038."""
    tree = as_built(bytes_of(built.out))
    assert len(tree) > 300
    naming = {n for n, content in tree.items() if WITHDRAWN.encode() in _opened(n, content)}
    assert naming == MAY_NAME_IT
    assert [n for n in tree if WITHDRAWN in n and n not in MAY_NAME_IT] == []
    title = "撤回小区四方议事焕新颜".encode()
    assert [n for n, content in tree.items() if title in _opened(n, content)] == []
    # the same search finds what is there: a case that was not withdrawn
    other = {n for n, content in tree.items() if b"2026-chaoyang" in _opened(n, content)}
    assert {"sitemap.xml", "feed.xml", "data/cases.csv", "data/cases.xlsx", "llms.txt"} <= other
    assert any(n.startswith("search/") or n.startswith("pagefind/") for n in other)


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_its_page_says_so(built: BuiltLibrary, prefix: str) -> None:
    path = built.out / prefix / "cases" / WITHDRAWN / "index.html"
    page = html.document_fromstring(path.read_text("utf-8"))
    said = page.xpath("string(//main)")
    assert ("2026年10月1日" in said) if not prefix else ("1 October 2026" in said)
    assert "测试用" in said
    hrefs = page.xpath("//main//a/@href")
    assert any(href.endswith(f"{prefix}cases/") for href in hrefs)
    assert "noindex" in page.xpath("//meta[@name='robots']/@content")
    assert not page.xpath("//link[@rel='canonical'] | //script[@type='application/ld+json']")
    gone = (built.out / "server" / "nginx.conf").read_text("utf-8")
    assert re.search(rf"location = /{prefix}cases/{WITHDRAWN}/ .*410", gone)
