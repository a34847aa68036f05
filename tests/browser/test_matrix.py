"""The coverage matrix on a phone: it scrolls within its frame, and the names stay in sight."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from building import BuiltLibrary
from playwright.sync_api import expect
from watched import Watched

pytestmark = pytest.mark.browser


def test_names_stay_while_numbers_scroll(
    phone: Watched, serve: Callable[[Path], str], built_site: BuiltLibrary
) -> None:
    page = phone.page
    page.goto(serve(built_site.out) + "coverage/")
    frame = page.locator(".matrix").first
    name = frame.locator("tbody th[scope=row]").first
    number = frame.locator("tbody tr:nth-child(2) td").first
    expect(page.get_by_text("左右滑动查看各列").first).to_be_visible()
    before = name.bounding_box(), number.bounding_box()
    frame.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("frame => frame.scrollLeft > 20", arg=frame.element_handle())
    after = name.bounding_box(), number.bounding_box()
    assert before[0] and before[1] and after[0] and after[1]
    assert after[0]["x"] == pytest.approx(before[0]["x"], abs=1)
    assert after[1]["x"] < before[1]["x"] - 20
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_board_is_a_board_on_a_desk_and_a_list_on_a_phone(
    watched: Watched, phone: Watched, serve: Callable[[Path], str], built_site: BuiltLibrary
) -> None:
    address = serve(built_site.out) + "regions/"
    left = {}
    for name, page in (("desk", watched.page), ("phone", phone.page)):
        page.goto(address)
        tiles = page.locator(".board-tile")
        assert tiles.count() == 34
        left[name] = tiles.evaluate_all("tiles => tiles.map((t) => Math.round(t.offsetLeft))")
    assert len(set(left["desk"])) == 7  # the columns of the board
    assert left["phone"][:4] == [left["phone"][0], left["phone"][1]] * 2  # by rows, in code order
