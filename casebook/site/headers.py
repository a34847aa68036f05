"""What a server should say beside each file: one table of rules for security and caching.

Every page also carries its policy in a `<meta>`, for servers that say nothing of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from casebook.manifest import MANIFEST
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
BY_PREFIX = {path: rule for rule in RULES for path in rule.paths}


def rule_of(path: str) -> Rule:
    """Return the rule of a path of the site: the one that names the most of it."""
    return BY_PREFIX[max((p for p in BY_PREFIX if path.startswith(p)), key=len)]
