"""What the system refused, in words: which file, why, and what to do about it."""

from __future__ import annotations

import errno

from casebook.problem import Said

_FULL = (
    Said("磁盘满了", "the disk is full"),
    Said(
        "请清出一些空间（可以删去案例库里的 .cache 文件夹），再运行一次。",
        "Free some space (the library's .cache folder may be deleted), then run it again.",
    ),
)
_CLOSED = (
    Said("没有写入或读取的权限", "reading or writing is not permitted"),
    Said(
        "请检查这个文件或文件夹的权限和所有者；网站可用 --out 换一个位置。",
        "Look at who owns it and who may write there; --out gives the site another place.",
    ),
)
_READ_ONLY = (
    Said("这个磁盘是只读的", "the disk is read-only"),
    Said(
        "请把案例库放到可以写入的磁盘上，或用 --out 把网站放到别处。",
        "Put the library on a disk that can be written, or the site elsewhere with --out.",
    ),
)
_BROKEN = (
    Said("磁盘读写出错", "the disk failed to read or write"),
    Said(
        "文件没有写完整。请检查磁盘，并先备份案例库。",
        "A file was not written whole. Back up the library first, then have the disk checked.",
    ),
)
_KNOWN = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EACCES: _CLOSED,
    errno.EPERM: _CLOSED,
    errno.EROFS: _READ_ONLY,
    errno.EIO: _BROKEN,
    errno.EBUSY: (
        Said("这个文件夹正被占用，换不掉", "the folder is in use and cannot be replaced"),
        Said(
            "如果它是一个挂载点（容器的卷、另一块磁盘），请用 --out 写它里面的一个文件夹。",
            "Where it is a mount point (a container's volume, a disk), give a folder inside it "
            "with --out.",
        ),
    ),
    errno.EMFILE: (
        Said("同时打开的文件太多", "too many files are open"),
        Said(
            "请先运行 ulimit -n 4096，再运行一次。",
            "Run `ulimit -n 4096` first, then run it again.",
        ),
    ),
    errno.ENAMETOOLONG: (
        Said("文件名太长", "the name is too long"),
        Said(
            "请把案例库移到路径短一些的文件夹。",
            "Move the library into a folder with a shorter path.",
        ),
    ),
    errno.ENOENT: (
        Said("找不到这个文件或文件夹", "there is no such file or folder"),
        Said(
            "生成时它可能被移走或删掉了。请放回原处，再运行一次。",
            "It may have been moved or deleted meanwhile: put it back, then run it again.",
        ),
    ),
}


def refused(error: OSError) -> Said:
    """Say what the system refused; the words of the system are kept in brackets."""
    name, reason = str(error.filename or ""), error.strerror or str(error)
    found = _KNOWN.get(error.errno or 0)
    if found is None:
        return Said(
            f"系统拒绝了读写：{name}（{reason}）。原有的文件没有改动。",
            f"the system refused to read or write {name} ({reason}). What was there is unchanged.",
        )
    why, hint = found
    at = (f"：{name}", f": {name}") if name else ("", "")
    return Said(
        f"{why.zh}{at[0]}（{reason}）。原有的网站没有改动。\n    {hint.zh}",
        f"{why.en}{at[1]} ({reason}). The site that was there is unchanged.\n    {hint.en}",
    )
