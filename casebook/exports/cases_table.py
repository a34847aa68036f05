"""The table of cases: a row for each, in neutral order."""

from __future__ import annotations

from casebook import regions
from casebook.exports.case_columns import (
    Row,
    body_name,
    fee,
    page,
    place,
    size,
    texts,
    type_name,
    when,
)
from casebook.exports.shapes.base import Both
from casebook.exports.table import Column, Table, fill
from casebook.site.world import World


def cases_table(world: World) -> Table:
    """Return the published cases with their facts, without their texts."""
    title = Both(zh="案例", en="Cases")
    return fill("cases", title, _COLUMNS, (Row(world, c) for c in world.catalogue.cases), "id")


_KNOWN = ("已知到哪一级就写到哪一级：2008-06-01、2008-06、2008、1980s", "As precise as known.")
_M2, _NONE = ("平方米", "m²"), ("", "")
_FEE = ("元/（平方米·月），各类中的最低和最高", "CNY/m²/month, lowest and highest of all kinds")

_COLUMNS: tuple[Column[Row], ...] = (
    Column(
        "id",
        "string",
        ("案例编号", "Case id"),
        ("发布后不再改变", "It never changes."),
        24,
        lambda row: row.case.id,
    ),
    *texts("title", ("标题", "Title"), _NONE, 48, lambda row: row.case.data.title),
    *texts("name", ("小区名称", "Community"), _NONE, 20, lambda row: row.case.data.community.name),
    Column(
        "region",
        "string",
        ("行政区划代码", "Division code"),
        ("GB/T 2260，六位", "GB/T 2260, six digits"),
        10,
        lambda row: row.case.data.community.region,
    ),
    Column("province", "string", ("省份", "Province"), _NONE, 12, place("province")),
    Column("city", "string", ("城市", "City"), _NONE, 12, place("city")),
    Column("district", "string", ("区县", "District"), _NONE, 12, place("district")),
    Column(
        "place_en",
        "string",
        ("所在地（英）", "Place (en)"),
        _NONE,
        32,
        lambda row: regions.place_en(row.case.data.community.region),
    ),
    *texts("address", ("地址", "Address"), _NONE, 24, lambda row: row.case.data.community.address),
    Column(
        "type",
        "string",
        ("项目类型", "Type of project"),
        ("批次文件中的键", "Key of the programme’s project types"),
        14,
        lambda row: row.case.data.community.type,
    ),
    *texts("type_name", ("类型名称", "Name of the type"), _NONE, 20, type_name),
    *texts(
        "company",
        ("物业服务企业", "Company"),
        ("原文未载明的留空", "Empty where the source names none."),
        32,
        lambda row: row.case.data.company.name if row.case.data.company else None,
    ),
    Column("built", "string", ("建成时间", "Completed"), _KNOWN, 12, when("built")),
    Column("delivered", "string", ("交付时间", "Handed over"), _KNOWN, 12, when("delivered")),
    Column("land_area", "number", ("占地面积", "Land area"), _M2, 12, size("land_area")),
    Column("floor_area", "number", ("建筑面积", "Floor area"), _M2, 12, size("floor_area")),
    Column("households", "integer", ("户数", "Households"), ("户", ""), 10, size("households")),
    Column(
        "greening_rate",
        "number",
        ("绿化率", "Greening rate"),
        ("%", "%"),
        10,
        size("greening_rate"),
    ),
    Column(
        "fee_lowest",
        "number",
        ("物业服务费（低）", "Lowest fee"),
        _FEE,
        10,
        lambda row: fee(row, highest=False),
    ),
    Column(
        "fee_highest",
        "number",
        ("物业服务费（高）", "Highest fee"),
        _FEE,
        10,
        lambda row: fee(row, highest=True),
    ),
    Column(
        "programme",
        "string",
        ("批次", "Programme"),
        ("批次编号", "Id of the programme"),
        32,
        lambda row: row.case.data.programme,
    ),
    Column(
        "criteria",
        "string",
        ("体现的标准", "Criteria"),
        ("以空格分隔，见 criteria.json", "Separated by spaces; see criteria.json."),
        40,
        lambda row: " ".join(dict.fromkeys(row.world.criterion_ids[row.case.id].values())),
    ),
    *texts(
        "recommended_by",
        ("推荐单位", "Recommended by"),
        _NONE,
        24,
        lambda row: body_name(row, "recommended_by"),
    ),
    *texts(
        "reviewed_by",
        ("审核单位", "Reviewed by"),
        _NONE,
        24,
        lambda row: body_name(row, "reviewed_by"),
    ),
    Column(
        "document",
        "string",
        ("文号", "Document"),
        _NONE,
        20,
        lambda row: row.case.data.approval.document if row.case.data.approval else None,
    ),
    *texts("source", ("事实来源", "Source"), _NONE, 40, lambda row: row.case.data.source.title),
    *texts("issuer", ("出具单位", "Issuer"), _NONE, 28, lambda row: row.case.data.source.issuer),
    Column(
        "published",
        "date",
        ("发布日期", "Published"),
        _NONE,
        12,
        lambda row: row.case.data.published,
    ),
    Column(
        "updated",
        "date",
        ("更新日期", "Updated"),
        ("发布或最近一次修订的日期", "Day of publication or of the last change"),
        12,
        lambda row: row.case.updated,
    ),
    Column("url_zh", "address", ("网页（中）", "Page (zh)"), _NONE, 44, page("zh")),
    Column("url_en", "address", ("网页（英）", "Page (en)"), _NONE, 46, page("en")),
    *texts("summary", ("摘要", "Summary"), _NONE, 60, lambda row: row.case.data.summary),
)
