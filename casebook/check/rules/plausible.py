"""数值合情理。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from casebook import figures
from casebook.model.case import CaseData
from casebook.model.library import Case, Library
from casebook.model.material import Plausible
from casebook.model.measure import Measure
from casebook.problem import Place, Problem, Said, Severity

RULE = "plausible"

_COUNTED = frozenset({"件", "起", "次", "人", "户"})  # what is counted is whole, but for a mean
_MEAN = ("_per_month", "_per_week", "_per_day")


def check(library: Library) -> Iterator[Problem]:
    """面积、户均面积要在常理之内；收缴率一类的百分比在 0 到 100 之间，写 95.2，不写 0.952。

    依据：附3-05、附2-007、003-08（每户 30—400 平方米）、附2-016（件数是整数）、附3-08（收费标准的
    区间）、附3-09。界限写在批次文件的 plausible。超出界限是警告，多半是单位写错（万平方米、亩）；
    百分比超出 0—100 是错误。改法：核对原始材料和单位。
    """
    for case in library.cases:
        programme = library.programme_of(case)
        slips: set[str] = set()  # a wrong number is said once, not again for each household
        for bounds in programme.plausible if programme else ():
            for problem in _within(case, bounds) if bounds.field not in slips else ():
                slips.add(bounds.field)
                yield problem
        yield from _measures(library, case)
        yield from _greening(case)
        yield from _fees(case)


def _within(case: Case, bounds: Plausible) -> Iterator[Problem]:
    value = _number(case.data, bounds.field)
    if value is not None and bounds.per is not None:
        other = _number(case.data, bounds.per)
        value = value / other if other else None
    if value is None or bounds.at_least <= value <= bounds.at_most:
        return
    shown = figures.number(round(value, 1))
    low, high = figures.number(bounds.at_least), figures.number(bounds.at_most)
    yield _problem(
        case.place(*bounds.field.split(".")),
        Said(
            f"{bounds.name.zh}是 {shown} {bounds.unit.zh}，一般在 {low}—{high} 之间",
            f"{bounds.name.en}: {shown} {bounds.unit.en}, usually {low} to {high}",
        ),
        Said(
            f"请核对数字和单位（{bounds.clause}）；确实如此的，在 waivers 里写明理由。",
            f"Check number and unit ({bounds.clause}); if it is so, say why in waivers.",
        ),
        shown,
        "warning",
    )


def _number(data: CaseData, field: str) -> Decimal | None:
    found: Any = data
    for name in field.split("."):
        found = getattr(found, name, None)
    return Decimal(found) if isinstance(found, int | Decimal) else None


def _measures(library: Library, case: Case) -> Iterator[Problem]:
    for i, measure in enumerate(case.data.measures):
        kind = library.measures.get(measure.key)
        for name in ("value", "before", "after") if kind else ():
            value: Decimal | None = getattr(measure, name)
            if value is None or kind is None:
                continue
            place, label = case.place("measures", i, name), Said(kind.label.zh, kind.label.en)
            if kind.unit.zh == "%":
                yield from _percentage(place, label, value)
            elif kind.unit.zh in _COUNTED and value % 1 and not _is_mean(measure):
                yield from _not_whole(place, label, value, kind.unit.zh)


def _is_mean(measure: Measure) -> bool:
    return measure.key.endswith(_MEAN) or measure.note is not None


def _not_whole(place: Place, label: Said, value: Decimal, unit: str) -> Iterator[Problem]:
    shown = figures.number(value)
    yield _problem(
        place,
        Said(f"{label.zh}是 {shown} {unit}，不是整数", f"{label.en}: {shown} is not whole"),
        Said("请核对；是平均数的，请在 note 里说明。", "Check it; of a mean, say so in note."),
        shown,
        "warning",
    )


def _greening(case: Case) -> Iterator[Problem]:
    rate = case.data.community.greening_rate
    if rate is not None:
        label = Said("绿化率", "greening rate")
        yield from _percentage(case.place("community", "greening_rate"), label, rate)


def _percentage(place: Place, label: Said, value: Decimal) -> Iterator[Problem]:
    shown = figures.number(value)
    if not 0 <= value <= 100:
        yield _problem(
            place,
            Said(
                f"{label.zh}是 {shown}%，不在 0 到 100 之间",
                f"{label.en}: {shown} % is not between 0 and 100",
            ),
            Said("请核对数值。", "Check the value."),
            shown,
            "error",
        )
    elif 0 < value < 1:
        meant = figures.number(value * 100)
        yield _problem(
            place,
            Said(f"{label.zh}是 {shown}%", f"{label.en}: {shown} %"),
            Said(
                f"单位已经是 %；若指 {meant}%，请写 {meant}。",
                f"The unit is % already. If {meant} % is meant, write {meant}.",
            ),
            shown,
            "warning",
        )


def _fees(case: Case) -> Iterator[Problem]:
    for i, fee in enumerate(case.data.fee):
        if fee.price_max is not None and fee.price_max <= fee.price:
            yield _problem(
                case.place("fee", i, "price_max"),
                Said(
                    f"收费区间的上限 {fee.price_max} 不大于下限 {fee.price}",
                    f"the upper end {fee.price_max} is not above {fee.price}",
                ),
                Said(
                    "请核对；只有一个价格的，只写 price。",
                    "If there is one price, write price alone.",
                ),
                str(fee.price_max),
                "error",
            )
        if len(case.data.fee) > 1 and fee.label is None:
            yield _problem(
                case.place("fee", i),
                Said(
                    "有几项收费，这一项没有写适用对象", "one of several fees does not say for what"
                ),
                Said("请写 label，如“高层住宅”。", "Write label, such as 高层住宅."),
                str(fee.price),
                "warning",
            )


def _problem(place: Place, message: Said, hint: Said, value: str, severity: Severity) -> Problem:
    return Problem(place, RULE, message, hint, value=value, severity=severity)
