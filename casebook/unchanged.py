"""Whether anything has changed since the last full build: a look at every file's size and times."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import distributions
from pathlib import Path

from casebook.paths import Paths
from casebook.problem import Said
from casebook.walk import walked
from casebook.write import write_file

_NOTE = "last-build.json"


def look_at_input(paths: Paths, besides: Iterable[str] = ()) -> str:
    """Identify all that a build depends on: the library, the program, what is installed.

    `besides` is what else was seen. It is asked before anything is read, so that an edit made
    during the build counts as a change after it.
    """
    package = Path(__file__).parent
    given = [paths.cases, paths.content, paths.theme, paths.engine_settings, package]
    # what may not be published: sizes and times tell of a change and nothing of what it says
    given += sorted((paths.root / "private").glob("*.yaml"))
    versions = sorted(f"{d.name} {d.version}" for d in distributions())
    return _digest([*_states(given), *besides, sys.version, *versions])


def last_said(paths: Paths, given: str) -> tuple[Said, ...]:
    """Return what the last full build said, where input and site are what they were after it.

    Nothing where they are not, or where the note of it cannot be trusted.
    """
    try:
        last = json.loads((paths.cache / _NOTE).read_text(encoding="utf-8"))
        said = tuple(Said(str(zh), str(en)) for zh, en in last["said"])
    except (OSError, ValueError, TypeError, KeyError):
        return ()
    return said if last == _note(paths, given, said) else ()


def remember(paths: Paths, given: str, said: Sequence[Said]) -> None:
    """Note the state after a full build of `given`, and what it said: its report first."""
    write_file(paths.cache / _NOTE, json.dumps(_note(paths, given, said)))


def _note(paths: Paths, given: str, said: Sequence[Said]) -> dict[str, object]:
    return {
        "input": given,
        "output": _digest(_states([paths.out])),
        "out": str(paths.out),
        "said": [[sentence.zh, sentence.en] for sentence in said],
        "whole": _digest(f"{sentence.zh}\0{sentence.en}" for sentence in said),
    }


def _digest(lines: Iterable[str]) -> str:
    text = "\n".join(lines)
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()


def _states(places: Iterable[Path]) -> Iterator[str]:
    """Yield a line for every file and folder; links are followed, for the loader follows some.

    The time of the last change of state (ctime) tells of a change that put size and time back.
    """
    for place in places:
        if place.is_file():
            yield _state(str(place))
        for folder, files in walked(place):
            inside = f"{folder}{os.sep}"
            yield inside
            yield from (_state(inside + file) for file in files)


def _state(path: str) -> str:
    try:
        # 1,000 cases make 70,000 files: a Path for each took twice as long
        stat = os.stat(path)  # noqa: PTH116
    except FileNotFoundError:  # a link to nowhere
        return f"{path}\0-"
    return f"{path}\0{stat.st_size}\0{stat.st_mtime_ns}\0{stat.st_ctime_ns}"
