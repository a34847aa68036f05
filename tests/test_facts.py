"""Numbers and facts as readers see them."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
import yaml
from building import BuiltLibrary

from casebook import facts, figures
from casebook.load import load_library
from casebook.measures import measures_of
from casebook.model.community import Fee
from casebook.model.library import Case, Library
from casebook.model.measure import Figure
from casebook.paths import HOME, Paths
from casebook.site.case_views import figure_value
from casebook.words import load_words

SAMPLE = "tests/libraries/sample"


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(Paths.of(HOME / SAMPLE)).library


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        ("110700", "11.07万平方米", "110,700 m²"),
        ("29514.72", "29,514.72平方米", "29,514.72 m²"),
        ("80909", "80,909平方米", "80,909 m²"),
        ("9000", "9,000平方米", "9,000 m²"),
        ("470000", "47万平方米", "470,000 m²"),
    ],
)
def test_an_area_loses_no_digit(value: str, zh: str, en: str) -> None:
    """003-07."""
    assert figures.area(Decimal(value), "zh") == zh
    assert figures.area(Decimal(value), "en") == en


def test_numbers_have_thousands_and_no_idle_zeros() -> None:
    assert figures.number(Decimal("99.60")) == "99.6"
    assert figures.number(Decimal("100")) == "100"
    assert figures.number(5415) == "5,415"
    assert figures.percent(Decimal("30.0")) == "30%"


def test_a_fee_may_be_a_range() -> None:
    fee = Fee.model_validate({"price": "2.30", "price_max": "2.8", "unit": "CNY/m²/month"})
    assert figures.fee(fee, "zh") == "2.3—2.8元/（平方米·月）"
    assert figures.fee(fee, "en") == "CNY 2.3–2.8 per m² per month"


def test_facts_stand_in_the_readers_order(library: Library) -> None:
    words = load_words(HOME / "theme")
    found = facts.facts_of(library, library.cases[0], "zh", words)
    keys = [fact.key for fact in found]
    assert keys[0] == "community.region"
    assert keys.index("community.households") < keys.index("company.name") < keys.index("fee")
    assert next(f for f in found if f.key == "community.households").value == "1,206户"
    english = facts.facts_of(library, library.cases[0], "en", words)
    assert [fact.key for fact in english] == keys
    assert all(fact.label and fact.value for fact in (*found, *english))


def test_values_of_several_years_are_one_change(library: Library) -> None:
    words = load_words(HOME / "theme")
    shown = {m.key: m for m in measures_of(library, library.cases[0], "zh", words)}
    complaints = shown["complaints"]
    assert (complaints.before, complaints.before_when) == ("43", "2024年")
    assert (complaints.number, complaints.when) == ("6", "2025年")
    assert complaints.points == (43.0, 6.0)
    assert complaints.as_written == ("全年信访投诉43件", "2025年信访投诉由43件降到6件")
    assert shown["repair_on_time_rate"].points is None


def test_a_series_keeps_every_value_and_its_place_in_time(library: Library) -> None:
    case = library.cases[0]
    first = case.data.measures[0]
    given = ((2025, 6), (2015, 80), (2024, 43))
    measures = tuple(first.model_copy(update={"year": y, "value": Decimal(v)}) for y, v in given)
    words = load_words(HOME / "theme")
    (shown,) = measures_of(library, _with(case, measures=measures), "en", words)
    assert [(v.when, v.number) for v in shown.series] == [
        ("2015", "80"),
        ("2024", "43"),
        ("2025", "6"),
    ]
    assert shown.points == (80.0, 43.0, 6.0)
    assert shown.at == (0.0, 0.9, 1.0)
    twice = tuple(m.model_copy(update={"year": 2025}) for m in measures)
    (shown,) = measures_of(library, _with(case, measures=twice), "en", words)
    assert shown.at == (0.0, 0.5, 1.0)


def test_a_fact_keeps_the_wording_of_its_source(library: Library) -> None:
    """S-03."""
    words = load_words(HOME / "theme")
    found = {f.key: f for f in facts.facts_of(library, library.cases[0], "en", words)}
    assert found["community.floor_area"].as_written == "建筑面积126800平方米"
    assert found["community.land_area"].as_written == ""


def _with(case: Case, **update: object) -> Case:
    data = case.data.model_copy(update=update)
    return Case(case.id, case.folder, data, case.texts, case.document)


def test_a_value_without_a_year_says_so(library: Library) -> None:
    """003-09, 003-18."""
    case = library.cases[0]
    measure = case.data.measures[0].model_copy(update={"year": None, "note": None})
    words = load_words(HOME / "theme")
    undated = _with(case, measures=(measure,))
    assert measures_of(library, undated, "zh", words)[0].when == "未注明年份"


@pytest.mark.parametrize(
    ("unit", "most", "zh", "en"),
    [
        ("{zh: 户, en: households}", "", "1,206户", "1,206 households"),
        ('{zh: "%", en: "%"}', "", "1,206%", "1,206%"),
        (
            "{zh: 户, en: households}",
            ", value_max: 1300",
            "1,206—1,300户",
            "1,206–1,300 households",
        ),
    ],
)
def test_a_unit_stands_by_its_number_as_its_language_has_it(
    unit: str, most: str, zh: str, en: str
) -> None:
    written = f"{{label: {{zh: 数}}, value: 1206{most}, unit: {unit}}}"
    figure = Figure.model_validate(yaml.safe_load(written))
    assert (figure_value(figure, "zh"), figure_value(figure, "en")) == (zh, en)


def test_a_page_shows_value_wording_and_source(sample_site: BuiltLibrary) -> None:
    """S-03, 003-07: the value in one form, what the source wrote, and which source it is."""
    page = sample_site.out / "cases/2026-shili-jiayuan/index.html"
    shown = re.sub(r"<[^>]+>|\s", "", page.read_text(encoding="utf-8"))
    for words in ("12.68万平方米", "建筑面积126800平方米", "物业服务费收缴率由84.6%升到95.2%"):
        assert words in shown, words
    assert "示例家园案例材料（样例，虚构）" in shown
