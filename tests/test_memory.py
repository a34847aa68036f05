"""What a preview remembers never hides a change: a warm check says what a fresh one says."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from building import edit
from made_photos import small_photo
from small_library import write_small_library

from casebook import memory
from casebook.check import check_library
from casebook.memory import Memory
from casebook.paths import Paths
from casebook.problem import Problem
from casebook.site.inputs import load_site

CASE = "cases/2026-yangli"
NUMBER = "13800138000"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_small_library(tmp_path / "library")


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a file be trusted as soon as it is written: what is tested is which change is seen."""
    monkeypatch.setattr(memory, "_SETTLED", 0)


def found(root: Path, kept: Memory) -> list[Problem]:
    loaded, _ = load_site(Paths.of(root), kept)
    return check_library(loaded, memory=kept)


def same_size_and_time(root: Path) -> None:
    path = root / CASE / "zh.md"
    before = path.stat()
    edit(path, "小区", "大区")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def append(path: Path, text: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(text)


def be_linked(folder: Path) -> None:
    shutil.move(folder, folder.parent.parent / "elsewhere")
    folder.symlink_to(folder.parent.parent / "elsewhere")


EDITS: dict[str, Callable[[Path], object]] = {
    "a sentence": lambda root: append(root / CASE / "zh.md", "\n又加一句。\n"),
    "a phone number": lambda root: append(root / CASE / "zh.md", f"\n请致电{NUMBER}。\n"),
    "size and time put back": same_size_and_time,
    "broken YAML": lambda root: append(root / CASE / "case.yaml", "title: [\n"),
    "YAML mended": lambda root: edit(root / CASE / "case.yaml", "title: [\n", ""),
    "another criterion": lambda root: edit(root / CASE / "case.yaml", "party.1", "party.9"),
    "no text": lambda root: (root / CASE / "zh.md").unlink(),
    "a case less": lambda root: shutil.rmtree(root / "cases/2026-lvyuan"),
    "another section": lambda root: edit(
        next((root / "content/programmes").glob("*.yaml")), "zh: 小区简介", "zh: 小区概况"
    ),
    "another measure": lambda root: (root / "content/measures.yaml").write_text("[]\n"),
    "a private number": lambda root: (root / "private/2026-yangli.yaml").write_text(
        "applicant: {name: 样例, phone: '13900139000'}\n", encoding="utf-8"
    ),
    "it is in a text": lambda root: append(root / "cases/2026-dongjie/zh.md", "\n1390013 9000\n"),
    "it is private no more": lambda root: (root / "private/2026-yangli.yaml").unlink(),
    "another photo": lambda root: (root / "cases/2026-dongjie/photos/gate.jpg").write_bytes(
        small_photo(90)
    ),
    "a folder that is a link": lambda root: be_linked(root / "cases/2026-chaoyang"),
    "contents that are a link": lambda root: be_linked(root / "content/programmes"),
}


@pytest.mark.usefixtures("at_once")
def test_a_warm_check_says_what_a_fresh_one_says(root: Path) -> None:
    (root / "private").mkdir()
    kept = Memory()
    reports = [found(root, kept)]
    for name, change in EDITS.items():
        change(root)
        reports.append(found(root, kept))
        assert reports[-1] == found(root, Memory()), name
    assert len({tuple(report) for report in reports}) > len(EDITS) // 2, "edits are of consequence"


@pytest.mark.usefixtures("at_once")
def test_in_any_order(root: Path) -> None:
    lines = [
        "又加一句。",
        "请致电" + NUMBER + "。",
        "[坏](链接 x)",
        "**张伟先生**说",
        "<b>粗</b>",
        "[^9]",
    ]
    kept, random = Memory(), Random(5)
    texts = sorted(root.glob("cases/*/zh.md"))
    for _ in range(8):
        path = random.choice(texts)
        lines_there = path.read_text(encoding="utf-8").splitlines(keepends=True)
        lines_there.insert(random.randint(1, len(lines_there)), f"\n{random.choice(lines)}\n\n")
        path.write_text("".join(lines_there), encoding="utf-8")
        assert found(root, kept) == found(root, Memory())


@pytest.mark.usefixtures("at_once")
def test_what_did_not_change_is_the_same_object(root: Path) -> None:
    kept = Memory()
    first = {case.id: case for case in load_site(Paths.of(root), kept)[0].library.cases}
    append(root / CASE / "zh.md", "\n又加一句。\n")
    second = {case.id: case for case in load_site(Paths.of(root), kept)[0].library.cases}
    assert [id for id in second if second[id] is not first[id]] == ["2026-yangli"]


def test_a_file_just_written_is_not_trusted(tmp_path: Path) -> None:
    """Within a tick of the disk's clock it could change again and look the same."""
    path, kept = tmp_path / "file", Memory()
    path.write_text("one", encoding="utf-8")
    values = [kept.kept("name", [path], None, object) for _ in range(2)]
    assert values[0] is not values[1]
