"""Find the personal data of a text: a quick look for signs of it, a close look around each."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from functools import lru_cache

from casebook.personal.finding import Finding, Kind, mask
from casebook.personal.fold import BETWEEN, DIGIT, fold, spoken, without_unseen
from casebook.personal.kinds import CALLS, KINDS, PROVINCES, bare


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
    candidates = {*_candidates(shown), *_candidates(spoken(shown) or "")}
    for order, start, end in sorted(candidates):
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
_ID_SIGN = "(?<=[微薇威VvＶｖ]) ?信|(?<=[VvWwＶｖＷｗ]) ?[XxＸｘ]|(?<=[Ww])e(?:chat|ixin)"
_QQ_SIGN = "(?<=[QqＱｑ]) ?[QqＱｑ群]|(?<=扣)[扣号]|(?<=企)鹅|(?<=秋)秋"
_MAIL_SIGN = (
    r"(?<=[@＠﹫])|(?<=[(\[{<（【])at[)\]}>）】]|(?<=艾)特"
    r"|(?<=[#＃★☆]) ?(?:vip|qq|1[2368]|sina|sohu|fox|gm|ya|hot|out)"
)
# Every branch begins behind the sign's first character: so the regex can leap from one to the next.
_SIGN = re.compile(
    rf"[{DIGIT}@＠﹫#＃★☆(\[{{<（【艾{PROVINCES}微薇威VvＶｖWwＷｗQqＱｑ扣企秋电手致拨](?:"
    f"(?<=[{DIGIT}])(?P<digits>(?:[{BETWEEN}]{{0,3}}[{DIGIT}]){{9,}})"
    f"|(?P<at>{_MAIL_SIGN})"
    f"|(?<=[{PROVINCES}])(?P<plate>[{BETWEEN}]?[{_LETTER}][{BETWEEN}]?[{DIGIT}{_LETTER}]{{4}})"
    f"|(?P<wechat>{_ID_SIGN})|(?P<qq>{_QQ_SIGN})|(?P<call>{CALLS})"
    f"|(?<=[{DIGIT}]) ?(?P<room>号楼|栋|幢|座))",
    re.IGNORECASE,
)
_ORDERS: dict[Kind, list[int]] = defaultdict(list)
for _order, _kind in enumerate(kind for kind, _, _ in KINDS):
    _ORDERS[_kind].append(_order)
# What a sign may be part of, and how far that may reach before and behind it, in characters.
_MEANS: dict[str, tuple[tuple[Kind, ...], int, int]] = {
    "digits": (("identity", "bank-card", "mobile", "landline"), 12, 12),
    "at": (("email",), 70, 90),
    "plate": (("plate",), 0, 6),
    "wechat": (("wechat",), 4, 40),
    "qq": (("qq",), 2, 30),
    "call": (("mobile",), 2, 60),
    "room": (("room-owner",), 4, 24),
}
_IN_CODE: tuple[Kind, ...] = ("email", "identity", "bank-card", "mobile")


def _candidates(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield order of the kind, start and end of all that fits a pattern at a sign."""
    for sign in _SIGN.finditer(text):
        name = sign.lastgroup or ""
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
    for order in (order for kind in _MEANS[sign][0] for order in _ORDERS[kind]):
        _, pattern, holds = KINDS[order]
        for match in pattern.finditer(folded):
            start, end = match.span("id" if "id" in pattern.groupindex else 0)
            touches = match.start() < sign_end and match.end() > sign_start
            if touches and holds(folded[start:end]):
                found.append((order, start, end))
    return tuple(found)


@lru_cache(maxsize=8)
def _allowed(public: frozenset[str]) -> frozenset[str]:
    return frozenset(bare(fold(contact)) for contact in public)


def _stands_in_code(kind: Kind, written: str) -> bool:
    return kind in _IN_CODE and (kind == "email" or written.isalnum())
