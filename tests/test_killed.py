"""Builds are killed at any moment while readers read: the site is whole, and so is the next."""

from __future__ import annotations

import random
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http.client import HTTPConnection
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from os import kill
from pathlib import Path
from urllib.parse import urljoin

import pytest
from building import BASE, edit

from casebook.paths import HOME
from casebook.previous import previous_of
from casebook.site.headers import LASTING
from casebook.verify import verify_tree

KILLS = 32
SEED = 20261130
STYLE = "theme/site/css/01-base.css"
PAGES = ("/", "/cases/2026-yangli/", "/en/", "/en/cases/2026-yangli/", "/search/", "/cases/")
STEPS = [
    *("sweep", "_write", "_copy", "_copy-done", "settle", "_write-done", "keep_previous"),
    *("replace_folder", "replace_folder-done", "keep_previous-done", "settle_names"),
]
_ASSET = re.compile(rb'(?:href|src)="([^"]*\.(?:css|js|svg|webp|png|json))"')
_MARK = re.compile(rb"state-(\d+)\b")


class _Handler(SimpleHTTPRequestHandler):
    """Serves a site as server/nginx.conf says: what former releases left, second."""

    def translate_path(self, path: str) -> str:
        found = Path(super().translate_path(path))
        former = previous_of(Path(self.directory)) / path.lstrip("/")
        if path.lstrip("/").startswith(LASTING) and not found.exists() and former.is_file():
            return str(former)
        return str(found)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class Reader(threading.Thread):
    """Opens pages, and all that they ask for, until it is stopped; notes what was wrong."""

    def __init__(self, port: int) -> None:
        super().__init__()
        self._port = port
        self.done = threading.Event()
        self.wrong: list[str] = []
        self.pages = 0
        self.states: set[bytes] = set()

    def run(self) -> None:
        while not self.done.is_set():
            page = PAGES[self.pages % len(PAGES)]
            try:
                self._open(page)
            except OSError as error:
                self.wrong.append(f"{error!r} {page}")
            self.pages += 1

    def _open(self, page: str) -> None:
        status, body = self._get(page)
        if status != 200:
            self.wrong.append(f"{status} {page}")
            return
        if not body.rstrip().endswith(b"</html>"):
            self.wrong.append(f"half a page: {page}")
        marks = set(_MARK.findall(body))
        for asset in sorted({urljoin(page, a.decode()) for a in _ASSET.findall(body)}):
            if asset.startswith("http"):
                continue
            status, content = self._get(asset)
            if status != 200:
                self.wrong.append(f"{status} {asset} of {page}")
            elif asset.startswith("/assets/casebook.") and asset.endswith(".css"):
                marks |= set(_MARK.findall(content))
        if len(marks) > 1:
            self.wrong.append(f"a mix of {marks}: {page}")
        self.states |= marks

    def _get(self, path: str) -> tuple[int, bytes]:
        connection = HTTPConnection("127.0.0.1", self._port, timeout=120)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()
            time.sleep(0.01)  # a reader, not a flood


@contextmanager
def reading(out: Path) -> Iterator[Reader]:
    """Serve a folder over HTTP, and read in it all the time."""
    handler = partial(_Handler, directory=str(out))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        reader = Reader(server.server_port)
        reader.start()
        try:
            yield reader
        finally:
            reader.done.set()
            reader.join()
            server.shutdown()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A library of one case with a theme of its own, of which every page is changed at once."""
    root = tmp_path / "library"
    shutil.copytree(BASE, root)
    shutil.copytree(HOME / "theme", root / "theme", ignore=shutil.ignore_patterns("fonts"))
    (root / "theme/yearbook/fonts").symlink_to(HOME / "theme/yearbook/fonts")
    page = root / "content/pages/zh/about.md"
    page.parent.mkdir(parents=True)
    page.write_text("# 关于\n\n只用于测试。\n", encoding="utf-8")
    (root / "content/site.yaml").write_text(
        "directions: small\nlede: {zh: state-0, en: state-0}\n", encoding="utf-8"
    )
    with (root / STYLE).open("a", encoding="utf-8") as css:
        css.write("\n.state-0 { margin: 0; }\n")
    return root


def change(root: Path, number: int) -> None:
    """Change a page; now and then also what every page names or a case, which takes longer.

    The style has a new name each time it changes, and the home pages say which it is.
    """
    with (root / "content/pages/zh/about.md").open("a", encoding="utf-8") as text:
        text.write(f"\n第{number}次改动。\n")
    if number % 3 == 0:
        for file in (STYLE, "content/site.yaml"):
            edit(root / file, f"state-{number - 3}", f"state-{number}")
    if number % 10 == 0:
        with (root / "cases/2026-yangli/zh.md").open("a", encoding="utf-8") as text:
            text.write(f"\n第{number}次改动。\n")


def litter(root: Path) -> list[str]:
    """Return what builds leave only when they are killed."""
    beside = [p.name for p in root.iterdir() if p.name.startswith((".site.new", ".site.old"))]
    hidden = [str(p) for p in (root / ".cache").rglob(".*") if p.name != ".volumes"]
    return [*beside, *hidden, *(str(p) for p in (root / ".cache").glob("begun"))]


class Builder:
    """Starts builds of a library in processes that begin at once, and tells what they do."""

    def __init__(self, root: Path) -> None:
        arguments = ["--root", str(root), "--quiet", "site"]
        self._process = subprocess.Popen(
            [sys.executable, str(HOME / "tests/forked_builds.py"), *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
        )
        self._end = ""

    def start(self) -> int:
        """Start a build; returns the number of its process."""
        assert self._process.stdin and self._process.stdout
        self._end = ""
        self._process.stdin.write("\n")
        return int(self._process.stdout.readline().split()[1])

    def lines(self) -> Iterator[str]:
        """Yield the steps that the build has yet to tell of, at last `end <status>`."""
        assert self._process.stdout
        while not self._end:
            line = self._process.stdout.readline().strip()
            assert line, "the builder has come to its end"
            if line.startswith("end"):
                self._end = line
            else:
                yield line
        yield self._end

    def build(self) -> str:
        """Build to the end; returns how it ended."""
        self.start()
        return list(self.lines())[-1]

    def close(self) -> None:
        """Start no more."""
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait()


@pytest.fixture
def builder(root: Path) -> Iterator[Builder]:
    """A builder that has built the library once."""
    builder = Builder(root)
    assert builder.build() == "end 0"
    yield builder
    builder.close()


def test_killed_at_any_moment_the_site_is_whole_and_nobody_misses_a_page(
    root: Path, builder: Builder
) -> None:
    chance = random.Random(SEED)
    out, met = root / "site", []
    with reading(out) as reader:
        change(root, 1)
        began = time.monotonic()
        assert builder.build() == "end 0"
        length = time.monotonic() - began
        for number in range(2, 3 * KILLS):
            if sum(met) == KILLS:
                break
            change(root, number)
            child = builder.start()
            if number % 2:  # anywhere
                time.sleep(chance.uniform(0, length * 0.8))
            else:  # at a step of publishing
                wanted = chance.choice(STEPS)
                next((line for line in builder.lines() if line == wanted), None)
                time.sleep(chance.uniform(0, 0.01))
            with suppress(ProcessLookupError):  # it had come to its end
                kill(child, signal.SIGKILL)
            last = list(builder.lines())[-1]
            met.append(last == "end -9")
            found = verify_tree(out)
            assert found.faults == (), f"after kill {number}"
    assert sum(met) == KILLS, "builds were killed, and did not come to their ends before"
    assert reader.wrong == []
    assert reader.pages > 100 and len(reader.states) > 3
    assert builder.build() == "end 0"
    assert verify_tree(out).faults == ()
    last = f"第{len(met) + 1}次改动".encode()
    assert last in (out / "about/index.html").read_bytes()
    assert litter(root) == []
