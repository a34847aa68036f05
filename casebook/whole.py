"""The cache is trusted by name: so what was cut short or spoiled since is thrown away first."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from casebook.digests import Digests
from casebook.durable import settle
from casebook.paths import Paths
from casebook.write import write_file

_BEGUN = "begun"  # there while a build is at work, and after one that came to no end
# made anew by content on every build (`stage`, `engine`), or a preview of its own
_LIVING = ("site", "preview")
_VOLUMES = ".volumes"  # of a yearbook's; other hidden names are those of things half made
_KEY = re.compile(r"[0-9a-f]{16,}")  # the name of a folder that is whole or is not
_BOOT = Path("/proc/sys/kernel/random/boot_id")


@contextmanager
def whole_cache(paths: Paths) -> Iterator[Digests]:
    """Mend the cache, lend the digests of files, and record what was made when all went well.

    A file that is not what it was when it was made is removed. Where the machine stopped during a
    build (power, not `kill`: then the system still writes what it was given), everything made
    since the last record is; all of it where the record itself is spoiled. To be asked for while
    the cache is held (`alone`).
    """
    cache = paths.cache
    cache.mkdir(parents=True, exist_ok=True)
    digests = Digests(paths.root, cache / "digests.json")
    _mend(cache, digests, distrust=digests.is_spoiled or _has_stopped(cache / _BEGUN))
    write_file(cache / _BEGUN, _boot())
    settle([cache / _BEGUN])
    yield digests
    made = list(_kept_files(cache))
    settle([path for path in made if digests.is_new(path)])
    for path in made:
        digests.of(path)
    digests.save()
    settle([digests.note])
    (cache / _BEGUN).unlink(missing_ok=True)


def _has_stopped(begun: Path) -> bool:
    """Whether the machine has stopped since a build that came to no end."""
    return begun.is_file() and begun.read_text(encoding="utf-8", errors="replace") != _boot()


def _boot() -> str:
    """Identify this run of the machine; the answer differs every time where it cannot be known."""
    try:
        return _BOOT.read_text(encoding="ascii").strip()
    except OSError:
        return os.urandom(8).hex()


def _mend(cache: Path, digests: Digests, *, distrust: bool) -> None:
    for path in list(_half_made(cache)):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    for path in list(_kept_files(cache)):
        if not path.is_file():  # gone with its folder
            continue
        recorded = digests.recorded(path)
        if recorded is None:
            spoiled = distrust or path.stat().st_size == 0
        else:
            spoiled = digests.is_new(path) and digests.of(path) != recorded
        if spoiled:
            digests.forget(path)
            _drop(path, cache)
    if distrust:
        shutil.rmtree(cache / "site", ignore_errors=True)


def _half_made(cache: Path) -> Iterator[Path]:
    """Yield what builds that were killed were writing: nobody else is at work here now."""
    for folder, folders, files in os.walk(cache):
        for name in (*folders, *files):
            if name.startswith(".") and name != _VOLUMES:
                yield Path(folder, name)


def _drop(path: Path, cache: Path) -> None:
    """Remove a file, or the outermost folder that is named by a key: it is kept or made whole."""
    inside = path.relative_to(cache).parts[:-1]
    keyed = next((n for n, name in enumerate(inside, 1) if _KEY.fullmatch(name)), None)
    if keyed:
        shutil.rmtree(cache.joinpath(*inside[:keyed]), ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _kept_files(cache: Path) -> Iterator[Path]:
    """Yield every file that is kept under a name that stands for all it is made of."""
    for part in sorted(cache.iterdir()):
        if part.name not in _LIVING:
            for folder, folders, files in os.walk(part):
                folders.sort()
                yield from (Path(folder, file) for file in sorted(files))
