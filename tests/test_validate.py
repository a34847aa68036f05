"""Every refusal of a type has words of its own, at the line of its value, all at once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from casebook.model.case import CaseData
from casebook.model.library import LedgerEntry
from casebook.model.programme import Programme
from casebook.problem import Problem
from casebook.refusals import PATTERNS
from casebook.source import Document, read_yaml
from casebook.validate import validate, validate_list, validate_readable

CASE = """\
programme: small
status: draft
title: {zh: 标题}
summary: {zh: 摘要}
community:
  name: {zh: 样例小区}
  region: "440104"
  type: commercial
source:
  title: {zh: 通知}
  issuer: {zh: 协会}
"""

SLIPS = [
    ("households: 约一千", "community", "不是数"),
    ("households: 12.5", "community", "不是数"),
    ("households: -1", "community", "至少为 0"),
    ("households: 5000000000", "community", "最多为 1000000000"),
    ("floor_area: 0", "community", "必须大于 0"),
    ("floor_area: nan", "community", "不是数"),
    ("floor_area: 1.12345678", "community", "位数太多"),
    ("floor_area: [1, 2]", "community", "不是数"),
    ("greening_rate: 130", "community", "最多为 100"),
    ("delivered: 2010年6月", "community", "不是日期"),
    ("delivered: 2010-13", "community", "不是日期"),
    ("address: 样例路1号", "community", "键: 值"),
    ("address: {}", "community", "中英文都没有"),
    ("address: {zh: ''}", "community", "是空的"),
    ("address: {zh: [甲]}", "community", "应是一段文字"),
    ("colour: 红", "community", "不是已知的项"),
    ("adress: {zh: 甲}", "community", "您是否要写 address？"),
    ("aliases: 样例", "community", "列表"),
    ("published: 2026-09", "", "年-月-日"),
    ("published: {zh: [甲, 乙], en: }", "", "写的是“{zh: [甲, 乙], en:}”"),
    ("'': 甲", "", "冒号前面没有名称"),
    ("approval: {site_visit: yes}", "", "true"),
    ("approval: {recommended_by: {name: {zh: 甲}, level: county}}", "", "可用：district、city"),
    ("approval: {recommended_by: {name: {zh: 甲}, region: 4401}}", "", "六位数字"),
    ("fee: {price: 2.3, unit: 元}", "", "CNY/m²/month"),
    ("fee: {price: 60, unit: CNY/m²/month}", "", "最多为 50"),
    ("measures: [{year: 2025}]", "", "key"),
    ("criteria: party.1", "", "列表"),
    ("photos: [{file: a//b.jpg, caption: {zh: 甲}, alt: {zh: 乙}}]", "", "photos/01-gate.jpg"),
    ("photos: [{file: a.jpg, caption: {zh: 甲}, alt: {zh: 乙}, focus: [1]}]", "", "缺少第 2 项"),
    ("company: {name: {zh: 甲}, slug: 甲}", "", "小写英文字母"),
    ("as_written: [甲]", "", "键: 值"),
]


def read(tmp_path: Path, content: str) -> Document:
    path = tmp_path / "case.yaml"
    path.write_text(content, "utf-8")
    document, problems = read_yaml(tmp_path, path)
    assert problems == []
    assert document is not None
    return document


def slip(line: str, under: str) -> str:
    """Put a line into the case: at its end, or under one of its keys."""
    return CASE.replace(f"{under}:\n", f"{under}:\n  {line}\n") if under else f"{CASE}{line}\n"


@pytest.mark.parametrize(("line", "under", "words"), SLIPS, ids=[line for line, *_ in SLIPS])
def test_slip(tmp_path: Path, line: str, under: str, words: str) -> None:
    content = slip(line, under)
    document = read(tmp_path, content)
    data, problems = validate(document, CaseData, "case")
    assert data is None
    assert len(problems) == 1
    (problem,) = problems
    assert problem.place.line == content.split("\n").index(("  " if under else "") + line) + 1
    assert words in problem.message.zh + problem.hint.zh
    assert_reads_well(problem)
    assert validate_readable(document, CaseData, {}) is not None


def assert_reads_well(problem: Problem) -> None:
    """A message has both languages, no hole, and no word of the machinery."""
    said = " ".join((problem.message.zh, problem.hint.zh, problem.message.en, problem.hint.en))
    assert problem.message.zh
    assert problem.hint.zh
    assert problem.hint.en
    assert "……" not in said
    assert not re.search(r"Input|pydantic|Decimal|tuple|\^\[", said)


def test_the_right_case_passes(tmp_path: Path) -> None:
    data, problems = validate(read(tmp_path, CASE), CaseData, "case")
    assert problems == []
    assert data is not None


def test_all_faults_at_once(tmp_path: Path) -> None:
    lines = [
        line for line, under, _ in SLIPS if under == "" and not line.startswith("fee: {price: 60")
    ]
    keys: dict[str, str] = {}
    for line in lines:
        keys.setdefault(line.partition(":")[0], line)
    content = CASE + "".join(f"{line}\n" for line in keys.values())
    _, problems = validate(read(tmp_path, content), CaseData, "case")
    assert len({problem.place.line for problem in problems}) == len(keys)


def test_a_missing_key_is_reported_at_its_parent(tmp_path: Path) -> None:
    _, problems = validate(
        read(tmp_path, CASE.replace("  type: commercial\n", "")), CaseData, "case"
    )
    assert [(str(p.place), p.message.zh) for p in problems] == [
        ("case.yaml:5:1", "“community.type”没有填写")
    ]


@pytest.mark.parametrize("content", ["", "# 只有注释\n", "programme：small\n", "- 甲\n"])
def test_a_file_of_another_shape(tmp_path: Path, content: str) -> None:
    document = read(tmp_path, content)
    _, problems = validate(document, CaseData, "case")
    assert [p.message.zh[:4] for p in problems] == ["整个文件"]
    assert validate_readable(document, CaseData, {}) is None


def test_a_list_of_records(tmp_path: Path) -> None:
    document = read(
        tmp_path, "- {id: 2026-a, published: 2026-09-01}\n- {id: 甲, published: 九月}\n"
    )
    _, problems = validate_list(document, LedgerEntry, "ledger")
    assert [(str(p.place), p.message.zh.partition("”")[0]) for p in problems] == [
        ("case.yaml:2:8", "“（第 2 项）.id"),
        ("case.yaml:2:22", "“（第 2 项）.published"),
    ]


def test_what_does_not_fit_is_left_out_and_positions_stay(tmp_path: Path) -> None:
    content = CASE + (
        "published: 九月\n"
        "measures:\n  - {key: a, value: 九成}\n  - {key: b, value: 2}\n"
        "honours:\n  - {date: 2020}\n  - {name: {zh: 甲}}\n"
    )
    data = validate_readable(read(tmp_path, content), CaseData, {})
    assert data is not None
    assert data.published is None
    assert [(m.key, m.value) for m in data.measures] == [("a", None), ("b", 2)]
    assert data.honours == ()


def test_stand_ins_for_what_is_required(tmp_path: Path) -> None:
    document = read(tmp_path, CASE.replace("status: draft\n", "status: 草稿\n"))
    assert validate_readable(document, CaseData, {}) is None
    assert validate_readable(document, CaseData, {("status",): "never"}) is None
    data = validate_readable(document, CaseData, {("status",): "approved"})
    assert data is not None
    assert data.status == "approved"


def test_every_pattern_of_the_models_has_words() -> None:
    schemas = str(CaseData.model_json_schema()) + str(Programme.model_json_schema())
    used = {eval(found) for found in re.findall(r"'pattern': ('(?:[^'\\]|\\.)*')", schemas)}  # noqa: S307
    dates = {pattern for pattern in used if pattern.startswith(r"^\d{4}(")}
    assert used - dates <= set(PATTERNS)
