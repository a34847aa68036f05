"""One build at a time: what is made in the cache is never made by two at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from casebook.console import Console
from casebook.paths import Paths
from casebook.problem import Said

try:
    import fcntl
except ImportError:  # Windows has no such lock
    fcntl = None  # type: ignore[assignment]


@contextmanager
def alone(paths: Paths, console: Console) -> Iterator[None]:
    """Hold the cache of a library; a second build says that it waits, and waits.

    The system gives the lock back when the process ends, however it ends.
    """
    paths.cache.mkdir(parents=True, exist_ok=True)
    with (paths.cache / "lock").open("ab") as file:
        if not _take(file, wait=False):
            console.say(Said("等待另一次生成结束……", "waiting for another build to end"))
            _take(file, wait=True)
        yield


def _take(file: IO[bytes], *, wait: bool) -> bool:
    """Take the lock; False where another process has it, True where the system knows no locks."""
    if fcntl is None:
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    except OSError:  # a network disk without locks
        return True
    return True
