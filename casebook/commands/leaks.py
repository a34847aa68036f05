"""Before anything leaves: the whole of it is searched for personal data."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from casebook.console import Console
from casebook.leaks import refuse_leaks
from casebook.model.library import Library
from casebook.paths import Paths
from casebook.problem import Said


def let_out(
    made: Mapping[str, bytes | Path], out: Path, library: Library, paths: Paths, console: Console
) -> None:
    """Search files that are about to go to `out`, where their names count from.

    Raises ProblemsError where one of them holds personal data; the caller then writes nothing.
    """
    with console.step("leaks", Said("查找个人信息", "looking for personal data")):
        refuse_leaks(made, out, library, paths.cache)
