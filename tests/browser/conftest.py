"""A real Chromium, a server on this machine, and a page that keeps count of what goes wrong."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from building import BuiltLibrary
from once import made_once
from playwright.sync_api import Browser, BrowserContext, Error, expect, sync_playwright
from watched import Watched, watch

from casebook.site.headers import rule_of

_NAMES = ("chromium", "chromium-browser", "google-chrome")
expect.set_options(timeout=20_000)  # ms; a busy machine is no defect of a page
_QUIET = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class _Handler(SimpleHTTPRequestHandler):
    """Serves a folder with the headers that the site names for it, without a word printed."""

    def end_headers(self) -> None:
        path = urlsplit(self.path).path.lstrip("/")
        for name, value in rule_of(path).headers.items():
            if name != "Cache-Control":  # tests serve several sites from one port after another
                self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base's name)
        pass


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium, else Playwright's own; skips where there is neither."""
    path = next(filter(None, map(shutil.which, _NAMES)), None)
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=path, args=_QUIET)
        except Error as error:
            pytest.skip(f"no Chromium: {error.message.splitlines()[0]}")
        yield browser
        browser.close()


@contextmanager
def _serving(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """Serve a folder on a free port of this machine; returns its address, ending in a slash."""
    with ExitStack() as stack:
        yield lambda folder: stack.enter_context(_serving(folder))


@pytest.fixture
def watched(chromium: Browser) -> Iterator[Watched]:
    """A page of 1280 × 900 px in a context of its own."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    yield watch(context.new_page())
    context.close()


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Watched]:
    """The same, on a screen of 390 × 844 px that is touched."""
    context = chromium.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    yield watch(context.new_page())
    context.close()


@pytest.fixture
def context(chromium: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Open contexts by need; all are closed at the end."""
    with ExitStack() as stack:

        def open_one(**settings: object) -> BrowserContext:
            context = chromium.new_context(**settings)  # type: ignore[arg-type]
            stack.callback(context.close)
            return context

        yield open_one


@pytest.fixture(scope="session")
def sample(sample_site: BuiltLibrary, serve: Callable[[Path], str]) -> str:
    """The site of the sample library, with its photos."""
    return serve(sample_site.out)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    """A site of nothing but the two search pages, their index and the pages they link to."""
    return serve(made_once(tmp_path_factory, "search", partial(_search_pages, lexicon=False)))


@pytest.fixture(scope="session")
def knowing(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    """The same site with words of the trade and names."""
    return serve(made_once(tmp_path_factory, "knowing", partial(_search_pages, lexicon=True)))


def _search_pages(folder: Path, lexicon: bool) -> None:
    from searching import LEXICON, write_site

    folder.mkdir()
    write_site(folder, folder.with_suffix(".cache"), LEXICON if lexicon else None)
