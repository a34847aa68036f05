"""Where words stand, cut into files of which a search reads a few: the copy's own index.

`theme/site/offline/engine.js` reads it. It is made of the same words as Pagefind's
(`casebook/search/scratch.py`), so that both find the same.
"""

from __future__ import annotations

import json
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from casebook.problem import LOCALES, Locale
from casebook.search.scratch import LINE, Zones, words_of
from casebook.search.words import END, LETTERS

PART = 65_536  # characters of a part of the index; a common word fills one of its own
_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_BASE = 32  # a digit from there on says that another follows

Texts = Mapping[str, Mapping[Locale, object]]


def gather_postings(texts: Texts) -> dict[str, str]:
    """Return the files of the index, as JSON, by their names.

    `texts` are those of every case, by its id in the index, as `pagefind/text/` has them.
    `parts.json` holds the ids and the first word of each part, `0.json` … the parts,
    `letters.json` the words of which the reader's browser knows the forms.
    """
    postings = _postings(texts)
    # as JavaScript compares texts: by their units of 16 bits
    words = sorted(postings, key=lambda word: word.encode("utf-16-be"))
    parts = list(_parts([(word, postings[word]) for word in words]))
    letters = [word for word in words if END not in word and LETTERS.fullmatch(word)]
    known = {"ids": list(texts), "starts": [part[0][0] for part in parts]}
    files = {f"{number}.json": _json(part) for number, part in enumerate(parts)}
    return {**files, "letters.json": _json(letters), "parts.json": _json(known)}


def _postings(texts: Texts) -> dict[str, str]:
    """Return for each word where it stands; see `#part` in engine.js."""
    found: dict[str, list[str]] = defaultdict(list)
    last: dict[str, int] = {}
    for number, by_locale in enumerate(texts.values()):
        places: dict[str, list[int]] = defaultdict(list)
        zones = {locale: _zones(by_locale[locale]) for locale in LOCALES if locale in by_locale}
        for place, word in enumerate(words_of(zones)[0]):
            if word != LINE:
                places[plain(word)].append(place)
        for word, some in places.items():
            steps = (place - before for before, place in zip([0, *some], some, strict=False))
            given = (number - last.get(word, 0), len(some), *steps)
            found[word].append("".join(map(_number, given)))
            last[word] = number
    return {word: "".join(some) for word, some in found.items()}


def plain(word: str) -> str:
    """Return a word without the marks above or below its letters."""
    parts = unicodedata.normalize("NFD", word)
    return "".join(c for c in parts if not unicodedata.category(c).startswith("M")) or word


def _zones(text: object) -> Zones:
    """Return the lines of a text as `casebook/search/scratch.py` writes it."""
    assert isinstance(text, list)
    title, name, place, summary, passages = text
    lines = (line for _, *some in passages for line in some if line.strip())
    return [title, name, place], [summary], list(lines)


def _number(value: int) -> str:
    digits = ""
    while value >= _BASE:
        value, digit = divmod(value, _BASE)
        digits += _DIGITS[_BASE + digit]
    return digits + _DIGITS[value]


def _parts(words: Sequence[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    part: list[tuple[str, str]] = []
    room = PART
    for word, places in words:
        room -= len(word) + len(places)
        if part and room < 0:
            yield part
            part, room = [], PART - len(word) - len(places)
        part.append((word, places))
    if part:
        yield part


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
