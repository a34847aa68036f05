"""The many spellings of a digit, a letter, a space and a dash, brought to one."""

from __future__ import annotations

import re

# Seen by nobody: they stand between two characters as if nothing did.
UNSEEN = "\u00ad\u034f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe0e\ufe0f\ufeff"
_SPACES = "\t\u00a0\u2002\u2003\u2009\u202f\u3000"
DASHES = "\u2010\u2011\u2012\u2013\u2014\u2212\u00b7\u2022\u30fb\ufe63"
FULL_WIDTH = 0xFEE0  # from an ASCII character to its full-width form
# Length-preserving, so that positions in the folded text are those of the text.
_FOLD: dict[int, int | str] = {
    **{code: code - FULL_WIDTH for code in range(0xFF01, 0xFF5F)},
    **dict.fromkeys(map(ord, _SPACES), " "),
    **dict.fromkeys(map(ord, DASHES), "-"),
}
_UNSEEN = re.compile(f"[{UNSEEN}]")

DIGIT = "0-9０-９"
# May stand between the digits of a number, in any of its spellings: a class of a regex.
BETWEEN = f"{_SPACES} {DASHES}{UNSEEN}－.．()（）-"


def fold(text: str) -> str:
    """Return the text with half-width characters, plain spaces and hyphens; the same length."""
    return text.translate(_FOLD)


def without_unseen(text: str) -> tuple[str, list[int] | None]:
    """Return the text without what nobody sees, and the former place of each character.

    The places are None where nothing was left out.
    """
    if not _UNSEEN.search(text):
        return text, None
    kept = [(place, char) for place, char in enumerate(text) if not _UNSEEN.match(char)]
    return "".join(char for _, char in kept), [*(place for place, _ in kept), len(text)]
