"""nginx with the server that docs/deploy.md shows, on a port of this machine."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple

import pytest

from casebook.paths import HOME

_BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
_CONFIG = """
{module}
daemon off;
pid {folder}/nginx.pid;
error_log stderr;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
    uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
{server}
}}
"""


class Answer(NamedTuple):
    """What a server answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def has_brotli() -> bool:
    """Whether the module that sends files compressed with Brotli is installed."""
    return _BROTLI.is_file()


def documented(port: int, site: Path) -> str:
    """Return the second server of docs/deploy.md, at this machine's address, without TLS."""
    text = (HOME / "docs" / "deploy.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```nginx\n(.*?)```", text, re.DOTALL)
    server = block[block.index("server {", 1) :]
    kept = [line for line in server.splitlines() if not re.match(r"\s*(listen|ssl_)", line)]
    if not has_brotli():
        kept = [line for line in kept if "brotli_static" not in line]
    said = "\n".join(kept).replace("/srv/cases/site", str(site))
    return said.replace("server {", f"server {{\n    listen 127.0.0.1:{port};", 1)


@contextmanager
def nginx_serving(site: Path, folder: Path) -> Iterator[int]:
    """Serve a site as documented; gives the port. Skips where nginx is not installed."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if program is None:
        pytest.skip("nginx is not installed")
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]
    module = f"load_module {_BROTLI};" if has_brotli() else ""
    config = folder / "nginx.conf"
    said = _CONFIG.format(folder=folder, module=module, server=documented(port, site))
    config.write_text(said, encoding="utf-8")
    _readable(site)
    process = subprocess.Popen([program, "-c", str(config)], stderr=subprocess.PIPE, text=True)
    try:
        _wait_for(port, process)
        yield port
    finally:
        process.terminate()
        process.communicate(timeout=60)


def _readable(folder: Path) -> None:
    """Let nginx's workers, which run as nobody where it was started by root, reach the site."""
    for path in (folder, *folder.parents):
        if str(path).count("/") > 1 and path.owner() == Path.home().owner():
            path.chmod(path.stat().st_mode | 0o755)


def _wait_for(port: int, process: subprocess.Popen[str]) -> None:
    for _ in range(2400):
        if process.poll() is not None:
            pytest.fail(f"nginx refused: {process.stderr.read() if process.stderr else ''}")
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.05)
    pytest.fail("nginx did not answer")


def ask(port: int, path: str, headers: Mapping[str, str] | None = None) -> Answer:
    """Ask a server of this machine for a path, which is sent as it stands."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.putrequest("GET", path, skip_accept_encoding=True)
        for name, value in (headers or {}).items():
            connection.putheader(name, value)
        connection.endheaders()
        answer = connection.getresponse()
        return Answer(answer.status, dict(answer.getheaders()), answer.read())
    finally:
        connection.close()
