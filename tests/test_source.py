"""Traps of YAML and of encodings: each a clear problem at its place, or a text that stays one."""

from __future__ import annotations

from pathlib import Path

import pytest

from casebook.problem import Problem
from casebook.source import MAX_BYTES, Document, read_text, read_yaml


def read(tmp_path: Path, content: str | bytes) -> tuple[Document | None, list[Problem]]:
    path = tmp_path / "case.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return read_yaml(tmp_path, path)


TRAPS = [
    ("tab", "甲:\n\t乙: 1", "yaml", "2:1", "制表符"),
    ("colon", "标题: 甲: 乙", "yaml", "1:6", "冒号"),
    ("no space behind a colon", "甲:1\n乙: 2", "yaml", "2:2", "空格"),
    ("no colon", "甲: 1\n乙\n丙: 2", "yaml", "3:1", "缺少冒号"),
    ("quote left open", '甲: "一\n乙: 二', "yaml", "1:4", "只有一半"),
    ("words behind a quote", '甲: "一" 二', "yaml", "1:8", "引号后面不能再接文字"),
    ("bracket left open", "甲: [1, 2\n乙: 3", "yaml", "2:2", "成对"),
    ("Chinese colon behind a key", "a: 1\nstatus：draft\nb: 2", "yaml", "2:7", "半角冒号"),
    ("no space behind a colon", "a:1\nb: 2", "yaml", "1:2", "空一格"),
    ("Chinese colon in braces", "a: {zh：甲}\nb: [", "yaml", "1:7", "半角冒号"),
    ("colon in a text", "a: {zh: 甲: 乙, en: c}", "yaml", "1:10", "整段文字"),
    ("Chinese braces", "a: ｛zh: 甲｝", "yaml", "1:4", "半角花括号"),
    ("brace left open", "a: {zh: 甲, en: b\nc: 1", "yaml", "1:4", "补上 }"),
    ("text of several quoted lines", 'a: "b\n  c"\nd: [1', "yaml", "3:4", "成对"),
    ("Chinese comma in braces", "甲: {zh: 一，en: two}", "yaml", "1:10", "半角逗号"),
    ("indentation", "甲:\n    乙: 1\n  丙: 2", "yaml", "3:3", "缩进没有对齐"),
    ("bold", "甲: **粗**", "yaml", "1:5", "加引号"),
    ("backslash", '甲: "C:\\path"', "yaml", "1:7", "反斜线"),
    ("at", "甲: @乙", "yaml", "1:4", "加引号"),
    ("anchor", "甲: &a [1]\n乙: 2", "yaml", "1:4", "直接写出来"),
    ("tag", "甲: !!python/object:os.system x", "yaml", "1:4", "标签"),
    ("second document", "甲: 1\n---\n乙: 2", "yaml", "2:1", "删去"),
    ("list as a key", "? [甲]\n: 乙", "yaml", "1:3", "括号"),
    ("duplicate key", "标: 1\n乙: 2\n标: 3", "duplicate-key", "3:1", "只留一处"),
    ("duplicate key below", "甲:\n  乙: 1\n  乙: 2", "duplicate-key", "3:3", "只留一处"),
    ("GBK", "标题: 中文".encode("gbk"), "encoding", "1:1", "UTF-8"),
    ("GBK further down", b"a: 1\nb: " + "中".encode("gbk"), "encoding", "2:4", "UTF-8"),
    ("UTF-16", "标题: 中文".encode("utf-16"), "encoding", "1:1", "UTF-8"),
    ("UTF-16 without a mark", "title: abc".encode("utf-16-le"), "encoding", "1:1", "UTF-8"),
    ("NUL", "甲: 乙\0丙", "character", "1:5", "删去"),
    ("next line", "甲: 乙\u0085丙", "character", "1:5", "删去"),
    ("line separator", "甲: 乙\u2028丙", "character", "1:5", "删去"),
    ("reversed reading", "甲: \u202e乙", "character", "1:4", "删去"),
    ("private use", "甲: \ue000", "character", "1:4", "删去"),
    ("lost in conversion", "甲: \ufffd", "character", "1:4", "删去"),
]


@pytest.mark.parametrize(
    ("content", "rule", "place", "words"),
    [pytest.param(*rest, id=name) for name, *rest in TRAPS],
)
def test_trap(tmp_path: Path, content: str | bytes, rule: str, place: str, words: str) -> None:
    document, problems = read(tmp_path, content)
    assert document is None
    assert [(p.rule, str(p.place)) for p in problems] == [(rule, f"case.yaml:{place}")]
    assert words in problems[0].hint.zh + problems[0].message.zh
    assert problems[0].message.en
    assert problems[0].hint.en


def test_every_duplicate_is_named(tmp_path: Path) -> None:
    _, problems = read(tmp_path, "a: 1\na: 2\nb: 3\nb: 4\n")
    assert [str(p.place) for p in problems] == ["case.yaml:2:1", "case.yaml:4:1"]


def test_an_alias_bomb_is_never_expanded(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 30)]
    document, problems = read(tmp_path, "\n".join(lines))
    assert document is None
    assert [p.rule for p in problems] == ["yaml"]


@pytest.mark.parametrize("content", ["[" * 200_000, "{a: " * 200_000, "- " * 100_000])
def test_deep_nesting_is_refused(tmp_path: Path, content: str) -> None:
    document, problems = read(tmp_path, content)
    assert document is None
    assert "20" in problems[-1].message.zh


def test_twenty_levels_are_allowed(tmp_path: Path) -> None:
    document, problems = read(tmp_path, "[" * 20 + "]" * 20)
    assert problems == []
    assert document is not None


def test_too_large_a_file_is_not_read(tmp_path: Path) -> None:
    document, problems = read(tmp_path, b"a" * (MAX_BYTES + 1))
    assert document is None
    assert [p.rule for p in problems] == ["file-size"]


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("a: 1", "utf-8")
    (tmp_path / "case.yaml").symlink_to(tmp_path / "secret")
    text, problems = read_text(tmp_path, tmp_path / "case.yaml")
    assert text is None
    assert [p.rule for p in problems] == ["link"]


def test_scalars_stay_what_was_typed(tmp_path: Path) -> None:
    words = ["no", "on", "1e3", "08:30", "2024-13-45", "0x1F", "1_000", "1.10", "007", "=", "true"]
    document, problems = read(tmp_path, "".join(f"- {word}\n" for word in words))
    assert problems == []
    assert document is not None
    assert document.tree == words


def test_nothing_is_nothing_and_quoted_is_text(tmp_path: Path) -> None:
    document, _ = read(tmp_path, "a:\nb: ~\nc: null\nd: ''\ne: 'null'\n")
    assert document is not None
    assert document.tree == {"a": None, "b": None, "c": None, "d": "", "e": "null"}


def test_mark_and_line_ends_of_windows(tmp_path: Path) -> None:
    document, problems = read(
        tmp_path, b"\xef\xbb\xbf" + "甲: 一\r\n乙: |\r\n  二\r\n  三\r\n".encode()
    )
    assert problems == []
    assert document is not None
    assert document.tree == {"甲": "一", "乙": "二\n三\n"}
    assert str(document.place("乙")) == "case.yaml:2:4"


def test_places_count_characters(tmp_path: Path) -> None:
    document, _ = read(tmp_path, "小区: {名: 样例, 单: [甲, 乙]}\n企业:\n  名: 丙\n")
    assert document is not None
    assert str(document.place("小区", "单", 1)) == "case.yaml:1:20"
    assert str(document.place("小区", "单")) == "case.yaml:1:13"
    assert str(document.place("企业")) == "case.yaml:2:1"
    assert str(document.place("企业", "名")) == "case.yaml:3:6"
    assert str(document.place("企业", "无")) == "case.yaml:2:1"
    assert str(document.place("无")) == "case.yaml:1:1"
