"""What a process that lives on, as a preview does, keeps of files that have not changed."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Hashable, Iterable
from pathlib import Path
from typing import TypeVar, cast

T = TypeVar("T")
State = tuple[int, ...]  # empty where nothing has the name

_SETTLED = 3 * 10**9  # ns; the coarsest clock of a disk (FAT) ticks every two seconds


class Memory:
    """Values made of files, each known by a name, of use while its files are what they were.

    It is never written anywhere. A file is known by kind, inode, size and times; the time of the
    last change of state (ctime) tells of a change that put size and time back. What was changed
    less than three seconds before it was read is not kept: it could change again within one tick
    of the disk's clock.
    """

    def __init__(self) -> None:
        self._kept: dict[Hashable, tuple[object, object]] = {}

    def kept(
        self, name: Hashable, files: Iterable[Path], besides: object, make: Callable[[], T]
    ) -> T:
        """Return a value that depends on files and on what is given `besides`; make it if need be.

        The same object is returned as long as nothing changed.
        """
        now = time.time_ns()
        states = [state_of(file) for file in files]
        found = self._kept.get(name)
        if found and found[0] == (states, besides):
            return cast(T, found[1])
        value = make()
        if all(is_settled(state, now) for state in states):
            self._kept[name] = ((states, besides), value)
        else:
            self._kept.pop(name, None)
        return value

    def same(self, name: Hashable, value: T) -> T:
        """Return the object that was given under this name before, where it is equal to this one.

        So that what depends on it is known at a glance to be unchanged.
        """
        found = self._kept.get(name)
        if found and found[1] == value:
            return found[1]
        self._kept[name] = ((), value)
        return value


def state_of(path: Path) -> State:
    """Return what tells one content of a file from another, without reading it."""
    try:
        stat = os.lstat(path)
    except OSError:
        return ()
    return (
        *(stat.st_mode, stat.st_dev, stat.st_ino),
        *(stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns),
    )


def is_settled(state: State, now: int) -> bool:
    """Whether a file was left alone for a while before `now`, in ns since 1970."""
    return not state or max(state[-2:]) < now - _SETTLED
