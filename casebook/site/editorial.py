"""The editorial pages: Markdown of the editors, under the same file names in each language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from markupsafe import Markup

from casebook.model.base import Localized
from casebook.problem import LOCALES, Locale, Place
from casebook.prose import Node
from casebook.prose.bounds import read_prose
from casebook.prose.nodes import parse_nodes
from casebook.site.links import HTML_LANG, Links
from casebook.site.page import Page
from casebook.site.prose_html import HtmlProse
from casebook.site.world import World


def editorial_pages(world: World, locale: Locale) -> Iterator[Page]:
    """Yield `/<name>/` for every file of `content/pages/`; a missing translation falls back."""
    folder = world.content / "pages"
    names = sorted({path.stem for x in LOCALES for path in (folder / x).glob("*.md")})
    for name in names:
        wanted, other = folder / locale / f"{name}.md", LOCALES[1 - LOCALES.index(locale)]
        actual = locale if wanted.is_file() else other
        path = folder / actual / f"{name}.md"
        source, _ = read_prose(world.content.parent, path)
        file = path.relative_to(world.content.parent).as_posix()
        stale = bool(world.translations[f"pages/{name}"].are("stale"))
        yield _page(source or "", file, locale, actual, stale)


def titles_of(world: World) -> dict[str, Localized]:
    """Return the titles of the editorial pages by their names, each in its languages."""
    pages = {x: {page.path: page for page in editorial_pages(world, x)} for x in LOCALES}
    return {
        name.rstrip("/"): Localized(
            **{
                x: pages[x][name].title
                for x in LOCALES
                if pages[x][name].context["body_locale"] == x
            }
        )
        for name in pages["zh"]
    }


def _page(source: str, file: str, locale: Locale, actual: Locale, stale: bool) -> Page:
    blocks, notes = parse_nodes(source)
    name = PurePosixPath(file).stem
    title = next((b.plain for b in blocks if _is_title(b)), name)
    links = Links(f"{name}/", locale)
    prose = HtmlProse(lambda file: Markup(""), links.to, top=2, locale=actual)
    body = prose.blocks(block for block in blocks if not _is_title(block))
    first = next((b.plain for b in blocks if b.kind == "paragraph"), "")
    context = {
        "title": title,
        "body": body,
        "notes": prose.blocks(notes),
        "body_locale": actual,
        "body_lang": HTML_LANG[actual],
        "outdated": stale and actual == "en",
        "trail": ({"name": title, "path": ""},),
    }
    return Page(
        f"{name}/",
        locale,
        "editorial.html",
        title,
        first,
        context,
        leads_to=tuple(_site_links([*blocks, *notes], source, file)),
    )


def _site_links(blocks: Iterable[Node], source: str, file: str) -> Iterator[tuple[Place, str]]:
    lines = source.split("\n")
    for node in (n for block in blocks for n in block.walk() if n.kind == "link"):
        href = str(node.attrs["href"])
        if href.startswith("/"):
            column = lines[node.line - 1].find(href) + 1 if node.line <= len(lines) else 0
            yield Place(file, node.line, max(column, 1)), href


def _is_title(block: Node) -> bool:
    return block.kind == "heading" and block.attrs["level"] == 1
