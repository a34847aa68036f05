"""审核各环节的日期。"""

from __future__ import annotations

from collections.abc import Iterator

from casebook.chain import earlier_steps
from casebook.model.library import Case, Library
from casebook.model.programme import Programme
from casebook.model.review import CaseReview, StepRecord
from casebook.model.workflow import Step
from casebook.problem import Problem, Said

RULE = "review-dates"


def check(library: Library) -> Iterator[Problem]:
    """审核各环节的日期要按先后：申报、推荐、省级审核、筛选、复审或实地，再到分批发布；并在截止日期以前。

    依据：001-013（报送截止）、001-014、001-027、001-029、附3-16、附3-18。退回后重新报送的，先后按每个环节的
    第一次计，截止也是。一个环节有几条记录时按时间先后写，最后一条算数。改法：核对原件，改正
    review.yaml 里的日期；确实逾期的，由有权的编辑豁免并写明理由。
    """
    for case in library.cases:
        programme = library.programme_of(case)
        review = library.reviews.get(case.id)
        if programme and programme.workflow and review:
            for step in programme.workflow.steps:
                yield from _step(programme, review, step)
            yield from _released(library, case, review)


def _step(programme: Programme, review: CaseReview, step: Step) -> Iterator[Problem]:
    assert programme.workflow is not None
    records = review.of(step.key)
    if not records:
        return
    for before in earlier_steps(programme.workflow, step, review):
        first = review.of(before.key)[0][1]
        for i, record in records:
            if record.date < first.date:
                yield _out_of_order(review, i, record, step.name.zh, step.name.en, before, first)
    for (_, earlier), (i, record) in zip(records, records[1:], strict=False):
        if record.date < earlier.date:
            yield _out_of_order(review, i, record, "后一次", "the later record", step, earlier)
        elif earlier.result == "passed" and not step.repeats:
            yield _again(review, i, step, record)
    event = programme.deadline_of(step.key)
    submitted = step.level != "national"
    i, record = records[0] if submitted else records[-1]
    if event and event.end and record.date > event.end.latest:
        end = event.end
        yield Problem(
            review.place("steps", i, "date"),
            RULE,
            Said(
                f"“{step.name.zh}”的日期 {record.date} 晚于截止时间（{end.to('zh')}）",
                f"'{step.name.en}' of {record.date} is after the deadline ({end.to('en')})",
            ),
            Said(
                f"依据 {event.clause}：{event.what.zh}。请核对日期；同意逾期的，请豁免并写明理由"
                f"（rule: {RULE}）。",
                f"Clause {event.clause}: {event.what.en}. Check the date; where it is let pass, "
                f"waive it with the reason (rule: {RULE}).",
            ),
            value=str(record.date),
            allowed=(f"≤ {end}",),
            severity="warning",
        )


def _out_of_order(
    review: CaseReview,
    i: int,
    record: StepRecord,
    zh: str,
    en: str,
    before: Step,
    first: StepRecord,
) -> Problem:
    return Problem(
        review.place("steps", i, "date"),
        RULE,
        Said(
            f"{zh}（{record.date}）早于{before.name.zh}（{first.date}）",
            f"{en} ({record.date}) is earlier than {before.name.en} ({first.date})",
        ),
        Said("请核对原件，改正其中一个日期。", "Compare the papers and mend one of the dates."),
        value=str(record.date),
        allowed=(f"≥ {first.date}",),
    )


def _again(review: CaseReview, i: int, step: Step, record: StepRecord) -> Problem:
    return Problem(
        review.place("steps", i, "step"),
        RULE,
        Said(
            f"“{step.name.zh}”已经通过，又记了一次",
            f"'{step.name.en}' is recorded again after it had been passed",
        ),
        Said("这个环节只办一次：请只留一条。", "This step is taken once: keep one of them."),
        value=record.step,
    )


def _released(library: Library, case: Case, review: CaseReview) -> Iterator[Problem]:
    """Nothing of the review is later than the release of the batch, or than the publication."""
    batch = library.batch_of(case)
    ends = (
        (batch.released if batch else None, Said("本批发布", "the release of the batch")),
        (case.data.published, Said("案例发布", "the publication of the case")),
    )
    end = next(((day, name) for day, name in ends if day), None)
    if end is None or case.data.status == "draft":
        return
    day, name = end
    for i, record in enumerate(review.data.steps):
        if record.date > day:
            yield Problem(
                review.place("steps", i, "date"),
                RULE,
                Said(
                    f"{record.date} 的记录晚于{name.zh}（{day}）",
                    f"the record of {record.date} is later than {name.en} ({day})",
                ),
                Said(
                    "审核在发布以前完成，请核对日期；发布以后复查一票否决项的，日期写在 vetoes 的 "
                    "checked。",
                    "Reviews end before the release: check the date; a veto that is checked again "
                    "later has its day in 'checked' under vetoes.",
                ),
                value=str(record.date),
                allowed=(f"≤ {day}",),
            )
