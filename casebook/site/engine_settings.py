"""What `mkdocs.yml` may hold: the site's address and the links at the foot of every page.

The rest keeps the engine to putting the chrome around finished pages. A plugin, a hook or an
extension would do more, unseen by any check, so a setting that is not ours is refused by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from casebook.model.base import Model
from casebook.paths import Paths
from casebook.problem import Problem, Said
from casebook.source import Document, read_yaml
from casebook.validate import validate

RULE = "site-settings"
Level = Literal["ignore", "info", "warn"]

# Of ASCII alone: it stands in QR codes, feeds and a server's settings (RFC 3986).
_ADDRESS = re.compile(r"https?://[A-Za-z0-9.:\[\]-]+(/[A-Za-z0-9._~/-]*)?")


class _Theme(Model):
    name: Literal["material"]
    custom_dir: Literal["theme/chrome"]
    font: Literal["false"]


class _Validation(Model):
    nav: dict[str, Level] = {}


class _Settings(Model):
    """The settings of https://www.mkdocs.org/user-guide/configuration/ that may be written."""

    site_name: str | None = None
    site_url: Any = None
    use_directory_urls: Literal["true"] = "true"
    theme: _Theme | None = None
    plugins: tuple[()] = ()
    markdown_extensions: tuple[()] = ()
    nav: Any = None
    validation: _Validation | None = None


def engine_settings_faults(paths: Paths) -> Iterator[Problem]:
    """Yield what is wrong with `mkdocs.yml`, each fault at its place."""
    settings = paths.engine_settings
    document, problems = read_yaml(settings.parent, settings)
    yield from problems
    if document is None:
        return
    yield from validate(document, _Settings, RULE)[1]
    tree = document.tree if isinstance(document.tree, dict) else {}
    if settings.parent == paths.root:
        yield from _navigation(document, tree.get("nav"), paths.content)
    url = tree.get("site_url")
    if not (isinstance(url, str) and _ADDRESS.fullmatch(url)):
        yield Problem(
            document.place("site_url"),
            RULE,
            Said("没有填写 site_url，或写的不是网址", "site_url is missing, or is no address"),
            Said(
                "请写网站的网址，如 site_url: https://cases.example.org/（二维码要用）；"
                "中文域名写成 xn-- 开头的形式。",
                "Write the site's address: site_url: https://cases.example.org/ (for QR codes); "
                "a Chinese domain in its xn-- form.",
            ),
        )


def _navigation(document: Document, nav: object, content: Path) -> Iterator[Problem]:
    """The links at the foot of every page lead to editorial pages that are there."""
    pages = tuple(sorted({path.stem for path in content.glob("pages/*/*.md")}))
    if not isinstance(nav, list | None):
        yield Problem(
            document.place("nav"),
            RULE,
            Said("“nav”应写成列表，一条一行", "'nav' should be a list"),
            _names(pages),
        )
    for i, entry in enumerate(nav if isinstance(nav, list) else ()):
        name = entry.removesuffix("/index.md") if isinstance(entry, str) else ""
        if entry == "index.md" or name in pages:
            continue
        shown = entry if isinstance(entry, str) else ""
        yield Problem(
            document.place("nav", i),
            RULE,
            Said(f"没有“{shown}”这个网页", f"there is no page '{shown}'")
            if shown
            else Said("这一项不是网页的名称", "this is no page's name"),
            _names(pages),
            value=shown,
            allowed=pages,
        )


def _names(pages: tuple[str, ...]) -> Said:
    """Say how a page is named, and which pages there are."""
    return Said(
        "每项写作“- 名称/index.md”，名称是 content/pages/ 下的文件名；"
        + (f"目前有：{'、'.join(pages)}。" if pages else "那里还没有网页。"),
        "Write '- <name>/index.md', a file of content/pages/. "
        + (f"Known: {', '.join(pages)}." if pages else "There is none yet."),
    )
