"""数字算得通。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from casebook.check.bare_text import BareText
from casebook.check.numerals import NUMBER, Numeral, read
from casebook.model.library import Library
from casebook.problem import Problem, Said

RULE = "arithmetic"

_DOWN = "下降|降低|回落|下调|压降|压缩|缩短|减少|降|减"
_UP = "上升|升高|提高|提升|攀升|增长|增加|上涨|扩大|升|增"
_UNIT = r"(?:个?百分点|万元|亿元|人次|分钟|小时|千瓦时|平方米|[^\s，。；、（）()\d%]{1,2}?)"
_WHEN = r"(?:[0-9]{4}年(?:[0-9]{1,2}月)?[^\d，。；\n]{0,4})?"
_CHANGED = re.compile(
    rf"[由从]{_WHEN}(?P<lead>[^\d，。；\n一二三四五六七八九十百分]{{0,8}})(?P<first>{NUMBER})"
    rf"(?P<unit>{_UNIT}?)(?P<between>[^\d，。；\n]{{0,8}}?)(?P<verb>{_DOWN}|{_UP})了?[至到为]"
    rf"{_WHEN}(?:[^\d，。；\n一二三四五六七八九十百分]{{0,4}})(?P<last>{NUMBER})"
)
_CHANGE = re.compile(
    r"[^\d，。；、（(\n]{0,4}?[，,（(]?(?:合计|共计|累计|净|共|同比|环比"
    rf"|[比较][^\d，。；\n]{{1,4}}?|[比较][0-9]{{4}}年)?(?P<word>{_DOWN}|降幅|减幅|{_UP}|增幅|升幅|涨幅)(?:率|幅度)?"
    rf"(?P<about>约|近|超过|超|逾)?[了达为]?到?(?P<about2>约|近|超过|超|逾)?(?P<by>{NUMBER})"
    r"(?P<points>\s?个?百分点)?(?P<times>倍)?(?P<over>多|余|左右|以上)?"
)
_SHARE = re.compile(
    rf"(?<![0-9,.])(?P<part>[0-9][0-9,.]*)(?P<unit>[^\s，。；、（）()\d%]{{1,2}})[^，。；\d\n]{{0,6}}[，,]?"
    rf"占(?:比|总数|全部|总户数|总量)?(?:的|为|达到?|约)?(?P<share>{NUMBER})"
)
# What makes a number the whole of which another one is a part; 由120户减到95户，占7.9% has none
_ALL = r"(?:共|总|全|合计|收回|受理|发放|应)[^，。；\d由从]{0,10}"


def check(library: Library) -> Iterator[Problem]:
    """正文里写出来的数字要算得通：“由43件降到6件，下降86%”“共1206户，走访1142户，占94.7%”。

    依据：附2-031（百分比按所写的数字复算）。按写出的小数位数四舍五入，写“约”“近”的放宽到一个百分
    点；两个百分比之差写“百分点”。表格里的合计另由 table-totals 复算。只作警告：从单位的台账查实以
    后，改正其中一个数字。改法：百分比＝（后－前）÷前；占比＝部分÷全部。
    """
    for case in library.cases:
        text = case.texts.get("zh")
        if text is None:
            continue
        bare = BareText(text)
        for match in _CHANGED.finditer(bare.words):
            yield from _changed(bare, match)
        for match in _SHARE.finditer(bare.words):
            yield from _share(bare, match)


def _changed(bare: BareText, match: re.Match[str]) -> Iterator[Problem]:
    first, last = read(match["first"]), read(match["last"])
    if first is None or last is None or first.share != last.share:
        return
    unit = match["unit"] if bare.words.startswith(match["unit"], match.end()) else ""
    written = match[0][1:] + unit
    if _is_down(match["verb"]) == (last.value > first.value) and first.value != last.value:
        more = last.value > first.value
        said = Said(
            f"“{written}”，后面的数字却{'大' if more else '小'}于前面的数字",
            f"'{written}': the second number is {'larger' if more else 'smaller'}",
        )
        yield _problem(bare, match.start(), said, written)
        return
    end = match.end()
    while change := _CHANGE.match(bare.words, end):
        end = change.end()
        by = read(change["by"])
        wrong = by and _wrong_change(first, last, by, change, unit)
        if wrong:
            found = bare.words[change.start("word") : change.end()]
            fell = last.value < first.value
            said = Said(
                f"“{written}”是{'下降' if fell else '上升'} {wrong.zh}，文中却写“{found}”",
                f"'{written}' is a {'fall' if fell else 'rise'} of {wrong.en}; the text has "
                f"'{found}'",
            )
            yield _problem(bare, change.start("word"), said, found)


def _wrong_change(
    first: Numeral, last: Numeral, by: Numeral | None, change: re.Match[str], unit: str
) -> Said | None:
    """Return the change that the numbers give, if it is not the one that is written."""
    if by is None or change["times"] or first.value == 0:
        return None
    difference = abs(last.value - first.value)
    points = Said(f"{_plain(difference)} 个百分点", f"{_plain(difference)} percentage points")
    loose = bool(change["about"] or change["about2"] or change["over"])
    if change["points"] or not by.share:
        if first.share != bool(change["points"]):
            return None  # 提高到95.2%，增加120户: of something else
        slack = max(difference / 10, Decimal(1)) if loose else 0
        if abs(difference - by.value) <= slack:
            return None
        return points if first.share else Said(_plain(difference) + unit, _plain(difference))
    relative = Fraction(difference) / Fraction(first.value) * 100
    if _is_rounded(relative, by, loose):
        return None
    if first.share and _is_rounded(Fraction(difference), by, loose):
        return points
    shown = _percent(relative, by.decimals)
    return Said(shown, shown)


def _share(bare: BareText, match: re.Match[str]) -> Iterator[Problem]:
    part, share = read(match["part"].rstrip(",.")), read(match["share"])
    if part is None or share is None or not share.share:
        return
    unit = re.escape(match["unit"])
    whole = rf"{_ALL}([0-9][0-9,.]*){unit}|([0-9][0-9,.]*){unit}[^，。；\d]{{0,4}}中"
    found = re.finditer(whole, bare.before(match.start()))
    numbers = [read((m[1] or m[2]).rstrip(",.")) for m in found]
    wholes = [n.value for n in numbers if n and n.value >= part.value > 0]
    loose = match["share"][-1] == "成" or "约" in match[0]
    if len(wholes) != 1:
        return
    exact = Fraction(part.value) / Fraction(wholes[0]) * 100
    if not _is_rounded(exact, share, loose):
        right = _percent(exact, share.decimals)
        one, all_ = (f"{_plain(n)}{match['unit']}" for n in (part.value, wholes[0]))
        said = Said(
            f"{one}占 {all_}的 {right}，文中却写“{match['share']}”",
            f"{one} of {all_} is {right}; the text has '{match['share']}'",
        )
        yield _problem(bare, match.start("share"), said, match["share"])


def _is_down(verb: str) -> bool:
    return verb in _DOWN.split("|")


def _is_rounded(exact: Fraction, written: Numeral, loose: bool) -> bool:
    """Whether a number is the exact one, rounded or cut off at the decimals that are written."""
    unit = Fraction(1, 10**written.decimals)
    slack = max(unit, Fraction(1)) if loose else unit / 2
    off = exact - Fraction(written.value)
    return abs(off) <= slack or (0 <= off < unit)


def _percent(exact: Fraction, decimals: int) -> str:
    return f"{float(exact):.{max(decimals, 1)}f}%"


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _problem(bare: BareText, offset: int, message: Said, value: str) -> Problem:
    hint = Said(
        "请对照原始台账，改正算错或写错的那个数字。",
        "Compare the records and mend the number that is wrong.",
    )
    return Problem(bare.place(offset), RULE, message, hint, value, severity="warning")
