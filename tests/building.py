"""Libraries built for tests: copies of the real one and of the sample, and what to ask of them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from casebook.cli import main
from casebook.manifest import MANIFEST
from casebook.packed import SUFFIXES
from casebook.paths import HOME
from casebook.sums import SUMS

SAMPLE = HOME / "tests" / "libraries" / "sample"
BASE = HOME / "tests" / "libraries" / "base"
PARTS = ("cases", "content", "theme", "mkdocs.yml")
KAIXUAN = "cases/2022-kaixuanhui"  # a case of the real library
ADDED = "这一句是测试添上的。"
# Every command that reads the library; `serve` is tested by its build step in test_serve.py.
COMMANDS = {
    "build": (),
    "check": ("check",),
    "site": ("site",),
    "yearbook": ("yearbook",),
}


@dataclass(frozen=True)
class BuiltLibrary:
    """A library in a folder of its own, and its site; tests look at it and change nothing."""

    root: Path

    @property
    def out(self) -> Path:
        """The published tree."""
        return self.root / "site"

    def copy(self, to: Path) -> Path:
        """Copy the library with its site and its cache, to be changed; returns the new root.

        The theme stays behind: a library without one takes the program's own, which is the same,
        and its fonts are most of the bytes.
        """
        shutil.copytree(self.root, to, ignore=_theme)
        return to


def _theme(folder: str, names: list[str]) -> set[str]:
    return {"theme"} & set(names) if (Path(folder) / "mkdocs.yml").is_file() else set()


def copy_real(root: Path, parts: tuple[str, ...] = PARTS) -> Path:
    """Copy the repository's own library, without what was made from it."""
    root.mkdir(parents=True, exist_ok=True)
    for part in parts:
        source = HOME / part
        (shutil.copytree if source.is_dir() else shutil.copyfile)(source, root / part)
    return root


def build(root: Path, *arguments: str) -> int:
    """Run a command on a library in this process and return its exit code."""
    return main(["--root", str(root), "--quiet", *arguments])


def build_apart(
    root: Path, *arguments: str, env: Mapping[str, str] | None = None, umask: int = -1
) -> subprocess.Popen[str]:
    """Start a command on a library in a process of its own, in another working folder."""
    return subprocess.Popen(
        [sys.executable, str(HOME / "build.py"), "--root", str(root), "--quiet", *arguments],
        cwd=root.parent,
        env={**os.environ, **(env or {})},
        umask=umask,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def build_waiting(root: Path, *arguments: str) -> subprocess.Popen[str]:
    """Start a command as `build_apart` does; it has said that it waits when this returns."""
    command = [sys.executable, str(HOME / "build.py"), "--root", str(root), *arguments]
    run = subprocess.Popen(
        command, cwd=root.parent, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )
    assert run.stderr and any("等待另一次生成" in line for line in run.stderr), "it did not wait"
    return run


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder by its path."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def as_built(tree: Mapping[str, bytes]) -> dict[str, bytes]:
    """Leave out what a release makes of the finished files: compressed forms, manifest, sums."""
    made = {name + suffix for name in tree for suffix in SUFFIXES} | {SUMS, MANIFEST}
    return {name: content for name, content in tree.items() if name not in made}


def times_of(*folders: Path) -> dict[str, int]:
    """Return the time of the last change of every file and folder, in ns."""
    return {
        str(path): path.lstat().st_mtime_ns
        for folder in folders
        for path in (folder, *folder.rglob("*"))
    }


def differing(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> list[str]:
    """Return the names of files that only one of two trees has, or that are not the same."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def edit(path: Path, old: str, new: str) -> None:
    """Replace a text that must be there, once or more, in a file."""
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path.name} has no {old!r}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def add_to_last_passage(text: Path, paragraph: str) -> list[str]:
    """Write a paragraph at the end of a case's text; returns the criteria of the passage there.

    Tests that need a changed text add to it: its own sentences are the editors' to change.
    """
    source = text.read_text(encoding="utf-8")
    headings = re.findall(r"^### .*$", source, re.MULTILINE)
    marks = re.search(r'\{criteria="([^"]+)"\}', headings[-1])
    text.write_text(f"{source}\n{paragraph}\n", encoding="utf-8")
    return marks.group(1).split() if marks else []
