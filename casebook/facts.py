"""The facts of a case in the order that a reader wants them: site column, facts box."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from casebook import figures, regions
from casebook.model.community import Community, PartyOrganisation
from casebook.model.library import Case, Library
from casebook.problem import Locale
from casebook.words import Words

UNSTATED_TYPE = "unstated"  # the programmes' key for a project type that the source does not name


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact; `key` is its path in `case.yaml`, `note` what must be known beside the value.

    `as_written` is the source's wording, where the case keeps it.
    """

    key: str
    label: str
    value: str
    note: str = ""
    as_written: str = ""


def facts_of(library: Library, case: Case, locale: Locale, words: Words) -> tuple[Fact, ...]:
    """Return what is known of a case: place, kind, age, size, company, fee, Party organisations.

    Facts that the source does not give are left out; nothing is compared or ordered by size.
    """
    return tuple(_facts(library, case, locale, words))


def _facts(library: Library, case: Case, locale: Locale, words: Words) -> Iterator[Fact]:
    def fact(key: str, value: str, note: str = "") -> Fact:
        label = words.say(f"book.facts.{key.rpartition('.')[2]}", locale)
        return Fact(key, label, value, note, case.data.as_written.get(key, ""))

    data = case.data
    community = data.community
    place = regions.place_zh if locale == "zh" else regions.place_en
    between = "" if locale == "zh" else ", "
    parts = [place(community.region)]
    if community.subdistrict:
        parts.append(community.subdistrict.to(locale))
    yield fact("community.region", between.join(parts if locale == "zh" else parts[::-1]))
    if community.address:
        yield fact("community.address", community.address.to(locale))
    if kind := _type_name(library, case, locale):
        note = community.type_note.to(locale) if community.type_note else ""
        yield fact("community.type", kind, note)
    for key, value in _sizes(community, locale):
        yield fact(f"community.{key}", value)
    if company := data.company:
        brand = company.brand.to(locale) if company.brand else ""
        yield fact("company.name", company.name.to(locale), brand)
    else:
        yield fact("company.name", words.say("book.facts.not-stated", locale))
    for price in data.fee:
        yield fact("fee", figures.fee(price, locale), price.label.to(locale) if price.label else "")
    for party in data.party_organisations:
        yield fact("party_organisations", party.name.to(locale), _of_party(party, locale, words))


def _type_name(library: Library, case: Case, locale: Locale) -> str:
    key = case.data.community.type
    programme = library.programme_of(case)
    if programme is None or key == UNSTATED_TYPE:
        return ""
    name = programme.type_name(key)
    return name.to(locale) if name else ""


def _sizes(community: Community, locale: Locale) -> Iterator[tuple[str, str]]:
    if span := community.developed:
        start, end = span.start.to(locale), span.end.to(locale) if span.end else ""
        yield "developed", f"{start}{'—' if locale == 'zh' else '–'}{end}" if end else start
    if community.built:
        yield "built", community.built.to(locale)
    if community.delivered:
        yield "delivered", community.delivered.to(locale)
    if community.land_area is not None:
        yield "land_area", figures.area(community.land_area, locale)
    if community.floor_area is not None:
        yield "floor_area", figures.area(community.floor_area, locale)
    if community.households is not None:
        unit = "户" if locale == "zh" else ""
        yield "households", figures.number(community.households) + unit
    if community.greening_rate is not None:
        yield "greening_rate", figures.percent(community.greening_rate)


def _of_party(party: PartyOrganisation, locale: Locale, words: Words) -> str:
    parts = []
    if party.since:
        parts.append(words.say("book.facts.since", locale, when=party.since.to(locale)))
    if party.members is not None:
        count = figures.number(party.members)
        parts.append(words.say("book.facts.members", locale, count=count))
    return ("，" if locale == "zh" else ", ").join(parts)
