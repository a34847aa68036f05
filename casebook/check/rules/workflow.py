"""案例的状态和审核记录。"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from casebook.chain import open_steps
from casebook.check.lacks import check_lacks
from casebook.check.review_bodies import check_bodies
from casebook.check.review_entries import check_entries
from casebook.check.rules.criteria import known_criteria
from casebook.check.shown_approval import check_shown_approval
from casebook.check.unread import is_unread_review
from casebook.load import REVIEW
from casebook.model.library import Case, Library
from casebook.model.programme import Programme
from casebook.model.review import CaseReview
from casebook.model.workflow import Step, Workflow
from casebook.problem import Problem, Said

RULE = "workflow"

_FINISHED = ("approved", "published")
_NOT_PASSED = {
    "returned": Said("退回补正", "returned"),
    "rejected": Said("不采用", "rejected"),
}


def check(library: Library) -> Iterator[Problem]:
    """审定和发布的案例，批次规定的环节都要在 review.yaml 里有“通过”的记录。

    依据：001-004、001-014、001-019 至 001-022、001-027、001-029、001-037、附3-02、附3-15、附3-17、
    附4-01、附4-11；环节以批次文件的 workflow 为准，没有写 workflow 的批次不作要求。盖章、真实性承诺
    和应交材料也在这里核对。审核记录是内部资料，不发布、不导出（S-08）。改法：在
    cases/<编号>/review.yaml 的 steps 下补上环节；没有走完的，状态写 draft。
    """
    for case in library.cases:
        yield from _not_withdrawn(case)
        programme = library.programme_of(case)
        if programme is None:
            continue
        review = library.reviews.get(case.id)
        if review:
            yield from _records(library, case, programme, review)
        if programme.workflow and case.data.status in _FINISHED:
            yield from _chain(library, case, programme.workflow, review)


def _not_withdrawn(case: Case) -> Iterator[Problem]:
    """A case that was not withdrawn has no day and no reason of a withdrawal."""
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
    yield from check_entries(RULE, workflow, review, known_criteria(library, case, ""))
    yield from check_bodies(RULE, case, workflow, review)
    yield from check_lacks(RULE, workflow, review)
    yield from check_shown_approval(RULE, case, workflow, review)


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


def _named(steps: Iterable[Step]) -> Said:
    steps = tuple(steps)
    return Said(
        "、".join(f"{s.key}（{s.name.zh}）" for s in steps),
        ", ".join(f"{s.key} ({s.name.en})" for s in steps),
    )
