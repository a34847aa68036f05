"""Make the derivatives of many photos at once, on all cores, and tell how far it has come."""

from __future__ import annotations

import os
from collections.abc import Iterable
from concurrent.futures import Executor, ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from casebook.console import Tell
from casebook.media.derive import derive
from casebook.media.files import Derivative, web_set
from casebook.media.kept import is_kept
from casebook.media.original import Original, read_photo
from casebook.model.library import Library
from casebook.problem import Problem, ProblemsError


def cores() -> int:
    """How many threads may work at a time; Pillow works outside Python's lock."""
    return os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Job:
    """A photo and what is to be made from it; can be sent to another process or machine."""

    original: Original
    wanted: tuple[Derivative, ...]

    def do(self) -> tuple[Problem, ...]:
        """Make it; a photo that cannot be decoded is a problem."""
        try:
            derive(self.original, self.wanted)
        except ProblemsError as error:
            return error.problems
        return ()


def do(job: Job) -> tuple[Problem, ...]:
    """Do a job: a function by its name, as executors want it."""
    return job.do()


def prepare_photos(
    library: Library,
    cache: Path,
    tell: Tell,
    executor: Executor | None = None,
) -> int:
    """Make what pages and books on a screen show of photos; return of how many.

    Each photo is decoded once. `executor` is anything with the interface of `concurrent.futures`
    that sees the library's disk; by default threads of this machine. Raises ProblemsError with
    every photo that cannot be decoded.
    """
    problems: list[Problem] = []
    jobs = list(_jobs(library, cache, problems))
    pool = executor or ThreadPoolExecutor(cores())
    try:
        waiting = [pool.submit(do, job) for job in jobs]
        for done, future in enumerate(as_completed(waiting), 1):
            problems += future.result()
            tell(done, len(jobs))
    finally:
        if executor is None:
            pool.shutdown(cancel_futures=True)
    if problems:
        raise ProblemsError(sorted(problems, key=lambda problem: problem.sort_key))
    return len(jobs)


def _jobs(library: Library, cache: Path, problems: list[Problem]) -> Iterable[Job]:
    """Yield a job for each content of which something is missing; adds what is no photo."""
    seen: set[str] = set()
    for case in library.published:
        for photo in case.data.photos:
            original = read_photo(case, photo.file)
            if original is None:
                continue
            try:
                wanted = web_set(original, cache).all
            except ProblemsError as error:
                problems += error.problems
                continue
            if original.digest in seen:
                continue
            seen.add(original.digest)
            if not all(is_kept(made.file) for made in wanted):
                yield Job(original, wanted)
