"""`serve`: the site in the browser, made anew whenever a file is saved, problems included."""

from __future__ import annotations

import argparse
import contextlib
import json
import threading
import traceback
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from watchfiles import watch

from casebook.check.report import render_report
from casebook.commands.check import checked
from casebook.commands.yearbook import found_books
from casebook.console import Console
from casebook.lock import alone
from casebook.paths import Paths
from casebook.problem import ProblemsError, RefusalError, Said
from casebook.publish import publish
from casebook.site.build import SiteInput, build_site
from casebook.site.engine import site_url_of
from casebook.site.inputs import load_site
from casebook.whole import whole_cache

_STATE = "/.preview/state"
_SCRIPT = "/.preview/preview.js"
_TAG = f'<script src="{_SCRIPT}" defer></script></body>'.encode()
_MISSING = b"<!doctype html><meta charset=utf-8><title>404</title><body></body>"
_CURRENT = Said(
    "有问题待改，网页已是最新内容", "There are problems; the pages show what was saved last"
)
_EARLIER = Said(
    "有错误待改，网页仍是上一次的内容", "There are errors; the pages show an earlier state"
)
_WAIT = 25.0  # seconds that a browser waits for news before it asks again


@dataclass
class Preview:
    """What the browsers are told: the number of the last build, and the problems it found.

    `title` says whether the pages show what was saved last, or an earlier state.
    """

    number: int = 0
    title: str = ""
    report: str = ""
    changed: threading.Condition = field(default_factory=threading.Condition)

    def announce(self, report: str, title: str = "") -> None:
        """Wake every browser that waits."""
        with self.changed:
            self.number += 1
            self.report = report
            self.title = title
            self.changed.notify_all()

    def after(self, number: int) -> str:
        """Wait for a build newer than `number`, and describe it as JSON."""
        with self.changed:
            self.changed.wait_for(lambda: self.number != number, _WAIT)
            news = {"number": self.number, "title": self.title, "report": self.report}
            return json.dumps(news)


def run(options: argparse.Namespace, paths: Paths, console: Console) -> int:
    """Serve a preview on this machine until it is interrupted; drafts are shown too."""
    folder = paths.cache / "preview"
    own = Paths(paths.root, folder)
    preview = Preview()
    handler = partial(_Handler, preview, paths.theme, directory=str(folder))
    with _server(options.port, handler) as server:
        with alone(paths, console), whole_cache(paths):
            pass  # what was spoiled since the last build goes, once
        make(own, preview, console)
        address = f"http://127.0.0.1:{server.server_port}/"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        console.say(Said(f"预览：{address}（按 Ctrl+C 结束）", f"preview: {address} (Ctrl+C ends)"))
        with contextlib.suppress(webbrowser.Error):
            webbrowser.open(address)
        places = [p for p in (paths.cases, paths.content, paths.theme) if p.is_dir()]
        for _ in watch(*places, paths.engine_settings, debounce=200, raise_interrupt=False):
            make(own, preview, console)
        server.shutdown()
    return 0


def _server(port: int, handler: Callable[..., _Handler]) -> ThreadingHTTPServer:
    try:
        return ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError as error:
        reason = error.strerror
        raise RefusalError(
            Said(
                f"端口 {port} 用不了（{reason}）；请用 --port 换一个，如 --port {port + 1}。",
                f"port {port} cannot be used ({reason}): choose another, --port {port + 1}.",
            )
        ) from error


def make(paths: Paths, preview: Preview, console: Console) -> None:
    """Build what can be built; what cannot is said in the browser, over the last good pages."""
    paths.out.mkdir(parents=True, exist_ok=True)
    current = False
    try:
        with alone(paths, console):
            report, current = _make(paths, console)
    except ProblemsError as error:
        report = render_report(error.problems, "text", console.locale)
    except RefusalError as error:
        report = error.said.to(console.locale)
    except Exception:  # a template being edited, a file that vanished: say it, keep serving
        report = traceback.format_exc()
    preview.announce(report, (_CURRENT if current else _EARLIER).to(console.locale))


def _make(paths: Paths, console: Console) -> tuple[str, bool]:
    """Publish what is free of faults; return the report, and whether the pages were made."""
    loaded, settings = load_site(paths)
    found = checked(loaded, console)
    report = render_report(found, "text", console.locale)
    broken = {problem.place.file.rpartition("/")[0] for problem in loaded.problems}
    if settings and not any(p.severity == "error" for p in loaded.problems):
        shown = frozenset({"draft", "approved", "published"})
        cases = tuple(c for c in loaded.library.cases if f"cases/{c.id}" not in broken)
        library = replace(loaded.library, shown=shown, cases=cases)
        url = site_url_of(paths.engine_settings)
        books = found_books(library, paths, url)
        publish(build_site(SiteInput(library, settings, paths, url, books), console), paths.out)
        return report, True
    return report, False


class _Handler(SimpleHTTPRequestHandler):
    """Serves the preview, with a script that reloads the page and shows the problems.

    It answers to its own names alone, so that no page from elsewhere can read drafts by giving
    its host's name this machine's address (DNS rebinding).
    """

    def __init__(self, preview: Preview, theme: Path, *args: object, directory: str) -> None:
        self._preview = preview
        self._theme = theme
        super().__init__(*args, directory=directory)  # type: ignore[arg-type]

    def handle(self) -> None:
        """Answer; a browser that goes away meanwhile is no fault."""
        with contextlib.suppress(ConnectionError):
            super().handle()

    def _is_own_host(self) -> bool:
        name = (self.headers.get("Host") or "").rpartition(":")[0]
        return name in ("127.0.0.1", "localhost")

    def do_HEAD(self) -> None:  # noqa: N802
        self.send_error(405)

    def do_GET(self) -> None:  # noqa: N802
        if not self._is_own_host():
            self.send_error(403)
            return
        path, _, query = self.path.partition("?")
        if path == _STATE:
            number = int(query) if query.isdecimal() and len(query) < 10 else -1
            self._send(self._preview.after(number).encode(), "application/json")
        elif path == _SCRIPT:
            script = self._theme / "site" / "preview" / "preview.js"
            self._send(script.read_bytes(), "text/javascript; charset=utf-8")
        elif (page := self._page(path)) is not None:
            content = (page or _MISSING).replace(b"</body>", _TAG)
            self._send(content, "text/html; charset=utf-8", 200 if page else 404)
        else:
            super().do_GET()

    def _page(self, path: str) -> bytes | None:
        """Return a page, empty where it is not (yet) there; None for any other file."""
        file = Path(self.translate_path(path))
        file = file / "index.html" if path.endswith("/") else file
        if file.suffix != ".html":
            return None
        return file.read_bytes() if file.is_file() else b""

    def _send(self, content: bytes, kind: str, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Keep the terminal for what the editor needs."""
