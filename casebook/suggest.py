"""“You may write … Did you mean …?”: the known words of a place, and the one nearest to a slip."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from casebook.problem import NOTHING, Said

_SHOWN = 20  # more known words than this are not listed but the nearest
_NEAREST = 8
_LONGEST = 120  # characters; what is longer is no slip of a word, and takes long to compare
_ALIKE_KEY = 0.6
_ALIKE_LABEL = 0.4  # Chinese names are short: 商品房 and 商品住宅小区 share two characters


@dataclass(frozen=True, slots=True)
class Term:
    """A word that may be written, and what it means."""

    key: str
    label: Said = NOTHING


def terms(words: Iterable[str]) -> tuple[Term, ...]:
    """Return words that need no explanation as terms."""
    return tuple(Term(word) for word in words)


def suggestion(found: str, known: Sequence[Term]) -> Said:
    """Say which words are known, and which of them is meant by what was found."""
    if not known:
        return Said(
            "目前还没有可以写的：请先添加，或看看登记它们的文件是否读得出来。",
            "There is none yet: add it first, or see whether the file that lists them can be read.",
        )
    near = nearest(found, known)
    listed = list(known)
    if len(known) > _SHOWN:
        listed = sorted(known, key=lambda term: -_likeness(found, term))[:_NEAREST]
    zh = "、".join(_explained(term, term.label.zh, "（", "）") for term in listed)
    en = ", ".join(_explained(term, term.label.en, " (", ")") for term in listed)
    if len(listed) < len(known):
        zh, en = f"{zh} 等 {len(known)} 项", f"{en} and {len(known) - len(listed)} more"
    if near:
        meant = f" {near}" if near.isascii() else f"“{near}”"
        return Said(f"可用：{zh}。您是否要写{meant}？", f"Known: {en}. Did you mean {near}?")
    return Said(f"可用：{zh}。", f"Known: {en}.")


def nearest(found: str, known: Iterable[Term]) -> str | None:
    """Return the key that was probably meant, or None."""
    best = max(known, key=lambda term: _likeness(found, term), default=None)
    return best.key if best and _likeness(found, best) > 0 else None


def _explained(term: Term, label: str, left: str, right: str) -> str:
    return f"{term.key}{left}{label.rstrip('。.')}{right}" if label else term.key


def _likeness(found: str, term: Term) -> float:
    """Return how alike a word is to a term's key or label; 0 where it is not alike enough."""
    if len(found) > _LONGEST:
        return 0
    key = _ratio(found, term.key)
    enough = _ALIKE_KEY if term.key.isascii() else _ALIKE_LABEL
    label = max(_ratio(found, term.label.zh), _ratio(found, term.label.en))
    return max(key if key >= enough else 0, label if label >= _ALIKE_LABEL else 0)


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one.casefold(), other.casefold()).ratio() if other else 0
