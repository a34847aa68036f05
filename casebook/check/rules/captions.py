"""图表的编号与引用。"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from casebook.check.bare_text import BareText
from casebook.model.library import Case, Library
from casebook.model.material import Captions
from casebook.problem import Place, Problem, Said
from casebook.prose import Node, Text

RULE = "captions"

_FIGURE = re.compile(r"\s*图\s*([0-9]+)")
_TABLE = re.compile(r"\s*表\s*([0-9]+)")
_REFERENCE = re.compile(r"(?:(?<=[见如及和与、（(—至])|(?<=按照))\s?([图表])\s?([0-9]+)")
_Numbered = tuple[Place, int | None]


def check(library: Library) -> Iterator[Problem]:
    """图和表都要有图注、表题，编号“图1、图2”“表1、表2”不重不漏；正文“见图1”“如表2”要找得到。

    依据：附2-111、附2-113、附2-114、附2-115。表题单独一段，写在表格上面，以“表1 ”开头；图注写在
    case.yaml 的 photos → caption，以“图1 ”开头，按登记的次序编号，发布时排在图下。批次不要求编号
    的（如 003-16，没有图片）不检查。改法：补上表题，照次序改编号；找不到的引用，改成实有的图表。
    """
    for case in library.cases:
        programme = library.programme_of(case)
        text = case.texts.get("zh")
        if programme is None or programme.captions is None or not programme.captions.numbered:
            continue
        figures = list(_figures(case))
        tables = list(_tables(text)) if text else []
        yield from _numbers("图", "figure", figures, programme.captions)
        yield from _numbers("表", "table", tables, programme.captions)
        if text:
            found = [("图", n) for _, n in figures] + [("表", n) for _, n in tables]
            known = {f"{mark}{n}" for mark, n in found if n is not None}
            yield from _references(text, known)


def _figures(case: Case) -> Iterator[_Numbered]:
    for i, photo in enumerate(case.data.photos):
        if photo.caption.zh:  # another rule says that the words are missing
            yield case.place("photos", i, "caption", "zh"), _number(_FIGURE, photo.caption.zh)


def _tables(text: Text) -> Iterator[_Numbered]:
    for node in text.nodes:
        if node.kind == "table":
            caption = _caption(node)
            number = _number(_TABLE, caption.plain) if caption else None
            yield Place(text.file, (caption or node).line), number


def _caption(table: Node) -> Node | None:
    first = table.children[0] if table.children else None
    return first if first and first.kind == "caption" else None


def _number(pattern: re.Pattern[str], caption: str) -> int | None:
    match = pattern.match(caption)
    return int(match[1]) if match else None


def _numbers(
    mark: str, english: str, found: Iterable[_Numbered], rules: Captions
) -> Iterator[Problem]:
    for wanted, (place, number) in enumerate(found, 1):
        if number == wanted:
            continue
        if number is None:
            kind = Said("表题", "caption") if mark == "表" else Said("编号", "number")
            message = Said(
                f"第 {wanted} 个{mark}没有{kind.zh}", f"{english} {wanted} has no {kind.en}"
            )
        else:
            message = Said(
                f"第 {wanted} 个{mark}编为“{mark}{number}”",
                f"{english} {wanted} is numbered {mark}{number}",
            )
        above = "表格上面另起一段写" if mark == "表" else "图注以它开头："
        yield Problem(
            place,
            RULE,
            message,
            Said(
                f"{mark}要依次编号（{rules.clause}）：{above}“{mark}{wanted} 名称”。",
                f"They are numbered in order ({rules.clause}): write '{mark}{wanted} …'"
                f"{' in a paragraph above the table' if mark == '表' else ''}.",
            ),
            value="" if number is None else f"{mark}{number}",
            allowed=(f"{mark}{wanted}",),
            severity="warning",
        )


def _references(text: Text, known: set[str]) -> Iterator[Problem]:
    bare = BareText(text)
    for match in _REFERENCE.finditer(bare.words):
        name = f"{match[1]}{int(match[2])}"
        if name not in known:
            listed = "、".join(sorted(known, key=lambda n: (n[0], len(n), n))) or "（没有）"
            yield Problem(
                bare.place(match.start(1)),
                RULE,
                Said(
                    f"正文提到“{name}”，没有这个图表", f"the text refers to {name}: there is none"
                ),
                Said(f"现有：{listed}。", f"There are: {listed}."),
                value=name,
                severity="info",
            )
