"""Whether the steps of a review record were taken by the bodies that are to take them."""

from __future__ import annotations

from collections.abc import Iterator

from casebook import regions
from casebook.model.library import Case
from casebook.model.review import CaseReview, StepRecord
from casebook.model.workflow import Step, Workflow
from casebook.problem import Problem, Said


def check_bodies(
    rule: str, case: Case, workflow: Workflow, review: CaseReview
) -> Iterator[Problem]:
    """Yield a problem of the rule for each body that cannot have taken its step.

    The applicant is the company (附3-15); an association is that of the community's place.
    """
    for i, record in enumerate(review.data.steps):
        step = workflow.by_key.get(record.step)
        if step and step.level == "company":
            yield from _applicant(rule, case, review, i, record)
        elif step and step.level in ("city", "province"):
            yield from _association(rule, case, review, i, record, step)


def _applicant(
    rule: str, case: Case, review: CaseReview, i: int, record: StepRecord
) -> Iterator[Problem]:
    company = case.data.company
    if company is None or not record.body.zh or not company.name.zh:
        return
    if record.body.zh != company.name.zh:
        yield Problem(
            review.place("steps", i, "body"),
            rule,
            Said(
                f"申报单位“{record.body.zh}”与物业服务企业“{company.name.zh}”不同",
                f"the applicant '{record.body.zh}' is not the company '{company.name.zh}'",
            ),
            Said(
                "推荐表上盖章的申报单位就是物业服务企业（附3-02、附3-15）：请核对，写法要一样。",
                "The applicant that stamps the form is the company (附3-02, 附3-15).",
            ),
            value=record.body.zh,
            allowed=(company.name.zh,),
        )


def _association(
    rule: str, case: Case, review: CaseReview, i: int, record: StepRecord, step: Step
) -> Iterator[Problem]:
    own = regions.lineage(case.data.community.region)
    wanted = [r for r in own if _is_level(r.code, step.level)]
    if wanted and record.region not in {r.code for r in wanted}:
        zh = "、".join(f"{r.code}（{r.zh}）" for r in wanted)
        en = ", ".join(f"{r.code} ({r.en})" for r in wanted)
        yield Problem(
            review.place("steps", i, "region" if record.region else "body"),
            rule,
            Said(
                f"“{step.name.zh}”的单位所在地{_said_region(record.region).zh}",
                f"the place of the body of '{step.name.en}' {_said_region(record.region).en}",
            ),
            Said(
                f"应由{step.by.zh}办理，请写它的 region：{zh}。",
                f"It is taken by {step.by.en}; write its region: {en}.",
            ),
            value=record.region or "",
            allowed=tuple(r.code for r in wanted),
            severity="warning",
        )


def _said_region(code: str | None) -> Said:
    if code is None:
        return Said("没有写 region", "is missing (region)")
    region = regions.find(code)
    place = Said(f"（{regions.place_zh(code)}）", f" ({region.en})") if region else Said("", "")
    return Said(f"是 {code}{place.zh}，与小区不合", f"is {code}{place.en}, not the community's")


def _is_level(code: str, level: str) -> bool:
    """A district under a municipality, or a county right under a province, is a city (001-004)."""
    found = regions.find(code)
    if found is None or level == "province":
        return bool(found and found.level == "province")
    return found.level == "city" or (found.level == "district" and len(regions.lineage(code)) == 2)
