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
from time import perf_counter, sleep

from casebook.commands import build
from casebook.console import Console, Tell
from casebook.paths import Paths
from casebook.preview import Maker, Preview
from casebook.problem import Said
from casebook.publish import Tree

EDITS = 3  # the fastest counts
SETTLED = 4  # seconds after which the preview trusts a file to be what it was


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


class Watched(Preview):
    """News of a preview, with the wall and CPU seconds at which it was first told."""

    def listen(self) -> None:
        """Begin to wait for the next page."""
        self.start = (perf_counter(), cpu_seconds())
        self.first: tuple[float, float] | None = None

    def announce(self, report: str, title: str = "", ahead: Tree | None = None) -> None:
        """Note the first time that a page is there."""
        super().announce(report, title, ahead)
        if ahead is not None and self.first is None:
            self.first = (perf_counter() - self.start[0], cpu_seconds() - self.start[1])


def preview(root: Path, case: str) -> Stopwatch:
    """Make the preview; then edit a case, and time making the preview again, some times over."""
    paths, watch, shown = Paths.of(root), Stopwatch(), Watched()
    maker = Maker(Paths(root, paths.cache / "preview"), shown, watch)
    shown.listen()
    maker.make()
    shown.looked_at[f"cases/{case}/index.html"] = 1
    runs = []
    for _ in range(EDITS):
        sleep(SETTLED)
        edit(root, case)
        watch.timings.clear()
        watch.cpu.clear()
        shown.listen()
        with watch.step("total", Said("", "")):
            maker.make()
        assert shown.first
        watch.timings["first page"], watch.cpu["first page"] = shown.first
        runs.append((dict(watch.timings), dict(watch.cpu)))
    watch.timings, watch.cpu = min(runs, key=lambda run: run[0]["first page"])
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
