"""The rules, one file each; a rule's docstring is its documentation for editors."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from casebook.check.rules import (
    address,
    addresses,
    advertising,
    already_selected,
    arithmetic,
    batches,
    breadth,
    captions,
    case_id,
    companies,
    compared_measures,
    criteria,
    dates,
    document_numbers,
    edition,
    eligibility,
    evidence,
    facts_in_text,
    file_names,
    heading_attributes,
    honours,
    images,
    languages,
    ledger,
    length,
    links,
    mentions,
    names,
    nesting,
    personal_data,
    photo_files,
    photos,
    placeholder,
    plausible,
    printed_edition,
    programme_name,
    quota,
    rates,
    raw_html,
    region,
    repeated_sentences,
    required_facts,
    review_dates,
    same_community,
    sampling,
    sections,
    synonyms,
    table_totals,
    terms,
    text_file,
    translations,
    unfit_words,
    unknown_files,
    vetoes,
    video_captions,
    video_files,
    video_limits,
    video_poster,
    videos,
    workflow,
)
from casebook.model.library import Library
from casebook.problem import Problem


class Rule(Protocol):
    """A module with a rule's name and its check."""

    RULE: str

    def check(self, library: Library) -> Iterator[Problem]:
        """Yield what the rule finds in a library."""


RULES: tuple[Rule, ...] = (
    case_id,
    ledger,
    workflow,
    review_dates,
    batches,
    sampling,
    addresses,
    printed_edition,
    terms,
    synonyms,
    companies,
    names,
    region,
    address,
    dates,
    eligibility,
    already_selected,
    same_community,
    required_facts,
    rates,
    compared_measures,
    plausible,
    honours,
    quota,
    vetoes,
    criteria,
    evidence,
    breadth,
    text_file,
    sections,
    placeholder,
    heading_attributes,
    length,
    mentions,
    facts_in_text,
    arithmetic,
    table_totals,
    repeated_sentences,
    document_numbers,
    advertising,
    raw_html,
    nesting,
    links,
    images,
    captions,
    photos,
    photo_files,
    videos,
    video_files,
    video_limits,
    video_poster,
    video_captions,
    unknown_files,
    file_names,
    languages,
    translations,
    edition,
    unfit_words,
    programme_name,
    personal_data,
)

# What a draft need not have yet and a withdrawn case need not have any more.
FOR_FINISHED_CASES = frozenset(
    rule.RULE
    for rule in (
        workflow,
        review_dates,
        eligibility,
        already_selected,
        same_community,
        required_facts,
        rates,
        compared_measures,
        vetoes,
        criteria,
        text_file,
        sections,
        placeholder,
        length,
        photos,
        videos,
        video_files,
        video_limits,
        video_poster,
        video_captions,
    )
)
# What can be judged only where every file could be read: a case left out would seem to be lost.
FOR_READABLE_LIBRARIES = frozenset({addresses.RULE})
NEVER_WAIVED = frozenset({personal_data.RULE, vetoes.RULE})
