"""Put a file in its place in one step: a reader sees the old one whole, or the new one."""

from __future__ import annotations

import shutil
from pathlib import Path


def write_file(path: Path, content: bytes | str | Path) -> None:
    """Write a file, or copy one, beside its place and let it appear there; folders are made.

    Text is written as UTF-8. Raises OSError when the disk refuses; what was there before stays.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    try:
        if isinstance(content, Path):
            shutil.copyfile(content, part)
        else:
            part.write_bytes(content.encode() if isinstance(content, str) else content)
        part.replace(path)
    except OSError as error:  # a full disk gives no name, or that of the copied file
        raise OSError(error.errno, error.strerror, str(path)) from error
    finally:
        part.unlink(missing_ok=True)
