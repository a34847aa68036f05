"""Every kind of file that is spoilt: its model, where it lies, a right one that uses all fields.

What a field asks for and cannot be guessed from its type stands in the examples (`full_case`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from full_case import filled, full_case
from pydantic import BaseModel

from casebook.model.case import CaseData
from casebook.model.edition import Edition
from casebook.model.programme import Programme
from casebook.model.review import Review

OWN = "its-own-name"  # where a file says its own name
CASE = "2026-yangli"
_LENGTH = {
    **{"about": 50, "fine": [40, 60], "fair": [30, 80]},
    **{"at_least": 10, "at_most": 90, "tolerated": 99},
}
# What the base library's programme needs for a review: a step that nobody has to take.
WORKFLOW = """\
workflow:
  steps:
    - key: application
      name: {zh: 申报, en: Application}
      by: {zh: 企业, en: The company}
      level: company
      kind: application
      clause: T-14
      required: false
  papers: [{key: form, name: {zh: 推荐表, en: Form}, clause: T-15}]
"""
_REVIEW: dict[str, Any] = {
    "steps": [
        {
            **{"step": "application", "date": "2026-08-01", "region": "440100"},
            "body": {"zh": "样例物业服务有限公司", "en": "Sample Services"},
            **{"papers": ["form"], "criteria": {"party.1": "met"}},
        }
    ]
}
_EDITION: dict[str, Any] = {
    **{"id": OWN, "year": 2026, "date": "2026-11-20", "trim": {"width": 210, "height": 297}},
    **{"programmes": ["small"], "cases": [CASE], "chapters": "city", "criteria": "small"},
    "appendices": [{"file": "notes"}],
    "imprint": {"isbn": "978-7-112-26034-8"},
    "colours": {"party": {"web": "#AA0000", "press": [0, 90, 80, 10]}},
    "printer": {
        **{"profile": "press.icc", "bleed": 3, "ink_limit": 300, "resolution": 300},
        **{"lowest_resolution": 200, "signature": 8, "paper": {"leaf": 0.1, "cover": 0.3}},
    },
    "volumes": {"pages": 640},
}
_PROGRAMME: dict[str, Any] = {
    **{"id": OWN, "year": 2026},
    "source": {
        **{"number": "测物协〔2026〕8号", "date": "2026-01-02", "year": 2026},
        "based_on": {"number": "测物协〔2025〕8号"},
    },
    "mapping": {"programme": "small"},
    "unfit_words": [{"words": ["评比"]}],
    "directions": [
        {
            **{"key": "party", "hue": "party", "weight": 100, "bonus": False},
            "criteria": [{"evidence": ["measures.complaints"]}],
        }
    ],
    "title": _LENGTH,
    "summary_length": _LENGTH,
    "sections": [{"length": _LENGTH, "states": ["community.floor_area"]}],
    "facts": [{"field": "community.floor_area"}],
    "plausible": [{"field": "community.floor_area", "per": "community.households"}],
    "advertising": {"words": ["第一"]},
    "photos": {"at_least": 1, "prints": {"resolution": 300}},
    "eligibility": {
        **{"delivered_before": "2020-01-01", "excluded": [{"list": "taken"}]},
        **{"rates": [{"measure": "fee_collection_rate"}], "compared_measures": ["complaints"]},
    },
    "quota": {"per_recommender": 1, "special": 2, "special_regions": ["440100"]},
    "workflow": {
        "steps": [{"key": "application", "after": []}, {"key": "desk", "after": ["application"]}],
        "sampling": {"steps": ["desk"]},
    },
    "calendar": [{"start": "2026-01", "end": "2026-02", "steps": ["desk"]}],
    "expects": {
        **{"directions": 1, "criteria": {"party": 1}, "weights_total": 100, "vetoes": 1},
        **{"sections": 1, "facts": 1, "types": 1, "special_regions": 1},
    },
}
TAKEN = """\
id: taken
title: {zh: 名单, en: A list}
number: 测物协〔2025〕1号
issuer: {zh: 测试协会, en: Association for Tests}
complete: true
"""
# A programme borrows another one's criteria, or has its own.
_BORROWED = {"mapping"}


@dataclass(frozen=True)
class Kind:
    """A kind of file, and how much is tried: `at_once` slips in one file, at least `least` in all.

    A value is deleted and renamed, and of the other changes one in `every` is tried; fields that
    the right file cannot have are `left` to another.
    """

    name: str
    model: type[BaseModel]
    file: str
    tree: Callable[[], dict[str, Any]]
    least: int
    at_once: int = 12
    every: int = 4
    left: frozenset[str] = frozenset()

    @property
    def in_cases(self) -> bool:
        """Whether it belongs to a case."""
        return self.file.startswith("cases/")


def _borrowing() -> dict[str, Any]:
    whole = filled(Programme, _PROGRAMME)
    kept = ("id", "name", "short", "year", "summary", "source", "mapping")
    return {name: whole[name] for name in kept}


KINDS = (
    Kind("case", CaseData, "cases/{}/case.yaml", full_case, 1200, 10, 1, frozenset({"withdrawn"})),
    Kind("review", Review, "cases/{}/review.yaml", lambda: filled(Review, _REVIEW), 40, every=3),
    Kind(
        "edition",
        Edition,
        "content/editions/{}/edition.yaml",
        lambda: filled(Edition, _EDITION),
        100,
    ),
    Kind(
        "programme",
        Programme,
        "content/programmes/{}.yaml",
        lambda: filled(Programme, _PROGRAMME, _BORROWED),
        400,
        left=frozenset(_BORROWED),
    ),
    Kind("borrowing programme", Programme, "content/programmes/{}.yaml", _borrowing, 20),
)
