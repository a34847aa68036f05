"""One job of casebook in a process of its own; prints what it took as a line of JSON.

build_1000.py starts it as `python -m benchmarks.measured JOB ROOT [ID]`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from os import times
from pathlib import Path
from time import perf_counter

from casebook.commands import build, serve
from casebook.console import Console, Tell
from casebook.paths import Paths
from casebook.problem import Said


class Stopwatch(Console):
    """A silent console that also counts the CPU seconds of each step, child processes included."""

    def __init__(self) -> None:
        super().__init__(quiet=True)
        self.cpu: dict[str, float] = {}

    @contextmanager
    def step(self, name: str, said: Said) -> Iterator[Tell]:
        """Time a step on both clocks."""
        start = cpu_seconds()
        with super().step(name, said) as tell:
            yield tell
        self.cpu[name] = self.cpu.get(name, 0.0) + cpu_seconds() - start


def cpu_seconds() -> float:
    """Return the CPU seconds of this process and of its children that have ended."""
    return sum(times()[:4])


def full(root: Path, case: str) -> Stopwatch:
    """Build everything, as `python build.py` does."""
    watch = Stopwatch()
    if build.run(argparse.Namespace(), Paths.of(root), watch):
        raise SystemExit("the build failed")
    return watch


def preview(root: Path, case: str) -> Stopwatch:
    """Make the preview, edit a case, and time making the preview again."""
    paths = Paths.of(root)
    preview = serve.Preview()
    own = Paths(paths.root, paths.cache / "preview")
    serve.make(own, preview, Stopwatch())
    edit(root, case)
    watch = Stopwatch()
    with watch.step("total", Said("", "")):
        serve.make(own, preview, watch)
    return watch


def edit(root: Path, case: str) -> None:
    """Add a sentence to a case."""
    with (root / "cases" / case / "zh.md").open("a", encoding="utf-8") as text:
        text.write("\n编辑补充的一句话。\n")


def main() -> None:
    """Run one job."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("job", choices=("full", "preview"))
    parser.add_argument("root", type=Path)
    parser.add_argument("case", nargs="?", default="")
    options = parser.parse_args()
    start = perf_counter()
    watch = {"full": full, "preview": preview}[options.job](options.root, options.case)
    took = perf_counter() - start
    json.dump({"wall": watch.timings, "cpu": watch.cpu, "took": took}, sys.stdout)


if __name__ == "__main__":
    main()
