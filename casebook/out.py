"""Where results may go: a site replaces what is in its folder, so that must be ours."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from casebook.paths import Paths
from casebook.problem import Said, UsageError
from casebook.sums import SUMS, read_sums
from casebook.walk import files_in

# One of these is in every site that a build has made, and in no other folder; version 0.1 wrote
# the second one.
_OURS = ("pagefind/records.zh.json", "pagefind/facets.zh.json")
# what the command `yearbook` writes into a new folder
_BOOK = re.compile(r"editions/[^/]+/\.?yearbook-[^/]+\.(pdf|epub|part)|\.SHA256SUMS\.part")
# What systems and office programs leave in a folder that somebody has looked into.
_DROPPINGS = re.compile(
    r"\.DS_Store|Thumbs\.db|desktop\.ini|\.directory|\._.*|~\$.*|\.~lock\..*|\.nfs.*|\.fuse_hidden.*"
)


def refuse_library(paths: Paths) -> None:
    """Raise UsageError where `out` is a file, or one of the library's own folders."""
    out = paths.out
    if out.exists() and not out.is_dir():
        raise UsageError(
            Said(
                f"{out} 不是文件夹，网站不能放在这里；请用 --out 另选一个文件夹。",
                f"{out} is not a folder: choose another place for the site with --out.",
            )
        )
    if out == paths.root or out in paths.root.parents or _is_inside_library(paths, out):
        raise UsageError(
            Said(
                f"网站不能放在 {out}：会盖掉案例库本身。请用 --out 另选一个文件夹。",
                f"the site cannot be put into {out}: it would replace the library itself. "
                "Choose another folder with --out.",
            )
        )


def refuse_inside(paths: Paths, out: Path) -> None:
    """Raise UsageError where an export would land among what editors write."""
    if _is_inside_library(paths, out):
        raise UsageError(
            Said(
                f"{out} 在案例库自己的文件夹里，导出的文件不能放在这里；请用 --out 另选一处。",
                f"{out} is one of the library's own folders: choose another place with --out.",
            )
        )


def refuse_site(paths: Paths, out: Path) -> None:
    """Raise UsageError where something internal would land in a site, and be published (S-08)."""
    site = paths.root / "site"
    for folder in (out, *out.parents):
        if folder == site or _is_site(folder):
            raise UsageError(
                Said(
                    f"{out} 在网站的文件夹里，内部资料放在这里就会公开；请用 --out 另选一处。",
                    f"{out} is in a site, where internal papers would be published: choose another "
                    "place with --out.",
                )
            )


def refuse_foreign(paths: Paths) -> None:
    """Raise UsageError unless `out` is new, empty, or holds what an earlier build made."""
    refuse_library(paths)
    out = paths.out
    ours = _is_site(out)
    if site := next((folder for folder in out.parents if _is_site(folder)), None):
        raise UsageError(
            Said(
                f"{out} 在另一个网站（{site}）里，那个网站再生成时会把它删掉；"
                "请用 --out 另选一处。",
                f"{out} is in another site ({site}), whose next build would delete it: choose "
                "another place with --out.",
            )
        )
    if out.is_dir() and not ours and (file := _foreign_file(out)):
        raise UsageError(
            Said(
                f"{out} 里有别的文件（如 {file}），生成网站会把它们删掉，所以没有动手。"
                "请清空这个文件夹，或用 --out 另选一个。",
                f"{out} holds other files (such as {file}), which the site would replace: nothing "
                "was done. Empty the folder, or choose another with --out.",
            )
        )


def refuse_strays(paths: Paths) -> None:
    """Raise UsageError where somebody has put a file into the site: a build would delete it.

    It may be a domain's proof of ownership, or a whole `.git`. Of a site without a readable list
    nothing is known.
    """
    known = listed(paths.out)
    strays = unlisted(paths.out, known) if known else iter(())
    if file := next((name for name in strays if not _BOOK.fullmatch(name)), None):
        raise UsageError(
            Said(
                f"{paths.out} 里有不是本程序生成的文件（如 {file}），再生成会把它删掉，"
                "所以没有动手。请把它移走；要随网站发布的，放进 theme/chrome/。"
                "python build.py verify 可以列出全部。",
                f"{paths.out} holds files that no build has made (such as {file}), which would be "
                "deleted: nothing was done. Move them away; what is to be published with the site "
                "belongs into theme/chrome/. python build.py verify lists them all.",
            )
        )


def listed(out: Path) -> Mapping[str, str]:
    """Return the list in a folder, digests by path; it is empty where none can be read."""
    try:
        return read_sums((out / SUMS).read_bytes())
    except (OSError, ValueError):
        return {}


def unlisted(out: Path, known: Collection[str]) -> Iterator[str]:
    """Yield every file and link of a folder that is not known, but for what systems leave there."""
    for path in files_in(out):
        if path not in known and path != SUMS and not _DROPPINGS.fullmatch(path.rpartition("/")[2]):
            yield path


def _is_inside_library(paths: Paths, out: Path) -> bool:
    hidden = (paths.cache, paths.root / ".git")
    own = (paths.cases, paths.content, paths.theme, paths.root / "private", *hidden)
    return any(out == folder or folder in out.parents for folder in own)


def _is_site(folder: Path) -> bool:
    return any((folder / name).is_file() for name in _OURS)


def _foreign_file(out: Path) -> str | None:
    """Return a file that no build made, if there is one."""
    found = (p for p in out.rglob("*") if p.is_symlink() or not p.is_dir())
    names = (p.relative_to(out).as_posix() for p in found)
    return next((name for name in names if not _BOOK.fullmatch(name)), None)
