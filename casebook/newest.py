"""Which of several kept things was used last: an order that a clock put back does not upset."""

from __future__ import annotations

import os
import time
from collections.abc import Collection
from pathlib import Path


def use(chosen: Path, among: Collection[Path]) -> None:
    """Mark one of several as the newest: its time is later than any other's, whatever the clock."""
    others = (path.stat().st_mtime_ns for path in among if path != chosen)
    moment = max(time.time_ns(), max(others, default=0) + 1)
    os.utime(chosen, ns=(moment, moment))


def newest_first(paths: Collection[Path]) -> list[Path]:
    """Return them, the one used last first."""
    return sorted(paths, key=lambda path: (path.stat().st_mtime_ns, path.name), reverse=True)
