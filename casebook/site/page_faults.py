"""What is wrong with an editorial page: nothing of what was typed may be lost in silence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from casebook.check.places import Finder
from casebook.problem import Place, Problem, Said
from casebook.prose import Node, Text, parse_text
from casebook.prose.bounds import read_prose

_NAME = re.compile("[a-z0-9]+(-[a-z0-9]+)*")
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
_ALLOWED = ("https://", "http://", "mailto:", "/")


def page_faults(path: Path, root: Path) -> Iterator[Problem]:
    """Yield the problems of a file of `content/pages/`: of its name, its characters, its Markdown.

    A page is headings, text, lists, tables, links and notes; HTML, pictures and links that would
    not lead anywhere are refused.
    """
    file = path.relative_to(root).as_posix()
    if path.stem in TAKEN or not _NAME.fullmatch(path.stem):
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
    if source is not None:
        yield from _of_text(parse_text(source, file, "zh", {}))


def _of_text(text: Text) -> Iterator[Problem]:
    finder = Finder(text)
    if text.source.startswith("---\n"):
        yield Problem(
            Place(text.file),
            "page-text",
            Said("文件开头有“---”", "the file begins with '---'"),
            Said(
                "请删去开头两条“---”和它们之间的内容；第一行写网页的标题，如“# 关于本库”。",
                "Delete both lines of --- and all between them; the first line is the page's "
                "title: # About.",
            ),
            "---",
        )
    titles = [n for n in text.nodes if n.kind == "heading" and n.attrs["level"] == 1]
    if not any(title.plain.strip() for title in titles[:1]):
        yield Problem(
            Place(text.file, titles[0].line if titles else 1),
            "page-text",
            Said("网页没有标题", "the page has no title"),
            Said("请在第一行写标题，如“# 关于本库”。", "Write it on the first line: # About."),
        )
    for title in titles[1:]:
        yield Problem(
            Place(text.file, title.line),
            "page-text",
            Said(f"网页有两个标题，第二个是“{title.plain}”", f"a second title: '{title.plain}'"),
            Said("请改用“## ”。", "Write '## '."),
            value=title.plain,
        )
    for node in text.nodes:
        if node.kind == "html":
            yield _html(node, finder)
        elif node.kind in ("image", "figure"):
            yield _picture(node, finder)
        elif node.kind == "link" and not _leads(str(node.attrs["href"])):
            yield _link(node, finder)


def _html(node: Node, finder: Finder) -> Problem:
    shown = node.text.strip().partition("\n")[0]
    return Problem(
        finder.place(node.line, node.text),
        "raw-html",
        Said(f"网页里不能写 HTML：“{shown}”", f"HTML is not allowed: '{shown}'"),
        Said(
            "请改用 Markdown；确要写“<”时请写作“\\<”。",
            "Use Markdown; for a plain '<' write '\\<'.",
        ),
        value=shown,
    )


def _picture(node: Node, finder: Finder) -> Problem:
    file = str(node.attrs["file"])
    return Problem(
        finder.place(node.line, f"]({file}", f"](<{file}", "!["),
        "images",
        Said(f"网页里不能放图片：“{file}”", f"a page cannot hold a picture: '{file}'"),
        Said(
            "请改用文字说明；照片放在案例里，网页可以链接到那个案例，如 [小区名称](/cases/编号/)。",
            "Say it in words; photos belong to cases, which a page links to: [name](/cases/id/).",
        ),
        value=file,
    )


def _leads(href: str) -> bool:
    return href.lower().startswith(_ALLOWED) and not href.startswith("//")


def _link(node: Node, finder: Finder) -> Problem:
    href = unquote(str(node.attrs["href"]))
    return Problem(
        finder.place(node.line, f"]({href}", f"](<{href}", href),
        "links",
        Said(f"不能链接到“{href}”", f"a link to '{href}' is not allowed"),
        Said(
            "站内网页从斜线写起，如 /cases/2022-kaixuanhui/；别的网站写完整的网址 https://…；"
            "其他链接请去掉，只留文字。",
            "Write a page of this site as /cases/2022-kaixuanhui/, any other with https://…; or "
            "keep the words alone.",
        ),
        value=href,
        allowed=_ALLOWED,
    )
