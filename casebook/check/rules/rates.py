"""收缴率等比率的下限。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from casebook.model.admission import RateRule
from casebook.model.library import Case, Library
from casebook.model.measure import Measure
from casebook.model.programme import Programme
from casebook.problem import Problem, Said
from casebook.suggest import nearest, terms

RULE = "rate"


def check(library: Library) -> Iterator[Problem]:
    """批次规定了下限的比率（如物业服务费收缴率）要有规定年份的数值，并且不低于下限。

    依据：附1-C4（2025 年收缴率不低于 90%）、002-P8（不低于 95%）；X-3：低于 90% 但大幅上升的
    案例可由编辑豁免并写明理由。改法：在 measures 里补上规定年份的数值；数值写错的请改正。
    """
    for case in library.cases:
        programme = library.programme_of(case)
        for rule in programme.eligibility.rates if programme else ():
            yield from _rate(library, case, rule)


def meets(rule: RateRule, measures: tuple[Measure, ...]) -> bool:
    """Whether the measures hold a value of the rule's year that is high enough."""
    return any(v >= rule.at_least for _, v in _values(rule, measures))


def misspelt(library: Library, case: Case, key: str) -> bool:
    """Whether a measure of an unknown key is probably meant to be this one."""
    unknown = (m.key for m in case.data.measures if m.key not in library.measures)
    return any(nearest(found, terms(library.measures)) == key for found in unknown)


def _values(rule: RateRule, measures: tuple[Measure, ...]) -> list[tuple[int, Decimal]]:
    """Return position and value of every measure that the rule speaks of."""
    found = []
    for i, measure in enumerate(measures):
        if measure.key != rule.measure:
            continue
        year = measure.year or measure.after_year
        value = measure.after if measure.value is None else measure.value
        if value is not None and rule.year in (None, year):
            found.append((i, value))
    return found


def _rate(library: Library, case: Case, rule: RateRule) -> Iterator[Problem]:
    kind = library.measures.get(rule.measure)
    label = Said(kind.label.zh, kind.label.en) if kind else Said(rule.measure, rule.measure)
    unit = Said(kind.unit.zh, kind.unit.en) if kind else Said("", "")
    year = Said(f" {rule.year} 年的" if rule.year else "", f" of {rule.year}" if rule.year else "")
    values = _values(rule, case.data.measures)
    for i, value in values:
        if value < rule.at_least:
            shown = "value" if case.data.measures[i].value is not None else "after"
            yield Problem(
                case.place("measures", i, shown),
                RULE,
                Said(
                    f"{label.zh}为 {value}{unit.zh}，低于 {rule.at_least}{unit.zh}",
                    f"{label.en}: {value} {unit.en}, below {rule.at_least} {unit.en}",
                ),
                Said(
                    f"要求{year.zh}数值不低于 {rule.at_least}{unit.zh}（{rule.clause}），请核对；"
                    f"确因大幅上升而入选的，请在 waivers 里写明理由（rule: {RULE}）。",
                    f"{rule.clause} asks for at least {rule.at_least} {unit.en}{year.en}; if it "
                    f"was admitted for a steep rise, say so in waivers (rule: {RULE}).",
                ),
                value=str(value),
                allowed=(f"≥ {rule.at_least}",),
            )
    if values:
        return
    given = [i for i, measure in enumerate(case.data.measures) if measure.key == rule.measure]
    programme = library.programme_of(case)
    if not given and (misspelt(library, case, rule.measure) or _is_required(programme, rule)):
        return  # another rule says so
    entry = f"- {{key: {rule.measure}, year: {rule.year or '…'}, value: …}}"
    yield Problem(
        case.place("measures", *given[:1]),
        RULE,
        Said(f"没有{year.zh}{label.zh}", f"{label.en}{year.en} is missing"),
        Said(
            f"本批次要有这一数值（{rule.clause}），请在 measures 下写：{entry}",
            f"{rule.clause} asks for it; write under measures: {entry}",
        ),
        allowed=(f"≥ {rule.at_least}",),
    )


def _is_required(programme: Programme | None, rule: RateRule) -> bool:
    field = f"measures.{rule.measure}"
    return any(
        fact.required and fact.field == field for fact in (programme.facts if programme else ())
    )
