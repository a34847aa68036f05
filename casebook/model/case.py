"""A case as its editors keep it: what `cases/<id>/case.yaml` may hold.

The text under a field is what an editor's program shows beside it (`case.schema.json`).
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from casebook.model.approval import Approval, CaseSource, VetoStatement, Waiver
from casebook.model.base import Bilingual, Key, Localized, Model, Term
from casebook.model.community import Community, Company, Fee, Honour, PartyOrganisation
from casebook.model.dates import Day
from casebook.model.measure import Figure, Measure
from casebook.model.media import Photo, Video


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, dict) else value


class Withdrawal(Model):
    """When and why a published case was taken back."""

    date: Day
    """撤回日期 · date"""
    reason: Localized
    """撤回原因 · reason"""


class Change(Model):
    """A correction or revision of a published case that its readers are told of (S-04)."""

    date: Day
    """修订日期 · date"""
    what: Localized
    """改了什么 · what was changed"""


class CaseData(Model):
    """The whole of a case's `case.yaml`."""

    programme: Term
    """批次，content/programmes 中的文件名 · id of the programme"""
    status: Literal["draft", "approved", "published", "withdrawn"]
    """draft 起草、approved 审定、published 发布、withdrawn 撤回 · status"""
    published: Day | None = None
    """发布日期 · date of publication"""
    withdrawn: Withdrawal | None = None
    """撤回的日期与原因 · when and why it was taken back"""
    changes: tuple[Change, ...] = ()
    """发布后的更正与修订，一次一条 · corrections and revisions since publication"""
    same_as: tuple[Key, ...] = ()
    """同一小区在库里的其他案例编号 · other cases of the same community"""
    title: Localized
    """标题：提炼做法与成效 · title: practice and result"""
    summary: Localized
    """摘要，200字以内，单独可读 · summary that stands alone"""
    community: Community
    """小区 · the community"""
    company: Company | None = None
    """物业服务企业；原文未载明则不写 · company; left out where the source names none"""
    fee: Annotated[
        tuple[Fee, ...],
        BeforeValidator(_as_list, json_schema_input_type=Fee | tuple[Fee, ...]),
    ] = ()
    """物业服务费，一项或多项 · property service fee, one or several"""
    party_organisations: tuple[PartyOrganisation, ...] = ()
    """党组织 · Party organisations"""
    honours: tuple[Honour, ...] = ()
    """所获荣誉 · honours"""
    measures: tuple[Measure, ...] = ()
    """数据与前后对比，图由此画出 · measured values, drawn as pictures"""
    figures: tuple[Figure, ...] = ()
    """文中其他数字 · other numbers of the source"""
    as_written: dict[str, str] = Field(default_factory=dict)
    """原文写法，如 community.floor_area: 11.07万平方米 · the source’s wording"""
    criteria: tuple[Term, ...] = ()
    """体现的标准，第一个决定封面颜色 · criteria; the first gives the hue"""
    vetoes: tuple[VetoStatement, ...] = ()
    """一票否决声明 · veto declarations"""
    photos: tuple[Photo, ...] = ()
    """照片 · photos"""
    videos: tuple[Video, ...] = ()
    """视频 · videos"""
    approval: Approval | None = None
    """推荐与审核 · how it was selected"""
    source: CaseSource
    """事实来源 · source of the facts"""
    editors_note: Bilingual | None = None
    """编者说明 · editors’ note"""
    waivers: tuple[Waiver, ...] = ()
    """规则豁免 · waivers"""
