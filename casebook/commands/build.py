"""No command: everything, where anything has changed since it was made last.

What makes it is loaded only then: loading it takes longer than to see that nothing has changed.
"""

from __future__ import annotations

import argparse
import sys

from casebook.console import Console
from casebook.lock import alone
from casebook.out import refuse_foreign, refuse_strays
from casebook.paths import Paths
from casebook.problem import Said
from casebook.unchanged import last_said, look_at_input


def run(options: argparse.Namespace, paths: Paths, console: Console) -> int:
    """Build everything; exit 1 when the library has errors, and then nothing is touched."""
    refuse_foreign(paths)
    with alone(paths, console):
        return _build(paths, console)


def _build(paths: Paths, console: Console) -> int:
    with console.step("look", Said("查看有无改动", "looking for changes")):
        seen = look_at_input(paths, _exposed(paths))
        said = last_said(paths, seen)
    if said:
        report, *left_to_do = said
        sys.stderr.write(report.to(console.locale))
        console.say(Said("没有改动，网站已是最新。", "Nothing changed; the site is current."))
        for sentence in left_to_do:
            console.say(sentence)
        return 0
    refuse_strays(paths)
    from casebook.commands.full import make_everything

    return make_everything(paths, seen, console)


def _exposed(paths: Paths) -> list[str]:
    """Return what lets private records out though no file tells of it: git, permissions."""
    if not (paths.root / "private").is_dir():
        return []
    from casebook.private.guard import exposed

    return [f"{problem.place} {problem.message.en}" for problem in exposed(paths.root)]
