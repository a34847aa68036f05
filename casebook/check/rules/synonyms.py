"""同义词表：一个词只属于一组，一组至少两个词。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from casebook.model.library import Library
from casebook.model.synonyms import SynonymGroup
from casebook.problem import Place, Problem, Said
from casebook.search.tokens import fold

RULE = "synonyms"

FILE = "content/synonyms.yaml"

Path = tuple[str | int, ...]

_BETWEEN_TERMS = re.compile(r"\s*[，、；;,]\s*")


def check(library: Library) -> Iterator[Problem]:
    """同义词表（content/synonyms.yaml）里一个词只写一次，一组至少要有两个词，检索才说得清“也搜索了”什么。

    改法：意思相同的并成一组；意思不同的，从不合适的一组里删去；词与词之间用半角逗号，后面空一格。
    """
    document = library.documents.get(FILE)
    if document is None:
        return
    seen: dict[str, Place] = {}
    for number, group in enumerate(library.synonyms):
        terms = list(_terms(group))
        joined = any(_BETWEEN_TERMS.search(term) for _, term in terms)
        if len(terms) < 2 and not joined:
            yield _alone(document.place(number), terms[0][1] if terms else "")
        within: set[str] = set()
        for path, term in terms:
            place = document.place(number, *path)
            key = fold(term).casefold()
            if key in within:
                yield _twice(place, term)
            elif path[0] != "narrower" and key in seen:
                yield _elsewhere(place, term, seen[key])
            elif path[0] != "narrower":
                seen[key] = place
            within.add(key)
            if len(key) == 1:
                yield _short(place, term)
            if _BETWEEN_TERMS.search(term):
                yield _joined(place, term)
            if '"' in term:
                yield _quoted(place, term)


def _terms(group: SynonymGroup) -> Iterator[tuple[Path, str]]:
    for prefix, some in (((), group), (("narrower",), group.narrower)):
        for locale in ("zh", "en"):
            for place, term in enumerate(getattr(some, locale)):
                yield (*prefix, locale, place), term


def _alone(place: Place, term: str) -> Problem:
    return Problem(
        place,
        RULE,
        Said(
            f"这一组只有“{term}”一个词" if term else "这一组没有词",
            f"this group has only the term '{term}'" if term else "this group has no term",
        ),
        Said(
            "至少写两个意思相同的词，或者删去这一组。",
            "Give at least two terms, or delete the group.",
        ),
        value=term,
    )


def _twice(place: Place, term: str) -> Problem:
    return Problem(
        place,
        RULE,
        Said(f"“{term}”在这一组里写了两次", f"'{term}' is in this group twice"),
        Said(
            "删去其中一个；大小写不同仍是同一个词。",
            "Delete one of them; capital letters make no difference.",
        ),
        value=term,
    )


def _elsewhere(place: Place, term: str, first: Place) -> Problem:
    return Problem(
        place,
        RULE,
        Said(
            f"“{term}”已经在第 {first.line} 行的一组里",
            f"'{term}' is in the group at line {first.line} already",
        ),
        Said(
            "意思相同的并成一组；范围更窄的写进较宽那一组的 narrower。",
            "Join the groups if they mean the same; a narrower term goes under `narrower`.",
        ),
        value=term,
    )


def _joined(place: Place, term: str) -> Problem:
    apart = ", ".join(part for part in _BETWEEN_TERMS.split(term) if part)
    mark = _BETWEEN_TERMS.findall(term)[0].strip()
    return Problem(
        place,
        RULE,
        Said(f"“{term}”里有“{mark}”，会当作一个词", f"'{term}' holds '{mark}', so it is one term"),
        Said(
            f"请用半角逗号把各个词隔开，后面空一格：[{apart}]。",
            f"Put a half-width comma and a space between the terms: [{apart}].",
        ),
        value=term,
    )


def _quoted(place: Place, term: str) -> Problem:
    return Problem(
        place,
        RULE,
        Said(f"“{term}”里有直引号", f"there is a straight quotation mark in '{term}'"),
        Said(
            "直引号在检索中另有作用，请去掉，或者换成“”。",
            "It has a meaning of its own in a search: leave it out, or write “ ”.",
        ),
        value=term,
    )


def _short(place: Place, term: str) -> Problem:
    return Problem(
        place,
        RULE,
        Said(f"“{term}”只有一个字", f"'{term}' is a single character"),
        Said(
            "一个字会出现在许多不相干的词里，请写完整的词。",
            "It is part of many other words: write a whole term.",
        ),
        value=term,
    )
