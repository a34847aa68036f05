"""Cases as data for the scripts of the reading list and the comparison: a card each, an index."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from casebook import pinyin
from casebook.facts import Fact, facts_of
from casebook.figures import unit_after
from casebook.measures import Shown, measures_of
from casebook.model.base import Localized
from casebook.model.library import Case
from casebook.problem import LOCALES, Locale
from casebook.site.links import HTML_LANG
from casebook.site.world import World

FOLDER = "reader"


@dataclass(frozen=True, slots=True)
class _Order:
    """Where each row of a comparison stands among all that there may be."""

    facts: Mapping[str, int]
    measures: Mapping[str, int]
    criteria: Mapping[tuple[str, str], int]


def gather_cards(world: World) -> dict[str, bytes]:
    """Return the card of every published case and an index of them, in each language.

    A card says what the case's page says, no more. Texts that stand in the other language are
    `{"text", "lang"}`; `row` is a row's place among all that there may be, `times` says where
    between start and end each of the `points` stands. Withdrawn cases have no
    card: the index names them, and the former ids that now lead to another case.
    """
    tree: dict[str, bytes] = {}
    order = _order(world)
    for locale in LOCALES:
        tree[f"{FOLDER}/cases.{locale}.json"] = _bytes(_index(world, locale))
        for case in world.catalogue.cases:
            tree[f"{FOLDER}/{locale}/{case.id}.json"] = _bytes(_card(world, case, locale, order))
    return tree


def _order(world: World) -> _Order:
    """The words of facts stand in the order of the facts; measures and criteria in their files'."""
    home = world.catalogue.home.directions
    return _Order(
        facts={key: at for at, key in enumerate(world.words.below("book.facts", "zh"))},
        measures={key: at for at, key in enumerate(world.library.measures)},
        criteria={
            (d.key, c.key): at for at, (d, c) in enumerate((d, c) for d in home for c in d.criteria)
        },
    )


def _bytes(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _index(world: World, locale: Locale) -> dict[str, Any]:
    return {
        "cases": [_entry(world, case, locale) for case in world.catalogue.cases],
        "moved": {alias: e.id for e in world.library.ledger for alias in e.aliases},
        "withdrawn": [case.id for case in world.library.withdrawn],
    }


def _entry(world: World, case: Case, locale: Locale) -> list[str]:
    """Return id, name, place, reading and name in the other language (empty where it has none)."""
    community = case.data.community
    other = LOCALES[1 - LOCALES.index(locale)]
    reading = " ".join(pinyin.syllables(community.name.to("zh"), community.pinyin))
    place = world.catalogue.place(case, locale)
    return [
        case.id,
        getattr(community.name, locale) or "",
        place,
        reading.replace("ü", "v"),
        getattr(community.name, other) or "",
    ]


def _card(world: World, case: Case, locale: Locale, order: _Order) -> dict[str, Any]:
    data = case.data
    library, words = world.library, world.words
    facts = [f for f in facts_of(library, case, locale, words) if _is_stated(case, f)]
    measures = measures_of(library, case, locale, words)
    return {
        "id": case.id,
        "name": _said(data.community.name, locale),
        "place": world.catalogue.place(case, locale),
        "title": _said(data.title, locale),
        "summary": _said(data.summary, locale),
        "programme": library.programmes[data.programme].short.to(locale),
        "hue": world.catalogue.hue(case),
        "cover": f"covers/{case.id}.{locale}.svg",
        "facts": [_fact(fact, order) for fact in facts],
        "measures": [_measure(measure, order, locale) for measure in measures],
        "criteria": list(_criteria(world, case, locale, order)),
    }


def _said(text: Localized, locale: Locale) -> str | dict[str, str]:
    actual = text.locale(locale)
    said = text.to(locale)
    return said if actual == locale else {"text": said, "lang": HTML_LANG[actual]}


def _is_stated(case: Case, fact: Fact) -> bool:
    """Leave out the sentence that stands where no company is named: it is no fact."""
    return fact.key != "company.name" or case.data.company is not None


def _fact(fact: Fact, order: _Order) -> dict[str, Any]:
    row = order.facts[fact.key.rpartition(".")[2]]
    return {
        "row": row,
        "key": fact.key,
        "label": fact.label,
        "value": fact.value,
        "note": fact.note,
    }


def _measure(shown: Shown, order: _Order, locale: Locale) -> dict[str, Any]:
    return {
        "row": order.measures.get(shown.key, len(order.measures)),
        "key": shown.key,
        "label": shown.label,
        "number": shown.number,
        "unit": unit_after(shown.unit, locale),
        "when": shown.when,
        "note": shown.note,
        "before": shown.before,
        "before_when": shown.before_when,
        "points": shown.points,
        "times": shown.at,
    }


def _criteria(world: World, case: Case, locale: Locale, order: _Order) -> Iterator[dict[str, Any]]:
    """Yield the home criteria that a case shows, each with the passages that show it."""
    catalogue = world.catalogue
    found = case.text(locale)
    text, actual = found if found else (None, locale)
    titles = {p.anchor: p.title.plain for p in text.passages} if text else {}
    passages: dict[tuple[str, str], list[str]] = defaultdict(list)
    for passage in case.passages:
        for key in catalogue.keys_of(case, passage):
            if passage.anchor in titles:
                passages[key].append(passage.anchor)
    for key in catalogue.criteria_of(case):
        if pair := catalogue.home.criterion(".".join(key)):
            direction, criterion = pair
            yield {
                "row": order.criteria[key],
                "key": "/".join(key),
                "direction": direction.name.to(locale),
                "number": criterion.key,
                "short": criterion.short.to(locale),
                "hue": direction.hue,
                "lang": "" if actual == locale else HTML_LANG[actual],
                "passages": [[anchor, titles[anchor]] for anchor in passages[key]],
            }
