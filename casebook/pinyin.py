"""Keys made from the sound of a name: to sort by, for addresses, for an index."""

import hashlib
import re
from collections.abc import Iterator
from itertools import chain

from casebook.readings import bare, given, read

Unit = tuple[int, str, int, str]  # 1: letters, 0: other; what to compare; tone; the text itself

_HAN = "〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_RUN = re.compile(rf"(?P<han>[{_HAN}]+)|(?P<plain>[a-z0-9]+)|(?P<other>[^\W_])")
_SLUG_LIMIT = 100  # a slug is a file name: 255 bytes at most, endings and all


def sort_key(text: str, reading: str | None = None) -> tuple[tuple[Unit, ...], str]:
    """Order by pinyin, character by character: letters, then tone, then code point.

    Digits (by value) and other scripts come before A; Latin words stand among the syllables;
    punctuation, case and accents decide only between names that are otherwise equal.
    `reading`: as in `syllables`. The order is total: only equal texts tie.
    """
    return tuple(_units(text, reading)), text


def syllables(text: str, reading: str | None = None) -> tuple[str, ...]:
    """The syllables of the Chinese characters without tones; Latin words and numbers as they are.

    `reading` overrides the dictionary: a syllable for each Chinese character, with or without
    tones ("guo yang", "guō yáng", "guo1 yang2"). Raises ValueError when it does not fit the text.
    """
    return tuple(
        letters.replace("v", "ü") if rank and _is_han(item) else item
        for rank, letters, _, item in _units(text, reading)
    )


def slug(text: str, reading: str | None = None) -> str:
    """A name for addresses, of `a-z`, `0-9` and hyphens, never empty; ü is v.

    Syllables are joined; Latin words, and what spaces or punctuation part, are set apart:
    凯旋会·A2区 is kaixuanhui-a2-qu. A hash of the text stands in where nothing is left, and for
    what goes beyond 100 characters.
    """
    runs = _runs(re.sub("['’]", "", text), reading)
    words = ["".join(filter(str.isascii, map(_written, run))) for run in runs]
    made = "-".join(filter(None, words))
    if made and len(made) <= _SLUG_LIMIT:
        return made
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{made[: _SLUG_LIMIT - 9].rstrip('-')}-{digest}" if made else f"x{digest}"


def index_letter(text: str, reading: str | None = None) -> str:
    """The letter under which a name stands in an index: "A" to "Z", or "#" for all else."""
    first = next(_units(text, reading), None)
    return first[1][0].upper() if first and first[0] else "#"


def _units(text: str, reading: str | None) -> Iterator[Unit]:
    return chain.from_iterable(_runs(text, reading))


def _runs(text: str, reading: str | None) -> Iterator[list[Unit]]:
    runs = list(_RUN.finditer(bare(text).casefold()))
    spoken = _spoken([run["han"] for run in runs if run["han"]], reading)
    for run in runs:
        if run["han"]:
            yield [_han(char, next(spoken)) for char in run["han"]]
        elif run["plain"]:
            yield [_plain(part) for part in re.findall("[a-z]+|[0-9]+", run["plain"])]
        else:
            yield [(0, "~", 0, run["other"])]


def _han(char: str, syllable: str) -> Unit:
    known = re.fullmatch(r"[a-z]+[1-5]", syllable)
    return (1, syllable[:-1], int(syllable[-1]), char) if known else (0, "~", 0, char)


def _plain(part: str) -> Unit:
    if part.isalpha():
        return 1, part, 0, part
    value = part.lstrip("0")
    return 0, f"{len(value):04}{value}", 0, part


def _written(unit: Unit) -> str:
    rank, letters, _, item = unit
    return letters if rank else item


def _spoken(runs: list[str], reading: str | None) -> Iterator[str]:
    if reading:
        return iter(given(reading, "".join(runs)))
    return (syllable for run in runs for syllable in read(run))


def _is_han(item: str) -> bool:
    return re.match(f"[{_HAN}]", item) is not None
