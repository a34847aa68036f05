"""What a page that is still open asks for: files of former releases, kept beside the site.

A release brings scripts, styles, parts of the search and photos under new names. Whoever opened a
page just before still asks for the former ones. They are kept in `.<name>.previous` beside the
site, which stays a pure function of its input; `server/nginx.conf` looks there second.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Collection
from pathlib import Path

from casebook.beside import folder_for, sweep
from casebook.exchange import replace_folder

_AGES = "ages.json"  # by file: how many releases ago it left the site
_KEPT = 5  # releases


def previous_of(out: Path) -> Path:
    """Return the folder beside a site that keeps what it no longer holds."""
    return out.with_name(f".{out.name}.previous")


def keep_previous(out: Path, new: Collection[str], lasting: tuple[str, ...] | None) -> None:
    """Keep the files below `lasting` that `out` holds and the new tree does not.

    Those of earlier releases stay for a few more; None removes all at once. Written before the new
    tree takes its place, so that no file is away for a moment.
    """
    home = previous_of(out)
    sweep(home)
    ages = {} if lasting is None else _ages(home)
    kept = {name: age + 1 for name, age in ages.items() if age < _KEPT and name not in new}
    sources = {name: home / name for name in kept}
    for name in _below(out, lasting or ()):
        if name not in new:
            kept[name], sources[name] = 1, out / name
    if not kept:
        shutil.rmtree(home, ignore_errors=True)
        return
    fresh = folder_for(out, "new")
    try:
        fresh.chmod(0o755)
        for name, source in sorted(sources.items()):
            _link(source, fresh, name)
        (fresh / _AGES).write_text(json.dumps(kept, sort_keys=True), encoding="utf-8")
        replace_folder(fresh, home)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _ages(home: Path) -> dict[str, int]:
    try:
        found = json.loads((home / _AGES).read_text(encoding="utf-8"))
        return {name: int(age) for name, age in found.items() if (home / name).is_file()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _below(out: Path, lasting: tuple[str, ...]) -> list[str]:
    found = []
    for start in lasting:
        for folder, _, files in os.walk(out / start):
            found += [Path(folder, name).relative_to(out).as_posix() for name in files]
    return found


def _link(source: Path, fresh: Path, name: str) -> None:
    target = fresh / name
    for parent in reversed(target.relative_to(fresh).parents[:-1]):
        (fresh / parent).mkdir(mode=0o755, exist_ok=True)
        (fresh / parent).chmod(0o755)
    try:
        os.link(source, target)
    except OSError:  # a disk without hard links
        shutil.copyfile(source, target)
        target.chmod(0o644)
