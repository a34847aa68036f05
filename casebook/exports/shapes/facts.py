"""The shapes of what is known of a case besides its text."""

from __future__ import annotations

from typing import Literal

from casebook.exports.shapes.base import Both, Moment, Number, Pages, Record, told


class Term(Record):
    """A word of a vocabulary: its key, which never changes, and its name."""

    key: str = told("键", "Stable key.")
    name: Both = told("名称", "Name.")


class Division(Record):
    """A province, city or district."""

    code: str = told("代码", "Division code after GB/T 2260.")
    level: Literal["province", "city", "district"] = told("级别", "Level.")
    name: Both = told("名称", "Name.")
    parent: str | None = told("上级代码", "Code of the division above.")
    pages: Pages = told("网页", "The page with its cases.")


class Span(Record):
    """A stretch of time."""

    start: Moment = told("起", "Start.")
    end: Moment | None = told("止", "End.")


class CommunityRecord(Record):
    """The residential community; areas in m², rates in %."""

    name: Both = told("名称", "Name.")
    aliases: tuple[Both, ...] = told("别名", "Other names.")
    divisions: tuple[Division, ...] = told("行政区划", "Province, city, district, as far as known.")
    subdistrict: Both | None = told("街道", "Subdistrict or town.")
    address: Both | None = told("地址", "Street and number.")
    type: Term = told("项目类型", "Type of project.")
    type_note: Both | None = told("类型说明", "Note on the type.")
    built: Moment | None = told("建成时间", "Completed.")
    delivered: Moment | None = told("交付时间", "First handed over.")
    developed: Span | None = told("开发建设", "Developed in phases.")
    land_area: Number | None = told("占地面积", "Land area, m².")
    floor_area: Number | None = told("建筑面积", "Floor area, m².")
    households: int | None = told("户数", "Households.")
    greening_rate: Number | None = told("绿化率", "Greening rate, %.")


class CompanyRecord(Record):
    """The property service company, as the source describes it."""

    slug: str = told("键", "Its name in addresses.")
    name: Both = told("企业全称", "Legal name.")
    brand: Both | None = told("通用简称", "Short name.")
    founded: Moment | None = told("成立时间", "Founded.")
    floor_area_managed: Number | None = told("在管面积", "Floor area managed, m².")
    projects: int | None = told("项目数量", "Number of projects.")
    employees: int | None = told("员工数量", "Employees.")
    pages: Pages = told("网页", "The page with its cases.")


class FeeRecord(Record):
    """A property service fee."""

    label: Both | None = told("适用对象", "What it is for.")
    price: Number = told("价格", "Price, or the lower end of a range.")
    price_max: Number | None = told("区间上限", "Upper end of a range.")
    unit: Literal["CNY/m²/month"] = told("单位", "Unit.")


class PartyRecord(Record):
    """A Party organisation of the community."""

    name: Both = told("名称", "Name.")
    since: Moment | None = told("成立时间", "Founded.")
    members: int | None = told("党员人数", "Members.")
    note: Both | None = told("说明", "Note.")


class HonourRecord(Record):
    """Something conferred on the community, as the source states it."""

    name: Both = told("荣誉名称", "As it is called.")
    giver: Both | None = told("授予单位", "Conferred by.")
    date: Moment | None = told("授予时间", "Date.")


class MeasureRecord(Record):
    """A measured value: one `value`, or a change from `before` to `after`."""

    key: str = told("指标", "Key of the measure.")
    label: Both = told("名称", "Name of the measure.")
    unit: Both = told("单位", "Unit.")
    better: Literal["higher", "lower", "none"] = told("改善的方向", "Which way is an improvement.")
    value: Number | None = told("数值", "The value, where it is a single one.")
    year: int | None = told("年份", "Its year; null where the source gives none.")
    before: Number | None = told("之前的数值", "Value before.")
    before_year: int | None = told("之前的年份", "Year of the value before.")
    after: Number | None = told("之后的数值", "Value after.")
    after_year: int | None = told("之后的年份", "Year of the value after.")
    note: Both | None = told("说明", "Note, such as the definition.")
    as_written: str | None = told("原文写法", "As the source writes it.")


class FigureRecord(Record):
    """Any other number of the source."""

    label: Both = told("事项", "What it counts.")
    value: Number = told("数值", "The value, or the lower end of a range.")
    value_max: Number | None = told("区间上限", "Upper end of a range.")
    unit: Both = told("单位", "Unit.")
    date: Moment | None = told("时间", "Date.")
    note: Both | None = told("说明", "Note, such as “about”.")
    as_written: str | None = told("原文写法", "As the source writes it.")


class BodyRecord(Record):
    """An organisation that recommended or reviewed the case."""

    name: Both = told("名称", "Name.")
    region: str | None = told("行政区划代码", "Division code.")
    level: Literal["district", "city", "province", "national"] | None = told("层级", "Level.")


class Selection(Record):
    """How the case was selected."""

    programme: Term = told("批次", "The programme.")
    recommended_by: BodyRecord | None = told("推荐单位", "Recommended by.")
    reviewed_by: BodyRecord | None = told("审核单位", "Reviewed by.")
    date: Moment | None = told("日期", "Date.")
    document: str | None = told("文号", "Document number.")
    mapping: Both | None = told("标准对应", "By whom criteria were mapped, if not by the source.")


class SourceRecord(Record):
    """The published document that the facts come from."""

    title: Both = told("文件名称", "Title.")
    issuer: Both = told("出具单位", "Issuer.")
    number: str | None = told("文号", "Document number.")
    date: Moment | None = told("日期", "Date.")
    note: Both | None = told("说明", "Note.")
