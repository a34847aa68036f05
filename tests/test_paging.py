"""Long lists in parts, and the board of provinces: what their pages are made from."""

from __future__ import annotations

import pytest

from casebook import regions
from casebook.site.paging import Part, by_number, by_weight, in_parts
from casebook.site.tile_board import board_of


def test_the_first_part_stands_at_the_address_of_the_list() -> None:
    parts = list(in_parts("cases/", by_number(list("abcdefg"), 3)))
    assert [(part.path, "".join(items)) for part, items in parts] == [
        ("cases/", "abc"),
        ("cases/page/2/", "def"),
        ("cases/page/3/", "g"),
    ]


def test_a_list_of_nothing_is_one_part_of_nothing() -> None:
    ((part, items),) = in_parts("types/x/", by_number([]))
    assert (part, list(items)) == (Part("types/x/"), [])
    assert by_weight([], len, 10) == [[]]


def test_a_part_weighs_no_more_than_the_limit_but_for_a_single_heavy_item() -> None:
    parts = by_weight(["aaa", "bbb", "cc", "d" * 20, "e"], len, 8)
    assert parts == [["aaa", "bbb", "cc"], ["d" * 20], ["e"]]


@pytest.mark.parametrize(
    ("number", "last", "offered"),
    [
        (1, 1, (1,)),
        (1, 4, (1, 2, 3, 4)),
        (1, 21, (1, 2, 3, 0, 21)),
        (5, 21, (1, 2, 3, 4, 5, 6, 7, 0, 21)),  # no gap for the 2 alone
        (11, 21, (1, 0, 9, 10, 11, 12, 13, 0, 21)),
        (21, 21, (1, 0, 19, 20, 21)),
    ],
)
def test_the_numbers_offered(number: int, last: int, offered: tuple[int, ...]) -> None:
    assert Part("x/", number, last).numbers == offered


def test_the_head_names_the_parts_beside() -> None:
    relations = {
        number: [(r.rel, r.path) for r in Part("cases/", number, 3).relations("en")]
        for number in (1, 2, 3)
    }
    assert relations == {
        1: [("next", "en/cases/page/2/")],
        2: [("prev", "en/cases/"), ("next", "en/cases/page/3/")],
        3: [("prev", "en/cases/page/2/")],
    }
    assert Part("cases/").relations("zh") == ()


def test_every_province_has_a_tile_of_its_own_and_neighbours_are_near() -> None:
    counts = {region.code: 0 for region in regions.provinces()}
    board = board_of(counts | {"440000": 7}, "zh")
    assert len(board) == 34 == len({(tile.row, tile.column) for tile in board})
    assert [tile.code for tile in board] == sorted(counts)
    at = {tile.name: tile for tile in board}
    assert {"台湾", "香港", "澳门"} <= at.keys()
    assert at["广东"].count == 7 and at["北京"].count == 0
    assert at["黑龙江"].row < at["北京"].row < at["湖北"].row < at["海南"].row
    assert at["新疆"].column < at["陕西"].column < at["上海"].column
    assert (at["台湾"].row, at["台湾"].column) == (at["福建"].row, at["福建"].column + 1)
