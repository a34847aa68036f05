"""Headers for servers: one rule for every file, the same in each form, and nginx obeys them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator

import brotli
import pytest
from building import BuiltLibrary, build, copy_real, edit
from nginx_server import ask, has_brotli, nginx_serving

from casebook.manifest import MANIFEST
from casebook.packed import SUFFIXES
from casebook.site.headers import policy, rule_of
from casebook.sums import SUMS

WITHDRAWN = "2022-jinyu-lanwan"
RENAMED = "2022-langyue-huayuan"
FORMER = "2022-langyue.old"


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> BuiltLibrary:
    """The real library after one case was withdrawn and one renamed."""
    root = copy_real(
        tmp_path_factory.mktemp("moved") / "library", ("cases", "content", "mkdocs.yml")
    )
    withdrawn = "withdrawn: {date: 2026-11-21, reason: {zh: 材料失实, en: The material was untrue}}"
    case = root / "cases" / WITHDRAWN / "case.yaml"
    edit(case, "status: published", f"status: withdrawn\n{withdrawn}")
    ledger = root / "cases" / "published.yaml"
    edit(
        ledger,
        f"- {{id: {RENAMED}, published: 2026-11-20}}",
        f"- {{id: {RENAMED}, published: 2026-11-20, aliases: [{FORMER}]}}",
    )
    assert build(root, "site") == 0
    return BuiltLibrary(root)


def _static(text: str) -> dict[str, dict[str, str]]:
    """Read `_headers` as hosts do: a path or pattern, then its headers, indented."""
    rules: dict[str, dict[str, str]] = {}
    pattern = ""
    for line in text.splitlines():
        if line.startswith(" "):
            name, _, value = line.strip().partition(": ")
            rules[pattern][name] = value
        else:
            pattern = line
            assert pattern not in rules
            rules[pattern] = {}
    return rules


def _fits(pattern: str, path: str) -> bool:
    return path.startswith(pattern[:-1]) if pattern.endswith("*") else path == pattern


def test_one_rule_fits_every_address(built_site: BuiltLibrary) -> None:
    """Hosts join the headers of all rules that fit: two policies would both be enforced."""
    rules = _static((built_site.out / "_headers").read_text(encoding="utf-8"))
    for file in (p for p in built_site.out.rglob("*") if p.is_file()):
        path = file.relative_to(built_site.out).as_posix()
        if path in ("_headers", "_redirects") or path.startswith("server/"):
            continue
        if path.endswith(SUFFIXES):
            continue  # compressed forms, which a server sends under the name of the file
        address = "/" + path.removesuffix("index.html")
        fitting = [pattern for pattern in rules if _fits(pattern, address)]
        assert len(fitting) == 1, (address, fitting)
        assert rules[fitting[0]] == dict(rule_of(address.lstrip("/")).headers), address


def test_every_page_carries_its_policy(built_site: BuiltLibrary) -> None:
    pages = list(built_site.out.rglob("*.html"))
    assert len(pages) > 100
    for page in pages:
        path = page.relative_to(built_site.out).as_posix()
        if "embed/" in path:
            continue  # documents of their own (tests/test_embeds.py)
        search = path.removeprefix("en/").startswith("search/")
        written = f'<meta http-equiv="Content-Security-Policy" content="{policy(search=search)}">'
        assert written.replace("'", "&#39;") in page.read_text(encoding="utf-8"), path


def test_only_embeds_may_be_framed() -> None:
    assert "frame-ancestors 'none'" in rule_of("cases/x/").headers["Content-Security-Policy"]
    assert "frame-ancestors *" in rule_of("embed/x/").headers["Content-Security-Policy"]
    assert "frame-ancestors *" in rule_of("en/embed/x/").headers["Content-Security-Policy"]


def test_nothing_unsafe_is_allowed() -> None:
    for text in (policy(), policy(search=True)):
        assert "unsafe-inline" not in text
        assert "'unsafe-eval'" not in text
        assert "http" not in text and "*" not in text and "data:" not in text


def test_former_addresses_lead_on(moved: BuiltLibrary) -> None:
    lines = (moved.out / "_redirects").read_text(encoding="utf-8").splitlines()
    assert f"/cases/{FORMER}/* /cases/{RENAMED}/:splat 301" in lines
    assert f"/en/cases/{FORMER}/* /en/cases/{RENAMED}/:splat 301" in lines


# --- nginx ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def nginx(moved: BuiltLibrary, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """nginx with the published configuration; gives its port."""
    with nginx_serving(moved.out, tmp_path_factory.mktemp("nginx")) as port:
        yield port


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/en/", "text/html; charset=utf-8"),
        ("/search/", "text/html; charset=utf-8"),
        ("/cases/2022-kaixuanhui/", "text/html; charset=utf-8"),
        ("/sitemap.xml", "application/xml; charset=utf-8"),
        ("/covers/2022-kaixuanhui.zh.svg", "image/svg+xml"),
        ("/pagefind/records.zh.json", "application/json; charset=utf-8"),
    ],
)
def test_nginx_says_what_the_rules_say(nginx: int, path: str, kind: str) -> None:
    answer = ask(nginx, path)
    assert answer.status == 200
    assert answer.headers["Content-Type"] == kind
    for name, value in rule_of(path.lstrip("/")).headers.items():
        assert answer.headers[name] == value, name


def test_nginx_says_gone_moved_and_missing(nginx: int) -> None:
    gone = ask(nginx, f"/cases/{WITHDRAWN}/")
    assert gone.status == 410
    assert "材料失实" in gone.body.decode()
    english = ask(nginx, f"/en/cases/{WITHDRAWN}/")
    assert (english.status, "untrue" in english.body.decode()) == (410, True)
    former = ask(nginx, f"/cases/{FORMER}/")
    assert former.status == 301
    assert former.headers["Location"] == f"/cases/{RENAMED}/"
    for path, lang in (("/nothing/", "zh-CN"), ("/en/nothing/", "en")):
        missing = ask(nginx, path)
        assert missing.status == 404
        assert f'<html lang="{lang}">' in missing.body.decode()
        assert missing.headers["Content-Security-Policy"]


# --- the rest of docs/deploy.md: what is sent compressed, kept, in parts, and not at all ----------


@pytest.mark.parametrize(
    ("accepted", "sent"),
    [
        ("", None),
        ("gzip", "gzip"),
        pytest.param(
            "br, gzip",
            "br",
            marks=pytest.mark.skipif(not has_brotli(), reason="nginx has no module for Brotli"),
        ),
    ],
)
def test_the_smallest_form_is_sent_that_a_browser_takes(
    accepted: str, sent: str | None, nginx: int, moved: BuiltLibrary
) -> None:
    (style,) = moved.out.glob("assets/casebook.*.css")
    unpack = {None: bytes, "gzip": gzip.decompress, "br": brotli.decompress}[sent]
    addresses = {"/": "index.html", "/en/search/": "en/search/index.html"}
    addresses |= {f"/assets/{style.name}": f"assets/{style.name}"}
    for address, file in addresses.items():
        answer = ask(nginx, address, {"Accept-Encoding": accepted})
        assert answer.headers.get("Content-Encoding") == sent, address
        assert unpack(answer.body) == (moved.out / file).read_bytes(), address
        assert answer.headers["Content-Type"].startswith("text/")
        assert answer.headers["Vary"] == "Accept-Encoding"
        assert "Content-Length" in answer.headers


def test_texts_of_the_search_stay_packed(nginx: int, moved: BuiltLibrary) -> None:
    """Their reader unpacks them itself: no `Content-Encoding`, whatever the browser takes."""
    file = next(iter(sorted(moved.out.glob("pagefind/text/*.zh.gz"))))
    answer = ask(nginx, f"/pagefind/text/{file.name}", {"Accept-Encoding": "gzip, br"})
    assert answer.headers.get("Content-Encoding") is None
    assert answer.headers["Content-Type"] == "application/gzip"
    assert answer.body == file.read_bytes()


def test_what_did_not_change_is_not_sent_again(nginx: int) -> None:
    first = ask(nginx, "/")
    assert first.headers["Cache-Control"] == "no-cache"
    for asked in (
        {"If-None-Match": first.headers["ETag"]},
        {"If-Modified-Since": first.headers["Last-Modified"]},
    ):
        assert ask(nginx, "/", asked).status == 304


def test_a_part_of_a_file_can_be_asked_for(nginx: int, moved: BuiltLibrary) -> None:
    """Players ask for videos in parts, viewers for PDFs."""
    offprint = f"offprints/{RENAMED}.pdf"
    answer = ask(nginx, f"/{offprint}", {"Range": "bytes=100-199"})
    assert answer.status == 206
    assert answer.body == (moved.out / offprint).read_bytes()[100:200]
    assert answer.headers["Content-Range"].startswith("bytes 100-199/")
    assert ask(nginx, f"/{offprint}", {"Range": "bytes=99999999-"}).status == 416


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.avif", "image/avif"),
        ("a.mp4", "video/mp4"),
        ("a.vtt", "text/vtt; charset=utf-8"),
        ("a.epub", "application/epub+zip"),
        ("a.webmanifest", "application/manifest+json; charset=utf-8"),
        ("a.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("a.pf_meta", "application/octet-stream"),
    ],
)
def test_every_kind_of_file_has_its_type(
    name: str, kind: str, nginx: int, moved: BuiltLibrary
) -> None:
    (moved.out / "media").mkdir(exist_ok=True)
    (moved.out / "media" / name).write_bytes(b"content")
    (moved.out / "media" / name).chmod(0o644)
    answer = ask(nginx, f"/media/{name}")
    assert (answer.status, answer.headers["Content-Type"]) == (200, kind)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "immutable" in answer.headers["Cache-Control"]


def test_lists_for_checking_may_be_read_and_servers_files_not(
    nginx: int, moved: BuiltLibrary
) -> None:
    sums = ask(nginx, f"/{SUMS}")
    assert sums.body == (moved.out / SUMS).read_bytes()
    assert sums.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert json.loads(ask(nginx, f"/{MANIFEST}").body)["format"] == 1
    for path in ("/server/nginx.conf", "/_headers", "/_redirects", "/.git/config"):
        assert ask(nginx, path).status == 404, path


@pytest.mark.parametrize(
    "path",
    [
        "/../mkdocs.yml",
        "/%2e%2e/mkdocs.yml",
        "/assets/..%2f..%2fmkdocs.yml",
        "/assets/../../mkdocs.yml",
        "/..%5cmkdocs.yml",
        "/assets/%2e%2e/server/nginx.conf",
        "//server//nginx.conf",
        "/.%2fserver/nginx.conf",
        "/media/../../.site.previous/ages.json",
        "/index.html%00.txt",
    ],
)
def test_no_path_leads_out_of_the_site(path: str, nginx: int) -> None:
    answer = ask(nginx, path)
    assert answer.status in (400, 404), answer.status
    assert b"site_url" not in answer.body and b"add_header" not in answer.body


def test_an_open_page_finds_what_the_release_took_away(nginx: int, moved: BuiltLibrary) -> None:
    """Beside the site, its former scripts are kept for pages that are still open."""
    kept = moved.root / ".site.previous" / "assets"
    kept.mkdir(parents=True, mode=0o755)
    (kept / "site.0123456789.js").write_bytes(b"former")
    (kept / "site.0123456789.js").chmod(0o644)
    answer = ask(nginx, "/assets/site.0123456789.js")
    assert (answer.status, answer.body) == (200, b"former")
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert "immutable" in answer.headers["Cache-Control"]
    missing = ask(nginx, "/assets/site.9999999999.js")
    assert missing.status == 404
    assert missing.headers["Cache-Control"] == "no-cache"  # a mistake is not kept for a year
