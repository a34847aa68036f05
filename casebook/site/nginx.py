"""The rules for nginx, to be included in a `server` block: types, headers, moved and gone pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from casebook.problem import LOCALES
from casebook.site.headers import BY_PREFIX, LASTING, Rule, rule_of
from casebook.site.links import PREFIX
from casebook.sums import SUMS

_TYPES = {
    "text/html": "html",
    "text/css": "css",
    "text/javascript": "js mjs",
    "text/plain": "txt",
    "text/markdown": "md",
    "text/csv": "csv",
    "text/vtt": "vtt",
    "application/json": "json",
    "application/manifest+json": "webmanifest",
    "application/xml": "xml",
    "application/pdf": "pdf",
    "application/epub+zip": "epub",
    "application/gzip": "gz",
    "application/zip": "zip",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "image/svg+xml": "svg",
    "image/avif": "avif",
    "image/webp": "webp",
    "image/jpeg": "jpg jpeg",
    "image/png": "png",
    "video/mp4": "mp4",
    "video/webm": "webm",
}
_TEXTS = frozenset(
    {
        *("text/css", "text/csv", "text/javascript", "text/markdown", "text/plain", "text/vtt"),
        *("application/json", "application/manifest+json", "application/xml"),
    }
)
_NGINX_HEAD = """\
# include this file in a server block whose root is the folder of the site (docs/deploy.md)
# https://nginx.org/en/docs/http/ngx_http_core_module.html
index index.html;
charset utf-8;
absolute_redirect off;
gzip_static on;
gzip_vary on;
default_type application/octet-stream;
# what a page that is still open asks for, and the site no longer holds, is kept beside it
if ($document_root ~ "^(.*)/([^/]+)/?$") { set $previous "$1/.$2.previous"; }"""


def nginx_lines(root: str, leads: Iterable[tuple[str, str]], gone: Iterable[str]) -> Iterator[str]:
    """Yield the lines of the file for a site below `root`, which is empty or begins with `/`.

    `leads` are the former paths and where they lead, `gone` the addresses of withdrawn cases.
    """
    yield _NGINX_HEAD
    yield f"charset_types {' '.join(kind for kind in _TYPES if kind in _TEXTS)};"
    yield "types {"
    for kind, suffixes in _TYPES.items():
        yield f"    {kind} {suffixes};"
    yield "}"
    yield f"error_page 404 {root}/404.html;"
    for path in sorted(BY_PREFIX):
        exact = "= " if path and not path.endswith("/") else ""
        yield f"location {exact}{root}/{path} {{"
        if path == "en/":
            yield f"    error_page 404 {root}/en/404.html;"
        if path.startswith(LASTING):
            yield "    try_files $uri @previous;"
        if path == SUMS:
            yield "    default_type text/plain;"
        yield from _nginx_headers(BY_PREFIX[path])
        yield "}"
    yield "location @previous {"
    yield "    root $previous;"
    yield from _nginx_headers(rule_of(LASTING[0]))
    yield "}"
    yield "# what only servers read, and what is no part of a site"
    for path in ("server/", "_headers", "_redirects"):
        yield f"location ^~ {root}/{path} {{ return 404; }}"
    yield "location ~ /\\.(?!well-known/) { return 404; }"
    yield "# moved"
    for old, new in leads:
        yield f"rewrite ^{re.escape(f'{root}/{old}')}(.*)$ {root}/{new}$1 permanent;"
    yield "# withdrawn: the page that says so, with the status for gone"
    for address in gone:
        for locale in LOCALES:
            page = f"{root}/{PREFIX[locale]}{address[1:]}"
            yield f"location = {page} {{ error_page 410 {page}index.html; return 410; }}"


def _nginx_headers(rule: Rule) -> Iterator[str]:
    for name, value in rule.headers.items():
        yield f'    add_header {name} "{value}" always;'
