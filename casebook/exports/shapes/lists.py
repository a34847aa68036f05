"""The shapes of the API's lists."""

from __future__ import annotations

from typing import Literal

from casebook.exports.shapes.base import Address, Both, Day, Document, Pages, Record, told
from casebook.exports.shapes.case import CaseEntry
from casebook.exports.shapes.facts import Division


class Listing(Record):
    """A document of the API."""

    name: str = told("名称", "Name.")
    about: Both = told("内容", "What it holds.")
    url: Address = told("网址", "Address.")


class IndexDocument(Document):
    """What there is: the documents of the API."""

    title: Both = told("名称", "Name of the library.")
    terms: Pages = told("使用条件", "Terms of use, in words.")
    openapi: Address = told("OpenAPI", "The description of this API (OpenAPI 3.1).")
    documents: tuple[Listing, ...] = told("文件", "The documents.")


class CasesDocument(Document):
    """The published cases in neutral order (division code, then pinyin of the name)."""

    total: int = told("总数", "Number of cases in all parts.")
    next: Address | None = told("下一部分", "The next part of the list, null at its end.")
    cases: tuple[CaseEntry, ...] = told("案例", "The cases of this part.")


class CriterionEntry(Record):
    """A criterion of a programme."""

    id: str = told("标准", "<programme>/<direction>.<key>, as cases refer to it.")
    programme: str = told("批次", "Id of the programme.")
    direction: str = told("方向", "Key of the direction.")
    direction_name: Both = told("方向名称", "Name of the direction.")
    key: str = told("键", "Its key in the direction.")
    name: Both = told("名称", "Short name.")
    text: Both = told("表述", "Its wording.")
    wording: Literal["official", "own"] = told(
        "表述来源", "Quoted from the source, or our own words."
    )
    cases: tuple[str, ...] = told("案例", "Ids of the cases that show it, in neutral order.")
    pages: Pages | None = told("网页", "The page with its passages, where there is one.")


class CriteriaDocument(Document):
    """The criteria of all programmes."""

    criteria: tuple[CriterionEntry, ...] = told("标准", "The criteria.")


class RegionEntry(Division):
    """A division that has cases."""

    cases: tuple[str, ...] = told("案例", "Ids of its cases, in neutral order.")


class RegionsDocument(Document):
    """The provinces, cities and districts that have cases."""

    regions: tuple[RegionEntry, ...] = told("地区", "The divisions in the order of their codes.")


class CompanyEntry(Record):
    """A property service company with its cases."""

    slug: str = told("键", "Its name in addresses.")
    name: Both = told("企业全称", "Legal name.")
    brand: Both | None = told("通用简称", "Short name.")
    cases: tuple[str, ...] = told("案例", "Ids of its cases, in neutral order.")
    pages: Pages = told("网页", "Its page.")


class CompaniesDocument(Document):
    """The companies, in the order of their names in pinyin."""

    companies: tuple[CompanyEntry, ...] = told("企业", "The companies.")


class WithdrawnEntry(Record):
    """A case that was published and taken back."""

    id: str = told("案例编号", "Id; it is never given to another case.")
    date: Day = told("撤回日期", "Day of withdrawal.")
    pages: Pages = told("网页", "The page that says so and why.")


class WithdrawnDocument(Document):
    """Cases that were taken back: whoever keeps a copy of one should delete it."""

    withdrawn: tuple[WithdrawnEntry, ...] = told("已撤回的案例", "The cases.")


class RenamedEntry(Record):
    """A former id."""

    former: str = told("原编号", "The id that was given up.")
    id: str = told("现编号", "The id that has taken its place.")


class RenamedDocument(Document):
    """Former ids and what they are now."""

    renamed: tuple[RenamedEntry, ...] = told("更改过的编号", "The ids.")
