"""Registers of people in a text: tables that tell more of each person than a name (004-14)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from casebook.problem import Said

_NAMES = re.compile(r"(?:姓\s*名|人员|业主|住户|党员)$")
_TELLS = re.compile(
    "入党|党龄|转正|身份证|证件号|手机|电话|联系方式|住址|房号|门牌|楼号|出生|生日|籍贯|民族|学历|车牌"
)


def registers_in(text: str) -> Iterator[tuple[int, Said]]:
    """Yield the line of each table whose head names people and what is told of them."""
    for number, line in enumerate(text.split("\n"), 1):
        if "|" not in line:
            continue
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not any(_NAMES.search(cell) for cell in cells):
            continue
        told = [cell for cell in cells if _TELLS.search(cell)]
        if told:
            yield (
                number,
                Said(
                    f"这张表是人员名册（表头有姓名和“{told[0]}”）",
                    f"this table is a register of people (its head has names and '{told[0]}')",
                ),
            )
