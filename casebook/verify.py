"""Hold a published tree against its own list: every file that is missing, changed or added."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from casebook.problem import RefusalError, Said, UsageError
from casebook.sums import SUMS, read_sums
from casebook.walk import files_in

Kind = Literal["missing", "changed", "added"]


@dataclass(frozen=True, slots=True)
class Fault:
    """A file of a tree that is not as the list says; `path` is from the tree's root."""

    path: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found: how many files the list names, its own digest, and every fault by path."""

    files: int
    fingerprint: str
    faults: tuple[Fault, ...]


def verify_tree(folder: Path) -> Verified:
    """Compare a folder with the `SHA256SUMS` in it.

    Raises UsageError where there is none, RefusalError where it cannot be read as one.
    """
    try:
        content = (folder / SUMS).read_bytes()
    except NotADirectoryError as error:
        raise UsageError(
            Said(
                f"{folder} 是一个文件；压缩包请先解压，再核对解压出来的文件夹。",
                f"{folder} is a file: unpack it first, then verify the folder that comes out.",
            )
        ) from error
    except FileNotFoundError as error:
        raise UsageError(
            Said(
                f"{folder} 里没有 {SUMS}：这不是本程序生成的网站，或上传时漏了这个文件。",
                f"there is no {SUMS} in {folder}: it is no site that this program has built, or "
                "that file was not copied.",
            )
        ) from error
    try:
        wanted = read_sums(content)
    except ValueError as error:
        where = error.args[0] if str(error).startswith(SUMS) else SUMS
        raise RefusalError(
            Said(
                f"{folder}/{where}：清单损坏或被改过，无法核对。请把整个网站重新上传，"
                "用 FTP 的选二进制方式。",
                f"{folder}/{where}: the list is damaged or was altered. Copy the whole site "
                "again, by FTP in binary mode.",
            )
        ) from error
    faults = tuple(sorted(_faults(folder, wanted), key=lambda fault: fault.path))
    return Verified(len(wanted), hashlib.sha256(content).hexdigest(), faults)


def _faults(folder: Path, wanted: dict[str, str]) -> Iterator[Fault]:
    there = set(files_in(folder))
    for path in there - wanted.keys() - {SUMS}:
        yield Fault(path, "added")
    for path, digest in wanted.items():
        if path not in there:
            yield Fault(path, "missing")
        elif _digest(folder / path) != digest:
            yield Fault(path, "changed")


def _digest(path: Path) -> str:
    if path.is_symlink() or not path.is_file():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
