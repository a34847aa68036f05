"""Put a folder in the place of another in one step, where the system can."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
from pathlib import Path

from casebook.beside import FORMER, folder_for, put_back

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # linux/fs.h
_UNSUPPORTED = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP)


def replace_folder(fresh: Path, out: Path) -> None:
    """Exchange the two folders in one step, or, where the system cannot, in two renames.

    The old one is then where the fresh one was, or gone. Raises OSError, and then it is in its
    place.
    """
    if not out.exists():
        fresh.rename(out)
        return
    if not out.is_dir() or out.is_symlink():
        raise FileExistsError(errno.EEXIST, "not a folder", str(out))
    if _exchange(fresh, out):
        return
    old = folder_for(out, "old")
    try:
        out.rename(old / FORMER)
        fresh.rename(out)
    finally:  # refused, or told to end between the two
        put_back(old, out)
        shutil.rmtree(old, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two names atomically with Linux's renameat2; False where there is no such call."""
    if not sys.platform.startswith("linux"):
        return False
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return False
    names = os.fsencode(one), os.fsencode(other)
    if renameat2(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in _UNSUPPORTED:
        return False
    raise OSError(code, os.strerror(code), str(other))
