"""Where a link of a page leads in the copy: to a file, or to the site on the network."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

INDEX = "index.html"
# What only programs ask for, over the network: the copy has none of it and leads to the site's.
SERVED = re.compile(r"(en/)?(api/|oembed/|feed\.xml|sitemap\.xml|robots\.txt|llms\.txt)")
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//|#|\?|$", re.IGNORECASE)
_PARTS = re.compile(r"([^?#]*)(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Led:
    """A link as the copy writes it, and the file of the site that it leads to, if there is one."""

    address: str
    file: str = ""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Leads the links of pages; `files` are the paths of the site, `url` is its address."""

    files: Collection[str]
    url: str

    def led(self, page: str, address: str) -> Led:
        """Return what an address of a page, given by its path, becomes in the copy.

        Links to other hosts, to passages of the page and to nothing at all stay as they are.
        """
        if _ELSEWHERE.match(address):
            return Led(address)
        path, rest = _parts(address)
        base = urlsplit(self.url).path
        if path.startswith("/"):  # of the page for what is not found, which has no place of its own
            path = root_of(page) + path.removeprefix(base)
        target = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(path)))
        if path.endswith(("/", "/.", "/..")) or path in (".", ".."):
            path = f"{path.rstrip('/')}/{INDEX}"
            target = posixpath.normpath(f"{target}/{INDEX}")
        if SERVED.match(target):
            return Led(f"{self.url}{target.removesuffix(INDEX)}{rest}")
        return Led(path + rest, target) if target in self.files else Led(address)


def _parts(address: str) -> tuple[str, str]:
    match = _PARTS.fullmatch(address)
    assert match
    return match[1], match[2]


def root_of(page: str) -> str:
    """Return the way from a page to the root of the site, ending in a slash."""
    return "../" * page.count("/") or "./"
