"""Recognise personal data in a text: numbers and addresses that belong to a person.

The output scan of the finished tree uses the same function, so each pattern is written once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

Kind = Literal["mobile", "identity", "bank-card", "email", "plate", "landline"]


@dataclass(frozen=True, slots=True)
class Finding:
    """A piece of personal data; `start` counts characters from 0, `masked` hides its middle."""

    kind: Kind
    start: int
    end: int
    masked: str


def find_personal_data(text: str, public: Collection[str] = ()) -> Iterator[Finding]:
    """Yield the personal data of a text in its order; `public` are contacts that may stand.

    Full-width characters, odd dashes and spaces between digits make no difference.
    """
    folded = text.translate(_FOLD)
    allowed = {_bare(contact.translate(_FOLD)) for contact in public}
    taken = bytearray(len(text))
    found: list[Finding] = []
    for kind, pattern, holds in _KINDS:
        for match in pattern.finditer(folded):
            start, end = match.span()
            if any(taken[start:end]) or _bare(match.group()) in allowed or not holds(match.group()):
                continue
            taken[start:end] = b"\1" * (end - start)
            found.append(Finding(kind, start, end, _mask(text[start:end])))
    yield from sorted(found, key=lambda finding: finding.start)


# Length-preserving, so that positions in the folded text are those of the text.
_FOLD: dict[int, int | str] = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
    **dict.fromkeys(map(ord, "\u00a0\u2002\u2003\u2009\u200b\u202f\u2060\u3000\u00ad\t"), " "),
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212\u00b7\u2022"), "-"),
}
_S = r"[ -]"
_NO_DIGIT_BEFORE = r"(?<![0-9])(?<![0-9]\.)"
_NO_DIGIT_AFTER = r"(?![0-9])(?!\.[0-9]{1,4}(?![0-9]))"  # 1.5 is a number
# A letter before a number makes it an order's or a file's number, unless it says whose it is.
_ALONE = r"(?:(?<![A-Za-z])|(?<=tel)|(?<=phone)|(?<=mobile)|(?<=wx)|(?<=vx)|(?<=wechat)|(?<=qq))"
_AMOUNT = r"(?!\s*(?:元|万|亿|平方|㎡|m²|m2|户|人次|件|吨|千瓦|度|kwh))"
_MOBILE_BODY = "|".join(
    (
        r"1[3-9][0-9]{9}",
        rf"1[3-9][0-9]{_S}[0-9]{{4}}{_S}[0-9]{{4}}",
        rf"1[3-9][0-9]{_S}[0-9]{{8}}",
        rf"1[3-9][0-9]{{5}}{_S}[0-9]{{4}}",
        rf"1[3-9][0-9]{{2}}{_S}[0-9]{{3}}{_S}[0-9]{{4}}",
        rf"1[3-9][0-9]{{2}}{_S}[0-9]{{4}}{_S}[0-9]{{3}}",
        rf"1[3-9][0-9]{_S}[0-9]{{3}}{_S}[0-9]{{5}}",
        r"1 [3-9](?: [0-9]){9}",
        r"1-[3-9](?:-[0-9]){9}",
    )
)
_MOBILE = re.compile(
    rf"{_NO_DIGIT_BEFORE}{_ALONE}(?:(?:\+|00)?86{_S}?)?(?:{_MOBILE_BODY})"
    rf"{_NO_DIGIT_AFTER}(?![A-Za-z]){_AMOUNT}",
    re.IGNORECASE,
)
_IDENTITY = re.compile(
    rf"(?<![0-9A-Za-z])[1-8][0-9]{{5}}{_S}?[12][0-9]{{3}}{_S}?[0-9]{{4}}{_S}?[0-9]{{3}}[0-9Xx]"
    r"(?![0-9A-Za-z])"
)
_BANK_CARD = re.compile(
    rf"(?<![0-9A-Za-z.])(?:[0-9]{{13,19}}|[0-9]{{4}}(?:{_S}[0-9]{{4}}){{2,3}}{_S}[0-9]{{1,4}}"
    rf"|[0-9]{{6}}{_S}[0-9]{{13}})(?![0-9A-Za-z])(?!{_S}[0-9])"
)
_EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]+ ?@ ?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}"
)
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_PLATE = re.compile(
    rf"[{_PROVINCES}][A-HJ-NP-Z][ -]?(?:"
    r"(?:[0-9]{5}[DFABCEGHJK]|[DFABCEGHJK][A-HJ-NP-Z0-9][0-9]{4})"  # new energy
    r"|[A-HJ-NP-Z0-9]{5}|[A-HJ-NP-Z0-9]{4}[学警港澳挂])(?![0-9A-Za-z])",
    re.IGNORECASE,
)
_LANDLINE = re.compile(
    rf"(?<![0-9A-Za-z.+〕-])(?:\+?86{_S}?)?[(]?0(?:10|2[0-9]|[3-9][0-9]{{2}})(?:[)]{_S}?|{_S})?"
    rf"[2-8][0-9]{{2,3}}{_S}?[0-9]{{4}}(?![0-9A-Za-z])"
)
_IMAGE_ENDINGS = ("jpg", "jpeg", "png", "webp", "avif", "gif", "svg", "mp4", "mov", "pdf")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
# Issuers' first digits by length; so an order's number such as 20260518000123 is no card.
_CARDS = (
    ("62", range(16, 20)),
    ("60", range(16, 20)),
    ("81", range(16, 20)),
    ("95", (18, 19)),
    ("4", (13, 16, 19)),
    ("5", (16,)),
    ("35", (16,)),
    ("34", (15,)),
    ("37", (15,)),
    ("36", (14,)),
)


def _bare(text: str) -> str:
    return re.sub(r"[\s()-]", "", text).casefold()


def _is_identity(text: str) -> bool:
    """Whether a number is a resident identity number of GB 11643: a birth date and a check."""
    number = _bare(text).upper()
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return 1880 <= born.year <= 2100 and number[-1] == _CHECKS[total % 11]


def _is_bank_card(text: str) -> bool:
    """Whether a number is a bank card's: an issuer's prefix and the check of Luhn."""
    number = _bare(text)
    if not any(number.startswith(first) and len(number) in sizes for first, sizes in _CARDS):
        return False
    doubled = (int(d) * (1 + i % 2) for i, d in enumerate(reversed(number)))
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0


def _is_plate(text: str) -> bool:
    return sum(char.isdigit() for char in text) >= 3


def _is_email(text: str) -> bool:
    return text.rpartition(".")[2].casefold() not in _IMAGE_ENDINGS


def _always(text: str) -> bool:
    return True


def _mask(text: str) -> str:
    """Hide the middle: reports are kept in logs that others can read."""
    shown = 3 if len(text) > 9 else 2
    return f"{text[:shown]}{'*' * 4}{text[-2:]}"


_KINDS: tuple[tuple[Kind, re.Pattern[str], Callable[[str], bool]], ...] = (
    ("email", _EMAIL, _is_email),
    ("identity", _IDENTITY, _is_identity),
    ("bank-card", _BANK_CARD, _is_bank_card),
    ("mobile", _MOBILE, _always),
    ("plate", _PLATE, _is_plate),
    ("landline", _LANDLINE, _always),
)
