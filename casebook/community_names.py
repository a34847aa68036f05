"""Whether two names mean one community: spellings, 小区 and 花园, developers' names before them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from casebook import regions

_DEVELOPERS = Path(__file__).parent / "data" / "developers.txt"
_KINDS = ("住宅小区", "小区", "社区", "住宅区", "花园")
_COMMON = frozenset(_KINDS[:-1])  # say no more than that it is one; 花园 is a word of the name
_LEAST = 2  # characters that a name keeps
_CONTAINED = 3  # characters of a name that another one may hold
_ALIKE = 4  # characters of names of which one may differ
_NUMERALS = "一二三四五六七八九十"
_COUNTED = re.compile(rf"[{_NUMERALS}](?=[期号区栋座])")


@cache
def folded(name: str) -> str:
    """Return a name without what spellings differ in: width, case, punctuation, numerals."""
    plain = "".join(c for c in unicodedata.normalize("NFKC", name).casefold() if c.isalnum())
    return _COUNTED.sub(lambda m: str(_NUMERALS.index(m.group()) + 1), plain)


@dataclass(frozen=True, slots=True)
class Parts:
    """A name taken apart (003-14): who built it, its own words, and what stands behind them."""

    developer: str
    own: str
    kinds: tuple[str, ...]


@cache
def parts_of(name: str) -> Parts:
    """Take a name apart: 万科金域蓝湾小区 is 万科, 金域蓝湾 and 小区."""
    left = folded(name)
    kinds = []
    while kind := next((k for k in _KINDS if left.endswith(k) and len(left) > len(k) + 1), None):
        kinds.append("小区" if kind in _COMMON else kind)
        left = left.removesuffix(kind)
    developer = next((d for d in _developers() if left.startswith(d)), "")
    if len(left) < len(developer) + _LEAST:
        developer = ""
    return Parts(developer, left.removeprefix(developer), tuple(kinds))


def same_name(one: str, other: str) -> bool:
    """Return whether two names are one, apart from spelling, 小区 or 花园, and the developer.

    阳光小区 and 阳光花园 may be neighbours, as may two developers' 阳光城: they are near, no more.
    """
    a, b = parts_of(one), parts_of(other)
    agree = not (a.kinds and b.kinds) or bool({*a.kinds} & {*b.kinds})
    built = not (a.developer and b.developer) or a.developer == b.developer
    return a.own == b.own and agree and built


def near_name(one: str, other: str) -> bool:
    """Return whether two names may be meant for one: one holds the other, or a sign differs."""
    short, long = sorted((parts_of(one).own, parts_of(other).own), key=len)
    if short == long or (len(short) >= _CONTAINED and short in long):
        return True
    return len(short) >= _ALIKE and _one_apart(short, long)


def same_place(one: str, other: str) -> bool:
    """Return whether two divisions are one, or one lies in the other; former ones count too."""
    return any(a in _codes(b) or b in _codes(a) for a in _now(one) for b in _now(other))


def city_of(code: str) -> str:
    """Return the code of the city: of a municipality the whole, of others the prefecture."""
    found = regions.lineage(next(iter(_now(code))))
    if len(found) == 2 and found[0].zh.endswith("市"):
        return found[0].code
    return found[min(1, len(found) - 1)].code if found else code


def _now(code: str) -> tuple[str, ...]:
    region = regions.find(code)
    return (region.successor,) if region and region.successor else (code,)


def _codes(code: str) -> frozenset[str]:
    return frozenset(region.code for region in regions.lineage(code)) | {code}


def _one_apart(short: str, long: str) -> bool:
    """Return whether one sign was put in, left out or changed."""
    if len(long) - len(short) > 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return short[at + (len(short) == len(long)) :] == long[at + 1 :]


@cache
def _developers() -> tuple[str, ...]:
    lines = _DEVELOPERS.read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))
