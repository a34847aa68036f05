"""A page of the site as a page of the copy: links to files, scripts of the old kind, its policy."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape, unescape

from casebook.offline.addresses import INDEX, Addresses, root_of
from casebook.offline.policy import policy_of

# The pages are our own and written in one way: names in small letters, values in quotation marks,
# "<" and ">" of texts as entities.
_TAG = re.compile(r'<([a-z][a-z0-9]*)((?:\s+[^\s"<>/=]+(?:="[^"]*")?)*)\s*(/?)>')
_ATTRIBUTE = re.compile(r'([^\s"<>/=]+)(?:="([^"]*)")?')
_MODULE = re.compile(r'<script type="module" src="([^"]*/)?([^"/]+)\.js"></script>\n?')
_REFRESH = re.compile(r"(\d+; url=)(.+)", re.DOTALL)
_ADDRESSES = ("href", "src", "poster", "action")
_CONCERNED = re.compile(rf"\b({'|'.join(_ADDRESSES)}|srcset|data-words)=")
_LINKS = ("icon", "stylesheet")  # of a page's head; the others are for programs

Attributes = dict[str, str | None]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What all pages share.

    `reads` says whether modules of these names read files, `note` is the HTML before the last line
    of a page, given its path, `words` take the place of words of the same name that scripts say.
    """

    addresses: Addresses
    reads: Callable[[tuple[str, ...]], bool]
    note: Callable[[str], str]
    words: Callable[[str], Mapping[str, str]]


@dataclass(slots=True)
class CopiedPage:
    """A page of the copy: `asks` are the files of the site that it needs, `modules` its scripts."""

    path: str
    surroundings: Surroundings
    html: str = ""
    modules: tuple[str, ...] = ()
    asks: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, path: str, html: str, surroundings: Surroundings) -> CopiedPage:
        """Rewrite a page of the site, which is known by its path."""
        page = cls(path, surroundings)
        page.modules = tuple(match[2] for match in _MODULE.finditer(html))
        script = f'<script src="{root_of(path)}{script_of(page.modules)}" defer></script>\n'
        joined = iter([script])  # in the place of the first one
        page.html = _TAG.sub(page._tag, _MODULE.sub(lambda _: next(joined, ""), html))
        return page

    def _tag(self, match: re.Match[str]) -> str:
        """Write a tag anew where something in it is different in the copy."""
        name, given = match[1], match[2]
        if name not in _ELEMENTS and not _CONCERNED.search(given):
            return match[0]
        attributes: Attributes = {
            key: None if value is None else unescape(value)
            for key, value in ((m[1], m[2]) for m in _ATTRIBUTE.finditer(given))
        }
        before = dict(attributes)
        text = _ELEMENTS[name](self, attributes) if name in _ELEMENTS else ""
        if text is None:
            return ""
        self._lead(attributes)
        if attributes == before:
            return text + match[0]
        said = "".join(
            f" {key}" if value is None else f' {key}="{escape(value)}"'
            for key, value in attributes.items()
        )
        return f"{text}<{name}{said}{match[3]}>"

    def _lead(self, attributes: Attributes) -> None:
        for key in _ADDRESSES:
            if value := attributes.get(key):
                attributes[key] = self._led(value)
        if several := attributes.get("srcset"):
            attributes["srcset"] = ", ".join(map(self._led_one, several.split(", ")))
        if words := attributes.get("data-words"):
            attributes["data-words"] = self._said(words)

    def _led(self, address: str) -> str:
        led = self.surroundings.addresses.led(self.path, address)
        if led.file:
            self.asks.add(led.file)
        return led.address

    def _led_one(self, candidate: str) -> str:
        address, space, size = candidate.strip().partition(" ")
        return f"{self._led(address)}{space}{size}"

    def _said(self, words: str) -> str:
        """Replace words of a script; what is no list of words stays."""
        if not words.startswith('{"'):
            return words
        known = self.surroundings.words(self.path)
        return json.dumps({k: known.get(k, v) for k, v in json.loads(words).items()})


def script_of(modules: tuple[str, ...]) -> str:
    """Return the path of the script that runs these modules."""
    return f"assets/{'.'.join(modules)}.js"


def _html(page: CopiedPage, attributes: Attributes) -> str:
    """Tell the scripts that pages are files, where the root is, and where the site is."""
    attributes["data-index"] = INDEX
    attributes["data-root"] = root_of(page.path)
    attributes["data-live"] = page.surroundings.addresses.url
    return ""


def _meta(page: CopiedPage, attributes: Attributes) -> str:
    kind, content = attributes.get("http-equiv"), attributes.get("content") or ""
    if kind == "Content-Security-Policy":
        attributes["content"] = policy_of(content, reads=page.surroundings.reads(page.modules))
    elif kind == "refresh" and (match := _REFRESH.fullmatch(content)):
        attributes["content"] = match[1] + page._led(match[2])
    return ""


def _link(page: CopiedPage, attributes: Attributes) -> str | None:
    """Leave out links for programs, but for those that name the page's address on the network."""
    own = attributes.get("rel") in _LINKS or "://" in (attributes.get("href") or "")
    return "" if own else None


def _paragraph(page: CopiedPage, attributes: Attributes) -> str:
    return page.surroundings.note(page.path) if attributes.get("class") == "colophon-note" else ""


def _track(page: CopiedPage, attributes: Attributes) -> str:
    """Have captions read by a script: from a folder no browser takes a track."""
    if address := attributes.pop("src", None):
        attributes["data-captions"] = address
    return ""


# What is put before the tag of such an element, None where it is left out.
_ELEMENTS: Mapping[str, Callable[[CopiedPage, Attributes], str | None]] = {
    "html": _html,
    "meta": _meta,
    "link": _link,
    "p": _paragraph,
    "track": _track,
}
