"""The folder of a copy: what an earlier export has made may go, what somebody put there may not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from casebook.offline.start import START
from casebook.problem import Said, UsageError
from casebook.sums import SUMS, read_sums

# What systems leave in a folder that somebody has looked into.
_DROPPINGS = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})


def refuse_foreign_files(out: Path) -> None:
    """Raise UsageError where a folder holds a file that no export has made, or is none."""
    if out.exists() and not out.is_dir():
        raise UsageError(
            Said(
                f"{out} 不是文件夹；请用 --out 指定文件夹，或以 .zip 结尾的文件名。",
                f"{out} is no folder: give a folder with --out, or a name that ends in .zip.",
            )
        )
    if foreign := next(_foreign(out), None):
        raise UsageError(
            Said(
                f"{out} 里有别的文件（如 {foreign}），导出会把它们删掉，所以没有动手。"
                "请把它们移走，或用 --out 另选一个文件夹。",
                f"{out} holds other files (such as {foreign}), which the copy would replace: "
                "nothing was done. Move them away, or choose another folder with --out.",
            )
        )


def _foreign(out: Path) -> Iterator[str]:
    """Yield every file that is not on the list of an earlier copy."""
    made = {*_listed(out), SUMS}
    for path in sorted(out.rglob("*")):
        name = path.relative_to(out).as_posix()
        is_file = path.is_symlink() or not path.is_dir()
        if is_file and name not in made and path.name not in _DROPPINGS:
            yield name


def _listed(out: Path) -> set[str]:
    try:
        listed = set(read_sums((out / SUMS).read_bytes()))
    except (OSError, ValueError):
        return set()
    return listed if START["en"] in listed else set()
