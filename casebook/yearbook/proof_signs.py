"""The proofreader's signs that a proof explains: those of GB/T 14706-93 that laymen need."""

from __future__ import annotations

from collections.abc import Callable

from casebook.yearbook.nodes import Plain

# sign: its example, from which letter to which, what is written at the end of the lead
_EXAMPLES: dict[str, Plain] = {
    "change": {"example": "增高服务质量", "from": 1, "to": 2, "note": "提"},
    "delete": {"example": "提高服务的质量", "from": 4, "to": 5},
    "insert": {"example": "提高服务量", "from": 4, "note": "质"},
    "swap": {"example": "服提高务质量", "from": 1, "middle": 3, "to": 4},
    "move": {"example": "质量提高服务", "from": 0, "to": 2, "middle": 6},
    "join": {"example": "提高服务　　质量", "from": 4, "to": 6},
    "part": {"example": "提高质量。每月公示", "from": 5},
    "keep": {"example": "提高服务质量", "from": 2, "to": 4},
}


def signs_of(say: Callable[[str], str]) -> list[Plain]:
    """Return each sign with its name and an example; letters are counted from 0."""
    return [
        {"sign": sign, "name": say(f"sign-{sign}"), **example}
        for sign, example in _EXAMPLES.items()
    ]
