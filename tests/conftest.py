"""What every test shares: the option that rewrites golden files, and libraries built once."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import partialmethod
from pathlib import Path

import pytest
from building import SAMPLE, BuiltLibrary, build, copy_real
from exporting import Exported, exported, write_varied
from hostile_library import HostileSite, hostile_site
from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket
from laden import lade
from once import made_once
from small_library import write_small_library
from video_library import write_video_library


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --update-golden: write what the program says now, to be read before it is committed."""
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden files")


_LIBRARIES = {"built_site", "sample_site", "small_site", "video_site", "hostile", "out", "serve"}
_LONGEST = (
    "thousand",
    "end_to_end",
    "rebuild",
    "accessibility",
    "faults",
    "serve",
    "press",
    "killed",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the quick files first; then those that build or browse, the longest before the others.

    So a slip is told soon, and no worker is left with a long file when the others are done.
    """
    slow = {item.path for item in items if _LIBRARIES & {*getattr(item, "fixturenames", ())}}
    names = [f"test_{name}" for name in _LONGEST]

    def turn(item: pytest.Item) -> tuple[bool, int]:
        name = item.path.stem
        long = name in names
        return item.path in slow or long, names.index(name) if long else len(names)

    items.sort(key=turn)


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are rewritten instead of compared."""
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture(scope="session", autouse=True)
def disk_not_waited_for() -> Iterator[None]:
    """Let builds in this process not wait for the disk: no test cuts the power.

    `sync` waits for all that the whole machine has yet to write: half a minute beside other work.
    Builds in processes of their own still wait.
    """
    with pytest.MonkeyPatch.context() as patched:
        if hasattr(os, "sync"):  # Windows has none
            patched.setattr(os, "sync", lambda: None)
        patched.setattr(os, "fsync", lambda number: None)
        yield


class _Compiled(BytecodeCache):
    """What Jinja has made of a template, in memory; Jinja compares the template's source."""

    def __init__(self) -> None:
        self._made: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what was made under this key, if anything was."""
        if bucket.key in self._made:
            bucket.bytecode_from_string(self._made[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was made."""
        self._made[bucket.key] = bucket.bytecode_to_string()


@pytest.fixture(scope="session", autouse=True)
def templates_compiled_once() -> Iterator[None]:
    """Let the many builds of one process compile a template once: half a second of each build."""
    with pytest.MonkeyPatch.context() as patched:
        opened = partialmethod(Environment.__init__, bytecode_cache=_Compiled())
        patched.setattr(Environment, "__init__", opened)
        yield


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> BuiltLibrary:
    """The repository's own library, copied and built: site, search, yearbook."""
    return BuiltLibrary(made_once(tmp_path_factory, "real", _build_real))


@pytest.fixture(scope="session")
def sample_site(tmp_path_factory: pytest.TempPathFactory) -> BuiltLibrary:
    """The sample library, its photos drawn and laden as a phone's are, built in the same way."""
    return BuiltLibrary(made_once(tmp_path_factory, "sample", _build_sample))


@pytest.fixture(scope="session")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> BuiltLibrary:
    """Several small cases, one of them withdrawn and one renamed; the site alone."""
    return BuiltLibrary(made_once(tmp_path_factory, "small", _build_small))


@pytest.fixture(scope="session")
def video_site(tmp_path_factory: pytest.TempPathFactory) -> BuiltLibrary:
    """The small cases, one of them with videos; the site alone."""
    return BuiltLibrary(made_once(tmp_path_factory, "videos", _build_videos))


def _build_real(root: Path) -> None:
    assert build(copy_real(root)) == 0


def _build_sample(root: Path) -> None:
    shutil.copytree(SAMPLE, root)
    draw = [sys.executable, str(SAMPLE / "make_photos.py")]
    for case in root.glob("cases/*/"):
        subprocess.run([*draw, str(case / "photos")], check=True)
        lade(case / "photos")
    assert build(root) == 0


def _build_small(root: Path) -> None:
    assert build(write_small_library(root), "site") == 0


def _build_videos(root: Path) -> None:
    assert build(write_video_library(root), "site") == 0


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> HostileSite:
    """The site of a library that says hostile things in every text, made past the check."""
    return hostile_site(tmp_path_factory.mktemp("hostile") / "library")


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Exported:
    """What is exported of a library with a case of every kind; tests change nothing in it."""
    return exported(write_varied(tmp_path_factory.mktemp("exports") / "library"))
