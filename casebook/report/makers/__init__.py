"""For each rule, how its problems are put to a contributor; rules without one are the editors'."""

from __future__ import annotations

from collections.abc import Callable

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
from casebook.report.makers import conditions, form, pictures, text
from casebook.report.places import Asked

Maker = Callable[[Asked, Problem], Ask | None]

_CASE = "case"  # the rule of what a field cannot hold; in a draft it is a warning

MAKERS: dict[str, Maker] = {
    _CASE: form.unread,
    required_facts.RULE: form.required,
    terms.RULE: form.kind,
    eligibility.RULE: conditions.delivered,
    rates.RULE: conditions.rate,
    honours.RULE: form.honours,
    compared_measures.RULE: form.compared,
    vetoes.RULE: conditions.vetoes,
    sections.RULE: text.sections,
    placeholder.RULE: text.placeholder,
    text_file.RULE: text.no_text,
    length.RULE: text.length,
    photos.RULE: pictures.photos,
    photo_files.RULE: pictures.photo_file,
    photo_look.RULE: pictures.photo_look,
    photo_people.RULE: pictures.people,
    captions.RULE: pictures.numbered,
    videos.RULE: pictures.videos,
    video_captions.RULE: pictures.video_captions,
    video_files.RULE: pictures.video_file,
    video_limits.RULE: pictures.video_file,
    video_people.RULE: pictures.people,
    repeated_sentences.RULE: text.repeated,
    region.RULE: form.region,
    address.RULE: form.address,
    personal_data.RULE: text.personal,
    breadth.RULE: text.breadth,
    already_selected.RULE: conditions.selected,
    **{
        rule.RULE: make_ask
        for rule in (
            *(names, dates, plausible, evidence, mentions, facts_in_text),
            *(arithmetic, table_totals, document_numbers, advertising),
        )
    },
}
