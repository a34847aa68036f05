"""A file of the theme that is missing or cannot be read as what it should be."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jinja2 import TemplateNotFound, TemplateSyntaxError

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


@contextmanager
def templates_of(folder: str) -> Iterator[None]:
    """Raise ThemeError for a template of `folder` that is missing or broken, naming it."""
    try:
        yield
    except TemplateNotFound as error:
        raise ThemeError(f"{folder}/{error.name}", MISSING) from error
    except TemplateSyntaxError as error:
        name = error.name or Path(error.filename or "").name
        raise ThemeError(f"{folder}/{name}", _unreadable(error)) from error


def _unreadable(error: TemplateSyntaxError) -> Said:
    said = f"{error.lineno}: {error.message}"
    return Said(f"模板写坏了（{said}）", f"the template is broken ({said})")
