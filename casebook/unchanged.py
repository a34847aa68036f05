"""Whether anything has changed since the last full build: a look at every file's size and time."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from importlib.metadata import distributions
from pathlib import Path

from casebook.paths import Paths

_NOTE = "last-build.json"


def is_unchanged(paths: Paths) -> bool:
    """Return whether input, program and published site are what they were after the last build."""
    note = paths.cache / _NOTE
    if not note.is_file():
        return False
    try:
        last = json.loads(note.read_text(encoding="utf-8"))
    except ValueError:
        return False
    return bool(last == _state(paths))


def remember(paths: Paths) -> None:
    """Note the state after a full build."""
    paths.cache.mkdir(parents=True, exist_ok=True)
    (paths.cache / _NOTE).write_text(json.dumps(_state(paths)), encoding="utf-8")


def _state(paths: Paths) -> dict[str, str]:
    package = Path(__file__).parent
    given = [paths.cases, paths.content, paths.theme, paths.engine_settings, package]
    versions = sorted(f"{d.name} {d.version}" for d in distributions())
    return {
        "input": _digest(given),
        "output": _digest([paths.out]),
        "versions": hashlib.sha256("\n".join(versions).encode()).hexdigest(),
        "out": str(paths.out),
    }


def _digest(places: list[Path]) -> str:
    digest = hashlib.sha256()
    for place in places:
        for path in _files(place):
            stat = path.lstat()
            line = f"{path}\0{stat.st_size}\0{stat.st_mtime_ns}\n"
            digest.update(line.encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def _files(place: Path) -> Iterator[Path]:
    if place.is_file():
        yield place
    elif place.is_dir():
        yield from sorted(p for p in place.rglob("*") if "__pycache__" not in p.parts)
