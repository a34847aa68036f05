"""The values of a record that may appear nowhere, each with the place that names it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from casebook.private.load import Filed
from casebook.private.model import Person, PrivateRecord
from casebook.yaml_tree import Key

# 附3-11: a mobile field may hold two numbers, or a landline.
_APART = re.compile(r"[/／、,，;；|或]+")
_COUNTRY = re.compile(r"^(?:\+|00)?86[ -]?(?=1[3-9]|0?\d{2,3}[ -]?\d)")
_AREA = re.compile(r"^[(（]?0\d{2,3}[)） -]*(?=[2-8]\d{6,7}$)")


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
    """Yield what a record forbids; a landline also without its area code."""
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
    for name in person.name:
        kind: Literal["word", "ordinary"] = "ordinary" if person.ordinary_word else "word"
        yield Value(name, kind, _source(filed, (*path, "name")))
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


def numbers(text: str) -> Iterator[str]:
    """Yield the numbers of a text as digits; those under seven digits are too common to forbid."""
    for part in _APART.split(text):
        number = _COUNTRY.sub("", part.strip())
        for one in {number, _AREA.sub("", number)}:
            digits = "".join(str(int(char)) for char in one if char.isdecimal())
            if len(digits) >= 7:
                yield digits


def _source(filed: Filed, path: tuple[Key, ...]) -> str:
    place = filed.document.place(*path)
    return f"{place.file}:{place.line}"
