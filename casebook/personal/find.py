"""Find the personal data of a text: a quick look for signs of it, a close look around each."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

from casebook.personal.finding import Finding, Kind, mask
from casebook.personal.fold import BETWEEN, DIGIT, fold, without_unseen
from casebook.personal.kinds import KINDS, PROVINCES, bare


def find_personal_data(
    text: str, public: Collection[str] = (), *, code: bool = False
) -> Iterator[Finding]:
    """Yield the personal data of a text in its order; `public` are contacts that may stand.

    Full-width characters, odd dashes, spaces between digits and what nobody sees make no
    difference. In `code` (scripts, drawings), where numbers follow one another, a number counts
    only where nothing stands between its digits.
    """
    shown, places = without_unseen(text)
    allowed = _allowed(frozenset(public))
    taken = bytearray(len(shown))
    found = []
    for order, start, end in sorted(set(_candidates(shown))):
        kind = KINDS[order][0]
        written = shown[start:end]
        if any(taken[start:end]) or bare(fold(written)) in allowed:
            continue
        if code and not _stands_in_code(kind, written):
            continue
        taken[start:end] = b"\1" * (end - start)
        at = (places[start], places[end - 1] + 1) if places else (start, end)
        found.append(Finding(kind, *at, mask(written)))
    yield from sorted(found, key=lambda finding: finding.start)


_LETTER = "A-Za-zＡ-Ｚａ-ｚ"
_ID_SIGN = "(?<=[微薇威VvＶｖ])信|(?<=[VvWwＶｖＷｗ])[XxＸｘ]|(?<=[Ww])e(?:chat|ixin)"
# Every branch begins behind the sign's first character: so the regex can leap from one to the next.
_SIGN = re.compile(
    f"[{DIGIT}@＠{PROVINCES}微薇威VvＶｖWwＷｗQqＱｑ扣企](?:"
    f"(?<=[{DIGIT}])(?P<digits>(?:[{BETWEEN}]{{0,3}}[{DIGIT}]){{9,}})"
    "|(?<=[@＠])(?P<at>)"
    f"|(?<=[{PROVINCES}])(?P<plate>[{_LETTER}][{BETWEEN}]?[{DIGIT}{_LETTER}]{{4}})"
    f"|(?P<wechat>{_ID_SIGN})"
    "|(?<=[QqＱｑ])(?P<qq>[QqＱｑ])|(?<=扣)(?P<qq_>扣)|(?<=企)(?P<qq__>鹅)"
    f"|(?<=[{DIGIT}]) ?(?P<room>号楼|栋|幢|座))",
    re.IGNORECASE,
)
_ORDER: dict[Kind, int] = {kind: order for order, (kind, _, _) in enumerate(KINDS)}
# What a sign may be part of, and how far that may reach before and behind it, in characters.
_MEANS: dict[str, tuple[tuple[Kind, ...], int, int]] = {
    "digits": (("identity", "bank-card", "mobile", "landline"), 12, 12),
    "at": (("email",), 70, 90),
    "plate": (("plate",), 0, 6),
    "wechat": (("wechat",), 4, 40),
    "qq": (("qq",), 2, 30),
    "room": (("room-owner",), 4, 24),
}
_IN_CODE: tuple[Kind, ...] = ("email", "identity", "bank-card", "mobile")


def _candidates(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield order of the kind, start and end of all that fits a pattern at a sign."""
    for sign in _SIGN.finditer(text):
        name = (sign.lastgroup or "").rstrip("_")
        _, before, behind = _MEANS[name]
        start = max(0, sign.start() - before)
        window = text[start : sign.end() + behind]
        for order, first, last in _around(name, window, sign.start() - start, sign.end() - start):
            yield order, start + first, start + last


@lru_cache(maxsize=32768)
def _around(
    sign: str, window: str, sign_start: int, sign_end: int
) -> tuple[tuple[int, int, int], ...]:
    """Return what a sign is part of, by its surroundings; the same ones stand on many pages."""
    folded = fold(window)
    found = []
    for kind in _MEANS[sign][0]:
        _, pattern, holds = KINDS[_ORDER[kind]]
        for match in pattern.finditer(folded):
            start, end = match.span("id" if "id" in pattern.groupindex else 0)
            touches = match.start() < sign_end and match.end() > sign_start
            if touches and holds(folded[start:end]):
                found.append((_ORDER[kind], start, end))
    return tuple(found)


@lru_cache(maxsize=8)
def _allowed(public: frozenset[str]) -> frozenset[str]:
    return frozenset(bare(fold(contact)) for contact in public)


def _stands_in_code(kind: Kind, written: str) -> bool:
    return kind in _IN_CODE and (kind == "email" or written.isalnum())
