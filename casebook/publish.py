"""Put a finished tree in the place of the old one in one step; the old one stays until then."""

from __future__ import annotations

import ctypes
import errno
import glob
import os
import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

Tree = dict[str, bytes | Path]

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # linux/fs.h
_UNSUPPORTED = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP)


def publish(tree: Mapping[str, bytes | Path], out: Path) -> bool:
    """Make `out` hold exactly the files of `tree`; return whether anything changed.

    The new tree is written beside `out` and exchanged with it: a reader, or a build that dies,
    sees the old site whole or the new one whole. What a killed build left is removed. Raises
    OSError when the disk refuses.
    """
    if _same(tree, out):
        return False
    out.parent.mkdir(parents=True, exist_ok=True)
    left = [
        p for kind in ("new", "old") for p in out.parent.glob(f".{glob.escape(out.name)}.{kind}-*")
    ]
    fresh = Path(tempfile.mkdtemp(prefix=f".{out.name}.new-", dir=out.parent))
    try:
        _write(tree, fresh, out)
        _replace(fresh, out)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    for folder in left:
        shutil.rmtree(folder, ignore_errors=True)
    return True


def _same(tree: Mapping[str, bytes | Path], out: Path) -> bool:
    if not out.is_dir():
        return False
    there = {p.relative_to(out).as_posix() for p in out.rglob("*") if p.is_file()}
    return there == set(tree) and all(_equal(out / name, tree[name]) for name in tree)


def _equal(path: Path, wanted: bytes | Path) -> bool:
    size = len(wanted) if isinstance(wanted, bytes) else wanted.stat().st_size
    if path.stat().st_size != size:
        return False
    content = wanted if isinstance(wanted, bytes) else wanted.read_bytes()
    return path.read_bytes() == content


def _write(tree: Mapping[str, bytes | Path], folder: Path, old: Path) -> None:
    """Write the tree; a file that is the same in the old one is not written again but shared.

    So it keeps the time by which browsers ask whether it has changed.
    """
    for name in sorted(tree):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        content = tree[name]
        if _shared(old / name, content, target):
            continue
        if isinstance(content, bytes):
            target.write_bytes(content)
        else:
            shutil.copyfile(content, target)
    _make_readable(folder)


def _shared(there: Path, wanted: bytes | Path, target: Path) -> bool:
    """Give a file of the old tree its name in the new one, where it is equal and can be linked."""
    try:
        if there.is_symlink() or not there.is_file() or not _equal(there, wanted):
            return False
        os.link(there, target)
    except OSError:  # a disk without hard links
        return False
    return True


def _make_readable(folder: Path) -> None:
    """Whatever the builder's umask, a web server under another name must be able to read."""
    folder.chmod(0o755)
    for path in folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)


def _replace(fresh: Path, out: Path) -> None:
    """Exchange the two folders in one step, or, where the system cannot, in two renames."""
    if not out.exists():
        fresh.rename(out)
        return
    if not out.is_dir() or out.is_symlink():
        raise FileExistsError(errno.EEXIST, "not a folder", str(out))
    if _exchange(fresh, out):
        return
    old = Path(tempfile.mkdtemp(prefix=f".{out.name}.old-", dir=out.parent))
    try:
        out.rename(old / "site")
        try:
            fresh.rename(out)
        except OSError:
            (old / "site").rename(out)
            raise
    finally:
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
