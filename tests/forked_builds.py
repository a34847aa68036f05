"""Builds in processes that start at once, to be killed: the program is loaded one time for all.

Run with the arguments of `build.py`; each line on the standard input starts a build. Answers on
the standard output: `start <pid>`, the steps of publishing as they begin, `end <status>`.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jinja2

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from casebook import previous, publish
from casebook.cli import main

PAUSE = 0.008  # seconds at each step, so that a signal can meet it
STEPS = ("sweep", "_write", "_copy", "settle", "keep_previous", "replace_folder", "settle_names")


def _slow(name: str) -> None:
    """Tell of a step of publishing before it is done and after, and pause."""
    real: Callable[..., Any] = getattr(publish, name)
    told = 0

    def step(*given: Any, **named: Any) -> Any:
        nonlocal told
        told += 1
        if told in (1, 40):  # of the files that are written, the first and one in the middle
            _tell(name)
        result = real(*given, **named)
        if told in (1, 40):
            _tell(f"{name}-done")
        return result

    setattr(publish, name, step)


def _tell(step: str) -> None:
    os.write(1, f"{step}\n".encode())
    time.sleep(PAUSE)


def _serve(arguments: list[str]) -> None:
    for _ in sys.stdin:
        child = os.fork()
        if child == 0:
            status = main(arguments)
            os._exit(status)
        os.write(1, f"start {child}\n".encode())
        _, status = os.waitpid(child, 0)
        os.write(1, f"end {os.waitstatus_to_exitcode(status)}\n".encode())


def _keep_compiled(folder: str) -> None:
    """Let a build take the templates that a former one has compiled: half of what it would do."""
    begin, kept = jinja2.Environment.__init__, jinja2.FileSystemBytecodeCache(folder)

    def begin_with(self: jinja2.Environment, *given: Any, **named: Any) -> None:
        begin(self, *given, **{"bytecode_cache": kept, **named})

    jinja2.Environment.__init__ = begin_with  # type: ignore[method-assign]


if __name__ == "__main__":
    os.sync = lambda: None  # what is killed is this process, not the machine
    os.fsync = lambda number: None
    for name in STEPS:
        _slow(name)
    previous.replace_folder = publish.replace_folder  # the one beside the site is told of as well
    with tempfile.TemporaryDirectory() as compiled:
        _keep_compiled(compiled)
        _serve(sys.argv[1:])
