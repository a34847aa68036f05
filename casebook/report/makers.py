"""For each rule, how its problems are put to a contributor; rules without one are the editors'."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from casebook import regions
from casebook.check.rules import (
    address,
    advertising,
    already_selected,
    arithmetic,
    breadth,
    captions,
    compared_measures,
    dates,
    document_numbers,
    eligibility,
    evidence,
    facts_in_text,
    honours,
    length,
    mentions,
    names,
    personal_data,
    photo_files,
    photo_look,
    photo_people,
    photos,
    placeholder,
    plausible,
    rates,
    region,
    repeated_sentences,
    required_facts,
    sections,
    table_totals,
    terms,
    text_file,
    vetoes,
    video_captions,
    video_files,
    video_limits,
    video_people,
    videos,
)
from casebook.problem import Problem
from casebook.report.ask import Ask, make_ask
from casebook.report.days import said_day
from casebook.report.places import Asked

Maker = Callable[[Asked, Problem], Ask | None]

_CASE = "case"  # the rule of what a field cannot hold; in a draft it is a warning
# Fields of `case.yaml` that editors fill in from what they were sent; others they never ask for.
_SENT = {"title", "community", "company", "fee", "measures", "figures"}

_EMPTY = re.compile(r'(?:"\w+"|null|[{}:, ])*')  # what JSON makes of a text without its languages


def _generic(asked: Asked, problem: Problem) -> Ask | None:
    return make_ask(asked, problem)


def _required(asked: Asked, problem: Problem) -> Ask | None:
    field = problem.allowed[0] if problem.allowed else ""
    facts = asked.programme.facts if asked.programme else ()
    fact = next((fact for fact in facts if fact.field == field), None)
    if fact is None:
        return None
    label = fact.label.to(asked.locale)
    return make_ask(
        asked,
        problem,
        asked.say("ask-empty", field=label),
        found=asked.say("found-empty", field=label),
        where=asked.field(label),
        clauses=[fact.clause],
        example=_example(asked, field),
    )


def _unread(asked: Asked, problem: Problem) -> Ask | None:
    """A field that was left empty, or that nobody can read."""
    path = asked.path_of(problem)
    label = asked.label(path)
    if path[:1] == ("vetoes",):
        return _unstated(asked, problem)
    if path[:1] == ("photos",):
        return _photos_asked(asked, problem, asked.say("found-photos"))
    if not path or path[0] not in _SENT or label is None:
        return None
    facts = asked.programme.facts if asked.programme else ()
    if not _EMPTY.fullmatch(problem.value):
        request = asked.say("ask-form", field=label)
        found = asked.say("found-strange", field=label, value=problem.value)
    else:
        request = asked.say("ask-empty", field=label)
        found = asked.say("found-empty", field=label)
    field = ".".join(str(part) for part in path if part not in ("zh", "en"))
    clauses = [f.clause for f in facts if f.field and field.startswith(f.field)][:1]
    return make_ask(
        asked,
        problem,
        request,
        found=found,
        clauses=clauses,
        example=_example(asked, field),
        weight="must",
    )


def _example(asked: Asked, field: str) -> str:
    key = f"examples.{field}"
    whole = f"examples.{field.partition('.')[0]}"
    known = next((k for k in (key, whole) if f"report.{k}" in asked.words.entries), "")
    return asked.say(known) if known else ""


def _type(asked: Asked, problem: Problem) -> Ask | None:
    if asked.path_of(problem) != ("community", "type") or asked.programme is None:
        return None
    names = [kind.name.to(asked.locale) for kind in asked.programme.types]
    listed = asked.words.say("list.separator", asked.locale).join(names)
    return make_ask(asked, problem, asked.say("ask-type", types=listed))


def _delivered(asked: Asked, problem: Problem) -> Ask | None:
    rules = asked.programme.eligibility if asked.programme else None
    if rules is None or rules.delivered_before is None:
        return None
    return make_ask(
        asked,
        problem,
        asked.say("ask-delivered", day=said_day(rules.delivered_before, asked.locale)),
        clauses=[rules.delivered_clause],
        example=_example(asked, "community.delivered"),
    )


def _rate(asked: Asked, problem: Problem) -> Ask | None:
    for rule in asked.programme.eligibility.rates if asked.programme else ():
        if f"≥ {rule.at_least}" in problem.allowed:
            label = asked.label(("measures", rule.measure)) or asked.say("field.measures")
            zh = asked.locale == "zh"
            year = (f"{rule.year}年的" if zh else f" of {rule.year}") if rule.year else ""
            least = f"{rule.at_least.normalize():f}%"
            return make_ask(
                asked,
                problem,
                asked.say("ask-rate", year=year, measure=label, least=least),
                where=asked.field(label),
                clauses=[rule.clause],
            )
    return None


def _compared(asked: Asked, problem: Problem) -> Ask | None:
    quoted = problem.message.to(asked.locale)
    label = next((part for part in _quoted(quoted)), asked.say("field.measures"))
    return make_ask(
        asked,
        problem,
        asked.say("ask-compared", measure=label),
        where=asked.field(label),
        example=_example(asked, "measures" if asked.is_in_form(label) else "counts"),
    )


def _quoted(said: str) -> Iterator[str]:
    for left, right in (("“", "”"), ("'", "'")):
        if left in said:
            yield said.partition(left)[2].partition(right)[0]


def _vetoes(asked: Asked, problem: Problem) -> Ask | None:
    path = asked.path_of(problem)
    stated = asked.case.data.vetoes
    if len(path) < 2 or not isinstance(path[1], int):
        return _unstated(asked, problem)
    known = asked.programme.vetoes if asked.programme else ()
    veto = next(v for v in known if v.key == stated[path[1]].key)
    return make_ask(
        asked,
        problem,
        asked.say("ask-veto", vetoes=veto.text.to(asked.locale)),
        found=asked.say("found-veto", value=problem.value),
        where=asked.say("in-vetoes"),
        clauses=[veto.clause],
    )


def _unstated(asked: Asked, problem: Problem) -> Ask | None:
    done = {statement.key for statement in asked.case.data.vetoes}
    known = asked.programme.vetoes if asked.programme else ()
    meant = [veto for veto in known if veto.key not in done]
    listed = " ".join(f"{veto.key[1:]}. {veto.text.to(asked.locale)}" for veto in meant)
    return make_ask(
        asked,
        problem,
        asked.say("ask-vetoes", vetoes=listed),
        found=asked.say("found-vetoes"),
        where=asked.say("in-vetoes"),
        clauses=[veto.clause for veto in meant],
        weight="must",
    )


def _sections(asked: Asked, problem: Problem) -> Ask | None:
    """A section that is missing or empty; how headings are spelt is for the editors."""
    for section in asked.programme.sections if asked.programme else ():
        titles = (section.title.zh, section.title.en)
        missing = len(problem.allowed) == 1 and problem.allowed[0] in titles
        empty = problem.value in titles and not problem.allowed
        if missing or empty:
            title = section.title.to(asked.locale)
            return make_ask(
                asked,
                problem,
                asked.say("ask-section", asks=section.asks.to(asked.locale)),
                found=asked.say("found-placeholder", section=title),
                where=asked.say("in-section", section=title),
                clauses=[section.clause],
            )
    return None


def _placeholder(asked: Asked, problem: Problem) -> Ask | None:
    section = asked.section(problem.place)
    if section is None:
        return None
    title = section.title.to(asked.locale)
    return make_ask(
        asked,
        problem,
        asked.say("ask-section", asks=section.asks.to(asked.locale)),
        found=asked.say("found-placeholder", section=title),
        clauses=[section.clause],
    )


def _no_text(asked: Asked, problem: Problem) -> Ask | None:
    if asked.case.texts or asked.programme is None:
        return None
    titles = [section.title.to(asked.locale) for section in asked.programme.sections]
    listed = asked.words.say("list.separator", asked.locale).join(titles)
    return make_ask(
        asked,
        problem,
        asked.say("ask-no-text", sections=listed),
        found=asked.say("found-no-text"),
        where=asked.say("in-text"),
        clauses=[section.clause for section in asked.programme.sections][:1],
    )


def _length(asked: Asked, problem: Problem) -> Ask | None:
    if asked.path_of(problem)[:1] == ("summary",):
        return None  # the summary is the editors' own
    section = asked.section(problem.place)
    clauses = [section.clause if section else None]
    if section is None and asked.programme:
        clauses = [asked.programme.title_clause]
    return make_ask(asked, problem, asked.say("ask-length"), clauses=clauses)


def _photos(asked: Asked, problem: Problem) -> Ask | None:
    rules = asked.programme.photos if asked.programme else None
    path = asked.path_of(problem)
    if len(path) > 1:
        if "file" in path:
            return None  # listed twice: the editors' slip
        request, found = asked.say("ask-caption"), asked.say("found-caption")
        return make_ask(
            asked, problem, request, found=found, clauses=[rules.clause if rules else None]
        )
    return _photos_asked(asked, problem)


def _photos_asked(asked: Asked, problem: Problem, found: str = "") -> Ask | None:
    rules = asked.programme.photos if asked.programme else None
    if rules is None:
        return None
    request = asked.say("ask-photos", least=rules.at_least, most=rules.at_most)
    return make_ask(
        asked,
        problem,
        request,
        found=found,
        where=asked.say("in-photos"),
        clauses=[rules.clause],
        weight="must" if found else None,
    )


def _photo_file(asked: Asked, problem: Problem) -> Ask | None:
    rules = asked.programme.photos if asked.programme else None
    return make_ask(
        asked, problem, asked.say("ask-photo-file"), clauses=[rules.clause if rules else None]
    )


def _region(asked: Asked, problem: Problem) -> Ask | None:
    """An address in another place is the contributor's to mend, a code the editors'."""
    if "address" not in asked.path_of(problem):
        return None
    zh = asked.locale == "zh"
    code = asked.case.data.community.region
    other = next(iter(regions.named(problem.value)), None)
    written = problem.value if zh or other is None else other.en
    place = regions.place_zh(code) if zh else regions.place_en(code)
    found = asked.say("found-place", written=written, place=place)
    return make_ask(asked, problem, asked.say("ask-check"), found=found)


def _address(asked: Asked, problem: Problem) -> Ask | None:
    """Where it leads to a home, without the home."""
    home = problem.severity == "error"
    return make_ask(asked, problem, found=asked.say("found-dwelling") if home else "")


def _personal(asked: Asked, problem: Problem) -> Ask | None:
    """That there is such data, and not even a masked number of it."""
    if problem.place.file.endswith("review.yaml"):
        return None
    return make_ask(asked, problem, asked.say("ask-personal"), found=asked.say("found-personal"))


def _breadth(asked: Asked, problem: Problem) -> Ask | None:
    rule = asked.programme.breadth if asked.programme else None
    shown = {key.rpartition("/")[2].partition(".")[0] for key in asked.case.criteria}
    directions = asked.programme.directions if asked.programme else ()
    others = [d.name.to(asked.locale) for d in directions if d.key not in shown]
    listed = asked.words.say("list.separator", asked.locale).join(others)
    return make_ask(
        asked,
        problem,
        asked.say("ask-breadth", directions=listed),
        where=asked.say("in-text"),
        clauses=[rule.clause if rule else None],
    )


def _selected(asked: Asked, problem: Problem) -> Ask | None:
    excluded = asked.programme.eligibility.excluded if asked.programme else ()
    return make_ask(asked, problem, asked.say("ask-selected"), clauses=[e.clause for e in excluded])


MAKERS: dict[str, Maker] = {
    _CASE: _unread,
    required_facts.RULE: _required,
    terms.RULE: _type,
    eligibility.RULE: _delivered,
    rates.RULE: _rate,
    compared_measures.RULE: _compared,
    vetoes.RULE: _vetoes,
    sections.RULE: _sections,
    placeholder.RULE: _placeholder,
    text_file.RULE: _no_text,
    length.RULE: _length,
    photos.RULE: _photos,
    photo_files.RULE: _photo_file,
    region.RULE: _region,
    address.RULE: _address,
    personal_data.RULE: _personal,
    breadth.RULE: _breadth,
    already_selected.RULE: _selected,
    **{
        rule.RULE: _generic
        for rule in (
            *(names, dates, plausible, honours, evidence, mentions, facts_in_text),
            *(arithmetic, table_totals, repeated_sentences, document_numbers, advertising),
            *(
                captions,
                photo_look,
                photo_people,
                video_captions,
                video_files,
                video_limits,
                video_people,
                videos,
            ),
        )
    },
}
