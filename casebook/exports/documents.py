"""The documents of the API: where each is, what shape it has, what it holds."""

from __future__ import annotations

from dataclasses import dataclass

from casebook.exports.shapes import lists, programme
from casebook.exports.shapes.base import Document
from casebook.exports.shapes.case import CaseDocument


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document; in its `path` below `api/v1/`, braces stand for what varies."""

    name: str
    path: str
    shape: type[Document]
    zh: str
    en: str


KINDS = (
    Kind("index", "index.json", lists.IndexDocument, "接口目录", "What there is."),
    Kind(
        "cases",
        "cases.json",
        lists.CasesDocument,
        "全部案例，不含正文，按地区与小区名称拼音排列，不分名次",
        "All cases without their texts, in the order of region and name; nothing is ranked.",
    ),
    Kind(
        "case",
        "cases/{id}.json",
        CaseDocument,
        "一个案例的全部公开内容，含中英文正文",
        "Everything that is published of one case, with its text in both languages.",
    ),
    Kind(
        "programmes",
        "programmes.json",
        programme.ProgrammesDocument,
        "征集批次与参考框架",
        "The calls for cases, and frameworks.",
    ),
    Kind(
        "programme",
        "programmes/{id}.json",
        programme.ProgrammeDocument,
        "一个批次的标准、材料要求与日程",
        "One programme: criteria, what it asks for, calendar.",
    ),
    Kind(
        "criteria",
        "criteria.json",
        lists.CriteriaDocument,
        "各批次的标准，以及体现它们的案例",
        "The criteria of all programmes, with the cases that show them.",
    ),
    Kind(
        "regions",
        "regions.json",
        lists.RegionsDocument,
        "有案例的省、市、区县",
        "The provinces, cities and districts that have cases.",
    ),
    Kind(
        "companies",
        "companies.json",
        lists.CompaniesDocument,
        "物业服务企业，按名称拼音排列",
        "The property service companies, in the order of their names.",
    ),
    Kind(
        "withdrawn",
        "withdrawn.json",
        lists.WithdrawnDocument,
        "已撤回的案例：只有编号和日期",
        "Withdrawn cases: id and day alone.",
    ),
    Kind(
        "renamed",
        "renamed.json",
        lists.RenamedDocument,
        "更改过的编号",
        "Former ids and what they are now.",
    ),
)
