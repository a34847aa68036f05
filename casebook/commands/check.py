"""`check`: every problem of the library, at its place."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from casebook.check import check_library
from casebook.check.report import Format, render_report
from casebook.console import Console
from casebook.load import Loaded, load_library
from casebook.media.album import look_at_photos
from casebook.memory import Memory
from casebook.paths import Paths
from casebook.problem import Problem, Said, UsageError
from casebook.site.inputs import load_site
from casebook.translation import Subject, subjects_of
from casebook.translation.report import render_translations


def run(options: argparse.Namespace, paths: Paths, console: Console) -> int:
    """Print the report; exit 1 when there is an error, 2 when a path is not of the library."""
    only = [Path(path).resolve() for path in options.paths]
    for path in only:
        _refuse_strange(path, paths)
    if options.translations:
        return _translations(options.format, only, paths, console)
    with console.step("load", Said("读取案例库", "reading the library")):
        loaded, _ = load_site(paths)
    problems = checked(loaded, console, only)
    sys.stdout.write(render_report(problems, options.format, console.locale, infos=options.info))
    return 1 if any(problem.severity == "error" for problem in problems) else 0


def _translations(format: Format, only: list[Path], paths: Paths, console: Console) -> int:
    """Print how far the translation has come; exit 1 only where a file could not be read."""
    loaded = load_library(paths)
    unread = [p for p in loaded.problems if p.severity == "error"]
    sys.stderr.write(render_report(unread, "text", console.locale))
    subjects = subjects_of(loaded.library, paths.content).values()
    chosen = [s for s in subjects if not only or any(_is_in(s, path, paths) for path in only)]
    sys.stdout.write(render_translations(chosen, format, console.locale))
    return 1 if unread else 0


def _is_in(subject: Subject, path: Path, paths: Paths) -> bool:
    """Return whether a subject's files are at or below a path, or the path is one of them."""
    own = {(paths.root / r.place.file).resolve() for r in subject.renderings}
    if "/" not in subject.id:
        own.add(paths.cases / subject.id)
    return any(file.is_relative_to(path) or path.is_relative_to(file) for file in own)


def _refuse_strange(path: Path, paths: Paths) -> None:
    if not path.exists():
        raise UsageError(
            Said(f"没有这个文件或文件夹：{path}", f"there is no such file or folder: {path}")
        )
    if not path.is_relative_to(paths.root):
        raise UsageError(
            Said(
                f"{path} 不在案例库 {paths.root} 里；别处的案例库请用 --root 指明。",
                f"{path} is not in the library {paths.root}; name another library with --root.",
            )
        )


def passes(loaded: Loaded, console: Console) -> bool:
    """Check before a build: print what is wrong, and say whether the build may go on."""
    return let_pass(checked(loaded, console), console)


def let_pass(problems: Sequence[Problem], console: Console) -> bool:
    """Print what is wrong, and say whether a build may go on."""
    sys.stderr.write(render_report(problems, "text", console.locale))
    if any(problem.severity == "error" for problem in problems):
        console.say(
            Said(
                "有错误，这次没有生成，原有的文件没有改动。请改正后再试。",
                "There are errors: nothing was built, what was there is untouched.",
            )
        )
        return False
    return True


def checked(
    loaded: Loaded, console: Console, only: Sequence[Path] = (), memory: Memory | None = None
) -> list[Problem]:
    """Return every problem; photos come first, on all cores, as looking at new ones takes long."""
    with console.step("photos", Said("查看照片", "looking at photos")) as tell:
        look_at_photos(loaded.library, tell)
    with console.step("check", Said("检查", "checking")):
        return check_library(loaded, only, memory=memory)
