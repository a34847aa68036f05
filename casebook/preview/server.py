"""The server of a preview: its files, and what lets a page know that it has become another."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from casebook.inside import LONGEST
from casebook.preview.news import Preview
from casebook.problem import RefusalError, Said

_STATE = "/.preview/state"
_SCRIPT = "/.preview/preview.js"
_MISSING = b"<!doctype html><meta charset=utf-8><title>404</title><body></body>"


def serve_at(port: int, preview: Preview, theme: Path, folder: Path) -> ThreadingHTTPServer:
    """Return a server of a preview's folder on this machine alone; raises RefusalError."""
    handler = partial(Handler, preview, theme, directory=str(folder))
    return _server(port, handler)


def _server(port: int, handler: Callable[..., Handler]) -> ThreadingHTTPServer:
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


class Handler(SimpleHTTPRequestHandler):
    """Serves the preview, with a script that reloads a page when it changes and shows problems.

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
        file = self._file(path)
        if not _can_exist(file):
            self.send_error(404)
            return
        if path == _STATE:
            self._send(self._news(query), "application/json")
        elif path == _SCRIPT:
            script = self._theme / "site" / "preview" / "preview.js"
            self._send(script.read_bytes(), "text/javascript; charset=utf-8")
        elif file.suffix == ".html":
            page = self._page(file)
            tag = f'<script src="{_SCRIPT}" data-page="{_digest(page)}" defer></script></body>'
            content = (page or _MISSING).replace(b"</body>", tag.encode())
            self._send(content, "text/html; charset=utf-8", 200 if page else 404)
        elif (ahead := self._ahead(file)) is not None:
            self._send(ahead, self.guess_type(file))
        else:
            super().do_GET()

    def _news(self, query: str) -> bytes:
        """Answer `<number of the last news>&<digest of the page>&<path of the page>`.

        What the browser shows is `stale` where the page is not what it was when it was sent.
        """
        said, _, rest = query.partition("&")
        digest, _, path = rest.partition("&")
        number = int(said) if said.isdecimal() and len(said) < 10 else -1
        file = self._file(path or "/")
        news = self._preview.after(number, self._name(file))
        is_stale = bool(digest) and _digest(self._page(file)) != digest
        return json.dumps({**news, "stale": is_stale}).encode()

    def _file(self, path: str) -> Path:
        """Return the file that an address stands for; that of a folder is its page."""
        file = Path(self.translate_path(path))
        return file / "index.html" if path.endswith("/") else file

    def _name(self, file: Path) -> str:
        return file.relative_to(self.directory).as_posix()

    def _ahead(self, file: Path) -> bytes | None:
        content = self._preview.ahead.get(self._name(file))
        return content.read_bytes() if isinstance(content, Path) else content

    def _page(self, file: Path) -> bytes:
        """Return a page, empty where it is not (yet) there."""
        ahead = self._ahead(file)
        return ahead if ahead is not None else file.read_bytes() if file.is_file() else b""

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


def _can_exist(file: Path) -> bool:
    """Return whether a disk can hold an address: not with a NUL, not above 255 bytes a name."""
    return all("\0" not in part and len(os.fsencode(part)) <= LONGEST for part in file.parts)


def _digest(page: bytes) -> str:
    return hashlib.sha256(page).hexdigest()[:16]
