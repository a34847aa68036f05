"""Headers for servers: one rule for every file, the same in each form, and nginx obeys them."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest
from building import BuiltLibrary, build, copy_real, edit

from casebook.site.headers import policy, rule_of

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

_CONFIG = """
daemon off;
pid {folder}/nginx.pid;
error_log stderr;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
    uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
    server {{
        listen 127.0.0.1:{port};
        root {site};
        include {site}/server/nginx.conf;
    }}
}}
"""


@pytest.fixture(scope="module")
def nginx(moved: BuiltLibrary, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """nginx with the published configuration; gives its port."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if program is None:
        pytest.skip("nginx is not installed")
    folder = tmp_path_factory.mktemp("nginx")
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]
    config = folder / "nginx.conf"
    config.write_text(_CONFIG.format(folder=folder, port=port, site=moved.out), encoding="utf-8")
    _readable(moved.out)
    process = subprocess.Popen([program, "-c", str(config)], stderr=subprocess.PIPE, text=True)
    try:
        _wait_for(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(10)


def _readable(folder: Path) -> None:
    """Let nginx's workers, which run as nobody where it was started by root, reach the site."""
    for path in (folder, *folder.parents):
        if str(path).count("/") > 1 and path.owner() == Path.home().owner():
            path.chmod(path.stat().st_mode | 0o755)


def _wait_for(port: int, process: subprocess.Popen[str]) -> None:
    for _ in range(100):
        if process.poll() is not None:
            pytest.fail(f"nginx refused: {process.stderr.read() if process.stderr else ''}")
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.05)
    pytest.fail("nginx did not answer")


def _get(port: int, path: str) -> HTTPResponse:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.body = answer.read()  # type: ignore[attr-defined]
    return answer


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
    answer = _get(nginx, path)
    assert answer.status == 200
    assert answer.getheader("Content-Type") == kind
    for name, value in rule_of(path.lstrip("/")).headers.items():
        assert answer.getheader(name) == value, name


def test_nginx_says_gone_moved_and_missing(nginx: int) -> None:
    gone = _get(nginx, f"/cases/{WITHDRAWN}/")
    assert gone.status == 410
    assert "材料失实" in gone.body.decode()  # type: ignore[attr-defined]
    english = _get(nginx, f"/en/cases/{WITHDRAWN}/")
    assert (english.status, "untrue" in english.body.decode()) == (410, True)  # type: ignore[attr-defined]
    former = _get(nginx, f"/cases/{FORMER}/")
    assert former.status == 301
    assert (former.getheader("Location") or "").endswith(f"/cases/{RENAMED}/")
    for path, lang in (("/nothing/", "zh-CN"), ("/en/nothing/", "en")):
        missing = _get(nginx, path)
        assert missing.status == 404
        assert f'<html lang="{lang}">' in missing.body.decode()  # type: ignore[attr-defined]
        assert missing.getheader("Content-Security-Policy")
