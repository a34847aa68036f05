"""分批发布。"""

from __future__ import annotations

from collections.abc import Iterator

from casebook.check.unread import is_unread
from casebook.load import BATCHES
from casebook.model.batch import Batch
from casebook.model.library import Case, Library
from casebook.problem import Place, Problem, Said
from casebook.suggest import Term, suggestion, terms
from casebook.unwritten import STAND_IN

RULE = "batch"

FILE = f"cases/{BATCHES}"


def check(library: Library) -> Iterator[Problem]:
    """要求分批发布的批次，案例随所在的一批发布：cases/batches.yaml 里写明哪批、哪天、哪些案例。

    依据：001-033（12月前，分阶段遴选，视情发布）、001-035。released 在发布当天才写，写了就是已经
    发布；打算哪天发布写 planned。入选而暂不发布的，状态留在 approved。改法：把案例编号写进某一批
    的 cases；发布日期不早于那一批的 released。
    """
    if is_unread(library, FILE, library.batches):
        return
    for case in library.cases:
        programme = library.programme_of(case)
        if case.data.status == "published":
            yield from _published(library, case, bool(programme and _clause(library, case)))
    first: dict[str, int] = {}
    holders: dict[str, str] = {}
    for i, batch in enumerate(library.batches):
        if batch.id in first:
            yield _twice(library, (i, "id"), batch.id, first[batch.id])
        first.setdefault(batch.id, i)
        yield from _batch(library, i, batch, holders)


def place_in(library: Library, *path: str | int) -> Place:
    """Return the place of a value of `cases/batches.yaml`."""
    document = library.documents.get(FILE)
    return document.place(*path) if document else Place(FILE)


def places_of(library: Library, number: int) -> frozenset[Place]:
    """Return every place of a batch's entry."""
    document = library.documents.get(FILE)
    known = document.places.items() if document else ()
    return frozenset(place for path, place in known if path[:1] == (number,))


def _clause(library: Library, case: Case) -> str | None:
    programme = library.programme_of(case)
    return programme.workflow.batches if programme and programme.workflow else None


def _published(library: Library, case: Case, wanted: bool) -> Iterator[Problem]:
    batch = library.batch_of(case)
    released = batch.released if batch else None
    published = case.data.published
    if released is None and not wanted:
        return
    if batch is None:
        programme = case.data.programme
        entry = f"- {{id: {programme}-1, programme: {programme}, title: …, cases: [{case.id}]}}"
        message = Said("案例已发布，却不在任何一批里", "the case is published, but in no batch")
        hint = Said(
            f"请写进 {FILE} 的某一批（依据 {_clause(library, case)}），如 {entry}",
            f"Enter it in a batch of {FILE} (clause {_clause(library, case)}): {entry}",
        )
    elif released is None:
        message = Said(
            f"案例已发布，它所在的“{batch.title.zh}”却还没有发布",
            f"the case is published, but its batch '{batch.title.en}' is not released",
        )
        hint = Said(
            f"发布当天在 {FILE} 里写 released；在此之前案例的状态是 approved。",
            f"On the day of the release write 'released' in {FILE}; until then it is approved.",
        )
    elif published and published < released:
        message = Said(
            f"发布日期 {published} 早于“{batch.title.zh}”的发布（{released}）",
            f"published on {published}, before its batch '{batch.title.en}' ({released})",
        )
        hint = Said(
            "请核对两个日期：案例不早于所在的一批。", "Compare both: a case follows its batch."
        )
    else:
        return
    yield Problem(case.place("published"), RULE, message, hint, value=str(published or ""))


def _batch(library: Library, i: int, batch: Batch, holders: dict[str, str]) -> Iterator[Problem]:
    programme = library.programmes.get(batch.programme)
    if programme is None:
        if f"content/programmes/{batch.programme}.yaml" not in library.documents:
            known = [Term(p.id, Said(p.short.zh, p.short.en)) for p in library.programmes.values()]
            yield Problem(
                place_in(library, i, "programme"),
                RULE,
                Said(
                    f"没有名为“{batch.programme}”的批次",
                    f"there is no programme '{batch.programme}'",
                ),
                suggestion(batch.programme, known),
                value=batch.programme,
            )
        return
    cases = {case.id: case for case in library.cases}
    for n, id in enumerate(batch.cases):
        place = place_in(library, i, "cases", n)
        if id in holders:
            yield Problem(
                place,
                RULE,
                Said(
                    f"案例“{id}”已经在“{holders[id]}”里",
                    f"the case '{id}' is in '{holders[id]}' already",
                ),
                Said("一个案例只在一批里：请只留一处。", "A case is in one batch: keep one."),
                value=id,
            )
            continue
        holders[id] = batch.id
        if case := cases.get(id):
            yield from _member(place, batch, case)
        elif not (library.root / "cases" / id).is_dir():
            former = {old: new for new, olds in library.former_ids.items() for old in olds}
            hint = suggestion(former.get(id, id), terms(sorted(cases)))
            message = Said(f"没有案例“{id}”", f"there is no case '{id}'")
            yield Problem(place, RULE, message, hint, value=id)
    event = programme.deadline_of("release")
    for name in ("planned", "released"):
        day = getattr(batch, name)
        if event and event.end and day and day > event.end.latest:
            yield Problem(
                place_in(library, i, name),
                RULE,
                Said(
                    f"“{batch.title.zh}”的日期 {day} 晚于{event.end.to('zh')}",
                    f"'{batch.title.en}' of {day} is later than {event.end.to('en')}",
                ),
                Said(
                    f"依据 {event.clause}：{event.what.zh}，应在此以前；请核对。",
                    f"Clause {event.clause}: {event.what.en}, by then; check the date.",
                ),
                value=str(day),
                allowed=(f"≤ {event.end}",),
                severity="warning",
            )


def _member(place: Place, batch: Batch, case: Case) -> Iterator[Problem]:
    if case.data.programme not in (batch.programme, STAND_IN):
        yield Problem(
            place,
            RULE,
            Said(
                f"案例“{case.id}”属于 {case.data.programme}，不属于 {batch.programme}",
                f"'{case.id}' is of {case.data.programme}, not of {batch.programme}",
            ),
            Said("一批里只放同一批次的案例。", "A batch holds cases of its own programme alone."),
            value=case.id,
        )
    elif batch.released and case.data.status == "draft":
        yield Problem(
            place,
            RULE,
            Said(
                f"“{batch.title.zh}”已经发布，案例“{case.id}”却还是草稿",
                f"'{batch.title.en}' is released, but '{case.id}' is a draft",
            ),
            Said(
                "没有入选的请从这一批中删去；入选的请走完审核，写 approved 或 published。",
                "Take out what was not selected; what was is approved or published.",
            ),
            value="draft",
            allowed=("approved", "published"),
        )
    elif batch.released and case.data.status == "approved":
        yield Problem(
            place,
            RULE,
            Said(
                f"“{batch.title.zh}”已经发布，案例“{case.id}”的状态还是 approved",
                f"'{batch.title.en}' is released, but '{case.id}' is still 'approved'",
            ),
            Said(
                "一起发布的请写 status: published；暂不发布的，请移到以后的一批。",
                "Published with it: write 'status: published'; else move it to a later batch.",
            ),
            value="approved",
            allowed=("published",),
            severity="warning",
        )


def _twice(library: Library, path: tuple[str | int, ...], id: str, first: int) -> Problem:
    line = place_in(library, first, "id").line
    return Problem(
        place_in(library, *path),
        RULE,
        Said(
            f"编号“{id}”写了两次，第一次在第 {line} 行",
            f"'{id}' is used twice, first on line {line}",
        ),
        Said("请另取一个编号。", "Choose another id."),
        value=id,
    )
