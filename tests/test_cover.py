"""The lit windows: the same for ever, and never under the name."""

from __future__ import annotations

import pytest

from casebook import cover

NAMES = ["千灯湖1号", "凯旋会花园", "很长很长的小区名称第三期北区", "国" * 24]


def test_a_facade_depends_on_the_id_alone() -> None:
    assert cover.windows("2022-kaixuanhui") == cover.windows("2022-kaixuanhui")
    assert cover.windows("2022-kaixuanhui") != cover.windows("2022-baoli-huayuan")


def test_a_facade_stands_inside_the_cover() -> None:
    for window in cover.windows("2022-kaixuanhui"):
        assert cover.NAME_COLUMN <= window.x <= cover.WIDTH - cover.WINDOW_W
        assert 0 <= window.y <= cover.HEIGHT - cover.MARGIN - cover.WINDOW_H + 0.01


@pytest.mark.parametrize("name", NAMES)
def test_a_name_never_runs_into_the_windows(name: str) -> None:
    lines = cover.name_lines(name)
    assert "".join(line.text for line in lines) == name
    for line in lines:
        assert line.x + line.size / 2 < cover.NAME_COLUMN
        assert line.y + line.size * len(line.text) < cover.HEIGHT - cover.MARGIN


@pytest.mark.parametrize("count", [0, 1, 2, 7, 9, 30])
def test_a_street_is_as_wide_as_asked(count: int) -> None:
    houses = cover.street([f"2022-house-{n}" for n in range(count)], 28, 21)
    assert sum(len(house.storeys) for house in houses) == min(28, 7 * count)
    assert len(houses) == min(count, 28 // 3)
    for house in houses:
        assert all(1 <= storeys <= 21 for storeys in house.storeys)
        assert all(storey < house.storeys[column] for column, storey in house.lit)
