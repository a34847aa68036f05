"""How Chinese characters are read: one syllable with its tone ("guo1") for each; ü is v."""

import re
import unicodedata
from collections.abc import Collection, Iterator
from functools import cache, lru_cache
from pathlib import Path

from pypinyin import Style, lazy_pinyin, load_single_dict, pinyin
from pypinyin.contrib.tone_convert import to_tone3

from casebook import regions

_READINGS = Path(__file__).parent / "data" / "readings.txt"
_TITLES = ["先生", "女士", "小姐", "主任", "经理", "书记", "老师", "师傅", "阿姨", "大爷", "氏"]


@lru_cache(maxsize=4096)
def read(run: str) -> tuple[str, ...]:
    """Read a run of Chinese characters; one without a known reading stays as it is.

    Full names of divisions are cut out first: in 广州市长兴物业 nobody is a mayor (市长).
    """
    parts = _cut(run, _places(), _longest_place())
    return tuple(syllable for part in parts for syllable in spell(part))


def spell(name: str) -> tuple[str, ...]:
    """Read a run of Chinese characters as one name. Source: readings.txt, then pypinyin."""
    words = _words()
    spoken: list[str] = []
    for part in _cut(name, words, _longest_word()):
        spoken += words.get(part) or lazy_pinyin(
            part,
            style=Style.TONE3,
            neutral_tone_with_five=True,
            errors=list,  # type: ignore[arg-type]  # a list is allowed, and gives an item for each
        )
    return tuple(map(bare, spoken))


def given(reading: str, run: str) -> tuple[str, ...]:
    """Take an editor's reading of a run: "guo yang", "guō yáng" or "guo1 yang2".

    A tone that is not written is the dictionary's for that character, else neutral (5).
    Raises ValueError when the syllables are malformed or are not one for each character.
    """
    spoken = [bare(to_tone3(token)) for token in reading.casefold().replace("'", " ").split()]
    malformed = [token for token in spoken if not re.fullmatch(r"[a-z]+[1-5]?", token)]
    if malformed or len(spoken) != len(run):
        raise ValueError(f"{reading!r} is not one syllable for each of the {len(run)} in {run!r}")
    return tuple(
        syllable if syllable[-1].isdigit() else _toned(char, syllable)
        for char, syllable in zip(run, spoken, strict=True)
    )


def bare(text: str) -> str:
    """Make full-width forms plain and take accents off."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(char for char in plain if not unicodedata.combining(char))


def _toned(char: str, syllable: str) -> str:
    _words()  # puts the usual reading first
    options = pinyin(char, style=Style.TONE3, heteronym=True, neutral_tone_with_five=True)[0]
    return next((option for option in options if option[:-1] == syllable), f"{syllable}5")


def _cut(run: str, words: Collection[str], longest: int) -> Iterator[str]:
    """Cut into the longest known words, of `longest` 字 at most, and the stretches between them."""
    start = at = 0
    while at < len(run):
        ends = range(min(len(run), at + longest), at + 1, -1)
        end = next((end for end in ends if run[at:end] in words), None)
        if end is None:
            at += 1
            continue
        if start < at:
            yield run[start:at]
        yield run[at:end]
        start = at = end
    if start < at:
        yield run[start:at]


@cache
def _places() -> frozenset[str]:
    return frozenset(region.zh for region in regions.all_regions())


@cache
def _longest_place() -> int:
    return max(map(len, _places()))


@cache
def _longest_word() -> int:
    return max(map(len, _words()))


@cache
def _words() -> dict[str, list[str]]:
    """The words of readings.txt; its single characters become pypinyin's first choice."""
    words: dict[str, list[str]] = {}
    for line in _READINGS.read_text("utf-8").splitlines():
        word, *spoken = line.partition("#")[0].split() or [""]
        if word.endswith("~"):
            for title in _TITLES:
                words[word[:-1] + title] = spoken + lazy_pinyin(title, style=Style.TONE3)
        elif len(word) == 1:
            marked = pinyin(word, heteronym=True)[0]
            marked.sort(key=lambda mark: to_tone3(mark) != spoken[0])
            load_single_dict({ord(word): ",".join(marked)})
        elif word:
            words[word] = spoken
    return words
