"""What a server should say beside the files: security headers, caching, moved and gone addresses.

One table of rules, written as `_headers` and `_redirects`, which static hosts read, and as
`server/nginx.conf`, to be included in a `server` block of nginx. Every page also carries its policy
in a `<meta>`, for servers that say nothing of it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from casebook.addresses import moved, withdrawn
from casebook.manifest import MANIFEST
from casebook.model.library import Library
from casebook.problem import LOCALES
from casebook.site.links import PREFIX
from casebook.sums import SUMS

_DAY, _YEAR = 86_400, 31_536_000  # seconds

_SAFE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), browsing-topics=()",
}
_FOR_ALL = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}


def policy(*, search: bool = False) -> str:
    """Return the Content-Security-Policy that a page carries (https://www.w3.org/TR/CSP3/).

    Everything comes from the site itself; no script, style or handler is written into a page, and
    no script may turn a text into HTML (https://www.w3.org/TR/trusted-types/).
    `search` is for pages that run Pagefind, which compiles its engine.
    """
    scripts = "'self' 'wasm-unsafe-eval'" if search else "'self'"
    return (
        f"default-src 'none'; script-src {scripts}; style-src 'self'; img-src 'self'; "
        "media-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    )


@dataclass(frozen=True, slots=True)
class Rule:
    """The headers of everything below a path, counted from a language's root where `pages`."""

    path: str
    headers: Mapping[str, str]
    pages: bool = False

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths from the root of the site."""
        return tuple(f"{PREFIX[x]}{self.path}" for x in LOCALES) if self.pages else (self.path,)


def _page(framed_by: str = "'none'", *, search: bool = False) -> dict[str, str]:
    full = f"{policy(search=search)}; frame-ancestors {framed_by}"
    opener = {} if framed_by == "*" else {"Cross-Origin-Opener-Policy": "same-origin"}
    return {**_SAFE, **opener, "Content-Security-Policy": full, "Cache-Control": "no-cache"}


def _file(caching: str) -> dict[str, str]:
    return {**_SAFE, **_FOR_ALL, "Cache-Control": caching}


_FOR_EVER = _file(f"public, max-age={_YEAR}, immutable")  # the name changes with the content
_FOR_A_DAY = _file(f"public, max-age={_DAY}")
_FRESH = _file("no-cache")

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

# Where files keep their names as long as their content: those that a page, once open, asks for.
LASTING = ("assets/", "media/", "pagefind/")
_TABLES = ("data/cases.csv", "data/cases.xlsx", "data/datapackage.json", "data/measures.csv")

RULES = (
    Rule("", _page(), pages=True),
    Rule("search/", _page(search=True), pages=True),
    Rule("embed/", _page("*"), pages=True),
    Rule("assets/", _FOR_EVER),
    Rule("media/", _FOR_EVER),
    Rule("pagefind/", _FRESH),
    Rule("pagefind/text/", _FOR_EVER),
    Rule("pagefind/index/", _FOR_EVER),
    *(Rule(path, _FOR_A_DAY) for path in ("covers/", "offprints/", "previews/", "plates/")),
    *(Rule(path, _FRESH, pages=True) for path in ("oembed/", "feed.xml")),
    *(Rule(path, _FRESH) for path in ("api/", "reader/", MANIFEST, SUMS, *_TABLES)),
)
_BY_PREFIX = {path: rule for rule in RULES for path in rule.paths}


def rule_of(path: str) -> Rule:
    """Return the rule of a path of the site: the one that names the most of it."""
    return _BY_PREFIX[max((p for p in _BY_PREFIX if path.startswith(p)), key=len)]


def gather_headers(paths: Iterable[str], library: Library, site_url: str) -> dict[str, bytes]:
    """Return the files for servers by their path; `paths` are all the others of the site."""
    root = urlsplit(site_url).path.rstrip("/")
    return {
        "_headers": "\n".join(_static_rules(paths, root)).encode() + b"\n",
        "_redirects": "".join(
            f"{root}/{old}* {root}/{new}:splat 301\n" for old, new in _moved(library)
        ).encode(),
        "server/nginx.conf": ("\n".join(_nginx(library, root)) + "\n").encode(),
    }


def _static_rules(paths: Iterable[str], root: str) -> Iterator[str]:
    """Yield patterns of which only one fits any path: hosts join the headers of all that fit."""
    for pattern in sorted(_patterns("", sorted(paths))):
        yield f"{root}/{pattern}"
        for name, value in rule_of(pattern.removesuffix("*")).headers.items():
            yield f"  {name}: {value}"


def _patterns(folder: str, paths: list[str]) -> Iterator[str]:
    if folder and not any(p != folder and p.startswith(folder) for p in _BY_PREFIX):
        yield f"{folder}*"
        return
    yield folder
    below: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        name, slash, _ = path.removeprefix(folder).partition("/")
        below[f"{folder}{name}{slash}"].append(path)
    for name, inside in below.items():
        if name.endswith("/"):
            yield from _patterns(name, inside)
        else:
            yield name


def _moved(library: Library) -> Iterator[tuple[str, str]]:
    """Yield every former address and the one it leads to, in each language; all end in `/`."""
    for old, new in moved(library).items():
        for locale in LOCALES:
            yield f"{PREFIX[locale]}{old[1:]}", f"{PREFIX[locale]}{new[1:]}"


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


def _nginx(library: Library, root: str) -> Iterator[str]:
    yield _NGINX_HEAD
    yield f"charset_types {' '.join(kind for kind in _TYPES if kind in _TEXTS)};"
    yield "types {"
    for kind, suffixes in _TYPES.items():
        yield f"    {kind} {suffixes};"
    yield "}"
    yield f"error_page 404 {root}/404.html;"
    for path in sorted(_BY_PREFIX):
        exact = "= " if path and not path.endswith("/") else ""
        yield f"location {exact}{root}/{path} {{"
        if path == "en/":
            yield f"    error_page 404 {root}/en/404.html;"
        if path.startswith(LASTING):
            yield "    try_files $uri @previous;"
        if path == SUMS:
            yield "    default_type text/plain;"
        yield from _nginx_headers(_BY_PREFIX[path])
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
    for old, new in _moved(library):
        yield f"rewrite ^{re.escape(f'{root}/{old}')}(.*)$ {root}/{new}$1 permanent;"
    yield "# withdrawn: the page that says so, with the status for gone"
    for address in withdrawn(library):
        for locale in LOCALES:
            page = f"{root}/{PREFIX[locale]}{address[1:]}"
            yield f"location = {page} {{ error_page 410 {page}index.html; return 410; }}"


def _nginx_headers(rule: Rule) -> Iterator[str]:
    for name, value in rule.headers.items():
        yield f'    add_header {name} "{value}" always;'
