"""Put a finished tree in the place of the old one in one step; the old one stays until then."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from casebook.beside import folder_for, sweep, turn
from casebook.durable import settle, settle_names
from casebook.exchange import replace_folder
from casebook.previous import keep_previous

Tree = dict[str, bytes | Path]

_SECOND = 10**9  # ns
_PIECE = 1_000_000  # bytes of two files that are compared at a time


def publish(
    tree: Mapping[str, bytes | Path], out: Path, lasting: tuple[str, ...] | None = ()
) -> bool:
    """Make `out` hold exactly the files of `tree`; return whether anything changed.

    The new tree is written beside `out`, read again, brought to the disk and exchanged with it: a
    reader, or a build that dies, sees the old site whole or the new one whole. What a killed build
    left is removed. Files below `lasting` that the new tree has no more stay readable beside it
    for a while (`casebook.previous`); None takes those that are kept from before away, too. Raises
    OSError when the disk refuses.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    with turn(out.parent):
        sweep(out)
        equal = _equal_files(tree, out)
        if len(equal) == len(tree) == _count(out):
            return False
        fresh = folder_for(out, "new")
        try:
            _write(tree, fresh, out, equal)
            keep_previous(out, tree.keys(), lasting)
            replace_folder(fresh, out)
            settle_names(out.parent)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
    return True


def _count(out: Path) -> int:
    """Count what is in a folder besides folders."""
    return sum(len(files) for _, _, files in os.walk(out))


def _equal_files(tree: Mapping[str, bytes | Path], out: Path) -> set[str]:
    """Return the files that the old tree has in the same form; content counts, not time."""
    return {name for name in tree if _equal(out / name, tree[name])}


def _equal(path: Path, wanted: bytes | Path) -> bool:
    size = len(wanted) if isinstance(wanted, bytes) else wanted.stat().st_size
    if path.is_symlink() or not path.is_file() or path.stat().st_size != size:
        return False
    if isinstance(wanted, bytes):
        return path.read_bytes() == wanted
    with path.open("rb") as one, wanted.open("rb") as other:  # a video may have hundreds of MB
        while piece := one.read(_PIECE):
            if piece != other.read(_PIECE):
                return False
    return True


def _write(tree: Mapping[str, bytes | Path], folder: Path, old: Path, equal: set[str]) -> None:
    """Write the tree; a file that is the same in the old one is not written again but shared.

    So it keeps the time by which browsers ask whether it has changed. Whatever the builder's
    umask, a web server under another name must be able to read.
    """
    folder.chmod(0o755)
    folders, written = {folder}, []
    for name in sorted(tree):
        target = folder / name
        if target.parent not in folders:
            target.parent.mkdir(parents=True, exist_ok=True)
            folders.update(_parents(target, folder))
        if name in equal and _shared(old / name, target):
            continue
        _copy(tree[name], target)
        target.chmod(0o644)
        _date(target, old / name)
        written.append(target)
        if not _equal(target, tree[name]):
            raise OSError(errno.EIO, os.strerror(errno.EIO), str(target))
    for each in folders:
        each.chmod(0o755)
    settle(written)


def _parents(target: Path, folder: Path) -> Iterator[Path]:
    for parent in target.parents:
        if parent == folder:
            return
        yield parent


def _copy(content: bytes | Path, target: Path) -> None:
    try:
        if isinstance(content, bytes):
            target.write_bytes(content)
        else:
            shutil.copyfile(content, target)
    except OSError as error:  # a full disk gives no name, or that of the copied file
        missing = error.errno == errno.ENOENT
        name = error.filename if missing else str(target)
        raise OSError(error.errno, error.strerror, name) from error


def _shared(there: Path, target: Path) -> bool:
    """Give a file of the old tree its name in the new one, where it can be linked."""
    try:
        if there.stat().st_mode & 0o777 != 0o644:
            return False
        os.link(there, target)
    except OSError:  # a disk without hard links
        return False
    return True


def _date(target: Path, there: Path) -> None:
    """Let a changed file be younger than the old one by a second, also where the clock went back.

    Servers make a page's ETag and Last-Modified of its size and its time in seconds: two builds
    within one second, or a clock that was put right, must not make a browser keep the old page.
    """
    try:
        before = there.lstat().st_mtime_ns // _SECOND
    except OSError:
        return
    if target.stat().st_mtime_ns // _SECOND <= before:
        os.utime(target, ns=((before + 1) * _SECOND,) * 2)
