"""推荐名额。"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from casebook.model.library import Case, Library
from casebook.model.programme import Programme, Quota
from casebook.problem import Problem, Said

RULE = "quota"


def check(library: Library) -> Iterator[Problem]:
    """一个推荐单位在一个批次里入选和发布的案例不能超过名额。

    依据：001-017（每个市级协会至多 3 个）、001-018（省会城市和计划单列市至多 5 个）。草稿和撤回的
    案例不计。改法：核对 approval → recommended_by 的名称和 region（推荐单位所在城市的代码）；
    确实超额的，请与推荐单位商定留下哪几个。
    """
    for programme in library.programmes.values():
        if programme.quota:
            yield from _programme(library, programme, programme.quota)


def _programme(library: Library, programme: Programme, quota: Quota) -> Iterator[Problem]:
    by_recommender: dict[str, list[Case]] = defaultdict(list)
    for case in sorted(library.cases, key=lambda case: case.id):
        data = case.data
        body = data.approval.recommended_by if data.approval else None
        if body and data.programme == programme.id and data.status in ("approved", "published"):
            by_recommender[body.name.to("zh")].append(case)
    for name, cases in by_recommender.items():
        special = quota.special is not None and any(_is_special(quota, case) for case in cases)
        limit = quota.special if special and quota.special is not None else quota.per_recommender
        if len(cases) > limit:
            others = [case.id for case in cases]
            yield Problem(
                cases[limit].place("approval", "recommended_by"),
                RULE,
                Said(
                    f"“{name}”推荐了 {len(cases)} 个案例，名额是 {limit} 个",
                    f"'{name}' put forward {len(cases)} cases; its quota is {limit}",
                ),
                Said(
                    f"请与推荐单位商定留下哪几个（依据 {quota.clause}）：{'、'.join(others)}。",
                    f"Agree with it which to keep (clause {quota.clause}): {', '.join(others)}.",
                ),
                value=str(len(cases)),
                allowed=(f"≤ {limit}",),
            )


def _is_special(quota: Quota, case: Case) -> bool:
    """Whether the recommender's city has the larger quota; unsaid, it is the community's city."""
    body = case.data.approval.recommended_by if case.data.approval else None
    city = body.region if body and body.region else f"{case.data.community.region[:4]}00"
    return city in quota.special_regions
