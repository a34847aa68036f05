"""Search a text for everything that the records of `private/` hold."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from casebook.personal import Finding, mask
from casebook.personal.fold import BETWEEN, DIGIT, fold, spoken
from casebook.personal.surnames import HONORIFICS
from casebook.private.load import FOLDER, Filed
from casebook.private.values import Value, values_of
from casebook.private.words import Words, keys_of

KEY = ".key"
_KEY_BYTES = 32
_SHORT = 10  # a number of fewer digits is looked for only where it stands alone
_RUN = re.compile(rf"[{DIGIT}](?:[\r\n*|:：{BETWEEN}]{{0,3}}[{DIGIT}]){{6,}}")
_PREFIXES = ("", "86", "0086", "0")
_AREA = re.compile(r"(?<![0-9])\(?0(?:10|2[0-9]|[3-9][0-9]{2})[)-]{1,2}$")
_LABEL = re.compile(
    r"(?:联系人|经办人|负责人|填表人|填报人|姓名|作者|供稿|撰稿|摄影|业主|书记|主任|经理|主管|队长"
    r"|[Cc]ontact|[Nn]ame|Mr|Ms|Mrs)[\s:：.（(“]{0,3}$"
)
_TITLE = re.compile(
    rf"\s?(?:{HONORIFICS}|书记|主任|经理|主管|队长|总经理)|[\s:：，,（(]{{0,3}}(?:电话|手机|[+1０0１])"
)


class Known:
    """All values of the records, to be found in any text whatever their spelling.

    Numbers: full-width, with spaces, dashes, dots, brackets or line ends between their digits, with
    the country's code before them. Words: full-width, in either case, in Traditional characters,
    with spaces or line ends between their characters.
    """

    def __init__(self, filed: Iterable[Filed], root: Path) -> None:
        self._root = root
        values = [value for one in filed for value in values_of(one)]
        self._numbers: dict[str, Value] = {}
        self._words: dict[str, Value] = {}
        for value in values:
            number = value.kind == "number"
            kept = self._numbers if number else self._words
            for key in [value.text] if number else keys_of(value.text):
                if key not in kept or value.kind == "word":  # the stricter of two
                    kept[key] = value
        self._lengths = sorted({len(number) for number in self._numbers}, reverse=True)

    def __bool__(self) -> bool:
        return bool(self._numbers or self._words)

    @property
    def values(self) -> tuple[Mapping[str, Value], Mapping[str, Value]]:
        """What is looked for, numbers and words: for comparison within a process."""
        return self._numbers, self._words

    @cached_property
    def _search(self) -> Words:
        return Words(self._words)

    def find(self, text: str) -> Iterator[Finding]:
        """Yield the values in a text in their order."""
        found = {*self._find_words(text), *self._find_numbers(text)}
        if self._numbers and (read_out := spoken(text)):
            found.update(self._find_numbers(read_out))
        yield from sorted(found, key=lambda finding: finding.start)

    def _find_words(self, text: str) -> Iterator[Finding]:
        for start, end, key in self._search.find(text):
            value = self._words[key]
            if value.kind == "word" or _is_named(text, start, end):
                yield Finding("known", start, end, mask(text[start:end]), value.source)

    def _find_numbers(self, text: str) -> Iterator[Finding]:
        for run in _RUN.finditer(text) if self._numbers else ():
            shown = fold(run[0])
            at = [run.start() + n for n, char in enumerate(shown) if char.isdecimal()]
            digits = "".join(shown[n - run.start()] for n in at)
            begins = {n for n in range(len(at)) if n == 0 or at[n - 1] + 1 != at[n]}
            end = 0
            for begin in sorted(begins):
                if begin >= end and (found := self._number_at(text, digits, begin, begins, at)):
                    value, first, end = found
                    span = at[first], at[end - 1] + 1
                    yield Finding("known", *span, mask(text[slice(*span)]), value.source)

    def _number_at(
        self, text: str, digits: str, begin: int, begins: set[int], at: list[int]
    ) -> tuple[Value, int, int] | None:
        """Return the value that begins at a digit, and its first and last place; a whole number."""
        for first in (begin + len(p) for p in _PREFIXES if digits.startswith(p, begin)):
            for length in self._lengths:
                end = first + length
                if end > len(digits) or (end < len(digits) and end not in begins):
                    continue
                value = self._numbers.get(digits[first:end])
                if value and (length >= _SHORT or _stands_alone(text, at[first], at[end - 1] + 1)):
                    return value, first, end
        return None

    def digest(self) -> str:
        """Return what changes with the values and tells nothing of them to whoever lacks the key.

        The key lies in `private/` itself, so that the cache gives no phone number away to a trial
        of all of them. Where it cannot be kept, each run has its own, and nothing is remembered.
        """
        if not self:
            return ""
        known = json.dumps(
            [
                sorted((key, value.kind) for key, value in kept.items())
                for kept in (self._numbers, self._words)
            ]
        )
        return hmac.new(_key(self._root / FOLDER / KEY), known.encode(), hashlib.sha256).hexdigest()


def _is_named(text: str, start: int, end: int) -> bool:
    """Whether a word that is also a name is used as one: beside a label, a title or a number."""
    return bool(_LABEL.search(text, max(0, start - 12), start) or _TITLE.match(text, end))


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a short number is no part of another one, unless that is its area."""
    if re.match("[A-Za-z]", text[end : end + 1]):
        return False
    alone = not re.match(r"[0-9A-Za-z._/#-]", text[start - 1 : start])
    return alone or bool(_AREA.search(fold(text[max(0, start - 8) : start])))


def _key(path: Path) -> bytes:
    with suppress(OSError):
        if len(key := path.read_bytes()) == _KEY_BYTES:  # a run that was killed left it empty
            return key
    key = secrets.token_bytes(_KEY_BYTES)
    with suppress(OSError):
        path.touch(mode=0o600)
        path.write_bytes(key)
    return key
