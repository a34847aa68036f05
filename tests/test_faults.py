"""Whatever is missing, full, spoiled or stopped: a clear message, and the site stays as it was."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from building import BuiltLibrary, build, build_apart, build_waiting, bytes_of, differing, edit

from casebook import stopped
from casebook.console import Console
from casebook.digests import Digests
from casebook.lock import alone
from casebook.newest import newest_first
from casebook.paths import HOME, Paths
from casebook.preview import Maker, Preview
from casebook.problem import LOCALES
from casebook.refused import refused
from casebook.search import pagefind
from casebook.search.index import KEPT
from casebook.verify import verify_tree
from casebook.whole import whole_cache

CASE = "cases/2026-yangli"
PATIENCE = 600  # s: a busy machine is slow, and what hangs must come to an end


@pytest.fixture
def root(small_site: BuiltLibrary, tmp_path: Path) -> Path:
    """A built library in which a case has changed since."""
    root = small_site.copy(tmp_path / "library")
    change(root, "改动甲")
    return root


@pytest.fixture(scope="module")
def changed(small_site: BuiltLibrary, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What a build of that library makes."""
    root = small_site.copy(tmp_path_factory.mktemp("changed") / "library")
    change(root, "改动甲")
    assert build(root, "site") == 0
    return bytes_of(root / "site")


def change(root: Path, said: str) -> None:
    with (root / CASE / "zh.md").open("a", encoding="utf-8") as text:
        text.write(f"\n{said}。\n")


def litter(root: Path) -> list[str]:
    """Return what is left beside the site of a build that did not come to its end."""
    return [p.name for p in root.iterdir() if p.name.startswith((".site.new", ".site.old"))]


# --- the cache is trusted by name: what was spoiled is made again -------------------------------


def _truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


SPOILED = {
    "a link preview cut short": "previews/*.png",
    "an offprint cut short": "offprints/*.pdf",
    "data of a case cut short": "exports/json/*.txt",
    "the index of the search cut short": "search/*/pagefind/index/*",
    "a page of the engine cut short": "site/engine/zh/cases/*/index.html",
    "a staged page cut short": "site/stage/en/cases/*/index.md",
    "a compressed page cut short": "packed/*/*.gz",
    "the engine's note cut short": "site/engine/zh.done",
}


@pytest.mark.parametrize("how", [_truncate, lambda path: path.write_bytes(b"")], ids=["half", "0"])
def test_what_was_spoiled_in_the_cache_is_made_again(
    how: Callable[[Path], object], small_site: BuiltLibrary, tmp_path: Path
) -> None:
    root = small_site.copy(tmp_path / "library")
    for pattern in SPOILED.values():
        found = sorted((root / ".cache").glob(pattern))
        assert found, pattern
        how(found[len(found) // 2])
    assert build(root, "site") == 0
    assert differing(bytes_of(root / "site"), bytes_of(small_site.out)) == []


def test_without_its_record_nothing_is_trusted(small_site: BuiltLibrary, tmp_path: Path) -> None:
    root = small_site.copy(tmp_path / "library")
    for path in (next((root / ".cache").glob("offprints/*.pdf")), root / ".cache/digests.json"):
        _truncate(path)
    assert build(root, "site") == 0
    assert differing(bytes_of(root / "site"), bytes_of(small_site.out)) == []


def test_after_a_power_cut_what_was_made_last_is_made_again(
    small_site: BuiltLibrary, tmp_path: Path
) -> None:
    """A build was at work when the machine stopped: files have their names, and zeros in them."""
    root = small_site.copy(tmp_path / "library")
    cache = root / ".cache"
    for path in (*cache.glob("offprints/*"), *cache.glob("site/engine/en/cases/*/index.html")):
        path.write_bytes(bytes(path.stat().st_size))
    record = json.loads((cache / "digests.json").read_text(encoding="utf-8"))
    kept = {name: known for name, known in record.items() if "offprints" not in name}
    (cache / "digests.json").write_text(json.dumps(kept), encoding="utf-8")
    (cache / "begun").write_text("another run of the machine", encoding="utf-8")
    assert build(root, "site") == 0
    assert differing(bytes_of(root / "site"), bytes_of(small_site.out)) == []


def test_what_a_killed_build_made_is_kept(tmp_path: Path) -> None:
    """The system goes on writing what a killed process gave it: nothing of it is made twice."""
    paths = Paths.of(tmp_path)
    kept = paths.cache / "previews" / "a.png"
    with pytest.raises(KeyboardInterrupt), whole_cache(paths):
        kept.parent.mkdir()
        kept.write_bytes(b"made")
        raise KeyboardInterrupt
    assert (paths.cache / "begun").exists()
    with whole_cache(paths):
        assert kept.read_bytes() == b"made"
    assert not (paths.cache / "begun").exists()
    kept.write_bytes(b"MADE")
    with whole_cache(paths):
        assert not kept.exists()


def test_a_folder_named_by_a_key_is_kept_whole_or_not_at_all(tmp_path: Path) -> None:
    paths = Paths.of(tmp_path)
    folder = paths.cache / "yearbook" / "2022-screen" / ("0123456789abcdef" * 2)
    folder.mkdir(parents=True)
    (folder / "book.pdf").write_bytes(b"book")
    (folder / "pages.json").write_bytes(b"{}")
    with whole_cache(paths):
        pass
    (folder / "pages.json").write_bytes(b"")
    with whole_cache(paths):
        assert not folder.exists() and folder.parent.exists()


def test_digests_are_read_once_and_again_after_any_change(tmp_path: Path) -> None:
    file, note = tmp_path / "a", tmp_path / "note.json"
    file.write_bytes(b"one")
    digests = Digests(tmp_path, note)
    first = digests.of(file)
    digests.save()
    again = Digests(tmp_path, note)
    assert not again.is_new(file) and again.of(file) == first
    before = file.stat()
    file.write_bytes(b"two")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert again.is_new(file) and again.of(file) != first


# --- a full disk, wherever it is met ------------------------------------------------------------


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Path, int], Path]]:
    """Make small disks: a function that mounts one of so many bytes at a place."""
    mounted: list[Path] = []

    def mount(place: Path, size: int) -> Path:
        place.mkdir(parents=True, exist_ok=True)
        command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(place)]
        if subprocess.run(command, capture_output=True, check=False).returncode:
            pytest.skip("no small disk can be mounted here: that takes root")
        mounted.append(place)
        return place

    yield mount
    for place in mounted:
        subprocess.run(["umount", "-l", str(place)], check=True)


FULL = {  # what lies on a disk that is full from the beginning
    "previews": "previews",
    "offprints": "offprints",
    "data": "exports",
    "staged pages": "site/stage",
    "the engine's pages": "site/engine",
    "the search": "search",
    "compressed files": "packed",
}


@pytest.mark.parametrize("stage", FULL)
def test_a_full_disk_is_said_and_the_site_stays(
    stage: str,
    root: Path,
    disk: Callable[[Path, int], Path],
    capfd: pytest.CaptureFixture[str],
) -> None:
    before = bytes_of(root / "site")
    place = root / ".cache" / FULL[stage]
    shutil.rmtree(place)
    disk(place, 16384)
    lang, words = ("zh", "请") if list(FULL).index(stage) % 2 else ("en", "disk")
    assert build(root, "site", "--lang", lang) == 1, stage
    said = capfd.readouterr().err
    assert "Traceback" not in said
    assert words in said and ("No space left" in said or "磁盘满了" in said), said
    assert differing(bytes_of(root / "site"), before) == []
    assert litter(root) == []


def test_a_full_disk_under_the_site(
    root: Path,
    small_site: BuiltLibrary,
    disk: Callable[[Path, int], Path],
    capfd: pytest.CaptureFixture[str],
) -> None:
    """It is on another disk than the library, too: the old site stays there, to the last byte."""
    whole = sum(len(content) for content in bytes_of(small_site.out).values())
    place = disk(root / "www", whole * 3 // 2 + 4096 * 900)
    shutil.copytree(small_site.out, place / "site")
    edit(root / "content/site.yaml", "A test.", "A changed test.")
    before = bytes_of(place / "site")
    (place / "ballast").write_bytes(bytes(_free(place)))
    assert build(root, "site", "--out", str(place / "site"), "--lang", "en") == 1
    said = capfd.readouterr().err
    assert f"the disk is full: {place}/.site.new-" in said and "Free some space" in said, said
    assert differing(bytes_of(place / "site"), before) == []
    assert sorted(p.name for p in place.iterdir()) == ["ballast", "site"]
    (place / "ballast").unlink()
    assert build(root, "site", "--out", str(place / "site")) == 0
    assert verify_tree(place / "site").faults == ()


def _free(place: Path) -> int:
    stat = os.statvfs(place)
    return max(stat.f_bavail * stat.f_frsize - 64 * 1024, 0)


@pytest.mark.parametrize(
    ("part", "lang", "words"),
    [("out", "zh", "这个磁盘是只读的"), ("cache", "en", "the disk is read-only")],
)
def test_a_read_only_disk(
    part: str,
    lang: str,
    words: str,
    root: Path,
    disk: Callable[[Path, int], Path],
    capfd: pytest.CaptureFixture[str],
) -> None:
    before = bytes_of(root / "site")
    place = disk(root / ("www" if part == "out" else ".cache"), 1 << 20)
    subprocess.run(["mount", "-o", "remount,ro", str(place)], check=True)
    arguments = ("--out", str(place / "site")) if part == "out" else ()
    assert build(root, "site", "--lang", lang, *arguments) == 1
    said = capfd.readouterr().err
    assert words in said and str(place) in said and "Traceback" not in said
    assert differing(bytes_of(root / "site"), before) == []


@pytest.mark.parametrize(
    "code",
    [errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EROFS, errno.EIO, errno.EMFILE, errno.ENOENT],
)
def test_what_the_system_refuses_says_what_to_do(code: int) -> None:
    said = refused(OSError(code, os.strerror(code), "/somewhere/a"))
    for locale in LOCALES:
        reason, hint = said.to(locale).split("\n")
        assert "/somewhere/a" in reason and os.strerror(code) in reason and len(hint) > 10
    assert "/" in refused(OSError(errno.EXDEV, "strange", "/x")).en


# --- what the program needs ---------------------------------------------------------------------

PROGRAMS = {
    "crashes": ("#!/bin/sh\nkill -SEGV $$\n", "exit status -11"),
    "says something": ("#!/bin/sh\necho 'out of luck' >&2\nexit 3\n", "out of luck"),
    "makes nothing": ("#!/bin/sh\nexit 0\n", "could not build the index"),
    "does not end": ("#!/bin/sh\nexec sleep 600\n", "has not ended"),
    "is for another machine": ("\x7fELF nothing of the kind", "cannot be run"),
}


@pytest.mark.parametrize("fault", PROGRAMS)
def test_a_search_program_that_fails_is_named(
    fault: str,
    root: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    script, words = PROGRAMS[fault]
    program = root / "pagefind"
    program.write_text(script, encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(pagefind, "get_executable", lambda: program)
    monkeypatch.setattr(pagefind, "PATIENCE", -10_000 if fault == "does not end" else 300)
    before = bytes_of(root / "site")
    assert build(root, "site", "--lang", "en") == 1
    said = capfd.readouterr().err
    assert words in said and "Pagefind" in said and "run make" in said, said
    assert "Traceback" not in said
    assert differing(bytes_of(root / "site"), before) == []


@pytest.fixture(scope="module")
def themed(small_site: BuiltLibrary, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built library with a theme of its own."""
    root = small_site.copy(tmp_path_factory.mktemp("themed") / "library")
    shutil.copytree(HOME / "theme", root / "theme", ignore=shutil.ignore_patterns("fonts"))
    (root / "theme/yearbook/fonts").symlink_to(HOME / "theme/yearbook/fonts")
    return root


TEMPLATES = (
    *("site/home.html", "site/components/crumbs.html", "chrome/main.html", "chrome/404.html"),
    *("yearbook/preview.typ", "yearbook/offprint.typ", "words.yaml", "tokens.yaml"),
)
OTHERS = ("site/icon.svg", "site/modules/dom.js", "site/modules/search.js")  # published unread


@pytest.mark.parametrize(
    ("file", "how"),
    [
        *((file, how) for file in TEMPLATES for how in ("gone", "cut short")),
        *((f, "gone") for f in OTHERS),
    ],
)
def test_a_file_of_the_theme(
    file: str, how: str, themed: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = themed / "theme" / file
    content, before = path.read_bytes(), bytes_of(themed / "site")
    if how == "gone":
        path.unlink()
    else:
        path.write_bytes(
            content[: len(content) // 2].rpartition(b"{%" if b"{%" in content else b"{")[0] + b"{%"
        )
    try:
        assert build(themed, "site", "--lang", "en") == 1
    finally:
        path.write_bytes(content)
    said = capfd.readouterr().err
    assert path.name in said and "Traceback" not in said, said
    assert differing(bytes_of(themed / "site"), before) == []


# --- the clock ----------------------------------------------------------------------------------


@pytest.mark.parametrize("year", [1990, 2090])
def test_a_clock_that_jumps(year: int, root: Path, changed: dict[str, bytes]) -> None:
    """Everything made so far is from another time; what is made now is right all the same."""
    then = (year - 1970) * 31_556_952  # s
    for path in sorted((root / ".cache").rglob("*")) + sorted((root / "site").rglob("*")):
        os.utime(path, (then, then))
    assert build(root, "site") == 0
    assert differing(bytes_of(root / "site"), changed) == []
    page = (root / "site" / CASE / "index.html").stat().st_mtime
    assert page > then, "browsers and servers see that it is another one"


def test_the_newest_is_what_was_used_last_whatever_the_clock(root: Path) -> None:
    """With a clock put back, a new index must not be thrown away as the oldest one."""
    home = root / ".cache" / "search"
    for number in range(4):
        (old := home / f"{number:020x}").mkdir(exist_ok=True)
        os.utime(old, ns=(4 * 10**18 + number, 4 * 10**18 + number))
    assert build(root, "site") == 0
    kept = [path for path in home.iterdir() if not path.name.startswith(".")]
    assert len(kept) == KEPT and (newest_first(kept)[0] / "pagefind").is_dir()


# --- stopped ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)]
)
def test_told_to_end_it_cleans_up(
    number: signal.Signals,
    code: int,
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    before = bytes_of(root / "site")

    def interrupted(*_: object) -> None:
        signal.raise_signal(number)

    with monkeypatch.context() as patched:
        patched.setattr("casebook.publish.settle", interrupted)
        assert build(root, "site") == code
    assert "网站还是完整的" in capfd.readouterr().err
    assert differing(bytes_of(root / "site"), before) == []
    assert litter(root) == []
    assert signal.getsignal(signal.SIGTERM) != stopped._stop
    if number == signal.SIGTERM:  # once will do: what was left is the same
        assert build(root, "site") == 0


# --- two at once --------------------------------------------------------------------------------


def test_a_killed_build_gives_the_lock_back(root: Path) -> None:
    hold = (
        "import sys,time; sys.path.insert(0, sys.argv[1])\n"
        "from casebook.lock import alone; from casebook.console import Console\n"
        "from casebook.paths import Paths\n"
        "with alone(Paths.of(sys.argv[2]), Console(quiet=True)):\n"
        "    print('held', flush=True); time.sleep(600)\n"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", hold, str(HOME), str(root)], stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout and holder.stdout.readline() == "held\n"
    second = build_waiting(root, "site")
    holder.kill()
    holder.wait()
    _, said = second.communicate(timeout=PATIENCE)
    assert second.returncode == 0, said
    assert verify_tree(root / "site").faults == ()


def test_two_libraries_publish_into_one_folder_one_after_the_other(
    root: Path, small_site: BuiltLibrary, tmp_path: Path
) -> None:
    other = small_site.copy(tmp_path / "other")
    edit(other / "content/site.yaml", "A test.", "Another library.")
    out = tmp_path / "www"
    runs = [build_apart(each, "site", "--out", str(out)) for each in (root, other)]
    assert [run.wait(PATIENCE) for run in runs] == [0, 0]
    assert verify_tree(out).faults == ()
    beside = {p.name for p in tmp_path.iterdir()}
    assert beside <= {"library", "other", "www", ".www.previous"}


def test_a_preview_and_a_build_share_a_cache(root: Path) -> None:
    paths = Paths.of(root)
    own = Paths(paths.root, paths.cache / "preview")
    Maker(own, Preview(), Console(quiet=True)).make()
    with alone(paths, Console(quiet=True)):
        run = build_waiting(root, "site")
    Maker(own, Preview(), Console(quiet=True)).make()
    _, said = run.communicate(timeout=PATIENCE)
    assert run.returncode == 0, said
    assert verify_tree(root / "site").faults == ()
    assert (own.out / "index.html").is_file() and not (own.out / "index.html.br").exists()
