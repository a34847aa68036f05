"""案例的状态和审核记录。"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from casebook import regions
from casebook.chain import Lack, lacking, open_steps
from casebook.check.rules.criteria import known_criteria
from casebook.check.unread import is_unread_review
from casebook.load import REVIEW
from casebook.model.library import Case, Library
from casebook.model.programme import Programme
from casebook.model.review import CaseReview, StepRecord
from casebook.model.workflow import Step, Workflow
from casebook.problem import Place, Problem, Said
from casebook.suggest import Term, suggestion

RULE = "workflow"

_FINISHED = ("approved", "published")
_NOT_PASSED = {
    "returned": Said("退回补正", "returned"),
    "rejected": Said("不采用", "rejected"),
}


def check(library: Library) -> Iterator[Problem]:
    """审定和发布的案例，批次规定的环节都要在 review.yaml 里有“通过”的记录。

    依据：001-014、001-019 至 001-022、001-027、001-029、001-037、附3-15、附3-17、附4-01、附4-11；
    环节以批次文件的 workflow 为准，没有写 workflow 的批次不作要求。盖章、真实性承诺和应交材料也在
    这里核对。审核记录是内部资料，不发布、不导出（S-08）。改法：在 cases/<编号>/review.yaml 的
    steps 下补上环节；没有走完的，状态写 draft。
    """
    for case in library.cases:
        yield from _dated_for_its_state(case)
        programme = library.programme_of(case)
        if programme is None:
            continue
        review = library.reviews.get(case.id)
        if review:
            yield from _records(library, case, programme, review)
        if programme.workflow and case.data.status in _FINISHED:
            yield from _chain(library, case, programme.workflow, review)


def _dated_for_its_state(case: Case) -> Iterator[Problem]:
    """What a state must not have: a draft no day of publication, a published case no withdrawal."""
    data = case.data
    if data.withdrawn and data.status != "withdrawn":
        yield Problem(
            case.place("withdrawn"),
            RULE,
            Said(
                f"写了撤回的日期和原因，状态却是 {data.status}",
                f"a withdrawal is written, but the status is {data.status}",
            ),
            Said(
                "要撤回请写 status: withdrawn；没有撤回请删去 withdrawn。",
                "To take it back write 'status: withdrawn'; if not, delete 'withdrawn'.",
            ),
            value=data.status,
            allowed=("withdrawn",),
        )


def _chain(
    library: Library, case: Case, workflow: Workflow, review: CaseReview | None
) -> Iterator[Problem]:
    missing = open_steps(workflow, review)
    if review is None and is_unread_review(library, case.id):
        return  # which is a problem of its own
    if review is None:
        file = f"cases/{case.id}/{REVIEW}"
        yield Problem(
            case.place("status"),
            RULE,
            Said(
                f"状态是 {case.data.status}，却没有审核记录 review.yaml",
                f"the status is {case.data.status}, but there is no review.yaml",
            ),
            Said(
                f"请新建 {file}，记下各环节：{_named(missing).zh}；没有走完的，请写 "
                "status: draft。",
                f"Write {file} with the steps: {_named(missing).en}; until they are taken, the "
                "status is draft.",
            ),
            value=case.data.status,
            allowed=("draft",),
        )
        return
    for step in missing:
        records = review.of(step.key)
        if records:
            i, last = records[-1]
            result = _NOT_PASSED[last.result]
            yield Problem(
                review.place("steps", i, "result"),
                RULE,
                Said(
                    f"“{step.name.zh}”的结果是{result.zh}，案例不能是 {case.data.status}",
                    f"'{step.name.en}' was {result.en}, so the case cannot be {case.data.status}",
                ),
                Said(
                    f"补正后再次通过的，请另记一条（依据 {step.clause}）；不采用的，请写 "
                    "status: draft。",
                    f"If it passed later, add a record (clause {step.clause}); if not, write "
                    "'status: draft'.",
                ),
                value=last.result,
                allowed=("passed",),
            )
        else:
            entry = f"- {{step: {step.key}, date: …, body: {{zh: …}}, result: passed}}"
            yield Problem(
                review.place("steps"),
                RULE,
                Said(f"缺少环节“{step.name.zh}”", f"the step '{step.name.en}' is missing"),
                Said(
                    f"应由{step.by.zh}办理（依据 {step.clause}），请补上：{entry}",
                    f"It is taken by {step.by.en} (clause {step.clause}); add: {entry}",
                ),
                allowed=(step.key,),
            )


def _records(
    library: Library, case: Case, programme: Programme, review: CaseReview
) -> Iterator[Problem]:
    workflow = programme.workflow
    if workflow is None:
        yield Problem(
            review.place("steps"),
            RULE,
            Said(
                f"批次“{programme.short.zh}”没有规定审核环节，这份记录没有用处",
                f"the programme '{programme.short.en}' has no steps: this record is of no use",
            ),
            Said("请移走 review.yaml。", "Move review.yaml away."),
            severity="warning",
        )
        return
    known = [Term(s.key, Said(s.name.zh, s.name.en)) for s in workflow.steps]
    papers = [Term(p.key, Said(p.name.zh, p.name.en)) for p in workflow.papers]
    criteria = known_criteria(library, case, "")
    for i, record in enumerate(review.data.steps):
        at = review.place("steps", i, "step")
        yield from _known(at, record.step, known, Said("环节", "step"))
        for n, key in enumerate(record.papers):
            at = review.place("steps", i, "papers", n)
            yield from _known(at, key, papers, Said("材料", "paper"))
        for key in record.criteria:
            at = review.place("steps", i, "criteria", key)
            yield from _known(at, key, criteria, Said("标准", "criterion"))
        if step := workflow.by_key.get(record.step):
            yield from _body(case, review, i, record, step)
    for lack in lacking(workflow, review):
        yield _lack(review, lack)
    yield from _as_shown(case, workflow, review)


def _known(place: Place, found: str, known: Iterable[Term], name: Said) -> Iterator[Problem]:
    known = tuple(known)
    if found not in {term.key for term in known}:
        yield Problem(
            place,
            RULE,
            Said(f"没有代号为“{found}”的{name.zh}", f"there is no {name.en} '{found}'"),
            suggestion(found, known),
            value=found,
            allowed=tuple(term.key for term in known),
        )


def _body(
    case: Case, review: CaseReview, i: int, record: StepRecord, step: Step
) -> Iterator[Problem]:
    """The applicant is the company (附3-15); an association is that of the community's place."""
    company = case.data.company
    if step.level == "company" and company and record.body.zh and company.name.zh:
        if record.body.zh != company.name.zh:
            yield Problem(
                review.place("steps", i, "body"),
                RULE,
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
        return
    if step.level not in ("city", "province"):
        return
    own = regions.lineage(case.data.community.region)
    wanted = [r for r in own if _is_level(r.code, step.level)]
    if wanted and record.region not in {r.code for r in wanted}:
        zh = "、".join(f"{r.code}（{r.zh}）" for r in wanted)
        en = ", ".join(f"{r.code} ({r.en})" for r in wanted)
        yield Problem(
            review.place("steps", i, "region" if record.region else "body"),
            RULE,
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


def _lack(review: CaseReview, lack: Lack) -> Problem:
    name = lack.step.name
    record = review.data.steps[lack.record]
    if lack.paper:
        key, paper = lack.paper.key, lack.paper.name
        message = Said(f"“{name.zh}”没有收到{paper.zh}", f"'{name.en}' came without {paper.en}")
        hint = Said(
            f"收到以后写进 papers：{key}（依据 {lack.clause}）。",
            f"Once it is here, list {key} under papers (clause {lack.clause}).",
        )
        value, allowed = key, lack.step.papers
    else:
        stamp = lack.what == "stamp"
        value, allowed = _written(record.stamp if stamp else record.truth), ("true",)
        message, hint = (_no_stamp if stamp else _no_truth)(lack)
    return Problem(
        review.place("steps", lack.record, lack.what),
        RULE,
        message,
        hint,
        value,
        allowed,
        severity="warning" if lack.what == "truth" else "error",
    )


def _no_stamp(lack: Lack) -> tuple[Said, Said]:
    name = lack.step.name
    return (
        Said(f"“{name.zh}”没有见到盖章的记录", f"no stamp is recorded for '{name.en}'"),
        Said(
            f"见到盖章件以后写 stamp: true（依据 {lack.clause}）。",
            f"Once the stamped paper is here, write 'stamp: true' (clause {lack.clause}).",
        ),
    )


def _no_truth(lack: Lack) -> tuple[Said, Said]:
    name = lack.step.name
    return (
        Said(
            f"“{name.zh}”的单位还没有对真实性作出承诺",
            f"the body of '{name.en}' has not stated that all is true",
        ),
        Said(
            f"申报单位和推荐单位都要对内容、数据、事例的真实性负责（{lack.clause}）；"
            "承诺以后写 truth: true。",
            f"Applicant and recommender answer for the truth ({lack.clause}); once it is stated, "
            "write 'truth: true'.",
        ),
    )


def _written(flag: bool | None) -> str:
    return "" if flag is None else str(flag).lower()


def _as_shown(case: Case, workflow: Workflow, review: CaseReview) -> Iterator[Problem]:
    """What readers are told of the approval is what the record says."""
    shown = case.data.approval
    if shown is None:
        return
    of_level = {
        "recommended_by": [s for s in workflow.steps if s.kind == "recommendation"],
        "reviewed_by": [s for s in workflow.steps if s.level == "province"],
    }
    for field, steps in of_level.items():
        body = getattr(shown, field)
        last = next((r for s in steps if (r := review.last(s.key))), None)
        if body and last and body.name.zh and last.body.zh and body.name.zh != last.body.zh:
            yield _differs(case, ("approval", field), body.name.zh, last.body.zh)
    visited = any(
        step.kind in ("visit", "unannounced") and review.of(step.key) for step in workflow.steps
    )
    if shown.site_visit is not None and shown.site_visit != visited:
        place = ("approval", "site_visit")
        yield _differs(case, place, _written(shown.site_visit), _written(visited))


def _differs(case: Case, path: tuple[str, ...], shown: str, recorded: str) -> Problem:
    return Problem(
        case.place(*path),
        RULE,
        Said(
            f"{'.'.join(path)} 写的是“{shown}”，审核记录里是“{recorded}”",
            f"{'.'.join(path)} says '{shown}', the review record '{recorded}'",
        ),
        Said("请核对，改成一样。", "Compare the two and make them agree."),
        value=shown,
        allowed=(recorded,),
        severity="warning",
    )


def _named(steps: Iterable[Step]) -> Said:
    steps = tuple(steps)
    return Said(
        "、".join(f"{s.key}（{s.name.zh}）" for s in steps),
        ", ".join(f"{s.key} ({s.name.en})" for s in steps),
    )
