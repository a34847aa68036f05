"""Check a library: every problem at once, each at its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from casebook.check.rules import (
    FOR_FINISHED_CASES,
    FOR_READABLE_LIBRARIES,
    OF_ONE_CASE,
    RULES,
    Rule,
    personal_data,
)
from casebook.check.waivers import without_waived
from casebook.load import Loaded
from casebook.memory import Memory
from casebook.model.library import Case, Library
from casebook.problem import Problem

__all__ = ["check_library"]


def check_library(
    loaded: Loaded,
    only: Sequence[Path | str] = (),
    *,
    finished: bool = False,
    memory: Memory | None = None,
) -> list[Problem]:
    """Return what is wrong with a library, sorted by place, each problem once.

    `only` are files or folders, absolute or seen from the library's root: problems elsewhere are
    left out. In a draft or a withdrawn case, what is merely unfinished is a warning, unless it is
    to be judged as if it were `finished`. With a `memory` what did not change is not judged again.
    """
    library = loaded.library
    unread = any(problem.severity == "error" for problem in loaded.problems)
    rules = [rule for rule in RULES if not (unread and rule.RULE in FOR_READABLE_LIBRARIES)]
    found = list(_found(library, rules, memory or Memory()))
    found = list(without_waived(library, found if finished else _lenient(library, found)))
    found = list(_not_following(library, loaded.problems, found))
    problems = sorted({*loaded.problems, *found}, key=lambda p: (*p.sort_key, p.message.en))
    return [p for p in problems if _under(p, _from_root(library.root, only))]


def _found(library: Library, rules: Sequence[Rule], memory: Memory) -> Iterator[Problem]:
    for rule in rules:
        if rule is personal_data:
            yield from personal_data.search(library, memory)
        elif rule.RULE not in OF_ONE_CASE:
            yield from rule.check(library)
    alone = [rule for rule in rules if rule.RULE in OF_ONE_CASE]
    shared = memory.same("shared", (library.programmes, library.measures))
    for case in library.cases:
        yield from memory.kept(
            ("rules", case.id), (), (case, shared), partial(_of_one_case, library, case, alone)
        )


def _of_one_case(library: Library, case: Case, rules: Sequence[Rule]) -> list[Problem]:
    """Judge a case in a library that holds nothing besides it that such a rule may look at."""
    own = Library(library.root, library.programmes, library.measures, (case,), {}, (), {})
    return [problem for rule in rules for problem in rule.check(own)]


def _lenient(library: Library, problems: Iterable[Problem]) -> Iterator[Problem]:
    unfinished = tuple(
        f"cases/{case.id}/" for case in library.cases if case.data.status in ("draft", "withdrawn")
    )
    for problem in problems:
        soft = problem.rule in FOR_FINISHED_CASES and problem.place.file.startswith(unfinished)
        if soft and problem.severity == "error":
            problem = replace(problem, severity="warning")
        yield problem


def _from_root(root: Path, only: Iterable[Path | str]) -> tuple[str, ...]:
    """Return paths as problems name them; one outside the library matches nothing."""
    paths = [Path(root, path).resolve() for path in only]
    return tuple(
        path.relative_to(root).as_posix() if path.is_relative_to(root) else "//" for path in paths
    )


def _not_following(
    library: Library, of_files: Iterable[Problem], problems: Iterable[Problem]
) -> Iterator[Problem]:
    """Leave out what only follows from a value that could not be read.

    The case goes without such a value, or with a stand-in; a rule that misses it says so at the
    value's place, or at the mapping or list around it. Personal data is read from the file itself.
    """
    faulty = {problem.place for problem in of_files}
    around = set(faulty)
    for document in library.documents.values():
        if any(place.file == document.file for place in faulty):
            for path, place in document.places.items():
                if place in faulty:
                    around.update(document.place(*path[:n]) for n in range(len(path)))
    yield from (p for p in problems if p.place not in around or p.rule == personal_data.RULE)


def _under(problem: Problem, only: tuple[str, ...]) -> bool:
    file = problem.place.file
    return not only or any(p == "." or file == p or file.startswith(f"{p}/") for p in only)
