"""What lies in a case's folder, found without following a link and without end."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

MOST_FILES = 1_000  # files and folders of a case; the largest real one has some dozens


def entries_of(folder: Path) -> Iterator[os.DirEntry[str]]:
    """Yield the files and folders below a folder, by name, 1,001 at most; links are not followed.

    Hidden ones, which systems leave behind, and what lies in them are passed over. A folder that
    the system does not let us open has no entries.
    """
    left = MOST_FILES + 1
    folders = [folder]
    while folders and left > 0:
        found: list[os.DirEntry[str]] = []
        try:
            with os.scandir(folders.pop()) as entries:
                for entry in entries:
                    if not entry.name.startswith("."):
                        found.append(entry)
                    if len(found) == left:
                        break
        except OSError:
            continue
        found.sort(key=lambda entry: entry.name)
        left -= len(found)
        yield from found
        folders += [
            Path(entry.path) for entry in reversed(found) if entry.is_dir(follow_symlinks=False)
        ]
