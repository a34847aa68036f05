"""正文里的链接和注释。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from casebook.check.places import Finder
from casebook.model.library import Library
from casebook.problem import Problem, Said
from casebook.prose import Node, Text

RULE = "links"

_NOTE = re.compile(r"\[\^([^\]\s]+)\](?!:)")
_NOTE_TEXT = re.compile(r"^ {0,3}\[\^([^\]\s]+)\]:", re.MULTILINE)


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
                    yield from _missing_note(node, finder)
            yield from _unused_note(text, finder)


def _link(node: Node, finder: Finder, anchors: list[str]) -> Iterator[Problem]:
    refused = str(node.attrs.get("refused", ""))
    href = str(node.attrs["href"])
    if refused or not href:
        yield Problem(
            finder.place(f"]({unquote(refused)}" if refused else "]()", node.line),
            RULE,
            Said(f"不能链接到“{refused}”", f"a link to '{refused}' is not allowed"),
            Said(
                "只能写 http:// 或 https:// 开头的网址，或“#位置”；否则请只留文字。",
                "Write an address with http:// or https://, or #place; or keep the words alone.",
            ),
            value=refused,
            allowed=("https://…", "http://…", "#…"),
        )
    elif href.startswith("#") and href[1:] not in anchors:
        yield Problem(
            finder.place(f"]({unquote(href)}", node.line),
            RULE,
            Said(f"本页没有“{href}”这个位置", f"there is no place '{href}' on this page"),
            Said(
                f"可用：{'、'.join(f'#{a}' for a in anchors)}。",
                f"Known: {', '.join(f'#{a}' for a in anchors)}.",
            ),
            value=href,
            allowed=tuple(f"#{a}" for a in anchors),
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
            finder.place(match.group(), node.line),
            RULE,
            Said(f"注释 {match.group()} 没有注文", f"the note {match.group()} has no text"),
            Said(
                f"请在文末另起一行写“{match.group()}: 注文”。",
                f"Write '{match.group()}: …' on a line of its own at the end.",
            ),
            value=match.group(),
        )


def _unused_note(text: Text, finder: Finder) -> Iterator[Problem]:
    used = {name for name in _NOTE.findall(text.source)}
    for match in _NOTE_TEXT.finditer(text.source):
        if match[1] not in used:
            line = text.source.count("\n", 0, match.start()) + 1
            yield Problem(
                finder.place(f"[^{match[1]}]:", line),
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
