"""Search for thousands of names and addresses at once, whatever their width, case or script."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from casebook.personal.fold import DASHES, FULL_WIDTH, UNSEEN, fold, without_unseen
from casebook.search.script import simplified, traditional_of

_GAP = 3  # spaces or line ends between two characters of a name: 张 三
_NOTHING = re.compile(rf"[\s{UNSEEN}]")


def key_of(text: str) -> str:
    """Return what all spellings of a word have in common."""
    shown, _ = without_unseen(text)
    return "".join(_plain(char) for char in shown if not char.isspace())


@lru_cache(maxsize=65536)
def _plain(char: str) -> str:
    return simplified(fold(char)).lower()


class Words:
    """Words by their keys; one that begins or ends with a letter or digit is found only whole."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._keys = frozenset(keys)
        self._lengths: dict[str, list[int]] = defaultdict(list)  # by the first two characters
        for length in sorted({len(key) for key in self._keys}, reverse=True):
            for pair in {key[:2] for key in self._keys if len(key) == length}:
                self._lengths[pair].append(length)
        self._begins = self._expression() if self._keys else None

    def _expression(self) -> re.Pattern[str]:
        """Return what finds the first two characters of any word, in any spelling."""
        seconds: dict[str, str] = defaultdict(str)
        for pair in sorted(self._lengths):
            seconds[pair[0]] += _spellings(pair[1])
        gap = f"{_NOTHING.pattern}{{0,{_GAP}}}"
        firsts = "".join(map(_spellings, seconds))
        branches = "|".join(
            f"(?<=[{_spellings(first)}]){gap}[{some}]" for first, some in seconds.items()
        )
        return re.compile(f"[{firsts}](?:{branches})")

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield start, end and key of each word in a text; of several at one place, the longest."""
        at = 0
        while self._begins and (match := self._begins.search(text, at)):
            start = match.start()
            if found := self._at(text, start, key_of(match[0])):
                at, key = found
                yield start, at, key
            else:
                at = start + 1

    def _at(self, text: str, start: int, pair: str) -> tuple[int, str] | None:
        lengths = self._lengths.get(pair, [])
        key, ends = _read(text, start, lengths[0] if lengths else 0)
        for length in lengths:
            if len(key) >= length and key[:length] in self._keys:
                end = ends[length - 1]
                if not _joined(text, start) and not _joined(text, end):
                    return end, key[:length]
        return None


def _read(text: str, start: int, length: int) -> tuple[str, list[int]]:
    """Return the key of the characters from a place on, and where each of them ends."""
    key, ends, gap = "", list[int](), 0
    for at in range(start, len(text)):
        if len(key) == length or gap > _GAP:
            break
        if _NOTHING.match(text[at]):
            gap += 1
            continue
        gap = 0
        key += _plain(text[at])
        ends.append(at + 1)
    return key, ends


def _joined(text: str, at: int) -> bool:
    """Whether a letter or digit stands on both sides of a place: it is the middle of a word."""
    around = text[max(0, at - 1) : at + 1]
    return at > 0 and len(around) == 2 and around.isascii() and around.isalnum()


def _spellings(char: str) -> str:
    """Return all ways to write a character, as the inside of a class."""
    if char == "-":
        return f"{DASHES}－-"
    forms = {char, char.upper(), *traditional_of(char)}
    forms |= {chr(ord(form) + FULL_WIDTH) for form in forms if "!" <= form <= "~"}
    return "".join(re.escape(form) for form in sorted(forms) if len(form) == 1)
