"""No change of a file is missed, whatever its size and time say."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from building import edit

from casebook.paths import Paths
from casebook.problem import Said
from casebook.unchanged import last_said, look_at_input, remember

SAID = (Said("报告", "a report"), Said("还要做的", "left to do"))


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """A small library after a build."""
    root = tmp_path / "library"
    for name in ("cases/a/case.yaml", "theme/site/home.html", "site/index.html", "mkdocs.yml"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("one", encoding="utf-8")
    shared = tmp_path / "shared"
    (shared / "pages").mkdir(parents=True)
    (shared / "pages" / "about.md").write_text("one", encoding="utf-8")
    (root / "content").mkdir()
    (root / "content" / "pages").symlink_to(shared / "pages")
    (root / "content" / "loop").symlink_to(root / "content")
    paths = Paths.of(root)
    remember(paths, look_at_input(paths), SAID)
    return paths


def test_nothing_changed(paths: Paths) -> None:
    assert last_said(paths, look_at_input(paths))
    (paths.cases / "__pycache__").mkdir()
    assert last_said(paths, look_at_input(paths))


def same_size_and_time(root: Path) -> None:
    path = root / "cases/a/case.yaml"
    before = path.stat()
    edit(path, "one", "two")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


CHANGES: dict[str, Callable[[Path], object]] = {
    "size and time put back": same_size_and_time,
    "a file in a linked folder": lambda root: edit(root / "content/pages/about.md", "one", "two"),
    "a file less": lambda root: (root / "theme/site/home.html").unlink(),
    "an empty folder more": lambda root: (root / "cases/b").mkdir(),
    "a link to nowhere": lambda root: (root / "cases/c").symlink_to("nowhere"),
    "the published site": lambda root: edit(root / "site/index.html", "one", "two"),
    "no published site": lambda root: (root / "site/index.html").unlink(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_is_seen(change: str, paths: Paths) -> None:
    CHANGES[change](paths.root)
    assert not last_said(paths, look_at_input(paths))


def test_an_edit_during_a_build_counts_after_it(paths: Paths) -> None:
    seen = look_at_input(paths)
    edit(paths.cases / "a" / "case.yaml", "one", "two")
    remember(paths, seen, SAID)
    assert not last_said(paths, look_at_input(paths))


def test_what_was_said_is_said_again_unless_it_was_spoiled(paths: Paths) -> None:
    assert last_said(paths, look_at_input(paths)) == SAID
    edit(paths.cache / "last-build.json", "left to do", "nothing to do")
    assert not last_said(paths, look_at_input(paths))


def test_what_no_file_tells_is_seen_too(paths: Paths) -> None:
    assert not last_said(paths, look_at_input(paths, ["private records are known to git"]))


@pytest.mark.parametrize("note", ["", "{", "[]", "null", "\ud800"])
def test_a_broken_note_is_no_note(note: str, paths: Paths) -> None:
    file = paths.cache / "last-build.json"
    file.write_bytes(note.encode("utf-8", "surrogatepass"))
    assert not last_said(paths, look_at_input(paths))
