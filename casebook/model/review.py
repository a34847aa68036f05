"""What `cases/<id>/review.yaml` may hold: who reviewed a case, when, and with what result.

The record is internal (REQUIREMENTS S-08): no renderer reads it. Bodies and regions are named in
it, persons never.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from casebook.model.base import Code, Filled, Flag, Localized, Model, Term
from casebook.model.dates import Day
from casebook.problem import Place
from casebook.source import Document

Result = Literal["passed", "returned", "rejected"]
Shown = Literal["met", "partly", "unmet"]


class StepRecord(Model):
    """A step of the programme's chain as it was taken."""

    step: Term
    """环节，用批次文件 workflow 中的键 · key of the programme’s step"""
    date: Day
    """办理日期，写到日 · day"""
    body: Localized
    """办理单位，只写单位，不写人名 · the body, never a person"""
    region: Code | None = None
    """单位的行政区划代码 · its division code"""
    result: Result
    """passed 通过、returned 退回补正、rejected 不采用 · result"""
    stamp: Flag | None = None
    """是否见到盖章 true 或 false · stamp seen"""
    truth: Flag | None = None
    """是否承诺内容真实 true 或 false · statement of truth"""
    papers: tuple[Term, ...] = ()
    """收到的材料，用批次文件中的键 · papers received"""
    criteria: dict[Term, Shown] = {}
    """各条标准：met 体现、partly 部分、unmet 没有 · result per criterion"""
    note: Filled | None = None
    """意见 · note"""


class Review(Model):
    """The whole of a `review.yaml`."""

    steps: tuple[StepRecord, ...] = ()
    """各环节，按时间先后 · the steps, in order of time"""
    note: Filled | None = None
    """备注 · note"""


@dataclass(frozen=True)
class CaseReview:
    """The review of a case, and where it stands on disk."""

    data: Review
    document: Document = field(repr=False)

    def place(self, *path: str | int) -> Place:
        """Return the place of a value of `review.yaml`."""
        return self.document.place(*path)

    def of(self, step: str) -> list[tuple[int, StepRecord]]:
        """Return the records of a step with their positions, in the order of the file."""
        return [(i, record) for i, record in enumerate(self.data.steps) if record.step == step]

    def last(self, step: str) -> StepRecord | None:
        """Return the last record of a step, which counts."""
        return next((record for _, record in reversed(self.of(step))), None)


Reviews = Mapping[str, CaseReview]
