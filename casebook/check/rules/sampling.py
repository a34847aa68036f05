"""抽查的比例。"""

from __future__ import annotations

from collections.abc import Iterator

from casebook.chain import sample_size, sampled_of
from casebook.check.rules.batches import place_in
from casebook.check.unread import is_unread_review
from casebook.model.library import Library
from casebook.problem import Problem, Said

RULE = "sampling"


def check(library: Library) -> Iterator[Problem]:
    """一批案例发布以前，至少要有规定比例的案例经过实地调研或现场暗访。

    依据：001-030（抽样率不低于 20%，按一批计，不足一个的进为一个）。抽查记在各案例的 review.yaml
    里，日期不晚于这一批的 released。改法：补上抽查；有特殊情况的，由有权的编辑在这一批的 waivers
    里豁免并写明理由。
    """
    for i, batch in enumerate(library.batches):
        programme = library.programmes.get(batch.programme)
        sampling = programme.workflow.sampling if programme and programme.workflow else None
        if sampling is None or batch.released is None:
            continue
        if any(is_unread_review(library, id) for id in batch.cases):
            continue  # which is a problem of its own
        visited = sampled_of(library, sampling, batch.cases, batch)
        wanted = sample_size(sampling, len(batch.cases))
        if len(visited) < wanted:
            total, rate = len(batch.cases), f"{sampling.at_least.normalize():f}"
            yield Problem(
                place_in(library, i, "released"),
                RULE,
                Said(
                    f"“{batch.title.zh}”有 {total} 个案例，抽查了 {len(visited)} 个，不足 {rate}%",
                    f"'{batch.title.en}' has {total} cases, of which {len(visited)} were visited: "
                    f"less than {rate}%",
                ),
                Said(
                    f"发布前至少抽查 {wanted} 个（依据 {sampling.clause}），还差 "
                    f"{wanted - len(visited)} 个；记在 review.yaml 里，环节写 "
                    f"{' 或 '.join(sampling.steps)}。",
                    f"At least {wanted} are visited before the release (clause {sampling.clause}); "
                    f"{wanted - len(visited)} more: in review.yaml, as "
                    f"{' or '.join(sampling.steps)}.",
                ),
                value=str(len(visited)),
                allowed=(f"≥ {wanted}",),
            )
