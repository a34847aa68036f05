"""The four programmes load, say what their sources say, and a lost item is noticed."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from casebook import regions
from casebook.model.calendar import Event
from casebook.model.invariants import faults
from casebook.model.library import MeasureKind
from casebook.model.programme import Programme
from casebook.source import read_yaml

ROOT = Path(__file__).resolve().parent.parent
GOOD = "good-service-2026"
HOUMA = "beautiful-home-houma-2025"
GUIDE = "szpmia-002-2025"
GUANGDONG = "beautiful-home-guangdong-2022"

# SHA-256 of the 17 criteria and 5 vetoes, one a line, compared with Annex 1 character by character
OFFICIAL = "a96da5d600c80179bc5ee883b565684b5b1c2d94079ebf73514a6d127051fd2c"


def tree_of(file: str) -> Any:
    document, problems = read_yaml(ROOT, ROOT / "content" / file)
    assert document is not None, problems
    return document.tree


def programme_of(name: str) -> Programme:
    return Programme.model_validate(tree_of(f"programmes/{name}.yaml"))


@pytest.mark.parametrize("name", [GOOD, HOUMA, GUIDE, GUANGDONG])
def test_a_programme_loads_without_faults(name: str) -> None:
    """S-05."""
    programme = programme_of(name)
    assert programme.id == name
    assert list(faults(programme)) == []
    assert programme.expects is not None


def test_the_official_wording_is_the_notices_own() -> None:
    """附1-A1…A3, 附1-B1…B4, 附1-C1…C5, 附1-D1…D5, 附1-V1…V5."""
    programme = programme_of(GOOD)
    criteria = [c.text.zh for d in programme.directions for c in d.criteria]
    vetoes = [veto.text.zh for veto in programme.vetoes]
    assert (len(criteria), len(vetoes)) == (17, 5)
    joined = "\n".join([*criteria, *vetoes])
    assert hashlib.sha256(joined.encode()).hexdigest() == OFFICIAL


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        (GOOD, [3, 4, 5, 5]),
        (HOUMA, [8, 5, 4, 14, 7, 7, 1]),
        (GUIDE, [3, 4, 4, 3, 3, 3, 3, 1, 2]),
        (GUANGDONG, []),
    ],
)
def test_every_direction_has_the_items_of_its_source(name: str, counts: list[int]) -> None:
    assert [len(d.criteria) for d in programme_of(name).directions] == counts


def test_houma_weighs_five_groups_and_a_bonus() -> None:
    """002-W."""
    weights = {d.key: d.weight for d in programme_of(HOUMA).directions if not d.bonus}
    assert weights == {
        "principles": None,
        "party": 20,
        "owners": 15,
        "property": 42,
        "enforcement": 14,
        "safety": 9,
    }


def test_the_guide_has_26_items_and_100_points() -> None:
    """A-01…26."""
    directions = programme_of(GUIDE).directions
    items = [criterion for direction in directions for criterion in direction.criteria]
    assert [d.weight for d in directions] == [10, 15, 17, 11, 11, 12, 10, 5, 9]
    assert [c.key for c in items] == [str(n) for n in range(1, 27)]
    assert [c.clause for c in items] == [f"A-{n:02}" for n in range(1, 27)]
    assert sum(c.points or 0 for c in items) == 100
    assert all(sum(part.points for part in c.parts) == c.points for c in items)


def test_contacts_of_persons_are_private_and_phones_of_offices_public() -> None:
    """001-041, X-2, 附3-10…13."""
    programme = programme_of(GOOD)
    private = {fact.clause for fact in programme.facts if not fact.public}
    assert private >= {"附3-10", "附3-11", "附3-12", "附3-13"}
    assert programme.public_contacts == ("010-88083570", "010-88086335")
    # two addresses that contradict each other are known, and neither is given to readers
    assert len(programme.disputed_contacts) == 2
    assert set(programme.known_contacts) > set(programme.public_contacts)


def test_the_32_cities_of_the_larger_quota_are_cities() -> None:
    """001-018."""
    quota = programme_of(GOOD).quota
    assert quota is not None
    assert len(quota.special_regions) == 32
    assert all(code.endswith("00") and regions.find(code) for code in quota.special_regions)


def test_measures_that_programmes_name_exist() -> None:
    kinds = TypeAdapter(list[MeasureKind]).validate_python(tree_of("measures.yaml"))
    keys = [kind.key for kind in kinds]
    assert len(keys) == len(set(keys))
    for name in (GOOD, HOUMA, GUANGDONG):
        programme = programme_of(name)
        fields = [fact.field or "" for fact in programme.facts]
        named = [
            *(rate.measure for rate in programme.eligibility.rates),
            *programme.eligibility.compared_measures,
            *(f.removeprefix("measures.") for f in fields if f.startswith("measures.")),
        ]
        assert set(named) <= set(keys)


LOST = ""  # in place of a value: the item is deleted

# programme, path of the slip, what is written there, path of the fault that must be found
SLIPS: list[tuple[str, str, str, str]] = [
    (GOOD, "directions.1.criteria.2", LOST, "directions.1.criteria"),
    (GOOD, "vetoes.4", LOST, "vetoes"),
    (GOOD, "sections.0", LOST, "sections"),
    (GOOD, "quota.special_regions.3", LOST, "quota.special_regions"),
    (GOOD, "quota.special_regions.1", "130100", "quota.special_regions.1"),
    (GOOD, "quota.special", "2", "quota.special"),
    (GOOD, "directions.0.criteria.2.key", "1", "directions.0.criteria.2.key"),
    (GOOD, "vetoes.2.key", "V1", "vetoes.2.key"),
    (GOOD, "types.3.key", "other", "types.4.key"),
    (GOOD, "facts.1.key", "address", "facts.2.key"),
    (GOOD, "facts.4.field", "community.floors", "facts.4.field"),
    (GOOD, "facts.9.field", "company.name", "facts.9.field"),
    (GOOD, "sections.5.title.en", "The community", "sections.5.title.en"),
    (GOOD, "sections.1.length.about", "700", "sections.1.length"),
    (GOOD, "sections.0.length.at_most", "130", "sections.0.length"),
    (GOOD, "source.number", "中物协[2026]8号", "source.number"),
    (GOOD, "photos.at_most", "2", "photos.at_most"),
    (GOOD, "calendar.2.end", LOST, "calendar.2"),
    (GOOD, "calendar.0.end", "2026-03", "calendar.0.end"),
    (GUANGDONG, "mapping.programme", GUANGDONG, "mapping.programme"),
    (HOUMA, "directions.3.weight", LOST, "directions"),
    (HOUMA, "directions.1.weight", "21", "directions"),
    (HOUMA, "directions.6.weight", LOST, "directions.6"),
    (
        GUIDE,
        "directions.2.criteria.2.parts.0.points",
        "0.25",
        "directions.2.criteria.2.parts.0.points",
    ),
    (GUIDE, "directions.2.criteria.2.parts.3.points", "5.5", "directions.2.criteria.2.parts"),
    (GUIDE, "directions.0.criteria.0.points", "4", "directions.0.criteria"),
    (GUIDE, "directions.8.criteria.0.key", "1", "directions.8.criteria.0.key"),
]


def _steps(path: str) -> tuple[str | int, ...]:
    return tuple(int(step) if step.isdigit() else step for step in path.split("."))


def _change(tree: Any, path: str, value: str) -> None:
    *way, last = _steps(path)
    for step in way:
        tree = tree[step]
    if value == LOST:
        del tree[last]
    else:
        tree[last] = value


@pytest.mark.parametrize(("name", "path", "value", "place"), SLIPS)
def test_a_slip_is_a_fault_at_its_place(name: str, path: str, value: str, place: str) -> None:
    """001-001."""
    tree = tree_of(f"programmes/{name}.yaml")
    _change(tree, path, value)
    found = list(faults(Programme.model_validate(tree)))
    assert [where for where, _ in found] == [_steps(place)]
    assert all(said.zh and said.en for _, said in found)


def test_a_lost_direction_is_missed_by_name() -> None:
    tree = tree_of(f"programmes/{GOOD}.yaml")
    _change(tree, "directions.3", LOST)
    paths = [where for where, _ in faults(Programme.model_validate(tree))]
    assert paths == [("directions",), ("expects", "criteria", "other")]


@pytest.mark.parametrize(
    ("start", "end", "zh", "en"),
    [
        ("2026-04", "2026-05", "2026年4月—5月", "April to May 2026"),
        ("2025-12", "2026-01", "2025年12月—2026年1月", "December 2025 to January 2026"),
        (None, "2026-08-05", "截至2026年8月5日", "by 5 August 2026"),
        (None, "2026-11", "2026年11月底前", "by the end of November 2026"),
        ("2026-09", None, "2026年9月", "September 2026"),
    ],
)
def test_a_calendar_says_its_time_in_words(
    start: str | None, end: str | None, zh: str, en: str
) -> None:
    event = Event.model_validate(
        {"start": start, "end": end, "what": {"zh": "事", "en": "a step"}, "clause": "001-012"}
    )
    assert (event.when("zh"), event.when("en")) == (zh, en)
