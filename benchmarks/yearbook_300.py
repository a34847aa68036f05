"""How long a yearbook of 300 cases with 1,200 photos takes, and how much memory.

Run it from the repository: `.venv/bin/python benchmarks/yearbook_300.py`. The printer's profile is
Ghostscript's (Debian: libgs-common), as no open one comes with Python. What is printed is what was
measured; benchmarks/README.md says what the rows mean.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from os import sysconf, times
from pathlib import Path
from threading import Event, Thread
from time import perf_counter
from typing import Any

HOME = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOME))

from benchmarks.measured import edit  # noqa: E402
from tests.made_cases import write_library  # noqa: E402

PROFILE = Path("/usr/share/color/icc/ghostscript/default_cmyk.icc")
PAGE = sysconf("SC_PAGE_SIZE")
PRINTER = "printer: {profile: press.icc, condition: Ghostscript default CMYK}\n"


@dataclass(frozen=True)
class Run:
    """A job: seconds on the clock, CPU seconds and peak memory (MB), child processes included."""

    wall: float
    cpu: float
    peak: float
    said: dict[str, Any]


def main() -> None:
    """Write the library, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=300)
    parser.add_argument("--photos", type=int, default=1200)
    parser.add_argument("--no-press", action="store_true", help="only the text, without pixels")
    options = parser.parse_args()
    if not options.no_press and not PROFILE.is_file():
        sys.exit(f"no profile to separate photos with: {PROFILE} (apt install libgs-common)")
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "library"
        write_library(library, options.cases, options.cases, photos=options.photos)
        print(f"{'':42}{'wall s':>8}{'CPU s':>8}{'peak MB':>9}")
        if not options.no_press:
            _press(library)
        _text(library)


def _press(library: Path) -> None:
    """Measure the whole press edition: text, photos in inks, boxes and marks."""
    edition = library / "content" / "editions" / "made"
    with (edition / "edition.yaml").open("a", encoding="utf-8") as settings:
        settings.write(PRINTER)
    shutil.copyfile(PROFILE, edition / "press.icc")
    first = _row("press edition, nothing cached", "whole", library)
    for step, cpu in first.said["steps"].items():
        print(f"{'  of this: ' + step:42}{'':8}{cpu:8.1f}")
    shutil.rmtree(library / ".cache" / "yearbook")
    _row("press edition, photos cached", "whole", library)
    _row("press edition, nothing changed", "whole", library)
    shutil.rmtree(library / ".cache" / "yearbook")


def _text(library: Path) -> None:
    """Measure the setting of the text, and compare it with bare Typst and with itself."""
    full = _row("text for the press, photos as proxies", "text", library)
    print(f"  volumes of {', '.join(map(str, full.said['pages']))} pages")
    bare = _row("the same words, bare Typst", "bare", library)
    print(f"  {bare.said['pages'][0]} pages")
    edit(library, "2026-made-00002")
    edited = _row("text, one case edited", "text", library)
    again = _row("text, nothing changed", "text", library)
    kept = _run("kept", library).said
    took, plain = full.said["cpu"], bare.said["cpu"]
    pages = sum(full.said["pages"]) / bare.said["pages"][0]
    print(f"\nCPU seconds of setting, ours / bare Typst: {took:.1f} / {plain:.1f} = ", end="")
    print(f"{took / plain:.2f}; pages {pages:.2f}; a page {took / plain / pages:.2f}")
    print(f"one case edited / full, CPU: {edited.said['cpu']:.1f} / {took:.1f}", end="")
    print(f" = {edited.said['cpu'] / took:.2f}; unchanged {again.said['cpu']:.1f}")
    print("one case edited / full, a volume in a process that keeps its compiler, CPU: ", end="")
    print(f"{kept['edited']:.2f} / {kept['full']:.2f} = {kept['edited'] / kept['full']:.2f}")


def _row(name: str, job: str, library: Path) -> Run:
    run = _run(job, library)
    print(f"{name:42}{run.wall:8.1f}{run.cpu:8.1f}{run.peak:9.0f}", flush=True)
    return run


def _run(job: str, library: Path) -> Run:
    command = [sys.executable, "-m", "benchmarks.bound", job, str(library)]
    start, before = perf_counter(), sum(times()[2:4])
    process = subprocess.Popen(
        command, cwd=HOME, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    peaks, done = [0], Event()

    def watch() -> None:
        while not done.wait(0.05):
            peaks.append(_memory(process.pid))

    watcher = Thread(target=watch)
    watcher.start()
    output, errors = process.communicate()
    done.set()
    watcher.join()
    if process.returncode:
        sys.exit(f"{job} failed: {errors}")
    cpu = sum(times()[2:4]) - before
    return Run(perf_counter() - start, cpu, max(peaks) / 2**20, json.loads(output))


def _memory(root: int) -> int:
    """Return the resident bytes of a process and all below it."""
    below: dict[int, list[int]] = {}
    size: dict[int, int] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:  # it has ended meanwhile
            continue
        number = int(path.parent.name)
        below.setdefault(int(fields[1]), []).append(number)
        size[number] = int(fields[21]) * PAGE
    total, todo = 0, [root]
    while todo:
        number = todo.pop()
        total += size.get(number, 0)
        todo += below.get(number, [])
    return total


if __name__ == "__main__":
    main()
