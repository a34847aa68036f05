"""Bytes of the files that editors give: of plain files of the library alone, and not too many.

A pipe would keep the program waiting for ever, a device has no end, and a link leads out of the
library: each is a problem with its place.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from casebook.problem import Place, Problem, Said

_KINDS: tuple[tuple[int, Said], ...] = (
    (
        stat.S_IFLNK,
        Said("这是一个快捷方式（链接），不是文件", "this is a symbolic link, not a file"),
    ),
    (stat.S_IFDIR, Said("这是一个文件夹，不是文件", "this is a folder, not a file")),
    (stat.S_IFIFO, Said("这是一个管道，不是文件", "this is a pipe, not a file")),
    (stat.S_IFSOCK, Said("这是一个套接字，不是文件", "this is a socket, not a file")),
    (stat.S_IFCHR, Said("这是一个设备，不是文件", "this is a device, not a file")),
    (stat.S_IFBLK, Said("这是一个设备，不是文件", "this is a device, not a file")),
)
_ITSELF = Said("请换成文件本身。", "Put the file itself here.")
_FOLDER = Said("请换成文件夹和文件本身。", "Put the folder and its files here themselves.")
_OPENING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)
_OPENING |= getattr(os, "O_BINARY", 0)


def read_plain(root: Path, path: Path, most: int) -> tuple[bytes | None, list[Problem]]:
    """Read a file of the library; one above `most` bytes is refused unread.

    A link, also on the way to the file below the root's own folders, a folder, a pipe, a socket, a
    device and a file that may not be read are problems.
    """
    place = Place(shown_name(path.relative_to(root).as_posix()))
    if link := linked(root, path):
        name = shown_name(link.relative_to(root).as_posix())
        if link == path:
            return None, [Problem(place, "link", _KINDS[0][1], _ITSELF)]
        said = Said(f"“{name}”是快捷方式（链接），不读取", f"'{name}' is a link, not followed")
        return None, [Problem(place, "link", said, _FOLDER)]
    try:
        mode = path.lstat().st_mode
        if not stat.S_ISREG(mode):
            return None, [Problem(place, "file", kind_of(mode), _ITSELF)]
        with os.fdopen(os.open(path, _OPENING), "rb") as opened:
            size = os.fstat(opened.fileno()).st_size
            if size <= most:
                return opened.read(most), []
    except FileNotFoundError:
        said = Said("没有这个文件", "there is no such file")
        return None, [Problem(place, "file", said, Said("请放进这个文件。", "Put it here."))]
    except OSError as error:
        return None, [_unreadable(place, error)]
    return None, [_too_large(place, size, most)]


def lies_at(path: Path) -> bool:
    """Return whether anything has this name, be it a file, a folder or a link to nowhere."""
    return os.path.lexists(path)


def in_each(folder: Path, name: str) -> list[Path]:
    """Return what has a name in each folder below one, as `lies_at` sees it."""
    below = sorted(folder.iterdir()) if folder.is_dir() else []
    return [path / name for path in below if lies_at(path / name)]


def linked(root: Path, path: Path) -> Path | None:
    """Return the first link on the way from a folder of the root down to a path, itself included.

    `cases/` and `content/` themselves may be links: whoever runs the library decides where it lies.
    """
    parts = path.relative_to(root).parts
    here = root / parts[0] if parts else root
    if len(parts) == 1:
        return here if here.is_symlink() else None
    for part in parts[1:]:
        here = here / part
        if here.is_symlink():
            return here
    return None


def kind_of(mode: int) -> Said:
    """Say what stands where a plain file was expected."""
    return dict(_KINDS).get(stat.S_IFMT(mode), Said("这不是普通文件", "this is no plain file"))


def shown_name(name: str) -> str:
    """Return a file's name for a report, what cannot be seen or is no Unicode written as \\u…."""
    return "".join(_shown(name))


def _shown(name: str) -> Iterator[str]:
    for char in name:
        code = ord(char)
        if 0xDC80 <= code <= 0xDCFF:  # a byte that is not UTF-8 (PEP 383)
            yield f"\\x{code - 0xDC00:02x}"
        else:
            yield char if char.isprintable() else f"\\u{code:04x}"


def _unreadable(place: Place, error: OSError) -> Problem:
    reason = error.strerror or str(error)
    return Problem(
        place,
        "file",
        Said(f"系统不让读取这个文件（{reason}）", f"the system does not let it be read ({reason})"),
        Said(
            "请检查文件的权限，或重新放进来。",
            "Look at the file's permissions, or put it here again.",
        ),
    )


def _too_large(place: Place, size: int, most: int) -> Problem:
    return Problem(
        place,
        "file-size",
        Said(f"文件有 {size:,} 字节，太大", f"the file has {size:,} bytes: too large"),
        Said(
            f"一个文本文件最多 {most:,} 字节；照片和视频请放进各自的文件夹。",
            f"A text file may have {most:,} bytes; photos and videos go in folders.",
        ),
        value=str(size),
        allowed=(str(most),),
    )
