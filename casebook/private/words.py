"""Search for thousands of names and addresses at once, whatever their width, case or script."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import chain
from unicodedata import normalize

from casebook.personal.fold import DASHES, FULL_WIDTH, UNSEEN, fold, without_unseen
from casebook.search.script import simplified, traditional_of

_GAP = 3  # spaces, line ends or marks between two characters of a name: 张 三
_NOTHING = re.compile(rf"[\s{UNSEEN}]")
_LOOSE = 7  # letters and digits: of shorter words, marks between them make other words
_LETTERS = (range(0xC0, 0x250), range(0x1E00, 0x1F00), range(0x24B6, 0x24EA))


def keys_of(text: str) -> Iterator[str]:
    """Yield what all spellings of a word have in common.

    Of a long one with letters or digits also without the marks beside these: zhang_san, zhang-san.
    """
    shown, _ = without_unseen(text)
    plain = "".join(_plain(char) for char in shown if not char.isspace())
    yield plain
    loose = "".join(char for at, char in enumerate(plain) if not _is_mark(plain, at))
    if loose != plain and len(loose) >= _LOOSE:
        yield loose


def _is_mark(text: str, at: int) -> bool:
    """Whether a character is neither letter nor digit and has an ASCII one on either side."""
    around = text[max(0, at - 1) : at] + text[at + 1 : at + 2]
    return not text[at].isalnum() and any(char.isascii() and char.isalnum() for char in around)


@lru_cache(maxsize=65536)
def _plain(char: str) -> str:
    return _letters().get(char) or simplified(fold(char)).lower()


@cache
def _letters() -> dict[str, str]:
    """Return the letters with accents and in circles, and the plain letter of each."""
    found = {"×": "x"}
    for char in map(chr, chain.from_iterable(_LETTERS)):
        if (letter := normalize("NFKD", char)[0].lower()).isascii() and letter.isalpha():
            found[char] = letter
    return found


@cache
def _written(letter: str) -> frozenset[str]:
    return frozenset(char for char, plain in _letters().items() if plain == letter)


class Words:
    """Words by their keys; one that begins or ends with a letter or digit is found only whole.

    Between two characters up to three spaces or line ends may stand; between letters and digits of
    a longer one also marks.
    """

    def __init__(self, keys: Iterable[str]) -> None:
        self._keys = frozenset(keys)
        self._lengths: dict[str, list[int]] = defaultdict(list)  # by the first two characters
        for length in sorted({len(key) for key in self._keys}, reverse=True):
            for pair in {key[:2] for key in self._keys if len(key) == length}:
                self._lengths[pair].append(length)
        self._lettered = {key[:2] for key in self._keys if re.search("[0-9a-z]", key)}
        self._begins = self._expression() if self._keys else None

    def _expression(self) -> re.Pattern[str]:
        """Return what finds the first two characters of any word, in any spelling."""
        seconds: dict[str, str] = defaultdict(str)
        for pair in sorted(self._lengths):
            seconds[pair[0]] += _spellings(pair[1])
        gap = rf"[\W_{UNSEEN}]{{0,{_GAP}}}"
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
            if found := self._at(text, start, _plain(match[0][0]) + _plain(match[0][-1])):
                at, key = found
                yield start, at, key
            else:
                at = start + 1

    def _at(self, text: str, start: int, pair: str) -> tuple[int, str] | None:
        lengths = self._lengths.get(pair, [])
        for loose in (False, True) if pair in self._lettered else (False,):
            key, ends = _read(text, start, lengths[0] if lengths else 0, loose=loose)
            for length in lengths:
                if len(key) >= length and key[:length] in self._keys:
                    end = ends[length - 1]
                    if not _joined(text, start) and not _joined(text, end):
                        return end, key[:length]
        return None


def _read(text: str, start: int, length: int, *, loose: bool) -> tuple[str, list[int]]:
    """Return the key of the characters from a place on, and where each of them ends."""
    key, ends, gap = "", list[int](), 0
    for at in range(start, len(text)):
        if len(key) == length or gap > _GAP:
            break
        if _NOTHING.match(text[at]) or (loose and _is_mark(text, at)):
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
    forms = {char, char.upper(), *traditional_of(char), *_written(char)}
    forms |= {chr(ord(form) + FULL_WIDTH) for form in forms if "!" <= form <= "~"}
    return "".join(re.escape(form) for form in sorted(forms) if len(form) == 1)
