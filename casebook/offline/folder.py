"""The folder of a copy: what an earlier export has made may go, what somebody put there may not."""

from __future__ import annotations

from pathlib import Path

from casebook.offline.start import START
from casebook.out import listed, unlisted
from casebook.problem import Said, UsageError


def refuse_foreign_files(out: Path) -> None:
    """Raise UsageError where a folder holds a file that no export has made, or is none."""
    if out.exists() and not out.is_dir():
        raise UsageError(
            Said(
                f"{out} 不是文件夹；请用 --out 指定文件夹，或以 .zip 结尾的文件名。",
                f"{out} is no folder: give a folder with --out, or a name that ends in .zip.",
            )
        )
    known = listed(out)
    if foreign := next(unlisted(out, known if START["en"] in known else ()), None):
        raise UsageError(
            Said(
                f"{out} 里有别的文件（如 {foreign}），导出会把它们删掉，所以没有动手。"
                "请把它们移走，或用 --out 另选一个文件夹。",
                f"{out} holds other files (such as {foreign}), which the copy would replace: "
                "nothing was done. Move them away, or choose another folder with --out.",
            )
        )
