"""The letter to a contributor: what to mend, what to consider, what may be of use."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from casebook.chain import rejected_at
from casebook.model.case import Withdrawal
from casebook.model.library import Case, Library
from casebook.model.programme import Programme
from casebook.model.workflow import Step
from casebook.problem import Locale
from casebook.prose import Node
from casebook.report.ask import WEIGHTS, Ask
from casebook.report.days import said_day
from casebook.report.nodes import heading, numbered, paragraph, strong
from casebook.report.places import Asked
from casebook.report.plain import clause_said
from casebook.unwritten import STAND_IN
from casebook.words import Words

_COUNTED = "一二三"


def letter_of(
    library: Library,
    case: Case,
    asks: Sequence[Ask],
    locale: Locale,
    words: Words,
    *,
    today: date | None,
    due: date | None,
) -> tuple[Node, ...]:
    """Return the letter about a case; `due` is the day by which the answer is asked for.

    Nothing in it is of another case, and no person is named. Unsaid, the answer is due by the
    programme's own date for the next step, if that is still to come.
    """
    asked = Asked(case, library.programme_of(case), locale, words)
    if case.data.withdrawn and case.data.status == "withdrawn":
        title, body = "withdrawn-title", _withdrawn(asked, case.data.withdrawn)
    elif step := rejected_at(library, case):
        title, body = "result-title", _not_selected(asked, step)
    else:
        title = "letter-title"
        body = _asking(asked, asks, due or _deadline(library, case, today))
    return (*_opening(asked, title), *body, *_closing(asked, today))


def _community(asked: Asked) -> str:
    name = asked.case.data.community.name.to(asked.locale)
    return "" if name == STAND_IN else name


def _programme(asked: Asked) -> str:
    return asked.programme.name.to(asked.locale) if asked.programme else ""


def _opening(asked: Asked, title: str) -> Iterator[Node]:
    say, data = asked.say, asked.case.data
    community = _community(asked)
    key = title if community else "letter-title-unnamed"
    yield heading(1, say(key, community=community, programme=_programme(asked)))
    company = data.company.name.to(asked.locale) if data.company else STAND_IN
    known = company != STAND_IN
    yield paragraph(say("to", company=company) if known else say("to-applicant"), place="flush")


def _withdrawn(asked: Asked, withdrawal: Withdrawal) -> Iterator[Node]:
    """Say when and why a case was taken back (001-038)."""
    yield paragraph(
        asked.say(
            "withdrawn-text",
            title=asked.case.data.title.to(asked.locale),
            community=_community(asked),
            day=said_day(withdrawal.date, asked.locale),
            reason=withdrawal.reason.to(asked.locale).rstrip("。."),
        )
    )


def _not_selected(asked: Asked, step: Step) -> Iterator[Node]:
    yield _thanks(asked)
    yield paragraph(asked.say("rejected-text", step=step.name.to(asked.locale)))


def _thanks(asked: Asked) -> Node:
    title, community = asked.case.data.title.to(asked.locale), _community(asked)
    key = "thanks" if title != STAND_IN else "thanks-untitled"
    key = key if community else "thanks-unnamed"
    programme = _programme(asked)
    return paragraph(asked.say(key, programme=programme, title=title, community=community))


def _asking(asked: Asked, asks: Sequence[Ask], due: date | None) -> Iterator[Node]:
    say = asked.say
    yield _thanks(asked)
    source = _source(asked)
    yield paragraph(say("compared" if asks else "nothing", source=source))
    shown = [weight for weight in WEIGHTS if any(ask.weight == weight for ask in asks)]
    for number, weight in enumerate(shown):
        mark = f"{_COUNTED[number]}、" if asked.locale == "zh" else ""
        yield heading(2, f"{mark}{say(weight)}")
        published = weight == "must" and asked.case.data.status == "published"
        yield paragraph(say("must-lead-published" if published else f"{weight}-lead"))
        yield numbered(_item(asked, ask) for ask in asks if ask.weight == weight)
    if asks and asks[0].weight != "info":
        day = said_day(due, asked.locale) if due else ""
        send = _send(asked)
        yield paragraph(say("due", day=day, send=send) if day else say("soon", send=send))


def _send(asked: Asked) -> str:
    """Say by which way the mended material comes: the one that the application came."""
    if asked.programme is None or asked.programme.workflow is None:
        return asked.say("send-editors")
    approval = asked.case.data.approval
    named = approval.recommended_by.name if approval and approval.recommended_by else None
    body = named.to(asked.locale) if named else STAND_IN
    return asked.say("send") if body == STAND_IN else asked.say("send-by", body=body)


def _item(asked: Asked, ask: Ask) -> list[Node | str]:
    clause = clause_said(asked, ask.clauses)
    gap = "" if asked.locale == "zh" else " "
    parts = [
        _ended(ask.found, asked.locale) if ask.found else "",
        gap,
        ask.asked,
        asked.say("clause", clause=clause) if clause else "",
        _ended(asked.say("example", example=ask.example), asked.locale) if ask.example else "",
    ]
    return [strong(asked.say("head", where=ask.where)), gap, "".join(parts)]


def _ended(said: str, locale: Locale) -> str:
    """End words as a sentence."""
    end = "。" if locale == "zh" else "."
    return said if said.endswith(("。", "？", "！", ".", "?", "!")) else f"{said}{end}"


def _source(asked: Asked) -> str:
    source = asked.programme.source if asked.programme else None
    if source is None:
        return ""
    title = source.title.to(asked.locale)
    title = f"《{title}》" if asked.locale == "zh" else f"the {title.removeprefix('the ')}"
    number = f"（{source.number}）" if asked.locale == "zh" else f" ({source.number})"
    return f"{title}{number}" if source.number else title


def _closing(asked: Asked, today: date | None) -> Iterator[Node]:
    if asked.programme and asked.programme.public_contacts:
        contacts = asked.listed(asked.programme.public_contacts)
        yield paragraph(asked.say("call", contacts=contacts))
    if asked.case.data.status != "withdrawn":
        yield paragraph(asked.say("thank-again"))
    first, *rest = asked.say("closing").split("｜")
    yield paragraph(first)
    yield from (paragraph(line, place="flush") for line in rest)
    workflow = asked.programme.workflow if asked.programme else None
    office = workflow.office if workflow else None
    yield paragraph(office.to(asked.locale) if office else asked.say("editors"), place="right")
    if today:
        yield paragraph(said_day(today, asked.locale), place="right")


def _deadline(library: Library, case: Case, today: date | None) -> date | None:
    """Return the end of the calendar by which the material has to be in, if it is not past."""
    programme: Programme | None = library.programme_of(case)
    chain = programme.workflow if programme else None
    review = library.reviews.get(case.id)
    for step in chain.steps if chain and programme else ():
        if step.level in ("company", "city", "province") and not (review and review.of(step.key)):
            event = programme.deadline_of(step.key) if programme else None
            if event and event.end and (today is None or event.end.latest >= today):
                return event.end.latest
    return None
