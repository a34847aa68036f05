"""The volumes of an edition: cut, set side by side, cut again where one came out too long."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from casebook.model.edition import Edition
from casebook.problem import Locale
from casebook.words import Words
from casebook.yearbook.nodes import Plain
from casebook.yearbook.setting import SetVolume, Workshop
from casebook.yearbook.volumes import Refs, Sizes, by_chapter, cut, guess, volume_data

_SIDE_BY_SIDE = 480  # pages: two such volumes are set at a time within 2.5 GB
_NUMERALS = "〇一二三四五六七八九"
_UPPER = ("book.volume-upper", "book.volume-upper-short")
_NAMED = {  # words for name and short name
    2: (_UPPER, ("book.volume-second", "book.volume-second-short")),
    3: (
        _UPPER,
        ("book.volume-middle", "book.volume-middle-short"),
        ("book.volume-lower", "book.volume-lower-short"),
    ),
}


def set_volumes(data: Plain, edition: Edition, shop: Workshop, words: Words) -> list[SetVolume]:
    """Set an edition as one volume, or as several where it has more pages than one may have."""
    cases, limit = by_chapter(data["chapters"]), edition.volumes.pages
    sizes, least, seen = guess(data["chapters"]), 1, []
    while True:
        parts = cut(cases, sizes, limit, least)
        made = _set(parts, data, edition.locale, shop, words)
        long = (v.text > limit and len(p) > 1 for v, p in zip(made, parts, strict=True))
        if not any(long):
            return made
        seen.append(parts)
        sizes = _measured(made, sizes)
        while cut(cases, sizes, limit, least) in seen:
            least += 1


def _set(
    parts: Sequence[Sequence[str]], data: Plain, locale: Locale, shop: Workshop, words: Words
) -> list[SetVolume]:
    """Set volumes: the last one at the end, as its indexes name the pages of all."""
    names = volume_names(len(parts), words, locale)
    continued = words.say("book.continued", locale)

    def of(number: int, refs: Refs) -> Plain:
        last = number == len(parts) - 1
        return volume_data(data, parts[number], names[number][0], continued, last=last, refs=refs)

    with ThreadPoolExecutor(_workers(parts, data)) as pool:
        made = list(pool.map(lambda n: shop.volume(of(n, Refs())), range(len(parts) - 1)))
    other = {
        key: f"{short}–{page}"
        for (_, short), volume in zip(names, made, strict=False)
        for key, (page, _) in volume.cases.items()
    }
    prefix = f"{names[-1][1]}–" if made else ""
    return [*made, shop.volume(of(len(parts) - 1, Refs(prefix, other)))]


def _workers(parts: Sequence[Sequence[str]], data: Plain) -> int:
    """Return how many volumes are set at a time: two where memory is enough for both."""
    pages = guess(data["chapters"])
    largest = max(sum(pages.cases[case] for case in part) for part in parts)
    return 2 if largest <= _SIDE_BY_SIDE and (os.cpu_count() or 1) > 1 else 1


def _measured(made: Sequence[SetVolume], before: Sizes) -> Sizes:
    """Return the real pages of every case, up to the next one, and what stands around them."""
    cases: dict[str, float] = {}
    around = []
    for volume in made:
        order = sorted(volume.cases, key=lambda key: volume.cases[key][0])
        firsts = [volume.cases[key][0] for key in order]
        behind = [*firsts[1:], volume.ends[order[-1]][0] + 1]
        own = {key: b - a for key, a, b in zip(order, firsts, behind, strict=True)}
        around.append(volume.text - sum(own.values()))
        cases.update(own)
    front = max(around[:-1], default=before.front)
    return Sizes(cases, front, max(0, around[-1] - front))


def volume_names(count: int, words: Words, locale: Locale) -> list[tuple[str, str]]:
    """Return the name and the short name of each volume; of a single one both are empty."""
    if count == 1:
        return [("", "")]
    if keys := _NAMED.get(count):
        return [(words.say(name, locale), words.say(short, locale)) for name, short in keys]
    numbers = range(1, count + 1)
    numerals = [_numeral(n) if locale == "zh" else str(n) for n in numbers]
    names = [words.say("book.volume-of-many", locale, number=numeral) for numeral in numerals]
    return [(name, str(n)) for n, name in zip(numbers, names, strict=True)]


def _numeral(number: int) -> str:
    """Return a number below 100 as Chinese counts: 十二."""
    tens, ones = divmod(number, 10)
    if not tens:
        return _NUMERALS[ones]
    return ("" if tens == 1 else _NUMERALS[tens]) + "十" + (_NUMERALS[ones] if ones else "")
