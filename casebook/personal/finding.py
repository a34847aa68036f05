"""A piece of personal data that was found, and how it is shown without being told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "mobile",
    "identity",
    "bank-card",
    "email",
    "plate",
    "wechat",
    "qq",
    "landline",
    "room-owner",
    "known",
]
# What stops publication. The rest may be public and is the editors' to judge (P-03).
PUBLISHED_NEVER: frozenset[Kind] = frozenset(
    {"mobile", "identity", "bank-card", "email", "plate", "wechat", "qq", "known"}
)


@dataclass(frozen=True, slots=True)
class Finding:
    """A piece of personal data; `start` counts characters from 0, `masked` hides its middle.

    `source` says whose it is where a record of `private/` names it.
    """

    kind: Kind
    start: int
    end: int
    masked: str
    source: str = ""


def mask(text: str) -> str:
    """Hide the middle: reports are kept in logs that others can read.

    Of a short text, such as a name, the first character is left.
    """
    if len(text) < 7:
        return f"{text[:1]}****"
    shown = 3 if len(text) > 9 else 2
    return f"{text[:shown]}****{text[-2:]}"
