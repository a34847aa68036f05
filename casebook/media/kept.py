"""The cache of derivatives: a file is there whole or not at all; what nobody uses goes in time."""

from __future__ import annotations

import os
import time
from pathlib import Path
from threading import get_ident

_DAY = 86_400  # seconds
_IDLE = 60 * _DAY  # an editor who comes back after the holidays waits for nothing


def is_kept(made: Path) -> bool:
    """Whether a derivative is there; that it was asked for is noted, once a day, as its time.

    An empty file is what a power cut leaves of one that the disk had not written yet.
    """
    try:
        stat = made.stat()
    except FileNotFoundError:
        return False
    if stat.st_size == 0:
        return False
    if abs(time.time() - stat.st_mtime) > _DAY:
        os.utime(made)
    return True


def keep(made: Path, content: bytes) -> None:
    """Write a derivative beside its place and let it appear there; may be called by many threads.

    Raises OSError, with the name of the file, when the disk refuses; then nothing is left.
    """
    made.parent.mkdir(parents=True, exist_ok=True)
    part = made.with_name(f".{made.name}.{os.getpid()}-{get_ident()}.part")
    try:
        part.write_bytes(content)
        part.replace(made)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(made)) from error
    finally:
        part.unlink(missing_ok=True)


def sweep(home: Path) -> int:
    """Remove what no build has asked for in 60 days, and parts of killed builds; return how many.

    Called after a build, when all that it used bears the time of today: whatever the clock says,
    nothing that the library shows is removed, and what is removed can be made again.
    """
    before = time.time() - _IDLE
    idle = [
        path
        for path in home.glob("*/*")
        if path.is_file() and (path.stat().st_mtime < before or path.suffix == ".part")
    ]
    for path in idle:
        path.unlink(missing_ok=True)
    return len(idle)
