"""Whether anything has changed since the last full build: a look at every file's size and times."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import distributions
from pathlib import Path

from casebook.paths import Paths
from casebook.walk import walked
from casebook.write import write_file

_NOTE = "last-build.json"


def look_at_input(paths: Paths) -> str:
    """Identify all that a build depends on: the library, the program, what is installed.

    It is asked before anything is read, so that an edit made during the build counts as a change
    after it.
    """
    package = Path(__file__).parent
    given = [paths.cases, paths.content, paths.theme, paths.engine_settings, package]
    # what may not be published: sizes and times tell of a change and nothing of what it says
    given += sorted((paths.root / "private").glob("*.yaml"))
    versions = sorted(f"{d.name} {d.version}" for d in distributions())
    return _digest([*_states(given), sys.version, *versions])


def is_unchanged(paths: Paths, given: str) -> bool:
    """Return whether input and published site are what they were after the last build."""
    try:
        last = json.loads((paths.cache / _NOTE).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return False
    return bool(last == _note(paths, given))


def remember(paths: Paths, given: str) -> None:
    """Note the state after a full build of `given`."""
    write_file(paths.cache / _NOTE, json.dumps(_note(paths, given)))


def _note(paths: Paths, given: str) -> dict[str, str]:
    return {"input": given, "output": _digest(_states([paths.out])), "out": str(paths.out)}


def _digest(lines: Iterable[str]) -> str:
    text = "\n".join(lines)
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()


def _states(places: Iterable[Path]) -> Iterator[str]:
    """Yield a line for every file and folder; links are followed, for the loader follows some.

    The time of the last change of state (ctime) tells of a change that put size and time back.
    """
    for place in places:
        if place.is_file():
            yield _state(place)
        for folder, files in walked(place):
            yield f"{folder}/"
            yield from (_state(folder / file) for file in files)


def _state(path: Path) -> str:
    try:
        stat = path.stat()
    except FileNotFoundError:  # a link to nowhere
        return f"{path}\0-"
    return f"{path}\0{stat.st_size}\0{stat.st_mtime_ns}\0{stat.st_ctime_ns}"
