"""What stands behind a case: who selected it, what was vouched for, waived, and its source."""

from __future__ import annotations

from typing import Literal

from casebook.model.base import Code, Filled, Flag, Key, Localized, Model, Term
from casebook.model.dates import Day, When


class Body(Model):
    """An organisation that recommended or reviewed a case."""

    name: Localized
    """单位名称 · name"""
    region: Code | None = None
    """行政区划代码 · division code"""
    level: Literal["district", "city", "province", "national"] | None = None
    """层级 · level"""


class Approval(Model):
    """How the case was selected: by whom it was recommended and reviewed, in which document."""

    recommended_by: Body | None = None
    """推荐单位 · recommended by"""
    reviewed_by: Body | None = None
    """审核单位 · reviewed by"""
    date: When | None = None
    """日期 · date"""
    document: Filled | None = None
    """文号，如 中物协〔2026〕8号 · document number"""
    site_visit: Flag | None = None
    """是否实地核查 true 或 false · visited"""


class VetoStatement(Model):
    """The declaration that none of the programme's vetoes applies."""

    key: Term
    """V1—V5 · key of the veto"""
    found: Filled
    """没有写 none；有则写明情况 · none, or what was found"""
    verified_by: Localized
    """由谁核实 · verified by"""
    checked: Day | None = None
    """最近一次核实的日期；发布以后也要复查 · day of the last check, also after publication"""


class CaseSource(Model):
    """The published document that the facts of a case come from."""

    title: Localized
    """文件或材料名称 · title"""
    issuer: Localized
    """出具单位 · issuer"""
    number: str | None = None
    """文号 · number"""
    date: When | None = None
    """日期 · date"""
    note: Localized | None = None
    """说明 · note"""


class Waiver(Model):
    """An editor's decision that a rule does not apply to this case, with the reason."""

    rule: Term
    """豁免的规则名 · name of the rule"""
    role: Key | None = None
    """以什么身份豁免，用 content/roles.yaml 中的键 · in which role"""
    by: Filled | None = None
    """经手人的代号，不写姓名 · initials of who decided, no name"""
    date: Day
    """日期 · date"""
    reason: Filled
    """理由 · reason"""
    until: Day | None = None
    """有效期至；以后再发布或修订要重新豁免 · last day; published or changed later, it ends"""
