"""The engine makes only what changed, and the result is what a run from nothing would give."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from casebook.paths import HOME
from casebook.site.engine import Order, run_engine
from casebook.site.stage import Staged, write_stage

WORDS = re.findall(r"chrome\.words\.(\w+)", (HOME / "theme/chrome/main.html").read_text("utf-8"))
ORDER = Order(
    settings=HOME / "mkdocs.yml",
    chrome=HOME / "theme" / "chrome",
    stage=Path(),
    out=Path(),
    locale="zh",
    name="库",
    description="",
    site_url="https://cases.example.org/",
    as_of=date(2026, 11, 20),
    chrome_data={
        "titles": {"about/": "关于"},
        "words": dict.fromkeys(WORDS, "跳"),
        "assets": {},
        "up": "",
        "paper": {},
        "other": {},
    },
)
Pages = dict[str, str]


def _order(folder: Path, pages: Pages) -> Order:
    stage = folder / "stage"
    write_stage(stage, [Staged(p, {"title": p, "path": p}, text) for p, text in pages.items()])
    return replace(ORDER, stage=stage, out=folder / "out")


def _output(order: Order) -> dict[str, bytes]:
    files = (path for path in order.out.rglob("*") if path.is_file())
    return {path.relative_to(order.out).as_posix(): path.read_bytes() for path in files}


PAGES = {
    "": "<p>首页</p>",
    "about/": "<p>关于</p>",
    "cases/a/": "<p>甲</p>",
    "cases/b/": "<p>乙</p>",
}


@pytest.mark.parametrize(
    "change",
    [
        lambda pages: pages | {"cases/a/": "<p>改过</p>"},
        lambda pages: pages | {"cases/c/": "<p>丙</p>"},
        lambda pages: {path: text for path, text in pages.items() if path != "cases/b/"},
        lambda pages: pages | {"about/": "<p>改过</p>"},
    ],
    ids=["edited", "added", "removed", "page of the footer"],
)
def test_a_second_run_gives_what_a_first_would(
    change: Callable[[Pages], Pages], tmp_path: Path
) -> None:
    assert run_engine(_order(tmp_path / "kept", PAGES))
    assert not run_engine(_order(tmp_path / "kept", PAGES))
    kept = _order(tmp_path / "kept", change(PAGES))
    assert run_engine(kept)
    fresh = _order(tmp_path / "fresh", change(PAGES))
    assert run_engine(fresh)
    assert _output(kept) == _output(fresh)


def test_only_changed_pages_are_made_again(tmp_path: Path) -> None:
    run_engine(_order(tmp_path, PAGES))
    unchanged = tmp_path / "out" / "cases" / "b" / "index.html"
    left_alone = "x" * unchanged.stat().st_size  # one of another size would be made again
    unchanged.write_text(left_alone)
    order = _order(tmp_path, PAGES | {"cases/a/": "<p>改过</p>"})
    run_engine(order)
    assert unchanged.read_text() == left_alone
    assert "改过" in (tmp_path / "out" / "cases" / "a" / "index.html").read_text()
    run_engine(replace(order, name="另一个库"))
    assert "另一个库" in unchanged.read_text(), "what all pages share has changed"


def test_a_page_that_vanished_from_the_cache_is_made_again(tmp_path: Path) -> None:
    order = _order(tmp_path, PAGES)
    run_engine(order)
    before = _output(order)
    (order.out / "cases" / "b" / "index.html").unlink()
    (order.out / "cases" / "a" / "index.html").write_text("<p>")  # or was cut short
    assert run_engine(order)
    assert _output(order) == before
