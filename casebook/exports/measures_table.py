"""The table of measured values in long form: a row for each value of a case."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from casebook.exports.shapes.base import Both
from casebook.exports.table import Column, Table, fill
from casebook.exports.values import number
from casebook.model.library import Case, MeasureKind
from casebook.model.measure import Measure
from casebook.site.world import World


@dataclass(frozen=True, slots=True)
class _Row:
    case: Case
    measure: Measure
    kind: MeasureKind | None
    phase: Literal["before", "after"] | None
    year: int | None
    value: Decimal


def measures_table(world: World) -> Table:
    """Return every measured value; a change from before to after has two rows."""
    title = Both(zh="指标", en="Measured values")
    return fill("measures", title, _COLUMNS, _rows(world))


def _rows(world: World) -> Iterator[_Row]:
    for case in world.catalogue.cases:
        for m in case.data.measures:
            kind = world.library.measures.get(m.key)
            if m.value is not None:
                yield _Row(case, m, kind, None, m.year, m.value)
            if m.before is not None:
                yield _Row(case, m, kind, "before", m.before_year, m.before)
            if m.after is not None:
                yield _Row(case, m, kind, "after", m.after_year, m.after)


_NONE = ("", "")

_COLUMNS: tuple[Column[_Row], ...] = (
    Column("case", "string", ("案例编号", "Case id"), _NONE, 24, lambda row: row.case.id),
    Column(
        "key",
        "string",
        ("指标", "Measure"),
        ("指标的键", "Key of the measure"),
        24,
        lambda row: row.measure.key,
    ),
    Column(
        "label_zh",
        "string",
        ("指标名称（中）", "Name (zh)"),
        _NONE,
        24,
        lambda row: row.kind.label.zh if row.kind else None,
    ),
    Column(
        "label_en",
        "string",
        ("指标名称（英）", "Name (en)"),
        _NONE,
        28,
        lambda row: row.kind.label.en if row.kind else None,
    ),
    Column(
        "phase",
        "string",
        ("前后", "Phase"),
        ("before 之前，after 之后；单个数值留空", "before or after; empty for a single value"),
        10,
        lambda row: row.phase,
    ),
    Column(
        "year",
        "integer",
        ("年份", "Year"),
        ("原文未注明的留空", "Empty where the source gives none."),
        8,
        lambda row: row.year,
    ),
    Column("value", "number", ("数值", "Value"), _NONE, 12, lambda row: number(row.value)),
    Column(
        "unit_zh",
        "string",
        ("单位（中）", "Unit (zh)"),
        _NONE,
        10,
        lambda row: row.kind.unit.zh if row.kind else None,
    ),
    Column(
        "unit_en",
        "string",
        ("单位（英）", "Unit (en)"),
        _NONE,
        12,
        lambda row: row.kind.unit.en if row.kind else None,
    ),
    Column(
        "note_zh",
        "string",
        ("说明（中）", "Note (zh)"),
        ("口径等", "Such as the definition"),
        32,
        lambda row: row.measure.note.zh if row.measure.note else None,
    ),
    Column(
        "note_en",
        "string",
        ("说明（英）", "Note (en)"),
        ("口径等", "Such as the definition"),
        32,
        lambda row: row.measure.note.en if row.measure.note else None,
    ),
    Column(
        "as_written",
        "string",
        ("原文写法", "As written"),
        ("出处的原话", "The source’s own wording"),
        40,
        lambda row: row.measure.as_written,
    ),
)
