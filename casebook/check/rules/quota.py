"""推荐名额。"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator

from casebook import regions
from casebook.model.admission import Quota
from casebook.model.library import Case, Library
from casebook.model.programme import Programme
from casebook.problem import Problem, Said
from casebook.recommenders import recommender_region

RULE = "quota"

COUNTED = ("approved", "published")


def check(library: Library) -> Iterator[Problem]:
    """一个推荐单位在一个批次里入选和发布的案例不能超过名额。

    依据：001-017、附4-09（每个市级协会至多 3 个）、001-018（省会城市和计划单列市至多 5 个）、
    001-004（直辖市所辖区县的协会按市级计）。按推荐单位所在的市（直辖市按区县）计，不看名称怎么
    写；草稿和撤回的案例不计。改法：核对 approval → recommended_by 的名称和 region（推荐单位所在城
    市的代码）；确实超额的，请与推荐单位商定留下哪几个。
    """
    for programme in library.programmes.values():
        if programme.quota:
            yield from _programme(library, programme, programme.quota)


def by_recommender(
    library: Library, programme: Programme, states: Container[str]
) -> dict[str, list[Case]]:
    """Return the cases of a programme in some states by their recommender's division."""
    found: dict[str, list[Case]] = defaultdict(list)
    for case in sorted(library.cases, key=lambda case: case.id):
        data = case.data
        named = data.approval and data.approval.recommended_by
        if named and data.programme == programme.id and data.status in states:
            found[recommender_region(case)].append(case)
    return dict(sorted(found.items()))


def limit_of(quota: Quota, region: str) -> int:
    """Return how many cases the association of a division may put forward."""
    special = quota.special is not None and region in quota.special_regions
    return quota.special if special and quota.special is not None else quota.per_recommender


def _programme(library: Library, programme: Programme, quota: Quota) -> Iterator[Problem]:
    for region, cases in by_recommender(library, programme, COUNTED).items():
        limit = limit_of(quota, region)
        if len(cases) <= limit:
            continue
        bodies = [c.data.approval.recommended_by for c in cases if c.data.approval]
        names = list(dict.fromkeys(body.name.to("zh") for body in bodies if body))
        listed = "', '".join(names)
        others = [case.id for case in cases]
        zh, en = regions.place_zh(region), regions.place_en(region)
        yield Problem(
            cases[limit].place("approval", "recommended_by"),
            RULE,
            Said(
                f"{zh}的“{'”“'.join(names)}”推荐了 {len(cases)} 个案例，名额是 {limit} 个",
                f"'{listed}' ({en}) put forward {len(cases)} cases; its quota is {limit}",
            ),
            Said(
                f"请与推荐单位商定留下哪几个（依据 {quota.clause}）：{'、'.join(others)}。",
                f"Agree with it which to keep (clause {quota.clause}): {', '.join(others)}.",
            ),
            value=str(len(cases)),
            allowed=(f"≤ {limit}",),
        )
