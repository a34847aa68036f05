"""Every field of a right file spoilt in every way: a problem on its line, every slip at once.

Of a case in all ways; of a review, an edition and a programme in some of them, field for field.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path as Folder
from typing import Any

import pytest
from building import BASE, edit
from full_case import (
    OTHER,
    REGION,
    Path,
    Plain,
    Slot,
    slots,
    unused_fields,
    withdrawn_case,
    write,
    write_files,
)
from full_files import CASE, KINDS, OWN, TAKEN, WORKFLOW, Kind
from made_photos import small_photo

from casebook import regions
from casebook.check import check_library
from casebook.check.report import render_report
from casebook.load import load_library
from casebook.paths import Paths
from casebook.problem import Problem
from casebook.yaml_limits import MOST_ITEMS

BATCH = 60  # files of one library, each with slips of its own
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


def _mutations(kind: Kind) -> Iterator[Mutation]:
    for number, slot in enumerate(slots(kind.tree(), kind.model)):
        for place, (name, (change, wrong)) in enumerate(CHANGES.items()):
            if name in (LARGE if kind.every == 1 else HIDING) and (number + place) % 10:
                continue
            if name != "deleted" and (number // 10 + place) % kind.every:
                continue
            missing = ("deleted",) if slot.kind == "list" else ("deleted", "emptied")
            certain = slot.kind in wrong or (slot.required and name in missing)
            if name == "to nothing":
                certain = not slot.nullable
            if name == "to a mapping" and slot.path == ("as_written",):
                certain = False
            yield Mutation(slot, name, change, certain)
        if isinstance(slot.path[-1], str):
            free = slot.path[-2:-1] in (("as_written",), ("criteria",))  # any name may stand there
            yield Mutation(slot, "renamed", lambda old: old, not free)


def _together(kind: Kind) -> Iterator[list[Mutation]]:
    """Yield mutations, some at a time where they are of different values and none hides others."""
    alone = [mutation for mutation in _mutations(kind) if mutation.name in HIDING]
    others = [mutation for mutation in _mutations(kind) if mutation.name not in HIDING]
    yield from ([mutation] for mutation in alone)
    apart = -(-len(others) // kind.at_once)
    for start in range(apart):
        groups: list[list[Mutation]] = []
        for mutation in others[start::apart]:
            path = mutation.slot.path
            fitting = [g for g in groups if not any(_touch(path, one.slot.path) for one in g)]
            if fitting:
                fitting[0].append(mutation)
            else:
                groups.append([mutation])
        yield from groups


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


def _spoilt(kind: Kind, mutations: list[Mutation]) -> tuple[str, dict[Mutation, set[int]]]:
    """Return a file's YAML with some mutations, and the lines on which each may be reported."""
    tree = kind.tree()
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
        *around, last = mutation.slot.path
        if mutation.name == "deleted" and isinstance(last, int):  # the others move up
            lines[mutation].add(written.line_of[tuple(around)])
        if mutation.name == "to a mapping":  # the key that is none of the model's
            lines[mutation].add(written.line_of[(*path, "某")])
    return written.text, lines


def _order(path: Path) -> tuple[str, ...]:
    return tuple(f"{part:05}" if isinstance(part, int) else part for part in path)


@pytest.fixture(scope="module", params=KINDS, ids=lambda kind: kind.name)
def kind(request: pytest.FixtureRequest) -> Kind:
    kind: Kind = request.param
    return kind


@pytest.fixture(scope="module")
def base(kind: Kind, tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """A library with room for the files of a kind: it has as many cases only where they need it."""
    root = tmp_path_factory.mktemp("mutations") / "library"
    shutil.copytree(BASE, root)
    programme = root / "content/programmes/small.yaml"
    edit(programme, "per_recommender: 1, special: 2", "per_recommender: 900")
    if kind.in_cases:
        _write_cases(root)
    if kind.name != "case":
        programme.write_text(programme.read_text("utf-8") + WORKFLOW, encoding="utf-8")
    (root / "content/selected").mkdir()
    (root / "content/selected/taken.yaml").write_text(TAKEN, encoding="utf-8")
    for name in NAMES:
        folder = (root / kind.file.format(name)).parent
        folder.mkdir(parents=True, exist_ok=True)
        if kind.name == "edition":
            (folder / "notes.zh.md").write_text("附录。\n", encoding="utf-8")
            (folder / "press.icc").touch()
    return root


def _write_cases(root: Folder) -> None:
    case = root / "cases" / CASE
    write_files(case)
    (case / "en.md").unlink()  # so that what takes time is what is tested
    for number, name in enumerate((*NAMES[1:], OTHER)):
        copy = shutil.copytree(case, root / "cases" / name)
        for n, photo in enumerate(("gate.jpg", "before.jpg")):
            (copy / "photos" / photo).write_bytes(small_photo(1_000 * n + number))
    ledger = (f"- {{id: {name}, published: 2026-09-01}}\n" for name in (*NAMES, OTHER))
    edit(root / "cases" / OTHER / "case.yaml", f'"{REGION}"', f'"{_districts()[-1]}"')
    (root / "cases/published.yaml").write_text("".join(ledger), encoding="utf-8")


@cache
def _districts() -> list[str]:
    found = [r.code for r in regions.all_regions() if r.level == "district" and not r.until]
    return [REGION, *(code for code in found if code != REGION)]


def _judge(base: Folder, kind: Kind, texts: Mapping[str, str]) -> dict[str, list[Problem]]:
    """Check files of a kind, all in one library; return each one's problems."""
    files = {kind.file.format(name): name for name in texts}
    for (name, text), district in zip(texts.items(), _districts(), strict=False):
        own = text.replace(f'"{OWN}"', f'"{name}"')
        if kind.name == "case":  # each is a community of its own
            own = own.replace(f'"{REGION}"', f'"{district}"')
        (base / kind.file.format(name)).write_text(own, encoding="utf-8")
    problems = check_library(load_library(Paths.of(base)))
    render_report(problems, "text", "zh", infos=True)
    found: dict[str, list[Problem]] = {name: [] for name in texts}
    for problem in problems:
        if name := files.get(problem.place.file):
            found[name].append(problem)
    return found


def _errors(problems: list[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.severity == "error"]


def test_the_whole_file_uses_every_field_and_is_right(base: Folder, kind: Kind) -> None:
    if kind.name != "borrowing programme":
        assert set(unused_fields(kind.tree(), kind.model)) == {(name,) for name in kind.left}
    texts = dict.fromkeys(NAMES, write(kind.tree()).text)
    if kind.name == "case":
        assert list(unused_fields(withdrawn_case())) == []
        texts[NAMES[1]] = write(withdrawn_case()).text
    for name, problems in _judge(base, kind, texts).items():
        said = render_report(_errors(problems), "text", "en")
        assert said == "", f"{name}: give a right value in its example (tests/full_*.py)\n{said}"


def test_every_field_spoilt_in_every_way(base: Folder, kind: Kind) -> None:
    """No traceback; where it is certainly wrong an error on the very line."""
    missed, elsewhere, counted = [], [], 0
    together = list(_together(kind))
    for start in range(0, len(together), BATCH):
        some = together[start : start + BATCH]
        files = {n: _spoilt(kind, mutations) for n, mutations in zip(NAMES, some, strict=False)}
        found = _judge(base, kind, {name: text for name, (text, _) in files.items()})
        for name, (_, lines) in files.items():
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
    assert counted > kind.least
    assert elsewhere == []


SLIPS = 12


@pytest.mark.parametrize("kind", KINDS[:1], ids=["case"], indirect=True)
def test_every_slip_in_one_run(base: Folder, kind: Kind) -> None:
    """Twelve slips at once in one case, none within another: each is reported on its line."""
    chance = random.Random(5)
    pool = [m for m in _mutations(kind) if m.certain and m.name not in HIDING]
    cases: dict[str, tuple[str, dict[Mutation, set[int]]]] = {}
    for name in NAMES:
        chosen: list[Mutation] = []
        for mutation in chance.sample(pool, len(pool)):
            if all(not _touch(mutation.slot.path, other.slot.path) for other in chosen):
                chosen.append(mutation)
            if len(chosen) == SLIPS:
                break
        cases[name] = _spoilt(kind, chosen)
    found = _judge(base, kind, {name: text for name, (text, _) in cases.items()})
    unsaid = []
    for name, (_, lines) in cases.items():
        said = {problem.place.line for problem in _errors(found[name])}
        unsaid += [m.label for m, wanted in lines.items() if not wanted & said]
    assert unsaid == []


def _touch(one: Path, other: Path) -> bool:
    """Whether two values are the same, one lies in the other, or one moves when the other goes."""
    short, long = sorted((one, other), key=len)
    siblings = short[:-1] == long[: len(short) - 1]
    alike = short == long[: len(short)]
    return alike or (siblings and (isinstance(short[-1], int) or len(one) == len(other) > 1))
