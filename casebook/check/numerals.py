"""Numbers as Chinese texts write them: 11.07万, 1,206, 一万二千, 百分之九十五, 九成五, 38％."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4} | {
    "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
}  # fmt: skip
_STEPS = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}
_FOLD = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), 0xFF05, 0xFF0E)}
_LONGEST = 30  # characters; what is longer counts nothing of a community
_WIDE = re.compile(r"[０-９％．]+")

_ARABIC = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_HAN = r"[零〇一二两三四五六七八九十百千万亿]+"
# Source of a pattern for one number as written; a share is written with %, 百分之 or 成.
NUMBER = (
    rf"(?:百分之(?:{_ARABIC}|[零〇一二两三四五六七八九十百]+(?:点[零〇一二三四五六七八九]+)?)"
    rf"|[0-9一二两三四五六七八九]成[一二三四五六七八九半]?(?![立效员为本果功分套])"
    rf"|{_ARABIC}\s?(?:%|[百千]?[万亿](?!分)|[百千](?![分千瓦克]))?|{_HAN})"
)
_SHARE = re.compile(r"百分之(.+)|(.)成(.?)|(.+?)\s?%")
_WITH_LARGE = re.compile(rf"({_ARABIC})\s?([百千]?)([万亿]?)")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number that was written; of a share the value is in %, `decimals` are those written."""

    value: Decimal
    share: bool = False
    decimals: int = 0


def fold(text: str) -> str:
    """Return a text of the same length whose full-width digits, dots and % are plain ones."""
    return _WIDE.sub(lambda wide: wide[0].translate(_FOLD), text)


class NumbersOf:
    """The numbers that a text writes; all of them are read only if one is not plainly there."""

    def __init__(self, words: str) -> None:
        self._words = words

    def __contains__(self, value: Decimal) -> bool:
        plain = f"{value.normalize():f}"
        idle = "0*" if "." in plain else r"(?:\.0+)?"  # 71.0% is 71
        if re.search(rf"(?<![0-9.,]){re.escape(plain)}{idle}(?![0-9.,万亿千百])", self._words):
            return True
        return value in self._all

    @cached_property
    def _all(self) -> frozenset[Decimal]:
        found = (read(match[0]) for match in re.finditer(NUMBER, self._words))
        return frozenset(number.value for number in found if number)


def read(written: str) -> Numeral | None:
    """Read what `NUMBER` has matched; None where it is no number after all."""
    if len(written) > _LONGEST:
        return None
    if share := _SHARE.fullmatch(written):
        of_hundred, tenth, more, per_cent = share.groups()
        if tenth:
            half = "5" if more == "半" else str(_DIGITS[more]) if more else "0"
            whole = tenth if tenth.isdigit() and tenth.isascii() else _DIGITS[tenth]
            return Numeral(Decimal(f"{whole}{half}"), share=True)
        inner = read(of_hundred or per_cent)
        return inner and Numeral(inner.value, share=True, decimals=inner.decimals)
    if match := _WITH_LARGE.fullmatch(written):
        digits, step, large = match.groups()
        value = Decimal(digits.replace(",", ""))
        value *= _STEPS.get(step, 1) * _LARGE.get(large, 1)
        return Numeral(value, decimals=0 if step or large else len(digits.partition(".")[2]))
    return _chinese(written)


def _chinese(written: str) -> Numeral | None:
    whole, point, fraction = written.partition("点")
    value = _whole(whole)
    if value is None or any(char not in _DIGITS for char in fraction):
        return None
    if point:
        value += Decimal("0." + "".join(str(_DIGITS[char]) for char in fraction))
    return Numeral(value, decimals=len(fraction))


def _whole(text: str) -> Decimal | None:
    """Read 一万二千, 三百零五, 二〇二五; 三万五 is 35,000, as it is said."""
    if not text or text[0] in _LARGE:
        return None
    if all(char in _DIGITS for char in text):
        # 二〇二五 is a number, 三四 is “three or four”
        return Decimal("".join(str(_DIGITS[c]) for c in text)) if len(text) in (1, 4) else None
    total = section = digit = 0
    last = 1  # the step before the digit at hand, for the shortened form
    for char in text:
        if char in _DIGITS:
            digit, last = _DIGITS[char], 1 if char in "零〇" else last
        elif char in _STEPS:
            section += (digit or (1 if char == "十" else 0)) * _STEPS[char]
            digit, last = 0, _STEPS[char]
        else:
            below = section + digit
            total = (total + below) * _LARGE[char] if char == "亿" else total + below * _LARGE[char]
            section, digit, last = 0, 0, _LARGE[char]
    return Decimal(total + section + digit * (last // 10 if last >= 100 else 1))
