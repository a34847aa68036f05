"""A file of the theme that is missing or cannot be read as what it should be."""

from __future__ import annotations

from casebook.problem import RefusalError, Said


class ThemeError(RefusalError):
    """The theme is not whole: names the file, what is wrong with it, and how to get it back."""

    def __init__(self, file: str, reason: Said) -> None:
        super().__init__(
            Said(
                f"{file}：{reason.zh}。网站没有改动。\n"
                f"    请恢复这个文件，如 git checkout -- {file}。",
                f"{file}: {reason.en}. The site is unchanged.\n"
                f"    Restore the file, with `git checkout -- {file}` for instance.",
            )
        )


MISSING = Said("网页要用的这个文件不见了", "this file is missing, and pages need it")


def unreadable(reason: str) -> Said:
    """Say that a template is not one, in the words of what reads it."""
    return Said(f"模板写坏了（{reason}）", f"the template is broken ({reason})")
