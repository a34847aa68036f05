"""Publishing: a reader sees the old tree whole or the new one whole, and nothing is done twice."""

from __future__ import annotations

import ctypes
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from building import bytes_of, times_of

from casebook import exchange
from casebook import publish as module
from casebook.publish import Tree, publish
from casebook.stopped import Stopped

ROUNDS = 60


def tree(mark: str, size: int = 30) -> Tree:
    """A tree in which every file bears the same mark."""
    pages: Tree = {f"cases/{n}/index.html": f"{mark} {n}".encode() for n in range(size)}
    return {"index.html": mark.encode(), **pages}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "site"


@pytest.fixture
def without_exchange(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange, "_exchange", lambda one, other: False)


def hidden(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.startswith(".")]


def test_the_tree_holds_exactly_what_was_given(out: Path, tmp_path: Path) -> None:
    (tmp_path / "photo.webp").write_bytes(b"photo")
    assert publish({**tree("one"), "media/a.webp": tmp_path / "photo.webp"}, out)
    assert bytes_of(out)["media/a.webp"] == b"photo"
    assert publish({"only.html": b"only"}, out)
    assert bytes_of(out) == {"only.html": b"only"}
    assert list(out.iterdir()) == [out / "only.html"], "no empty folder stays behind"
    assert hidden(tmp_path) == []


@pytest.mark.parametrize("change", ["content", "same length", "one more", "one less", "moved"])
def test_every_difference_is_seen(out: Path, change: str) -> None:
    old = tree("old")
    publish(old, out)
    new = dict(old)
    if change == "content":
        new["cases/3/index.html"] = b"another text"
    elif change == "same length":
        new["cases/3/index.html"] = b"OLD 3"
    elif change == "one more":
        new["cases/new/index.html"] = b"new"
    elif change == "one less":
        del new["cases/3/index.html"]
    else:
        new["cases/x/index.html"] = new.pop("cases/3/index.html")
    assert publish(new, out)
    assert bytes_of(out) == new


def test_an_unchanged_tree_is_left_alone(
    out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "made.html"
    source.write_bytes(b"made")
    given = {**tree("one"), "made.html": source}
    assert publish(given, out) is True
    times = times_of(out)
    monkeypatch.setattr(module, "_write", lambda *_: pytest.fail("written again"))
    assert publish(given, out) is False
    os.utime(source, (1, 1))
    assert publish(given, out) is False, "content counts, not time"
    assert times_of(out) == times


def test_readers_may_enter_whatever_the_mask_of_the_builder(out: Path) -> None:
    publish(tree("one"), out)
    assert out.stat().st_mode & 0o777 == 0o755
    publish(tree("two"), out)
    assert out.stat().st_mode & 0o777 == 0o755


def _read_all_the_time(out: Path, work: Callable[[], None]) -> tuple[int, int, set[str]]:
    """Run `work` while a thread reads the home page without a pause.

    Returns how often it was read, how often it was not there, and what it said.
    """
    done, read, missed, seen = threading.Event(), 0, 0, set()
    ready = threading.Event()

    def look() -> None:
        nonlocal read, missed
        while not done.is_set():
            try:
                seen.add((out / "index.html").read_text(encoding="utf-8"))
            except FileNotFoundError:
                missed += 1
            read += 1
            ready.set()

    reader = threading.Thread(target=look)
    reader.start()
    try:
        ready.wait(120)
        work()
    finally:
        done.set()
        reader.join()
    return read, missed, seen


needs_renameat2 = pytest.mark.skipif(
    not sys.platform.startswith("linux") or not hasattr(ctypes.CDLL(None), "renameat2"),
    reason="the system cannot exchange two names in one step",
)


@needs_renameat2
def test_a_reader_never_misses_a_page(out: Path) -> None:
    publish(tree("0"), out)

    def work() -> None:
        for number in range(1, ROUNDS):
            assert publish(tree(str(number), 3), out)

    read, missed, seen = _read_all_the_time(out, work)
    assert missed == 0, f"{missed} of {read}"
    assert seen <= {str(n) for n in range(ROUNDS)} and len(seen) > 1


@needs_renameat2
def test_the_exchange_is_one_step(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir(), other.mkdir()
    (one / "a").write_bytes(b"1")
    (other / "a").write_bytes(b"2")
    assert exchange._exchange(one, other) is True
    assert (one / "a").read_bytes() == b"2" and (other / "a").read_bytes() == b"1"
    with pytest.raises(FileNotFoundError):
        exchange._exchange(one, tmp_path / "nowhere")


@pytest.mark.usefixtures("without_exchange")
def test_without_the_exchange_a_reader_sees_whole_pages(out: Path) -> None:
    """Between two renames the page may be away for a moment; it is never half a page."""
    publish(tree("0"), out)

    def work() -> None:
        for number in range(1, ROUNDS):
            assert publish(tree(str(number), 3), out)

    _, _, seen = _read_all_the_time(out, work)
    assert seen <= {str(n) for n in range(ROUNDS)}
    assert bytes_of(out) == tree(str(ROUNDS - 1), 3)
    assert hidden(out.parent) == []


@pytest.mark.usefixtures("without_exchange")
def test_when_the_second_rename_fails_the_old_tree_comes_back(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tree("old"), out)
    rename = Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if ".new-" in self.name:
            raise PermissionError(13, "refused", str(self))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(PermissionError):
        publish(tree("new"), out)
    assert bytes_of(out) == tree("old")
    assert hidden(out.parent) == []


@pytest.mark.usefixtures("without_exchange")
@pytest.mark.parametrize("end", [KeyboardInterrupt(), Stopped(15)], ids=["Ctrl+C", "SIGTERM"])
def test_told_to_end_between_the_renames_the_old_tree_comes_back(
    end: BaseException, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tree("old"), out)
    rename = Path.rename

    def stop(self: Path, target: Path) -> Path:
        if ".new-" in self.name:
            raise end
        return rename(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", stop)
        with pytest.raises(type(end)):
            publish(tree("new"), out)
    assert bytes_of(out) == tree("old")
    assert hidden(out.parent) == []


def test_killed_between_the_renames_the_old_tree_comes_back(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even where the next build cannot write: nothing of the only site there is gets lost."""
    publish(tree("old"), out)
    away = out.parent / ".site.old-abc" / "former"
    away.parent.mkdir()
    out.rename(away)
    monkeypatch.setattr(module, "_write", lambda *_: _raise(OSError(28, "full", str(out))))
    with pytest.raises(OSError, match="full"):
        publish(tree("new"), out)
    assert bytes_of(out) == tree("old")
    assert hidden(out.parent) == []


def _raise(error: Exception) -> None:
    raise error


@pytest.mark.parametrize("step", ["_write", "replace_folder"])
def test_a_build_that_dies_leaves_the_old_tree(
    out: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tree("old"), out)

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(module, step, die)
        with pytest.raises(KeyboardInterrupt):
            publish(tree("new"), out)
    assert bytes_of(out) == tree("old")
    assert publish(tree("new"), out)
    assert bytes_of(out) == tree("new")


def test_what_a_killed_build_left_is_harmless(out: Path) -> None:
    """A build that is killed cannot clean up; the next one is not misled, and does."""
    publish(tree("old"), out)
    for name in (".site.new-abc", ".site.old-abc"):
        left = out.parent / name
        left.mkdir()
        (left / "index.html").write_bytes(b"half")
    assert publish(tree("new"), out)
    assert bytes_of(out) == tree("new")
    assert hidden(out.parent) == []


def test_a_link_or_a_file_in_the_place_is_not_replaced(out: Path, tmp_path: Path) -> None:
    out.write_bytes(b"mine")
    with pytest.raises(FileExistsError):
        publish(tree("new"), out)
    assert out.read_bytes() == b"mine"
    out.unlink()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    out.symlink_to(elsewhere)
    with pytest.raises(FileExistsError):
        publish(tree("new"), out)
    assert list(elsewhere.iterdir()) == []


def test_files_can_be_read_by_a_web_server_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        publish({"index.html": b"a", "cases/x/index.html": b"b"}, tmp_path / "site")
    finally:
        os.umask(before)
    modes = {p.stat().st_mode & 0o777 for p in (tmp_path / "site").rglob("*") if p.is_file()}
    folders = {p.stat().st_mode & 0o777 for p in (tmp_path / "site", tmp_path / "site" / "cases")}
    assert (modes, folders) == ({0o644}, {0o755})


def test_a_file_that_did_not_change_keeps_its_time(out: Path) -> None:
    publish({"a": b"one", "b": b"two", "c/d": b"three"}, out)
    for name in ("a", "b", "c/d"):
        os.utime(out / name, ns=(10**18, 10**18))
    publish({"a": b"one", "b": b"TWO", "c/d": b"three"}, out)
    assert {p: (out / p).stat().st_mtime_ns == 10**18 for p in ("a", "b", "c/d")} == {
        "a": True,
        "b": False,
        "c/d": True,
    }
    assert (out / "b").read_bytes() == b"TWO"
    assert [p.name for p in out.parent.iterdir()] == [out.name]


def test_without_hard_links_files_are_written(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise OSError

    publish({"a": b"one", "b": b"two"}, out)
    monkeypatch.setattr(os, "link", refused)
    publish({"a": b"one", "b": b"TWO"}, out)
    assert ((out / "a").read_bytes(), (out / "b").read_bytes()) == (b"one", b"TWO")


def test_a_symbolic_link_in_the_old_tree_is_not_kept(out: Path, tmp_path: Path) -> None:
    publish({"a": b"one", "b": b"two"}, out)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(b"one")
    (out / "a").unlink()
    (out / "a").symlink_to(elsewhere)
    publish({"a": b"one", "b": b"TWO"}, out)
    assert not (out / "a").is_symlink()
    assert (out / "a").read_bytes() == b"one"
