"""The QR codes of pages: each leads to its page, none is found twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from exporting import world_at
from small_library import write_small_library

from casebook import qr
from casebook.problem import LOCALES
from casebook.site.codes import gather_codes
from casebook.site.pages import gather_pages


def test_a_code_is_kept_and_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    world = world_at(write_small_library(tmp_path / "library"))
    cases = world.catalogue.cases
    world.codes.update(gather_codes(world, tmp_path / "cache"))
    assert len(world.codes) == 2 * len(cases)
    found = {address: qr.code_of(address) for address in world.codes}
    shown = {
        page.context["address"]: page.context["qr"]
        for locale in LOCALES
        for page in gather_pages(world, locale)
        if page.template == "case.html"
    }
    assert {address: (code.size, code.path) for address, code in shown.items()} == {
        address: (code.size, code.path) for address, code in found.items()
    }
    monkeypatch.setattr(qr, "code_of", lambda address: pytest.fail(f"found again: {address}"))
    assert gather_codes(world, tmp_path / "cache") == world.codes


def test_codes_of_another_address_replace_those_before(tmp_path: Path) -> None:
    world = world_at(write_small_library(tmp_path / "library"))
    before = gather_codes(world, tmp_path / "cache")
    world.site_url = "https://other.example.org/cases/"
    after = gather_codes(world, tmp_path / "cache")
    assert not before.keys() & after.keys()
    assert sorted((tmp_path / "cache" / "codes").iterdir()) == sorted(after.values())
