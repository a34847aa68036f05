"""前后对比的指标。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from casebook.check.rules.rates import meets, misspelt
from casebook.model.library import Case, Library, MeasureKind
from casebook.model.measure import Measure
from casebook.problem import Problem, Said

RULE = "compared-measures"


def check(library: Library) -> Iterator[Problem]:
    """批次要求说明变化的指标（如信访投诉量、收缴率）要有前后两个数值。

    依据：001-009、001-010、附2-016、附2-017。改法：同一项里写 before 和 after，或写两个年份的
    value。变化的方向变坏时给出警告；“持续保持低位”的请豁免并写明理由。两个年份都在整治开展之前，
    或都在开展以后的，也给出警告（001-011，年份写在批次文件的 compared_since）。
    """
    for case in library.cases:
        programme = library.programme_of(case)
        for key in programme.eligibility.compared_measures if programme else ():
            if kind := library.measures.get(key):
                yield from _measure(library, case, kind)


def _measure(library: Library, case: Case, kind: MeasureKind) -> Iterator[Problem]:
    label = kind.label
    given = [i for i, measure in enumerate(case.data.measures) if measure.key == kind.key]
    change = _change([case.data.measures[i] for i in given])
    place = case.place("measures", *given[:1])
    if change is None:
        if not given and misspelt(library, case, kind.key):
            return
        entry = f"- {{key: {kind.key}, before: …, after: …}}"
        yield Problem(
            place,
            RULE,
            Said(f"“{label.zh}”没有前后对比的数值", f"'{label.en}' has nothing to compare with"),
            Said(
                f"请在 measures 下写整治前（before）和整治后（after）的数值：{entry}；"
                "也可以每个年份一行，各写 value。",
                f"Write under measures: {entry}, or the values of two years.",
            ),
        )
        return
    yield from _straddles(library, case, kind, given)
    before, after = change
    worse = {"lower": after > before, "higher": after < before, "none": False}[kind.better]
    programme = library.programme_of(case)
    rules = programme.eligibility.rates if programme else ()
    stays_high = any(r.measure == kind.key and meets(r, case.data.measures) for r in rules)
    if worse and not stays_high:
        yield Problem(
            place,
            RULE,
            Said(
                f"“{label.zh}”从 {before} 变为 {after}，没有改善",
                f"'{label.en}' went from {before} to {after}: no improvement",
            ),
            Said(
                "请核对数值；确属持续保持良好的，请在 waivers 里写明理由。",
                "Check the numbers; if it stayed good throughout, say so in waivers.",
            ),
            value=f"{before} → {after}",
            severity="warning",
        )


def _straddles(
    library: Library, case: Case, kind: MeasureKind, given: list[int]
) -> Iterator[Problem]:
    """Miss a year before the campaign began, or one since, where the years are known."""
    programme = library.programme_of(case)
    since = programme.eligibility.compared_since if programme else None
    measures = [case.data.measures[i] for i in given]
    years = [y for m in measures for y in (m.year, m.before_year, m.after_year) if y is not None]
    if since is None or len(years) < 2 or min(years) < since <= max(years):
        return
    shown = "、".join(map(str, sorted(set(years))))
    yield Problem(
        case.place("measures", *given[:1]),
        RULE,
        Said(
            f"“{kind.label.zh}”比较的是 {shown} 年，不跨整治开展的 {since} 年",
            f"'{kind.label.en}' compares {shown}: not from before {since} to after it",
        ),
        Said(
            f"请写一个 {since} 年以前和一个 {since} 年或以后的数值（001-011）。",
            f"Give a value from before {since} and one of {since} or later (001-011).",
        ),
        value=shown,
        allowed=(f"< {since} ≤",),
        severity="warning",
    )


def _change(measures: list[Measure]) -> tuple[Decimal, Decimal] | None:
    """Return the first and the last value, if there are two."""
    for measure in measures:
        if measure.before is not None and measure.after is not None:
            return measure.before, measure.after
    years = {m.year: m.value for m in measures if m.year is not None and m.value is not None}
    return (years[min(years)], years[max(years)]) if len(years) > 1 else None
