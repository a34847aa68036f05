"""The many spellings of a digit, a letter, a space and a dash, brought to one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from unicodedata import digit

# Seen by nobody, or drawn over the character before: as if nothing stood there.
UNSEEN = (
    "\u00ad\u0300-\u036f\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069"
    "\u20d0-\u20f0\u3164\ufe0e\ufe0f\ufeff\uffa0"
)
_SPACES = "\t\u00a0\u2000-\u200a\u202f\u205f\u3000"
DASHES = "\u2010-\u2015\u2027\u2043\u2212\u2219\u22c5\u2796\u00b7\u2022\u30fb\ufe63\uff65"
FULL_WIDTH = 0xFEE0  # from an ASCII character to its full-width form
# Digits of other scripts, small, in circles or brackets, with a full stop.
_DIGITS = (
    "\u00b2\u00b3\u00b9\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u2070\u2074-\u2079\u2080-\u2089"
    "\u2460-\u2468\u2474-\u247c\u2488-\u2490\u24ea\u24f5-\u24fd\u24ff\u2776-\u277e\u2780-\u2788"
    "\u278a-\u2792"
)


def _each(ranges: str) -> Iterator[int]:
    """Return the code points of the inside of a class."""
    pairs = re.findall(r"(.)(?:-(.))?", ranges)
    return chain.from_iterable(range(ord(a), ord(b or a) + 1) for a, b in pairs)


# Length-preserving, so that positions in the folded text are those of the text.
_FOLD: dict[int, int | str] = {
    **{code: code - FULL_WIDTH for code in range(0xFF01, 0xFF5F)},
    **dict.fromkeys(_each(_SPACES), " "),
    **dict.fromkeys(_each(DASHES), "-"),
    **{code: str(digit(chr(code))) for code in _each(_DIGITS)},
    0xFE6B: "@",
}
_UNSEEN = re.compile(f"[{UNSEEN}]")

DIGIT = f"0-9０-９{_DIGITS}"
# May stand between the digits of a number, in any of its spellings: a class of a regex.
BETWEEN = f"{_SPACES} {DASHES}{UNSEEN}－.．()（）_＿/／~～-"
_NUMERALS = {
    **dict(zip(map(ord, "〇一二三四五六七八九"), "0123456789", strict=True)),
    **dict(zip(map(ord, "零壹贰叁肆伍陆柒捌玖"), "0123456789", strict=True)),
    **dict(zip(map(ord, "貳叄陸幺洞"), "23610", strict=True)),
}
_NUMERAL = "".join(map(chr, _NUMERALS))
_FORMULA = re.compile("[\U0001d7ce-\U0001d7ff]")
# Digits one by one, as a number is read out; numbers of other kinds have 十, 百 and 千.
_SPOKEN = re.compile(rf"[0-9{_NUMERAL}](?:[ -]?[0-9{_NUMERAL}]){{6,}}")
# Few texts have what may be one, so that few are searched for all.
_READ_OUT = re.compile(rf"[{_NUMERAL}][ -]?[0-9{_NUMERAL}][ -]?[0-9{_NUMERAL}]")


def fold(text: str) -> str:
    """Return the text with half-width characters, plain spaces and hyphens; the same length."""
    return text.translate(_FOLD)


def spoken(text: str) -> str | None:
    """Return the text with 一三八〇〇 and the digits of formulas as digits; None without any.

    Its length is the same.
    """
    if not _READ_OUT.search(text) and not _FORMULA.search(text):
        return None
    shown = _SPOKEN.sub(_in_digits, _FORMULA.sub(lambda match: str(digit(match[0])), text))
    return None if shown == text else shown


def _in_digits(match: re.Match[str]) -> str:
    written = match[0]
    numerals = [char for char in written if char in _NUMERAL]
    # 13800138000一次 has another number behind it, 138〇〇〇〇8000 is masked
    masked = set(numerals) == {"〇"} and len(numerals) < len(written)
    return written if len(numerals) < 2 or masked else written.translate(_NUMERALS)


def without_unseen(text: str) -> tuple[str, list[int] | None]:
    """Return the text without what nobody sees, and the former place of each character.

    The places are None where nothing was left out.
    """
    if text.isascii() or not _UNSEEN.search(text):
        return text, None
    starts = [0, *(match.end() for match in _UNSEEN.finditer(text))]
    ends = [*(match.start() for match in _UNSEEN.finditer(text)), len(text)]
    spans = list(zip(starts, ends, strict=True))
    places = [*chain.from_iterable(range(*span) for span in spans), len(text)]
    return "".join(text[slice(*span)] for span in spans), places
