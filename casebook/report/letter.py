"""The letter to a contributor: what to mend, what to consider, what may be of use."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from casebook.model.library import Case, Library
from casebook.model.programme import Programme
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
    return tuple(_parts(asked, asks, today, due or _deadline(library, case, today)))


def _parts(
    asked: Asked, asks: Sequence[Ask], today: date | None, due: date | None
) -> Iterator[Node]:
    say, data = asked.say, asked.case.data
    community = _written(data.community.name.to(asked.locale), asked.case.id)
    yield heading(1, say("letter-title", community=community))
    company = data.company.name.to(asked.locale) if data.company else STAND_IN
    known = company != STAND_IN
    yield paragraph(say("to", company=company) if known else say("to-applicant"), place="flush")
    title = data.title.to(asked.locale)
    programme = asked.programme.name.to(asked.locale) if asked.programme else ""
    key = "thanks-untitled" if title == STAND_IN else "thanks"
    yield paragraph(say(key, programme=programme, title=title, community=community))
    source = _source(asked)
    yield paragraph(say("compared" if asks else "nothing", source=source))
    shown = [weight for weight in WEIGHTS if any(ask.weight == weight for ask in asks)]
    for number, weight in enumerate(shown):
        mark = f"{_COUNTED[number]}、" if asked.locale == "zh" else ""
        yield heading(2, f"{mark}{say(weight)}")
        yield paragraph(say(f"{weight}-lead"))
        yield numbered(_item(asked, ask) for ask in asks if ask.weight == weight)
    if asks and asks[0].weight != "info":
        day = said_day(due, asked.locale) if due else ""
        yield paragraph(say("due", day=day) if day else say("soon"))
    if asked.programme and asked.programme.public_contacts:
        contacts = asked.words.say("list.separator", asked.locale).join(
            asked.programme.public_contacts
        )
        yield paragraph(say("call", contacts=contacts))
    yield paragraph(say("thank-again"))
    yield from _closing(asked, today)


def _item(asked: Asked, ask: Ask) -> list[Node | str]:
    clause = clause_said(asked, ask.clauses)
    parts = [
        _ended(ask.found, asked.locale),
        "" if asked.locale == "zh" else " ",
        ask.asked,
        asked.say("clause", clause=clause) if clause else "",
        _ended(asked.say("example", example=ask.example), asked.locale) if ask.example else "",
    ]
    return [strong(asked.say("head", where=ask.where)), _gap(asked.locale), "".join(parts)]


def _gap(locale: Locale) -> str:
    return "" if locale == "zh" else " "


def _ended(said: str, locale: Locale) -> str:
    """End what was found as a sentence; in English, begin it as one."""
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
    first, *rest = asked.say("closing").split("｜")
    yield paragraph(first)
    yield from (paragraph(line, place="flush") for line in rest)
    workflow = asked.programme.workflow if asked.programme else None
    office = workflow.office if workflow else None
    yield paragraph(office.to(asked.locale) if office else asked.say("editors"), place="right")
    if today:
        yield paragraph(said_day(today, asked.locale), place="right")


def _written(name: str, id: str) -> str:
    return id if name == STAND_IN else name


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
