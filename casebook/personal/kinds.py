"""The kinds of personal data: how each is written, and what only looks like it (P-02, P-03, P-07).

The patterns are for folded text (`casebook.personal.fold`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from casebook.personal.finding import Kind
from casebook.personal.surnames import HONORIFICS, SURNAMES

_S = r"(?: {1,3}| ?[-_] ?)"
_NO_DIGIT_BEFORE = r"(?<![0-9])(?<![0-9]\.)"
_NO_DIGIT_AFTER = r"(?![0-9])(?!\.[0-9]{1,4}(?![0-9]))"  # 1.5 is a number
# A letter before a number makes it an order's or a file's number, unless it says whose it is.
_ALONE = (
    r"(?:(?<![A-Za-z])|(?<=tel)|(?<=phone)|(?<=mobile)|(?<=wx)|(?<=vx)|(?<=wechat)|(?<=qq)"
    r"|(?<=id)|(?<=no)|(?<=card))"
)
_AMOUNT = r"(?!\s*(?:元|万|亿|平方|㎡|m²|m2|户(?!主)|人次|件|吨|千瓦|度|kwh))"
_MOBILE_BODY = "|".join(
    (
        r"1[3-9][0-9]{9}",
        rf"1[3-9][0-9]{_S}[0-9]{{4}}{_S}[0-9]{{4}}",
        r"1[3-9][0-9]\.[0-9]{4}\.[0-9]{4}",
        rf"1[3-9][0-9]{_S}[0-9]{{8}}",
        rf"1[3-9][0-9]{{5}}{_S}[0-9]{{4}}",
        rf"1[3-9][0-9]{{2}}{_S}[0-9]{{3}}{_S}[0-9]{{4}}",
        rf"1[3-9][0-9]{{2}}{_S}[0-9]{{4}}{_S}[0-9]{{3}}",
        rf"1[3-9][0-9]{_S}[0-9]{{3}}{_S}[0-9]{{5}}",
        rf"\(1[3-9][0-9]\){_S}?[0-9]{{4}}{_S}?[0-9]{{4}}",
        r"1[3-9][0-9]\([0-9]{4}\)[0-9]{4}",
        r"1( |-|\.)[3-9](?:\1[0-9]){9}(?!\1[0-9])",
    )
)
_MOBILE = re.compile(
    rf"{_NO_DIGIT_BEFORE}{_ALONE}(?:\(?(?:\+|00)?86\)?{_S}?|0)?(?:{_MOBILE_BODY})"
    rf"{_NO_DIGIT_AFTER}(?![A-Za-z]){_AMOUNT}",
    re.IGNORECASE,
)
# Where it says that a telephone number follows, whatever parts its digits.
_PARTED = r"(?:[^\w\s、，,；;。|]|[ _字转杠横点])"
CALLS = "(?<=电)话|(?<=手)机|(?<=致)电|(?<=拨)打"
_CALLED = re.compile(
    rf"(?:{CALLS})(?:号码?|联系|方式)?(?:[ :(]|是|为){{0,3}}(?:\+?86{_PARTED}?)?"
    rf"(?P<id>1[3-9](?:{_PARTED}{{0,3}}[0-9]){{9}})(?!{_PARTED}?[0-9]){_AMOUNT}"
)
_X = "[0-9Xx×]"
_IDENTITY = re.compile(
    rf"(?<![0-9]){_ALONE}[1-8](?:"
    rf"[0-9]{{5}}{_S}?[12][0-9]{{3}}{_S}?[0-9]{{2}}{_S}?[0-9]{{2}}{_S}?[0-9]{{3}}{_X}"
    rf"|[0-9]{{3}}(?:{_S}[0-9]{{4}}){{3}}{_S}[0-9]{_X}"
    rf"|[0-9]{{2}}{_S}[0-9]{{3}}{_S}[0-9]{{8}}{_S}[0-9]{{3}}{_X}"
    rf"|( |-|\.)[0-9](?:\1[0-9]){{15}}\1{_X})(?![0-9A-Za-z])",
    re.IGNORECASE,
)
_BANK_CARD = re.compile(
    rf"(?<![0-9.]){_ALONE}(?:[0-9]{{13,19}}"
    rf"|[0-9]{{4}}(?:({_S}|\.)[0-9]{{4}})(?:\1[0-9]{{4}}){{1,2}}\1[0-9]{{1,4}}"
    rf"|[0-9]{{4}}{_S}[0-9]{{8}}{_S}[0-9]{{4,7}}"
    rf"|[0-9]{{6}}{_S}[0-9]{{13}}|[0-9]{{7}}{_S}[0-9]{{6}}{_S}[0-9]{{6}}"
    rf"|[0-9]([ -])[0-9](?:\2[0-9]){{11,17}})(?![0-9A-Za-z])(?![ -][0-9])",
    re.IGNORECASE,
)
HAN = "\u4e00-\u9fff"
_DOMAIN = (
    r"(?:(?:[A-Za-z0-9-]+[.。])+[A-Za-z]{2,}"
    rf"|(?:[A-Za-z0-9{HAN}-]+\.)+(?:[A-Za-z]{{2,}}|中国|公司|网络))"
)
_MAILS = r"(?:(?:vip\.)?(?:qq|163|126|139|189|sina|sohu|foxmail|gmail|yahoo|hotmail|outlook)\.com)"
_EMAIL = re.compile(
    rf"(?:(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]+ ?@ ?|(?<![{HAN}])[{HAN}]{{2,4}}@){_DOMAIN}"
    rf"|(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]+"
    rf" ?(?:[(\[{{<]at[)\]}}>]|艾特|#|★|☆) ?(?:{_MAILS}|(?<=[)\]}}>特]){_DOMAIN})",
    re.IGNORECASE,
)
PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼滬遼魯蘇贛陝閩貴粵寧瓊雲"
_PLATE = re.compile(
    rf"[{PROVINCES}][ -]?[A-HJ-NP-Z][ .-]?(?:"
    r"(?:[0-9]{5}[DFABCEGHJK]|[DFABCEGHJK][A-HJ-NP-Z0-9][0-9]{4})"  # new energy
    r"|[A-HJ-NP-Z0-9]{5}|[A-HJ-NP-Z0-9]{4}[学警港澳挂])(?![0-9A-Za-z])"
    r"(?! ?(?:地块|号楼|栋|幢|座|单元|号地))",
    re.IGNORECASE,
)
_LANDLINE = re.compile(
    rf"(?<![0-9A-Za-z.+〕-])(?:\+?86{_S}?)?[(]?0(?:10|2[0-9]|[3-9][0-9]{{2}})(?:[)]{_S}?|{_S})?"
    rf"[2-8][0-9]{{2,3}}{_S}?[0-9]{{4}}(?![0-9A-Za-z])"
)
_OPENS = r"""[(\["'“‘「『【《<]"""
_CHAT_SIGN = (
    r"(?:[微薇威] ?信|v ?信|weixin|wechat|v ?x|w ?x)(?: ?(?:号码|[号號]|id|[账帐賬帳][号號]|名))?"
    r"(?:同[号號])?(?:[/、和及]?(?:qq|电话|手机)[号號]?)?"
)
_WECHAT = re.compile(
    rf"(?<![A-Za-z]){_CHAT_SIGN}(?: *[是为為]? *[:|]\s?|(?<=[号號]) *| *[是为為] *){_OPENS}?"
    r"(?P<id>[a-z][a-z0-9_-]{5,19}|[1-9][0-9]{4,10})(?![a-z0-9_-])",
    re.IGNORECASE,
)
# Where no colon says that an id follows, only what is no word: 微信zhang_san88, not 微信mini.
_WECHAT_BARE = re.compile(
    rf"(?<![A-Za-z]){_CHAT_SIGN}(?:(?<=[{HAN}]) *[是为為—-]?[ -]*| +){_OPENS}?"
    r"(?!(?:app|android|ios|iphone|api|web|mini|pay|beta)[^a-z])"
    r"(?P<id>(?=[a-z-]*(?:_|[0-9][a-z-]*[0-9_]))[a-z][a-z0-9_-]{5,19})(?![a-z0-9_-])",
    re.IGNORECASE,
)
_QQ = re.compile(
    r"(?<![A-Za-z])(?:q ?q|扣扣|企鹅|秋秋|扣(?=号)|q(?=群))(?:[号號]码|群[号號]|[号號]|群|id)?"
    rf"(?:[/、和及]?微信[号號]?)?(?:[ :-]|是|为|為|no\.?|{_OPENS}){{0,3}}"
    r"(?P<id>[1-9][0-9]{4,10}|[1-9][0-9]{2,4}[ -][0-9]{3,6}|[1-9](?:-[0-9]){4,10})"
    r"(?![0-9A-Za-z@])(?!\.[0-9])"
    "(?! *(?:余|多|人|元|户|名|个|只|条|次|位|万|年))",
    re.IGNORECASE,
)
_ROOM_OWNER = re.compile(
    r"[0-9]{1,3} ?(?:号楼|栋|幢|座)(?:[0-9一二三四五六] ?单元)?-?[0-9]{3,4}(?:室|房|号|户)?的?"
    rf"(?:业主|住户|租户|户主|居民)?(?:{SURNAMES})(?:某某?|{HONORIFICS})"
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


def bare(text: str) -> str:
    """Return a number or an address without what may stand between its parts."""
    return re.sub(r"[\s()_/~.-]", "", text).casefold()


def _is_identity(text: str) -> bool:
    """Whether a number is a resident identity number of GB 11643: a birth date and a check."""
    number = bare(text).upper().replace("×", "X")
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return 1880 <= born.year <= 2100 and number[-1] == _CHECKS[total % 11]


def _is_bank_card(text: str) -> bool:
    """Whether a number is a bank card's: an issuer's prefix and the check of Luhn."""
    number = bare(text)
    if not any(number.startswith(first) and len(number) in sizes for first, sizes in _CARDS):
        return False
    doubled = (int(d) * (1 + i % 2) for i, d in enumerate(reversed(number)))
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0


def _is_plate(text: str) -> bool:
    return sum(char.isdigit() for char in text) >= 3


def _is_wechat(text: str) -> bool:
    return text.casefold() not in ("wechat", "weixin")  # the two names of it, side by side


def _is_email(text: str) -> bool:
    return text.rpartition(".")[2].casefold() not in _IMAGE_ENDINGS


def _always(text: str) -> bool:
    return True


# In the order in which one kind takes a place from another: a card's number holds a mobile's.
KINDS: tuple[tuple[Kind, re.Pattern[str], Callable[[str], bool]], ...] = (
    ("email", _EMAIL, _is_email),
    ("identity", _IDENTITY, _is_identity),
    ("bank-card", _BANK_CARD, _is_bank_card),
    ("mobile", _MOBILE, _always),
    ("mobile", _CALLED, _always),
    ("plate", _PLATE, _is_plate),
    ("wechat", _WECHAT, _is_wechat),
    ("wechat", _WECHAT_BARE, _is_wechat),
    ("qq", _QQ, _always),
    ("landline", _LANDLINE, _always),
    ("room-owner", _ROOM_OWNER, _always),
)
