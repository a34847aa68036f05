"""Every field of a valid case spoilt in every way: a problem on its line, every slip at once."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path as Folder
from typing import Any

import pytest
from building import BASE, edit
from full_case import (
    OF_A_WITHDRAWN_CASE,
    OTHER,
    REGION,
    Path,
    Plain,
    Slot,
    full_case,
    slots,
    unused_fields,
    withdrawn_case,
    write,
    write_files,
)
from made_photos import small_photo

from casebook import regions
from casebook.check import check_library
from casebook.check.report import render_report
from casebook.load import load_library
from casebook.paths import Paths
from casebook.problem import Problem
from casebook.yaml_tree import MOST_ITEMS

CASE = "2026-yangli"
BATCH = 60  # cases of one library, each with slips of its own
NAMES = (CASE, *(f"{CASE}-{n}" for n in range(1, BATCH)))


@dataclass(frozen=True)
class Mutation:
    """One change of one value; `certain` where no reading of the file could find it right."""

    slot: Slot
    name: str
    change: Callable[[Any], Any]
    certain: bool

    @property
    def label(self) -> str:
        """What is changed and how."""
        return f"{'.'.join(map(str, self.slot.path))} {self.name}"


GONE = object()
SCALARS = ("text", "term", "number", "date", "flag", "choice")
ALL = (*SCALARS, "list", "mapping")
# what a value is changed to, and the kinds of values of which that is certainly wrong
CHANGES: dict[str, tuple[Callable[[Any], Any], tuple[str, ...]]] = {
    "deleted": (lambda old: GONE, ()),
    "to a text": (lambda old: "某些文字", ("number", "date", "flag", "choice", "list", "mapping")),
    "to a number": (lambda old: 7, ("date", "flag", "choice", "list", "mapping")),
    "to true": (lambda old: True, ("number", "date", "choice", "list", "mapping")),
    "to a list": (lambda old: ["某", "某"], (*SCALARS, "mapping")),
    "to a mapping": (lambda old: {"某": "某"}, ALL),
    "to nothing": (lambda old: None, ()),
    "emptied": (lambda old: type(old)() if isinstance(old, str | list | dict) else "", ()),
    "a huge number": (lambda old: Plain("9" * 5_000), ("number", "date", "flag", "choice", "list")),
    "a number below all": (lambda old: -1, ("date", "flag", "choice", "list", "mapping")),
    "not a number": (lambda old: Plain(".nan"), ("number", "date", "flag", "choice", "list")),
    "nested deep": (lambda old: Plain("[" * 10_000), ALL),
    "a text too long": (lambda old: "长" * 30_000, ALL),
    "1 MB of text": (lambda old: "长" * 350_000, ALL),
    "too many items": (lambda old: ["某"] * (MOST_ITEMS + 1), ALL),
    "10,000 items": (lambda old: ["某"] * 10_000, ALL),
}
# These take long and are read alike wherever they stand: so they are tried at every tenth value.
LARGE = {"a text too long", "1 MB of text", "too many items", "10,000 items"}
HIDING = {"nested deep", *LARGE}  # after which a file is not read on
# What is reported on another line, and why.
ELSEWHERE = {"photos.0.focus.0 deleted": "the one number left has not the line of the one deleted"}


def _mutations() -> Iterator[Mutation]:
    for number, slot in enumerate(slots(full_case())):
        free = slot.path[0] == "as_written"  # any names may stand in it
        for place, (name, (change, wrong)) in enumerate(CHANGES.items()):
            if name in LARGE and (number + place) % 10:
                continue
            certain = slot.kind in wrong or (slot.required and name in ("deleted", "emptied"))
            if name == "to nothing":
                certain = not slot.nullable
            if name == "to a mapping" and free and slot.kind == "mapping":
                certain = False
            yield Mutation(slot, name, change, certain)
        if isinstance(slot.path[-1], str):
            yield Mutation(slot, "renamed", lambda old: old, not free or len(slot.path) == 1)


def _together() -> Iterator[list[Mutation]]:
    """Yield mutations, four at a time where they are of different values and none hides others."""
    alone = [mutation for mutation in _mutations() if mutation.name in HIDING]
    others = [mutation for mutation in _mutations() if mutation.name not in HIDING]
    yield from ([mutation] for mutation in alone)
    apart = -(-len(others) // 4)
    for start in range(apart):
        some = others[start::apart]
        touching = any(_touch(a.slot.path, b.slot.path) for a, b in combinations(some, 2))
        yield from ([mutation] for mutation in some) if touching else [some]


def _apply(tree: Any, mutation: Mutation) -> None:
    *way, last = mutation.slot.path
    for part in way:
        tree = tree[part]
    if mutation.name == "renamed":
        items = [(f"{k}x" if k == last else k, v) for k, v in tree.items()]
        tree.clear()
        tree.update(items)
        return
    new = mutation.change(tree[last])
    if new is GONE:
        del tree[last]
    else:
        tree[last] = new


def _spoilt(mutations: list[Mutation]) -> tuple[str, dict[Mutation, set[int]]]:
    """Return a case's YAML with some mutations, and the lines on which each may be reported."""
    tree = full_case()
    for mutation in sorted(mutations, key=lambda m: _order(m.slot.path), reverse=True):
        _apply(tree, mutation)
    written = write(tree)
    lines: dict[Mutation, set[int]] = {}
    for mutation in mutations:
        path = mutation.slot.path
        if mutation.name == "renamed":
            path = (*path[:-1], f"{path[-1]}x")
        while path and path not in written.line_of:
            path = path[:-1]
        lines[mutation] = {written.line_of[path] if path else 1}
        if mutation.name == "to a mapping":  # the key that is none of the model's
            lines[mutation].add(written.line_of[(*path, "某")])
    return written.text, lines


def _order(path: Path) -> tuple[str, ...]:
    return tuple(f"{part:05}" if isinstance(part, int) else part for part in path)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    root = tmp_path_factory.mktemp("mutations") / "library"
    shutil.copytree(BASE, root)
    few, many = "per_recommender: 1, special: 2", "per_recommender: 900"
    edit(root / "content/programmes/small.yaml", few, many)
    case = root / "cases" / CASE
    write_files(case)
    (case / "en.md").unlink()  # so that what takes time is what is tested
    for number, name in enumerate((*NAMES[1:], OTHER)):
        copy = shutil.copytree(case, root / "cases" / name)
        (copy / "photos" / "gate.jpg").write_bytes(small_photo(number))
    ledger = (f"- {{id: {name}, published: 2026-09-01}}\n" for name in (*NAMES, OTHER))
    edit(root / "cases" / OTHER / "case.yaml", f'"{REGION}"', f'"{_districts()[-1]}"')
    (root / "cases/published.yaml").write_text("".join(ledger), encoding="utf-8")
    return root


@cache
def _districts() -> list[str]:
    found = [r.code for r in regions.all_regions() if r.level == "district" and not r.until]
    return [REGION, *(code for code in found if code != REGION)]


def _judge(base: Folder, texts: Mapping[str, str]) -> dict[str, list[Problem]]:
    """Check cases, each in a folder of its own, in one library; return each one's problems."""
    for (name, text), district in zip(texts.items(), _districts(), strict=False):
        own = text.replace(f'"{REGION}"', f'"{district}"')  # each is a community of its own
        (base / "cases" / name / "case.yaml").write_text(own, encoding="utf-8")
    problems = check_library(load_library(Paths.of(base)))
    render_report(problems, "text", "zh", infos=True)
    found: dict[str, list[Problem]] = {name: [] for name in texts}
    for problem in problems:
        name = problem.place.file.split("/")[1]
        if name in found:
            found[name].append(problem)
    return found


def _errors(problems: list[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.severity == "error"]


def test_the_full_case_uses_every_field_and_is_right(base: Folder) -> None:
    assert set(unused_fields(full_case())) == {(name,) for name in OF_A_WITHDRAWN_CASE}
    assert list(unused_fields(withdrawn_case())) == []
    texts = dict.fromkeys(NAMES, write(full_case()).text)
    texts[NAMES[1]] = write(withdrawn_case()).text
    for name, problems in _judge(base, texts).items():
        said = render_report(_errors(problems), "text", "en")
        assert said == "", f"{name}: give a right value in EXAMPLE (tests/full_case.py)\n{said}"


def test_every_field_spoilt_in_every_way(base: Folder) -> None:
    """No traceback; where it is certainly wrong an error, at least 95 % on the very line."""
    missed, elsewhere, counted = [], [], 0
    together = list(_together())
    for start in range(0, len(together), BATCH):
        some = together[start : start + BATCH]
        cases = {name: _spoilt(mutations) for name, mutations in zip(NAMES, some, strict=False)}
        found = _judge(base, {name: text for name, (text, _) in cases.items()})
        for name, (_, lines) in cases.items():
            errors = _errors(found[name])
            said = {problem.place.line for problem in errors}
            for mutation, wanted in lines.items():
                if not mutation.certain:
                    continue
                counted += 1
                if len(errors) < sum(one.certain for one in lines):
                    missed.append(mutation.label)
                elif not wanted & said:
                    elsewhere.append(mutation.label)
    assert missed == []
    assert counted > 1200
    assert set(elsewhere) == set(ELSEWHERE)
    assert len(elsewhere) <= counted * 0.05


SLIPS = 12


def test_every_slip_in_one_run(base: Folder) -> None:
    """Twelve slips at once in one case, none within another: each is reported on its line."""
    chance = random.Random(5)
    pool = [m for m in _mutations() if m.certain and m.name not in HIDING]
    cases: dict[str, tuple[str, dict[Mutation, set[int]]]] = {}
    for name in NAMES:
        chosen: list[Mutation] = []
        for mutation in chance.sample(pool, len(pool)):
            if all(not _touch(mutation.slot.path, other.slot.path) for other in chosen):
                chosen.append(mutation)
            if len(chosen) == SLIPS:
                break
        cases[name] = _spoilt(chosen)
    found = _judge(base, {name: text for name, (text, _) in cases.items()})
    unsaid = []
    for name, (_, lines) in cases.items():
        said = {problem.place.line for problem in _errors(found[name])}
        unsaid += [
            m.label for m, wanted in lines.items() if not wanted & said and m.label not in ELSEWHERE
        ]
    assert unsaid == []


def _touch(one: Path, other: Path) -> bool:
    """Whether two values are the same, one lies in the other, or in the same list or mapping."""
    short = min(len(one), len(other))
    return one[:short] == other[:short] or (one[:-1] == other[:-1] and len(one) > 1)
