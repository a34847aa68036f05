"""Walk folders: those that editors write, over links, and those that were made, without."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path


def walked(place: Path) -> Iterator[tuple[Path, list[str]]]:
    """Yield every folder below a place, itself included, with the names of its files, sorted.

    As the loader sees them: links are followed, and a link that leads back is not.
    """
    seen: set[tuple[int, int]] = set()
    for name, folders, files in os.walk(place, followlinks=True):
        folder = Path(name)
        here = folder.stat()
        if (here.st_dev, here.st_ino) in seen:  # a link that leads back
            folders.clear()
            continue
        seen.add((here.st_dev, here.st_ino))
        folders[:] = sorted(f for f in folders if f != "__pycache__")
        yield folder, sorted(files)


def files_in(folder: Path) -> Iterator[str]:
    """Yield every file of a finished tree by its path, and every link: such a tree has none."""
    for name, folders, files in os.walk(folder):
        here = Path(name)
        folders.sort()
        links = [each for each in folders if (here / each).is_symlink()]
        below = here.relative_to(folder)
        yield from ((below / each).as_posix() for each in sorted((*files, *links)))
