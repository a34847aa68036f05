"""Characters that a text may not hold, and characters that stand for others.

What cannot be seen can lie: it turns the reading direction, parts a word that a search then does
not find, or carries a message of its own (https://www.unicode.org/reports/tr36/,
https://trojansource.codes/). What joins a picture (👨‍👩‍👧,
❤️) or shapes Mongolian letters may stand.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from itertools import islice

from casebook.problem import Place, Problem, Said

MOST_NAMED = 50  # problems of one file; one that is no text would have one in every place

_AROUND = 6  # characters shown on each side of one that cannot be seen
_KINDS: tuple[tuple[str, Said], ...] = (
    ("\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f", Said("控制字符", "a control character")),
    ("\u2028\u2029", Said("特殊换行符", "a line end that only some programs see")),
    (
        "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069",
        Said("改变文字方向的控制符", "a mark that turns the reading direction"),
    ),
    (
        "\u200b-\u200d\u2060-\u2065\ufeff",
        Said("看不见的零宽字符", "a character without width, which nobody sees"),
    ),
    ("\u00ad", Said("看不见的软连字符", "a soft hyphen, which nobody sees")),
    (
        "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\u206a-\u206f\ufff9-\ufffb",
        Said("看不见的填充符或格式符", "an invisible filler or format character"),
    ),
    (
        "\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef",
        Said("看不见的变体选择符", "an invisible variation selector"),
    ),
    (
        "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f",
        Said("看不见的标签字符", "an invisible tag or format character"),
    ),
    (
        "\ufffc-\uffff\ufdd0-\ufdef"
        + "".join(
            chr(plane + 0xFFFE) + chr(plane + 0xFFFF) for plane in range(0x10000, 0xF0000, 1 << 16)
        ),
        Said("转换失败留下的符号", "what a failed conversion leaves behind"),
    ),
    (
        "\ue000-\uf8ff\U000f0000-\U0010ffff",
        Said("私用区字符，没有字体能排", "a private-use character, which no font has"),
    ),
)
_SUSPECT = re.compile(f"[{''.join(marks for marks, _ in _KINDS)}]")
_ENTITY = re.compile(r"&(?:#[Xx][0-9A-Fa-f]{1,6}|#[0-9]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});")
# Radicals that stand in PDF files for the simplified characters of daily use: Unicode's
# EquivalentUnifiedIdeograph.txt has them, its normal forms do not.
_RADICALS = dict(
    zip(
        "⺎⺠⻅⻆⻉⻋⻑⻒⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻲⺟⻳",
        "兀民见角贝车長镸长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙亀母龟",
        strict=True,
    )
)
_DOUBLES = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")


def find_forbidden(text: str) -> Iterator[int]:
    """Yield the places, from 0, of the characters that a text may not hold."""
    return (m.start() for m in _SUSPECT.finditer(text) if not _belongs(text, m.start()))


def forbidden_characters(file: str, text: str, *, markdown: bool = False) -> Iterator[Problem]:
    """Name each forbidden character of a file, or of an entity of its Markdown, 50 at most."""
    places = [(at, at + 1, text[at]) for at in islice(find_forbidden(text), MOST_NAMED)]
    if markdown:
        places += islice(_of_entities(text), MOST_NAMED)
    for start, end, char in sorted(places)[:MOST_NAMED]:
        line = text.count("\n", 0, start) + 1
        column = start - text.rfind("\n", 0, start)
        before = text[max(start - _AROUND, 0) : start].rpartition("\n")[2]
        after = text[end : end + _AROUND].partition("\n")[0]
        yield forbidden_character(Place(file, line, column), char, f"{before}▯{after}")


def forbidden_character(place: Place, char: str, shown: str) -> Problem:
    """Name a character that may not stand at a place; in `shown`, ▯ stands where it was."""
    code = code_of(char)
    kind = next(said for marks, said in _KINDS if re.match(f"[{marks}]", char))
    shown = "".join(c for c in shown if c == "▯" or c.isprintable())
    return Problem(
        place,
        "character",
        Said(
            f"有一个看不见或不能印刷的字符 {code}（{kind.zh}），在“{shown}”的 ▯ 处",
            f"a character that cannot be set, {code} ({kind.en}), at the ▯ of '{shown}'",
        ),
        Said(
            "请把前后几个字一起删去，再重新输入；从网页、PDF 或聊天软件复制的文字常带有这种字符。",
            "Delete it with the characters beside it and type those again; texts copied from web "
            "pages, PDF files and chats often hold such characters.",
        ),
        value=code,
    )


def visible(text: str) -> str:
    """Return a text for a terminal or a log: what may not stand in a text is written \\u202e."""
    if text.isascii() and text.isprintable():
        return text
    found = {text[at] for at in find_forbidden(text)}
    return text.translate({ord(char): f"\\u{ord(char):04x}" for char in found})


def code_of(char: str) -> str:
    """Return a character as Unicode names it: U+202E."""
    return f"U+{ord(char):04X}"


def unified(text: str) -> str:
    """Return a text in NFC, its compatibility ideographs and radicals as the characters meant.

    So that a search and the fonts of the book find them. Nothing else is changed: NFKC would turn
    Chinese punctuation into Latin. Each of them is one character before and after.
    """
    if text.isascii():
        return text
    return _DOUBLES.sub(lambda match: _meant(match[0]), unicodedata.normalize("NFC", text))


def doubled_characters(file: str, text: str) -> Iterator[Problem]:
    """Warn of each character that is read as another one, once a file, at its first place."""
    found: dict[str, int] = {}
    for match in _DOUBLES.finditer(text):
        if _meant(match[0]) != match[0]:
            found.setdefault(match[0], match.start())
    for char, at in islice(found.items(), MOST_NAMED):
        meant = _meant(char)
        line = text.count("\n", 0, at) + 1
        yield Problem(
            Place(file, line, at - text.rfind("\n", 0, at)),
            "character",
            Said(
                f"“{char}”（{code_of(char)}）是兼容字，已按“{meant}”（{code_of(meant)}）读取",
                f"'{char}' ({code_of(char)}) is a compatibility character: it was read as "
                f"'{meant}' ({code_of(meant)})",
            ),
            Said(
                f"请在整个文件里把它替换为“{meant}”：兼容字检索不到，字体里也没有。",
                f"Replace it by '{meant}' in the whole file: no search and no font finds it.",
            ),
            value=char,
            allowed=(meant,),
            severity="warning",
        )


def _meant(char: str) -> str:
    plain = unicodedata.normalize("NFKC", char)
    return _RADICALS.get(char, plain)


def _of_entities(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the references to characters that may not stand, written out or under a name."""
    for match in _ENTITY.finditer(text):
        for char in html.unescape(match[0]):
            if _SUSPECT.match(char):
                yield match.start(), match.end(), char


def _belongs(text: str, at: int) -> bool:
    """Return whether a suspect is part of the picture or the letter before it."""
    char, before = text[at], text[at - 1 : at]
    if char == "\ufe0f" or char == "\ufe0e":
        return _is_sign(before)
    if "\u180b" <= char <= "\u180f":
        return "\u1820" <= before <= "\u18aa"
    if char == "\u200d":
        base = text[max(at - 2, 0) : at].rstrip(
            "\ufe0f\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"
        )
        return _is_sign(base[-1:]) and _is_sign(text[at + 1 : at + 2])
    return False


def _is_sign(char: str) -> bool:
    """Return whether a character is a picture or a sign that can become one: ❤, ‼, 5."""
    if not char:
        return False
    return unicodedata.category(char) in ("So", "Sk") or char in "#*0123456789©®‼⁉™↔〰▪▫◼◻◽◾⤴⤵⬅⬆⬇"
