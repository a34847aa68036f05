"""正文里的链接和注释。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from casebook.check.places import Finder
from casebook.model.library import Library
from casebook.problem import Problem, Said
from casebook.prose import Node, Text
from casebook.suggest import suggestion, terms

RULE = "links"

_ALLOWED = ("https://", "http://", "#")
_BROKEN = re.compile(r"\[[^\[\]\n]*\]\([^()\n]*\)")
_NOTE = re.compile(r"\[\^([^\[\]\s]+)\](?!:)")
_NOTE_TEXT = re.compile(r"^ {0,3}\[\^([^\[\]\s]+)\]:", re.MULTILINE)


def check(library: Library) -> Iterator[Problem]:
    """正文里的链接只能是 http、https 网址，或本页内的“#位置”；注释的号码与注文要对得上。

    依据：安全要求（只许可列出的写法）；页内位置必须存在。改法：写完整的网址，或删去链接只留文字；
    电子邮箱和本机文件不能作链接；注释在文中写 [^1]，文末写“[^1]: 注文”。
    """
    for case in library.cases:
        for text in case.texts.values():
            finder = Finder(text)
            anchors = _anchors(text)
            for node in text.nodes:
                if node.kind == "link":
                    yield from _link(node, finder, anchors)
                elif node.kind == "text":
                    yield from _broken(node, finder)
                    yield from _missing_note(node, finder)
            yield from _unused_note(text, finder)


def _link(node: Node, finder: Finder, anchors: list[str]) -> Iterator[Problem]:
    href = unquote(str(node.attrs["href"]))
    place = finder.place(node.line, f"]({href}", f"](<{href}", href, href.removeprefix("mailto:"))
    if not href.lower().startswith(_ALLOWED):
        yield Problem(
            place,
            RULE,
            Said(f"不能链接到“{href}”", f"a link to '{href}' is not allowed"),
            Said(
                "请写 http:// 或 https:// 开头的网址，或本页的“#位置”；其他链接请去掉，只留文字。",
                "Write an address with http:// or https://, or #place; or keep the words alone.",
            ),
            value=href,
            allowed=_ALLOWED,
        )
    elif href.startswith("#") and href[1:] not in anchors:
        known = [f"#{anchor}" for anchor in anchors]
        yield Problem(
            place,
            RULE,
            Said(f"本页没有“{href}”这个位置", f"there is no place '{href}' on this page"),
            suggestion(href, terms(known)),
            value=href,
            allowed=tuple(known),
        )


def _broken(node: Node, finder: Finder) -> Iterator[Problem]:
    for match in _BROKEN.finditer(node.text):
        yield Problem(
            finder.place(node.line, match.group()),
            RULE,
            Said(f"链接“{match.group()}”写得不完整", f"the link '{match.group()}' is not complete"),
            Said(
                "请写作 [文字](https://…)，网址里不能有空格。",
                "Write [words](https://…), without spaces in the address.",
            ),
            value=match.group(),
        )


def _anchors(text: Text) -> list[str]:
    found = []
    for section in text.sections:
        found += [section.key] if section.key else []
        found += [passage.anchor for passage in section.passages]
    return found


def _missing_note(node: Node, finder: Finder) -> Iterator[Problem]:
    for match in _NOTE.finditer(node.text):
        yield Problem(
            finder.place(node.line, match.group()),
            RULE,
            Said(f"注释 {match.group()} 没有注文", f"the note {match.group()} has no text"),
            Said(
                f"请在文末另起一行写“{match.group()}: 注文”。",
                f"Write '{match.group()}: …' on a line of its own at the end.",
            ),
            value=match.group(),
        )


def _unused_note(text: Text, finder: Finder) -> Iterator[Problem]:
    used = set(_NOTE.findall(text.source))
    for match in _NOTE_TEXT.finditer(text.source):
        if match[1] not in used:
            line = text.source.count("\n", 0, match.start()) + 1
            yield Problem(
                finder.place(line, f"[^{match[1]}]:"),
                RULE,
                Said(
                    f"注文 [^{match[1]}] 在文中没有引用，不会出现",
                    f"the note [^{match[1]}] is never referred to and will not appear",
                ),
                Said(
                    f"请在文中要加注的地方写 [^{match[1]}]，或删去这条注文。",
                    f"Write [^{match[1]}] where it belongs, or delete the note.",
                ),
                value=match[1],
                severity="warning",
            )
