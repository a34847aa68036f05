"""Pictures of change: what is drawn is what the file says, and nothing runs over the edge."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import etree

from casebook.measures import Shown, Value
from casebook.slope import render_slope


def _shown(*values: tuple[str, str, float], unit: str = "件", at: tuple[float, ...] = ()) -> Shown:
    return Shown(
        key="complaints",
        label="投诉",
        number=values[-1][1],
        unit=unit,
        when=values[-1][0],
        before=values[0][1],
        before_when=values[0][0],
        points=tuple(value for _, _, value in values),
        at=at or (0.0, 1.0),
        series=tuple(Value(when, number) for when, number, _ in values),
    )


FALL = _shown(("2024年", "31", 31), ("2025年", "4", 4))


def _drawn(item: Shown) -> etree._Element:
    return etree.fromstring(str(render_slope("zh", item, "名称")))


def _texts(drawn: etree._Element) -> list[str]:
    return ["".join(text.itertext()) for text in drawn.iter("text")]


def _ys(drawn: etree._Element) -> list[float]:
    return [float(dot.get("cy")) for dot in drawn.iter("circle")]


def test_both_numbers_stand_with_their_unit_and_their_year() -> None:
    drawn = _drawn(FALL)
    assert _texts(drawn) == ["31件", "4件", "2024年", "2025年"]
    assert (drawn.get("role"), drawn.get("aria-label")) == ("img", "名称")


def test_a_fall_goes_down_and_a_rise_goes_up() -> None:
    first, last = _ys(_drawn(FALL))
    assert first < last
    first, last = _ys(_drawn(_shown(("1", "4", 4), ("2", "31", 31))))
    assert first > last
    first, last = _ys(_drawn(_shown(("1", "4", 4), ("2", "4", 4))))
    assert first == last


def test_years_stand_where_they_are_in_time() -> None:
    series = _shown(
        ("2015年", "10", 10), ("2024年", "20", 20), ("2025年", "30", 30), at=(0, 0.9, 1)
    )
    xs = [float(dot.get("cx")) for dot in _drawn(series).iter("circle")]
    assert xs[1] - xs[0] == pytest.approx(9 * (xs[2] - xs[1]), abs=0.3)


@pytest.mark.parametrize("unit", ["件", "千瓦时", "%"])
@pytest.mark.parametrize("number", ["4", "96,000", "1,234,567.89", "12,345,678,901.5"])
@pytest.mark.parametrize("middle", [None, 0.0, 99.0])
def test_numbers_fit_however_long_they_are(unit: str, number: str, middle: float | None) -> None:
    points = [("2024年", number, 40.0), ("2025年", number, 50.0)]
    if middle is not None:
        points.insert(1, ("2024年", number, middle))
    item = _shown(*points, unit=unit, at=(0, 1) if middle is None else (0, 0.5, 1))
    texts = [t for t in _drawn(item).iter("text") if t.get("font-size")]
    widths = [
        len(number) * 0.6 * float(text.get("font-size"))
        + len(unit) * 18 * (0.6 if unit == "%" else 1)
        for text in texts
    ]
    same_side = texts[0].get("y") == texts[1].get("y")
    assert (sum(widths) if same_side else max(widths)) <= 240


def test_the_unit_of_an_english_page_stands_apart() -> None:
    drawn = str(render_slope("en", replace(FALL, unit="cases"), "name"))
    assert " cases<" in drawn
    assert ">%<" in str(render_slope("en", replace(FALL, unit="%"), "name"))


def test_the_scale_begins_at_zero() -> None:
    """A rise of a tenth is drawn as a tenth of the whole, in the book as on the page."""
    first, last = _ys(_drawn(_shown(("1", "90", 90), ("2", "100", 100), unit="%")))
    whole, none = _ys(_drawn(_shown(("1", "100", 100), ("2", "0", 0), unit="%")))
    assert (first - last) == pytest.approx((none - whole) / 10, abs=0.2)
