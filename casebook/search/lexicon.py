"""What the search knows besides the texts: words that mean the same, and how names sound."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from casebook import pinyin

# The 6,763 characters of GB 2312 stand in rows of 94, from B0 to F7.
_CURRENT = tuple(bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
_UNIT = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]|[a-z0-9]+")


@dataclass(frozen=True, order=True)
class Name:
    """A Chinese name and an editor's reading of it, empty where the dictionary's is right."""

    text: str
    reading: str = ""


@dataclass(frozen=True)
class Synonyms:
    """Terms that mean the same; whoever types one of them also gets the narrower ones."""

    zh: tuple[str, ...]
    en: tuple[str, ...]
    narrower_zh: tuple[str, ...] = ()
    narrower_en: tuple[str, ...] = ()


@dataclass(frozen=True)
class Lexicon:
    """Names and terms of a library."""

    names: tuple[Name, ...] = ()
    synonyms: tuple[Synonyms, ...] = ()


def sound_lines(names: Iterable[Name]) -> str:
    """Return a line per name: the name, a tab, a syllable for each character, word and number."""
    lines = []
    for name in sorted(set(names)):
        text = name.text.lower()
        syllables = pinyin.syllables(text, name.reading or None)
        if len(syllables) == len(_UNIT.findall(text)) > 1:
            lines.append(f"{text}\t{' '.join(syllables).replace('ü', 'v')}")
    return "\n".join(lines)


@cache
def reading_lines() -> str:
    """Return a line per syllable: the syllable, a space, the characters of GB 2312 read so."""
    found: dict[str, list[str]] = defaultdict(list)
    for code in _CURRENT:
        character = code.decode("gb2312", errors="ignore")
        if character:
            (syllable,) = pinyin.syllables(character)
            found[syllable.replace("ü", "v")].append(character)
    return "\n".join(f"{syllable} {''.join(found[syllable])}" for syllable in sorted(found))
