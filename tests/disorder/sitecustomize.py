"""Another machine, for a process that has this folder on its PYTHONPATH.

Its disk lists files in another order on every look, its clock has another year, and it has as many
processors as `DISORDER_CORES` says.
"""

from __future__ import annotations

import os
import random
import time
from typing import Any

_chance = random.Random(os.environ.get("DISORDER_SEED", "1"))
_listdir, _scandir, _time, _time_ns = os.listdir, os.scandir, time.time, time.time_ns
_YEARS = int(os.environ.get("DISORDER_YEARS", "0")) * 31_556_952  # s


def _shuffled(names: Any) -> list[Any]:
    found = list(names)
    _chance.shuffle(found)
    return found


class _Scan:
    """What `os.scandir` gives: to be walked through, and closed."""

    def __init__(self, entries: Any) -> None:
        with entries:
            self._entries = iter(_shuffled(entries))

    def __iter__(self) -> _Scan:
        return self

    def __next__(self) -> Any:
        return next(self._entries)

    def __enter__(self) -> _Scan:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Nothing is open."""


os.listdir = lambda path=".": _shuffled(_listdir(path))  # type: ignore[assignment]
os.scandir = lambda path=".": _Scan(_scandir(path))  # type: ignore[assignment]
time.time = lambda: _time() + _YEARS
time.time_ns = lambda: _time_ns() + _YEARS * 10**9
os.cpu_count = lambda: int(os.environ.get("DISORDER_CORES", "3"))
