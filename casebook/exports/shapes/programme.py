"""The shape of a programme, in a list and in full."""

from __future__ import annotations

from typing import Literal

from casebook.exports.shapes.base import (
    Address,
    Both,
    Day,
    Document,
    Number,
    Pages,
    Record,
    told,
)
from casebook.exports.shapes.facts import Term


class ProgrammeSource(Record):
    """The published document that a programme comes from."""

    title: Both = told("文件名称", "Title.")
    number: str | None = told("文号", "Document number.")
    issuers: tuple[Both, ...] = told("发文单位", "Issued by.")
    date: Day | None = told("发文日期", "Date.")
    year: int | None = told("年份", "Year, where no date is known.")
    disclosure: Literal["public", "on-request", "unknown"] = told(
        "公开方式", "How it was made public."
    )
    wording: Literal["official", "own"] = told("表述来源", "Criteria quoted, or in our own words.")
    note: Both | None = told("说明", "Note.")


class ProgrammeEntry(Record):
    """A programme as it stands in the list."""

    id: str = told("批次编号", "Id.")
    kind: Literal["programme", "framework"] = told("种类", "A call for cases, or a framework.")
    year: int = told("年份", "Year.")
    name: Both = told("名称", "Name.")
    short: Both = told("简称", "Short name.")
    summary: Both = told("摘要", "Summary.")
    source: ProgrammeSource = told("依据文件", "Source.")
    cases: tuple[str, ...] = told("案例", "Ids of its cases, in neutral order.")
    pages: Pages = told("网页", "Its page.")
    data: Address = told("数据", "The whole programme as JSON.")


class ProgrammesDocument(Document):
    """The programmes and frameworks, newest first."""

    programmes: tuple[ProgrammeEntry, ...] = told("批次", "The programmes.")


class CriterionRecord(Record):
    """An item of a direction."""

    id: str = told("标准", "<programme>/<direction>.<key>, as cases refer to it.")
    key: str = told("键", "Its key in the direction.")
    name: Both = told("名称", "Short name.")
    text: Both = told("表述", "Its wording.")
    points: Number | None = told("分值", "Points in the framework’s own rubric; no case is scored.")


class DirectionRecord(Record):
    """A group of criteria."""

    key: str = told("键", "Key.")
    name: Both = told("名称", "Name.")
    weight: Number | None = told("权重", "Weight in the framework, %.")
    criteria: tuple[CriterionRecord, ...] = told("标准", "Its criteria.")


class VetoRecord(Record):
    """A circumstance that excludes a case."""

    key: str = told("键", "Key.")
    text: Both = told("表述", "Its wording.")


class SectionRule(Record):
    """A section that the programme prescribes; lengths in 字 as Word counts them."""

    key: str = told("键", "Key.")
    title: Both = told("标题", "Its heading.")
    asks: Both = told("内容要求", "What it asks for.")
    about: int | None = told("左右", "Length aimed at.")
    at_most: int | None = told("以内", "Greatest length.")


class FactRule(Record):
    """A public fact of the recommendation form."""

    key: str = told("键", "Key.")
    label: Both = told("名称", "Name.")
    required: bool = told("必填", "Whether it must be given.")


class EventRecord(Record):
    """A step of the calendar."""

    when: Both = told("时间", "When, in words.")
    what: Both = told("事项", "What.")


class MappingRecord(Record):
    """Whose criteria stand in for those that a programme has not."""

    programme: str = told("批次", "Id of the programme whose criteria are used.")
    note: Both = told("说明", "Who mapped them and what that means.")


class ProgrammeDocument(Document):
    """One programme, with its criteria."""

    id: str = told("批次编号", "Id.")
    kind: Literal["programme", "framework"] = told("种类", "A call for cases, or a framework.")
    year: int = told("年份", "Year.")
    name: Both = told("名称", "Name.")
    short: Both = told("简称", "Short name.")
    summary: Both = told("摘要", "Summary.")
    source: ProgrammeSource = told("依据文件", "Source.")
    directions: tuple[DirectionRecord, ...] = told("方向", "Directions with their criteria.")
    mapping: MappingRecord | None = told("标准对应", "Where its cases use others’ criteria.")
    vetoes: tuple[VetoRecord, ...] = told("一票否决", "Grounds for exclusion.")
    sections: tuple[SectionRule, ...] = told("材料内容", "Sections of the material.")
    facts: tuple[FactRule, ...] = told("推荐表事项", "Public facts of the form.")
    types: tuple[Term, ...] = told("项目类型", "Types of project.")
    calendar: tuple[EventRecord, ...] = told("日程", "Calendar.")
    cases: tuple[str, ...] = told("案例", "Ids of its cases, in neutral order.")
    pages: Pages = told("网页", "Its page.")
