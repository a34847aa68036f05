"""What is read besides the library: the site's settings, editorial pages, an edition's own texts.

Looked at before anything is made, so that a file that cannot be read is a problem with a place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from casebook.load import Loaded, load_library
from casebook.model.library import Library
from casebook.paths import Paths
from casebook.problem import Place, Problem, ProblemsError, Said
from casebook.prose.bounds import read_prose
from casebook.prose.parse import parse_blocks
from casebook.site.settings import SiteSettings, load_settings
from casebook.source import Document, read_yaml
from casebook.suggest import suggestion, terms
from casebook.tokens import load_tokens
from casebook.words import load_words

# Of ASCII alone: it stands in QR codes, feeds and a server's settings (RFC 3986).
_ADDRESS = re.compile(r"https?://[A-Za-z0-9.:\[\]-]+(/[A-Za-z0-9._~/-]*)?")
_PAGE_NAME = re.compile("[a-z0-9]+(-[a-z0-9]+)*")
# Addresses at the site's root that are, or will be, the site's own (DESIGN, Addresses).
TAKEN = frozenset(
    {
        *("cases", "directions", "types", "regions", "programmes", "editions", "companies"),
        *("search", "api", "embed", "en", "index", "404"),
        *("coverage", "compare", "names", "reading-list", "translations", "data"),
        *(
            "assets",
            "covers",
            "media",
            "offprints",
            "pagefind",
            "plates",
            "previews",
            "reader",
            "server",
        ),
        *("feed", "llms", "oembed"),
    }
)


def load_site(paths: Paths) -> tuple[Loaded, SiteSettings | None]:
    """Return the library with the problems of all the site is made of, and the settings.

    The settings are None where they cannot be read, which is among the problems.
    """
    loaded = load_library(paths)
    settings, problems = load_inputs(loaded.library, paths)
    return loaded.with_problems(problems), settings


def load_inputs(library: Library, paths: Paths) -> tuple[SiteSettings | None, list[Problem]]:
    """Return the site's settings, and the problems of every file outside the library."""
    settings, problems = load_settings(paths.content)
    if settings:
        problems += _directions(settings, library, paths)
    return settings, [*problems, *_theme(paths), *_texts(paths), *_engine_settings(paths)]


def _directions(settings: SiteSettings, library: Library, paths: Paths) -> Iterator[Problem]:
    """Yield a problem where no programme gives the site its directions.

    A programme that is there and cannot be read has a problem of its own.
    """
    named = paths.content / "programmes" / f"{settings.directions}.yaml"
    programme = library.programmes.get(settings.directions)
    if (programme and programme.directions) or (programme is None and named.is_file()):
        return
    known = tuple(sorted(p.id for p in library.programmes.values() if p.directions))
    path = paths.content / "site.yaml"
    document, _ = read_yaml(paths.content.parent, path)
    yield Problem(
        document.place("directions") if document else Place("content/site.yaml"),
        "site-settings",
        Said(
            f"没有带选树方向的批次“{settings.directions}”",
            f"there is no programme '{settings.directions}' with directions",
        ),
        suggestion(settings.directions, terms(known)),
        value=settings.directions,
        allowed=known,
    )


def _theme(paths: Paths) -> Iterator[Problem]:
    for load in (load_words, load_tokens):
        try:
            load(paths.theme)
        except ProblemsError as error:
            yield from error.problems


def _texts(paths: Paths) -> Iterator[Problem]:
    content = paths.content
    for path in sorted(content.glob("editions/*/*.md")):
        yield from read_prose(content.parent, path)[1]
    for path in sorted(content.glob("pages/*/*.md")):
        yield from _page(path, content.parent)


def _page(path: Path, root: Path) -> Iterator[Problem]:
    """An editorial page has an address of its own, and no HTML."""
    file = path.relative_to(root).as_posix()
    if path.stem in TAKEN or not _PAGE_NAME.fullmatch(path.stem):
        yield Problem(
            Place(file),
            "page-name",
            Said(f"“{path.stem}”不能作网页的名字", f"'{path.stem}' cannot be a page's name"),
            Said(
                "文件名就是网址：只用小写字母、数字和短横线，也不能与网站的栏目同名（如 cases）。",
                "The file's name is the address: lower-case letters, digits and hyphens, and none "
                "of the site's own, such as cases.",
            ),
            value=path.stem,
        )
    source, problems = read_prose(root, path)
    yield from problems
    nodes = (node for block in parse_blocks(source or "") for node in block.walk())
    for node in (n for n in nodes if n.kind == "html"):
        shown = node.text.strip().partition("\n")[0]
        yield Problem(
            Place(file, node.line),
            "raw-html",
            Said(f"网页里不能写 HTML：“{shown}”", f"HTML is not allowed: '{shown}'"),
            Said(
                "请改用 Markdown；确要写“<”时请写作“\\<”。",
                "Use Markdown; for a plain '<' write '\\<'.",
            ),
            value=shown,
        )


def _navigation(document: Document, nav: object, content: Path) -> Iterator[Problem]:
    """The links at the foot of every page lead to editorial pages that are there."""
    pages = tuple(sorted({path.stem for path in content.glob("pages/*/*.md")}))
    for i, entry in enumerate(nav if isinstance(nav, list) else ()):
        name = entry.removesuffix("/index.md") if isinstance(entry, str) else ""
        if entry == "index.md" or name in pages:
            continue
        yield Problem(
            document.place("nav", i),
            "site-settings",
            Said(f"没有“{entry}”这个网页", f"there is no page '{entry}'"),
            Said(
                f"每项写作“名称/index.md”，名称是 content/pages/ 下的文件名：{'、'.join(pages)}。",
                f"Write <name>/index.md, a file of content/pages/. Known: {', '.join(pages)}.",
            ),
            value=str(entry),
            allowed=pages,
        )


def _engine_settings(paths: Paths) -> Iterator[Problem]:
    settings = paths.engine_settings
    document, problems = read_yaml(settings.parent, settings)
    yield from problems
    tree = document.tree if document else None
    if document and isinstance(tree, dict) and settings.parent == paths.root:
        yield from _navigation(document, tree.get("nav"), paths.content)
    url = tree.get("site_url") if isinstance(tree, dict) else None
    if document and not (isinstance(url, str) and _ADDRESS.fullmatch(url)):
        yield Problem(
            document.place("site_url"),
            "site-settings",
            Said("没有填写 site_url，或写的不是网址", "site_url is missing, or is no address"),
            Said(
                "请写网站的网址，如 site_url: https://cases.example.org/（二维码要用）；"
                "中文域名写成 xn-- 开头的形式。",
                "Write the site's address: site_url: https://cases.example.org/ (for QR codes); "
                "a Chinese domain in its xn-- form.",
            ),
        )
