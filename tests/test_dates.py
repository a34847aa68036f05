"""Dates as sources give them: to the day, month, year or decade (REQUIREMENTS 003-06, 001-006)."""

from __future__ import annotations

from datetime import date

import pytest

from casebook.model.dates import PartialDate

FORMS = [
    ("2018-05-28", date(2018, 5, 28), date(2018, 5, 28), "2018年5月28日", "28 May 2018"),
    ("2014-06", date(2014, 6, 1), date(2014, 6, 30), "2014年6月", "June 2014"),
    ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "2024年2月", "February 2024"),
    ("2007", date(2007, 1, 1), date(2007, 12, 31), "2007年", "2007"),
    ("1980s", date(1980, 1, 1), date(1989, 12, 31), "上世纪80年代", "1980s"),
    ("1980s-late", date(1986, 1, 1), date(1989, 12, 31), "上世纪80年代末", "late 1980s"),
    ("1990s-early", date(1990, 1, 1), date(1993, 12, 31), "上世纪90年代初", "early 1990s"),
    ("2010s-mid", date(2013, 1, 1), date(2016, 12, 31), "本世纪10年代中期", "mid 2010s"),
]


@pytest.mark.parametrize(("text", "earliest", "latest", "zh", "en"), FORMS)
def test_form(text: str, earliest: date, latest: date, zh: str, en: str) -> None:
    found = PartialDate.parse(text)
    assert (found.earliest, found.latest) == (earliest, latest)
    assert (found.to("zh"), found.to("en")) == (zh, en)
    assert str(found) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2014-6",
        "2014-13",
        "2014-00",
        "2023-02-29",
        "2014/06",
        "2014年6月",
        "14-06",
        "1985s",
        "1980s-end",
        "近二年",
        "2014-06-01T00:00",
        "0000",
    ],
)
def test_another_form_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        PartialDate.parse(text)


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("2019", True),
        ("2019-12-31", True),
        ("1980s-late", True),
        ("2010s", True),
        ("2020-01-01", False),
        ("2020-01", False),
        ("2020", False),
        ("2020s", False),
    ],
)
def test_before_the_first_of_january_2020(text: str, before: bool) -> None:
    assert PartialDate.parse(text).before(date(2020, 1, 1)) is before
