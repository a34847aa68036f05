"""The table of requirements: every row is proved by what exists and names it, or says why not.

`requirements.yaml` has a line for each row; what may prove one is said at its head.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from casebook.check.rules import RULES
from casebook.load import load_library
from casebook.paths import HOME, Paths

TABLE = Path(__file__).parent / "requirements.yaml"
KEYS = {"asks", "proved by", "not here", "open"}
# PDF/X-4 and T/SZPMIA 002-2025 are no rows
_ROW = re.compile(
    r"(?<![A-Za-z0-9/-])(附[1-4]-(?:[A-DV]?\d+|cov)|00[1-4]-[A-Z]?\d{1,3}[a-k]?|002-W|[PSXYA]-\d{1,2})(?![\d-])"
)
_RANGE = re.compile(
    rf"{_ROW.pattern}(?:…|—|–| ?至 ?| to )(附[1-4]-|00[1-4]-|[PSXYA]-)?([A-Z]?)(\d+)"
)
# Rows by chapter of the list, so that no line of the table is lost unseen
ROWS = {"X": 14, "001": 44, "附1": 24, "附2": 60, "附3": 20, "附4": 14} | {
    "002": 44, "003": 19, "004": 27, "A": 26, "P": 7, "S": 8, "Y": 3,
}  # fmt: skip


def _table() -> dict[str, dict[str, Any]]:
    table = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    assert isinstance(table, dict)
    return table


def _rows(text: str) -> Iterator[str]:
    """Yield every row that a text names; 附2-116…119 and 附3-10 至附3-13 are four each."""
    for match in _RANGE.finditer(text):
        first, _, letter, last = match.groups()
        stem, start = re.fullmatch(r"(.*?)(\d+)[a-k]?", first).groups()  # type: ignore[union-attr]
        if letter and not stem.endswith(letter):
            continue  # 附1-A1 至附1-D5: of several letters, named by themselves below
        for number in range(int(start), int(last) + 1):
            yield f"{stem}{number:0{len(start)}}"
    yield from _ROW.findall(text)


@cache
def _named_in(path: Path) -> frozenset[str]:
    named = set(_rows(path.read_text(encoding="utf-8")))
    if {"附1-A1", "附1-D5"} <= named:  # a span over all criteria
        counts = {"A": 3, "B": 4, "C": 5, "D": 5}
        named |= {f"附1-{key}{n}" for key, most in counts.items() for n in range(1, most + 1)}
    return frozenset(named)


def _file_of(proof: str) -> Path | None:
    """Return the file that a proof stands in, None where there is no such thing."""
    path, _, test = proof.partition("::")
    if "/" not in proof:
        rule = next((rule for rule in RULES if proof == rule.RULE), None)
        return Path(str(rule.__file__)) if rule else None  # type: ignore[attr-defined]
    if proof.startswith("tests/check/"):
        rule = next((r for r in RULES if proof.split("/")[2] == r.RULE), None)
        there = rule and (HOME / proof / "expected.txt").is_file()
        return Path(str(rule.__file__)) if there else None  # type: ignore[union-attr]
    file = HOME / path
    if not file.is_file() or (test and test not in _tests_of(file)):
        return None
    return file if test or path.startswith("content/") else None


@cache
def _tests_of(file: Path) -> frozenset[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return frozenset(
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    )


def test_no_row_is_listed_twice_or_lost() -> None:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    ids = [line.partition(":")[0] for line in lines if line and not line.startswith("#")]
    assert [id for id, times in Counter(ids).items() if times > 1] == []
    assert Counter(id.rpartition("-")[0] for id in ids) == ROWS
    assert set(ids) == set(_table())


def test_every_row_says_what_proves_it_or_why_not() -> None:
    for id, row in _table().items():
        assert set(row) <= KEYS, id
        assert isinstance(row["asks"], str) and row["asks"], id
        assert row.get("proved by") or row.get("not here") or row.get("open"), id
        for key in KEYS - {"proved by"}:
            assert isinstance(row.get(key, "…"), str), (id, key)


def test_every_proof_exists_and_names_its_row() -> None:
    faults = []
    for id, row in _table().items():
        for proof in row.get("proved by", ()):
            file = _file_of(proof)
            if file is None:
                faults.append(f"{id}: there is no {proof}")
            elif id not in _named_in(file):
                faults.append(f"{id}: {file.relative_to(HOME)} does not name it")
    assert faults == []


def test_every_row_that_the_program_names_is_in_the_table() -> None:
    table = _table()
    unknown = {
        f"{path.relative_to(HOME)}: {id}"
        for path in HOME.glob("casebook/**/*.py")
        for id in _named_in(path)
        if id not in table
    }
    assert unknown == set()


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("附2-116…119", ["附2-116", "附2-117", "附2-118", "附2-119"]),
        ("附3-10 至附3-13", ["附3-10", "附3-11", "附3-12", "附3-13"]),
        ("附1-V1…V3, 002-P1…2", ["附1-V1", "附1-V2", "附1-V3", "002-P1", "002-P2"]),
        ("001-017、001-018", ["001-017", "001-018"]),
        ("PDF/X-4 of T/SZPMIA 002-2025, szpmia-002-2025", []),
        ("002-W3a, 附1-cov (S-02)", ["002-W3a", "附1-cov", "S-02"]),
    ],
)
def test_rows_are_read_from_a_text(text: str, rows: list[str]) -> None:
    assert sorted(set(_rows(text))) == sorted(rows)


def test_the_seven_cases_of_guangdong() -> None:
    """003-02: two each of 广州, 深圳 and 佛山, one of 珠海."""
    cases = load_library(Paths.of(HOME)).library.cases
    cities = Counter(
        case.data.community.region[:4]
        for case in cases
        if case.data.programme == "beautiful-home-guangdong-2022"
    )
    assert cities == {"4401": 2, "4403": 2, "4404": 1, "4406": 2}
