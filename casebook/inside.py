"""Paths that a YAML file names: inside one folder of the library, never over a link."""

from __future__ import annotations

import re
from pathlib import Path

_DRIVE = re.compile(r"[A-Za-z]:")
LONGEST = 255  # bytes of a name on every usual disk


def inside(folder: Path, name: str) -> Path | None:
    """Return the path that a name in a YAML file means, whether or not a file is there.

    None where it leads out of the folder: `..`, an absolute path, a drive, a backslash, a link on
    the way; also for a name that no disk can hold.
    """
    parts = name.split("/")
    if "\\" in name or "\0" in name or _DRIVE.match(name):
        return None
    path = folder
    for part in parts:
        if part in ("", ".", "..") or len(part.encode(errors="surrogateescape")) > LONGEST:
            return None
        path = path / part
        if path.is_symlink():
            return None
    return path


def plain_inside(folder: Path, name: str) -> Path | None:
    """Return the plain file of a folder that a name means, None where there is none."""
    path = inside(folder, name)
    return path if path and path.is_file() else None
