"""The values of a record that may appear nowhere, each with the place that names it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from casebook.personal.fold import DASHES, fold
from casebook.personal.surnames import HONORIFICS, SURNAMES
from casebook.private.load import Filed
from casebook.private.model import Person, PrivateRecord, is_long_enough
from casebook.yaml_tree import Key

# 附3-11: a mobile field may hold two numbers, or a landline; so may a name's hold two names.
_APART = re.compile(r"[/、,;|或]+")
_NAMES_APART = re.compile(r"[/／、;；|]+|(?<=[\u4e00-\u9fff]) *[,，]")
_ASIDE = re.compile(r"[(（][^()（）]*[)）]?")  # 张三（项目经理）
_TITLE = re.compile(rf"(?<=[\u4e00-\u9fff]{{2}})(?:{HONORIFICS}|总?经理|主任|书记|会长|秘书长)$")
_DOT = re.compile(rf"(?<=[\u4e00-\u9fff]) *[{DASHES}.．] *(?=[\u4e00-\u9fff])")  # 阿卜杜拉·买买提
_MOBILE = re.compile(r"(?<!\d)(?:(?:\+|00)?86[ -]?|0)?(1[3-9]\d(?:[ ()_-]{0,3}\d){8})(?!\d)")
# What follows is an extension, not the rest of a longer number such as a bank card's.
_LANDLINE = re.compile(
    r"(?<!\d)(?<!\d[ (-])(?:(?:(?:\+|00)?86[ )-]*\(?0?|\(?0)(10|2\d|[3-9]\d{2})[ )-]*)?"
    r"(?!400|800)([2-8]\d{2,3}[ -]?\d{4})(?!\d)(?! ?\d{4})(?!-\d{4,}[ -]\d)"
)


_SHORTEST_TURNED = 6  # letters: what is shorter may be a word when it is turned round


@dataclass(frozen=True, slots=True)
class Value:
    """A text that may appear nowhere; `source` is where it is recorded, `file:line`.

    A number is compared by its digits, a word by its characters whatever the spaces between them;
    an ordinary word only where it is used as a name.
    """

    text: str
    kind: Literal["number", "word", "ordinary"]
    source: str


def values_of(filed: Filed) -> Iterator[Value]:
    """Yield what a record forbids."""
    for path, person in people_of(filed.record):
        yield from _of(person, filed, path)
    for n, text in enumerate(filed.record.never):
        source = _source(filed, ("never", n))
        digits = numbers(text)
        if digits and not re.search(r"[^\d\s()（）+.-]", text):
            yield from (Value(number, "number", source) for number in digits)
        else:
            yield Value(text, "word", source)


def people_of(record: PrivateRecord) -> Iterator[tuple[tuple[Key, ...], Person]]:
    """Yield the people of a record, each with the path to it in the file."""
    yield ("applicant",), record.applicant
    yield ("recommender",), record.recommender
    yield ("submitter",), record.submitter
    yield from ((("people", n), person) for n, person in enumerate(record.people))


def _of(person: Person, filed: Filed, path: tuple[Key, ...]) -> Iterator[Value]:
    kind: Literal["word", "ordinary"] = "ordinary" if person.ordinary_word else "word"
    for text in person.name:
        source = _source(filed, (*path, "name"))
        yield from (Value(name, kind, source) for name in names(text))
    for text in person.phone:
        for number in numbers(text):
            yield Value(number, "number", _source(filed, (*path, "phone")))
    for key in ("email", "wechat", "qq"):
        for text in getattr(person, key):
            source = _source(filed, (*path, key))
            if text.isdecimal():
                yield from (Value(number, "number", source) for number in numbers(text))
            else:
                yield Value(text, "word", source)
                if key == "email":
                    yield Value(text.replace("@", " at "), "word", source)


def names(text: str) -> Iterator[str]:
    """Yield the names of a text, without what is said of a person, in each order and spelling.

    阿卜杜拉·买买提 may be written with any dot or without one, Zhang Sanfeng as Sanfeng Zhang.
    """
    parts = [part.strip() for part in _NAMES_APART.split(_ASIDE.sub("", text))]
    for name in parts if all(map(is_long_enough, parts)) else [text]:
        untitled = _TITLE.sub("", name)
        shown = name if re.fullmatch(SURNAMES, untitled) else untitled
        yield from dict.fromkeys(_DOT.sub(dot, shown) for dot in ("·", ".", ""))
        words = shown.split()
        if shown.isascii() and 1 < len(words) < 4 and len(shown) > _SHORTEST_TURNED:
            yield " ".join((*words[1:], words[0]))


def numbers(text: str) -> Iterator[str]:
    """Yield the numbers of a text as digits; those under seven digits are too common to forbid.

    A landline also without its area, or with the area as it is dialled from abroad, and without
    its extension.
    """
    for part in _APART.split(fold(text)):
        found = [part, *_MOBILE.findall(part)]
        for area, own in _LANDLINE.findall(_MOBILE.sub("", part)):
            found += [own, *(f"{prefix}{area}{own}" for prefix in ("0", "") if area)]
        for digits in dict.fromkeys(re.sub(r"\D", "", number) for number in found):
            if len(digits) >= 7:
                yield digits


def _source(filed: Filed, path: tuple[Key, ...]) -> str:
    place = filed.document.place(*path)
    return f"{place.file}:{place.line}"
