"""A batch: the cases of a programme that are released together (REQUIREMENTS 001-033)."""

from __future__ import annotations

from casebook.model.approval import Waiver
from casebook.model.base import Bilingual, Key, Model, Term
from casebook.model.dates import Day


class Batch(Model):
    """An entry of `cases/batches.yaml`.

    `released` is written on the day of the release, never ahead: a build has no clock, so a day
    in the future would publish at once. What is only meant is `planned`.
    """

    id: Key
    """编号，如 good-service-2026-1 · id"""
    programme: Term
    """批次文件的名称 · id of the programme"""
    title: Bilingual
    """名称，如第一批 · title"""
    planned: Day | None = None
    """计划发布的日期 · day that is meant"""
    released: Day | None = None
    """发布日期，发布当天才写 · day of the release, once it has been released"""
    cases: tuple[Key, ...] = ()
    """案例编号 · ids of the cases"""
    waivers: tuple[Waiver, ...] = ()
    """规则豁免 · waivers"""
