"""What was measured or counted: measures of the vocabulary, and any other figure."""

from __future__ import annotations

from casebook.model.base import Localized, Model, Number, Term
from casebook.model.dates import When


class Measure(Model):
    """A measured value of the vocabulary `content/measures.yaml`.

    Either one `value` (of a `year`) or a change from `before` to `after`. `as_written` keeps the
    source's wording; a value whose year the source does not give is shown as undated.
    """

    key: Term
    """指标，用 content/measures.yaml 中的键 · a key of content/measures.yaml"""
    year: int | None = None
    """数值所属年份 · year of the value"""
    value: Number | None = None
    """数值，只写数字 · the value"""
    before: Number | None = None
    """之前的数值 · before"""
    after: Number | None = None
    """之后的数值 · after"""
    before_year: int | None = None
    """之前的年份 · year of before"""
    after_year: int | None = None
    """之后的年份 · year of after"""
    note: Localized | None = None
    """口径等说明 · note, such as the definition"""
    as_written: str | None = None
    """原文写法 · as the source writes it"""


class Figure(Model):
    """Any other number of the source, with what it counts."""

    label: Localized
    """数什么 · what it counts"""
    value: Number
    """数值，只写数字 · the value"""
    value_max: Number | None = None
    """区间的上限 · upper end of a range"""
    unit: Localized
    """单位 · unit"""
    date: When | None = None
    """时间 · date"""
    note: Localized | None = None
    """说明，如“约” · note, such as about"""
    as_written: str | None = None
    """原文写法 · as the source writes it"""
