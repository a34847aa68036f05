"""表格里的合计。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from casebook.check.numerals import fold
from casebook.model.library import Library
from casebook.problem import Place, Problem, Said
from casebook.prose import Node, Text

RULE = "table-totals"

_TOTAL = re.compile(r"\s*(?:合\s?计|总\s?计|共\s?计|总\s?和)\s*")
_NUMBER = re.compile(
    r"\s*(-?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|-?[0-9]+(?:\.[0-9]+)?)\s*(%?)\s*"
)
_NOTHING = frozenset({"", "—", "——", "-", "–", "/", "无"})
_RATE = re.compile(r"率|[%％]|均|单价")
_PARTS = re.compile(r"占比|比例|比重|构成")


def check(library: Library) -> Iterator[Problem]:
    """表格最后一行写“合计”的，各列要等于上面各行之和；最后一列写“合计”的，各行也是。

    依据：附2-031。空格和“—”按没有计；占比一列允许四舍五入的误差，收缴率一类的百分比不相加；有“小
    计”的表不复算。只作警告。改法：核对各行的数字，改正算错的一个。
    """
    for case in library.cases:
        if text := case.texts.get("zh"):
            for section in text.sections:
                for block in section.blocks:
                    if block.kind == "table":
                        yield from _table(text, block)


def _table(text: Text, table: Node) -> Iterator[Problem]:
    rows = [
        (node, [fold(cell.plain) for cell in node.children])
        for node in table.children
        if node.kind == "row"
    ]
    if len(rows) < 4 or any("小计" in cell for _, cells in rows for cell in cells[:1]):
        return
    (_, head), *body = rows
    last, total = body[-1]
    if total and _TOTAL.fullmatch(total[0]):
        for i in range(1, len(head)):
            column = [cells[i] for _, cells in body[:-1] if i < len(cells)]
            where = Said(f"“{head[i].strip()}”一列", f"the column '{head[i].strip()}'")
            yield from _sum(text, last, where, column, total[i : i + 1], head[i])
    if _TOTAL.fullmatch(head[-1]):
        for node, cells in body:
            where = Said(f"“{cells[0].strip()}”一行", f"the row '{cells[0].strip()}'")
            yield from _sum(text, node, where, cells[1:-1], cells[-1:], head[-1])


def _sum(
    text: Text, row: Node, where: Said, cells: list[str], total: list[str], head: str
) -> Iterator[Problem]:
    written = _number(total[0]) if total else None
    numbers = [_number(cell) for cell in cells if cell.strip() not in _NOTHING]
    parts = [number for number in numbers if number is not None]
    if written is None or len(parts) < len(numbers) or len(parts) < 2:
        return
    values = [value for value, _ in parts]
    slack = Decimal(0)
    if written[1] or _RATE.search(head):  # shares are added, each rounded by itself; rates are not
        if not _PARTS.search(head):
            return
        step = max(Decimal(1).scaleb(_exponent(value)) for value in values)
        slack = step / 2 * len(values)
    found = sum(values, Decimal(0))
    if abs(found - written[0]) > slack:
        yield Problem(
            Place(text.file, row.line),
            RULE,
            Said(
                f"{where.zh}加起来是 {found}，合计却写 {total[0].strip()}",
                f"{where.en} adds up to {found}; the total says {total[0].strip()}",
            ),
            Said(
                "请核对各项的数字，改正算错的一个。",
                "Compare the numbers and mend the one that is wrong.",
            ),
            value=total[0].strip(),
            allowed=(str(found),),
            severity="warning",
        )


def _number(cell: str) -> tuple[Decimal, bool] | None:
    match = _NUMBER.fullmatch(cell)
    return (Decimal(match[1].replace(",", "")), bool(match[2])) if match else None


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0
