"""The bar code of an ISBN: EAN-13 (ISO/IEC 15420) as bars that a template draws."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

# seven modules a digit, 1 is a bar; set B is the mirror of C, and C the negative of A
_A = (
    "0001101", "0011001", "0010011", "0111101", "0100011",
    "0110001", "0101111", "0111011", "0110111", "0001011",
)  # fmt: skip
_C = tuple(code.translate(str.maketrans("01", "10")) for code in _A)
_B = tuple(code[::-1] for code in _C)
# which sets the left half uses says the first digit, which has no bars of its own
_FIRST = (
    "AAAAAA", "AABABB", "AABBAB", "AABBBA", "ABAABB",
    "ABBAAB", "ABBBAA", "ABABAB", "ABABBA", "ABBABA",
)  # fmt: skip
_SIDE, _CENTRE = "101", "01010"

MODULE = 0.33  # mm, at full size
QUIET = (11, 7)  # modules free on the left and on the right
LENGTH = 95


@dataclass(frozen=True, slots=True)
class Bars:
    """The 13 digits, and the bars as (first module, width, whether a guard)."""

    digits: str
    bars: tuple[tuple[int, int, bool], ...]


def ean_13(isbn: str) -> Bars:
    """Return the bars of an ISBN-13, whose hyphens do not count; raises ValueError for no such."""
    digits = "".join(c for c in isbn if c.isdigit())
    weighed = sum(int(d) * (3 if place % 2 else 1) for place, d in enumerate(digits))
    if len(digits) != 13 or weighed % 10:
        raise ValueError(f"not an EAN-13: {isbn}")
    sets = {"A": _A, "B": _B}
    left = "".join(
        sets[kind][int(digit)]
        for kind, digit in zip(_FIRST[int(digits[0])], digits[1:7], strict=True)
    )
    right = "".join(_C[int(digit)] for digit in digits[7:])
    modules = _SIDE + left + _CENTRE + right + _SIDE
    bars, at = [], 0
    for module, group in groupby(modules):
        width = len(list(group))
        if module == "1":
            guard = at < 3 or 45 <= at < 50 or at >= 92
            bars.append((at, width, guard))
        at += width
    return Bars(digits, tuple(bars))
