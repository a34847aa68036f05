"""Make the copy: every page of the finished site, what pages ask for, a way to open it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fnmatch import fnmatch
from functools import cache
from html import escape
from pathlib import Path

from casebook.offline.addresses import INDEX, Addresses
from casebook.offline.names import unfit_names
from casebook.offline.page import CopiedPage, Surroundings, script_of
from casebook.offline.scripts import join_modules, order_of
from casebook.offline.shards import bytes_of, gather_shards
from casebook.offline.start import FILES, gather_start, up_to
from casebook.problem import Locale, ProblemsError
from casebook.publish import Tree
from casebook.site.links import PREFIX
from casebook.words import Words

_READER = "fetched"  # the module that reads files
_DRAWN = "covers/"  # pictures for which scripts ask
_SAID = ("failed", "unread")  # by scripts, where a file cannot be read
_STYLE = "assets/casebook.*.css"


def build_copy(
    site: Mapping[str, bytes | Path], url: str, theme: Path, words: Words, newest: date | None
) -> Tree:
    """Return the files of the copy by their paths in its folder.

    `site` is the tree of a finished site, `url` its address on the network, `newest` the day on
    which its newest case was published. Only what a page leads to is taken over, so that nothing
    for servers and programs comes along. Raises ProblemsError for names that Windows refuses.
    """
    sources = _sources(theme)
    surroundings = Surroundings(
        Addresses(site.keys(), url),
        reads=cache(lambda modules: _READER in order_of(modules, sources)),
        note=lambda path: _note(words, url, path, newest),
        words=lambda path: {key: words.say(f"offline.{key}", _locale(path)) for key in _SAID},
    )
    pages = [
        CopiedPage.of(path, bytes_of(content).decode(), surroundings)
        for path, content in site.items()
        if path.endswith(".html")
    ]
    files: Tree = {page.path: page.html.encode() for page in pages}
    asked = {path for page in pages for path in page.asks}
    asked.update(path for path in site if path.startswith(_DRAWN))
    files.update({path: site[path] for path in asked - files.keys()})
    for modules in {page.modules for page in pages if page.modules}:
        files[script_of(modules)] = join_modules(modules, sources).encode()
    files.update(gather_shards(site))
    tree: Tree = {f"{FILES}{path}": content for path, content in files.items()}
    (style,) = (path for path in site if fnmatch(path, _STYLE))
    tree.update(gather_start(words, style, newest))
    if unfit := list(unfit_names(tree)):
        raise ProblemsError(unfit)
    return tree


def _sources(theme: Path) -> dict[str, str]:
    """Return the scripts' modules by their names; some are others in a copy."""
    folders = (theme / "site" / "modules", theme / "site" / "offline")
    return {
        path.stem: path.read_text(encoding="utf-8")
        for folder in folders
        for path in sorted(folder.glob("*.js"))
    }


def _locale(page: str) -> Locale:
    return "en" if page.startswith(PREFIX["en"]) else "zh"


def _note(words: Words, url: str, page: str, newest: date | None) -> str:
    """Return the line of the colophon that says it is a copy, and names the page on the site."""
    locale = _locale(page)
    address = f"{url}{page.removesuffix(INDEX)}"
    before, after = words.say("offline.page", locale, address="\0").split("\0")
    link = f'<a href="{escape(address)}">{escape(address)}</a>'
    said = f"{escape(up_to(words, locale, newest))} {escape(before)}{link}{escape(after)}"
    return f'<p class="colophon-note">{said}</p>\n    '
