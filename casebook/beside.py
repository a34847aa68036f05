"""What is made beside its place before it takes it: by one at a time, and swept when one died."""

from __future__ import annotations

import glob
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Literal

try:
    import fcntl
except ImportError:  # Windows has no such lock
    fcntl = None  # type: ignore[assignment]

FORMER = "former"  # the name of what was in a place, while it is moved away


@contextmanager
def turn(folder: Path) -> Iterator[None]:
    """Wait for others that publish into the same folder: two libraries may have one `--out`.

    The system gives the lock on the folder back when the process ends, however it ends.
    """
    if fcntl is None:
        yield
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # a network disk without locks
            fcntl.flock(number, fcntl.LOCK_EX)
        yield
    finally:
        os.close(number)


def sweep(place: Path) -> None:
    """Remove what runs that were killed have left beside a place; nobody else is at work there.

    A run that was killed between two renames has left nothing in the place itself: then what was
    there before comes back.
    """
    for left in _left(place, "old"):
        put_back(left, place)
    for left in (*_left(place, "new"), *_left(place, "old")):
        shutil.rmtree(left, ignore_errors=True)


def put_back(left: Path, place: Path) -> None:
    """Put what was moved away into its place again, where nothing has come there."""
    if not os.path.lexists(place) and os.path.lexists(left / FORMER):
        (left / FORMER).rename(place)


def _left(place: Path, kind: str) -> list[Path]:
    return sorted(place.parent.glob(f".{glob.escape(place.name)}.{kind}-*"))


def folder_for(place: Path, kind: Literal["new", "old"]) -> Path:
    """Make a folder beside a place, for what comes there, or for what was there as `FORMER`."""
    return Path(tempfile.mkdtemp(prefix=f".{place.name}.{kind}-", dir=place.parent))
