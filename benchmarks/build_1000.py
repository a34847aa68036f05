"""How long a library of invented cases takes, and how long Hugo takes for the same texts.

Every build runs in a process of its own; see README.md for what the numbers mean.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from sysconfig import get_path
from time import perf_counter
from typing import Any

HOME = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOME))  # run as a script, the program itself is not found

from benchmarks.hugo_site import write_hugo_site  # noqa: E402
from benchmarks.measured import edit  # noqa: E402
from tests.made_cases import made_cases, write_library  # noqa: E402

OUR_PART = ("pages", "engine")  # what Hugo does too
HUGO = Path(get_path("scripts")) / "hugo"  # of the package of that name
REPEATS = 3  # short runs: the fastest counts


@dataclass(frozen=True, slots=True)
class Run:
    """A finished process: seconds, the peak of its memory in MB, what it printed."""

    wall: float
    cpu: float
    peak: float
    output: str


def main() -> None:
    """Build, build again, edit, and compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=1000)
    parser.add_argument(
        "--bound", type=int, default=150, help="cases in the yearbook: about a volume"
    )
    parser.add_argument("--no-yearbook", action="store_true")
    parser.add_argument("--no-hugo", action="store_true")
    parser.add_argument(
        "--again", type=Path, metavar="LIBRARY", help="only the two budgets of later builds"
    )
    options = parser.parse_args()
    if options.again:
        if not options.again.is_dir():
            write_library(options.again, options.cases)
        _run([sys.executable, "build.py", "--root", str(options.again), "--quiet"])
        _budgets(options.again.resolve())
        return
    bound = 0 if options.no_yearbook else min(options.bound, options.cases)
    with tempfile.TemporaryDirectory(prefix="casebook-benchmark-") as folder:
        library = Path(folder) / "library"
        write_library(library, options.cases, bound)
        print(f"{options.cases} cases, {bound} of them in the yearbook\n")
        ours = _first_build(library)
        _later_builds(library)
        if not options.no_hugo:
            _hugo(Path(folder) / "hugo", options.cases, bound, ours)


def _first_build(library: Path) -> dict[str, tuple[float, float]]:
    """Build from nothing; print the table; return wall and CPU seconds of the steps."""
    run = _measured("full", library)
    said = json.loads(run.output)
    steps = {key: (said["wall"][key], said["cpu"][key]) for key in said["wall"]}
    rest = tuple(
        whole - sum(step[clock] for step in steps.values())
        for clock, whole in enumerate((run.wall, run.cpu))
    )
    rows = [*steps.items(), ("start, covers, rest", rest), ("all", (run.wall, run.cpu))]
    _table(
        ("first build", "wall s", "CPU s", "share of CPU"),
        ((name, f"{w:.1f}", f"{c:.1f}", f"{c / run.cpu:.0%}") for name, (w, c) in rows),
    )
    files, size = _size(library / "site")
    print(f"peak memory of the largest process: {run.peak:.0f} MB")
    print(f"the site: {files:,} files, {size / 1e6:.0f} MB\n")
    return steps


def _later_builds(library: Path) -> None:
    case = _last_case(library)
    again = _unchanged(library)
    edit(library, case)
    edited = _measured("full", library)
    said = json.loads(edited.output)["cpu"]
    _table(
        ("then", "wall s", "CPU s"),
        (
            ("full build, nothing changed", f"{again.wall:.2f}", f"{again.cpu:.2f}"),
            ("full build, one case edited", f"{edited.wall:.1f}", f"{edited.cpu:.1f}"),
            *((f"  of this: {key}", "", f"{cpu:.1f}") for key, cpu in said.items() if cpu >= 0.1),
            *_preview(library, case),
        ),
    )


def _budgets(library: Path) -> None:
    """Measure what an editor waits for, in a library that has been built."""
    again = _unchanged(library)
    load = " ".join(f"{load:.1f}" for load in os.getloadavg())
    rows = [("full build, nothing changed", f"{again.wall:.2f}", f"{again.cpu:.2f}")]
    rows += _preview(library, _last_case(library))
    _table((f"load of the machine {load}", "wall s", "CPU s"), rows)


def _last_case(library: Path) -> str:
    return sorted(path.parent.name for path in library.glob("cases/*/case.yaml"))[-1]


def _unchanged(library: Path) -> Run:
    """Build when nothing has to be made, with the command that editors use."""
    command = [sys.executable, "build.py", "--root", str(library), "--quiet"]
    return min((_run(command) for _ in range(REPEATS)), key=lambda run: run.wall)


def _preview(library: Path, case: str) -> list[tuple[str, str, str]]:
    """Return the rows of a preview after an edit: the page that is looked at first, then all."""
    said = json.loads(_measured("preview", library, case).output)
    wall, cpu = said["wall"], said["cpu"]
    names = {"first page": "preview, one case edited: its page", "total": "preview: all is made"}
    rows = [(name, f"{wall[key]:.2f}", f"{cpu[key]:.2f}") for key, name in names.items()]
    rest = (key for key in cpu if key not in names and cpu[key] >= 0.1)
    return rows + [(f"  of this: {key}", f"{wall[key]:.1f}", f"{cpu[key]:.1f}") for key in rest]


def _hugo(site: Path, count: int, bound: int, ours: dict[str, tuple[float, float]]) -> None:
    """Build the same texts with Hugo and print how much longer or shorter we take."""
    write_hugo_site(site, made_cases(count, bound))
    runs = []
    for _ in range(REPEATS):
        rmtree(site / "public", ignore_errors=True)
        runs.append(_run([str(HUGO), "--source", str(site), "--quiet"]))
    wall, cpu = min(run.wall for run in runs), min(run.cpu for run in runs)
    own = [sum(ours[step][clock] for step in OUR_PART) for clock in range(2)]
    pages = sum(1 for _ in (site / "public").rglob("index.html"))
    _table(
        (f"the same texts ({pages:,} pages of Hugo)", "wall s", "CPU s"),
        (
            ("Hugo", f"{wall:.1f}", f"{cpu:.1f}"),
            ("ours: pages and engine", f"{own[0]:.1f}", f"{own[1]:.1f}"),
            ("ours / Hugo", f"{own[0] / wall:.1f}", f"{own[1] / cpu:.1f}"),
        ),
    )


def _measured(job: str, library: Path, case: str = "") -> Run:
    return _run([sys.executable, "-m", "benchmarks.measured", job, str(library), case])


def _run(command: Sequence[str]) -> Run:
    """Run a command to its end; CPU and memory are its own and those of its children."""
    with tempfile.TemporaryFile() as output:
        start = perf_counter()
        process = subprocess.Popen(command, cwd=HOME, stdout=output)
        _, status, used = os.wait4(process.pid, 0)
        wall = perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"{' '.join(command)} failed: {process.returncode}")
        output.seek(0)
        said = output.read().decode()
    kilobyte = 1 if sys.platform == "darwin" else 1024  # what ru_maxrss is counted in
    peak = used.ru_maxrss * kilobyte / 1e6
    return Run(wall, used.ru_utime + used.ru_stime, peak, said)


def _size(folder: Path) -> tuple[int, int]:
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return len(sizes), sum(sizes)


def _table(head: Sequence[str], rows: Iterator[Any] | Sequence[Any]) -> None:
    """Print rows with the first column to the left and the numbers to the right."""
    lines = [tuple(head), *(tuple(row) for row in rows)]
    widths = [max(len(line[n]) for line in lines) for n in range(len(head))]
    for number, line in enumerate(lines):
        first, *rest = line
        cells = [
            first.ljust(widths[0]),
            *(c.rjust(w) for c, w in zip(rest, widths[1:], strict=True)),
        ]
        print("  ".join(cells))
        if number == 0:
            print("  ".join("-" * width for width in widths))
    print()


if __name__ == "__main__":
    main()
