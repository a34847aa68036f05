"""申报条件：交付时间。"""

from __future__ import annotations

from collections.abc import Iterator

from casebook.model.library import Library
from casebook.problem import Problem, Said

RULE = "eligibility"

FIELD = "community.delivered"


def check(library: Library) -> Iterator[Problem]:
    """项目交付入住的时间要早于批次规定的日期。

    依据：001-006、附3-06（2020 年 1 月 1 日前交付入住）。只知道年份也可以：2019 合格；写到 2020
    或 2020-01 则不能证明合格。改法：核对推荐表上的交付时间；确实不合条件的案例不能入选本批次。
    """
    for case in library.cases:
        programme = library.programme_of(case)
        limit = programme.eligibility.delivered_before if programme else None
        if programme is None or limit is None:
            continue
        clause = programme.eligibility.delivered_clause or ""
        basis = Said(f"（{clause}）" if clause else "", f" ({clause})" if clause else "")
        delivered = case.data.community.delivered
        if delivered is None:
            if any(fact.required and fact.field == FIELD for fact in programme.facts):
                continue  # the rule on required facts says so
            message = Said(
                "没有填写交付时间，不能判断是否符合条件", "the date of delivery is missing"
            )
        elif delivered.before(limit):
            continue
        else:
            message = Said(
                f"交付时间“{delivered}”不早于 {limit}",
                f"delivered '{delivered}', which is not before {limit}",
            )
        yield Problem(
            case.place("community", "delivered"),
            RULE,
            message,
            Said(
                f"本批次要求 {limit} 以前交付入住{basis.zh}；请按已知的精度填写，"
                "如 2014-06 或 2014。",
                f"The programme admits communities delivered before {limit}{basis.en}; write the "
                "date as precisely as known: 2014-06 or 2014.",
            ),
            value=str(delivered or ""),
            allowed=(f"< {limit}",),
        )
