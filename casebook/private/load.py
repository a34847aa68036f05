"""Read the records of `private/`; a fault is told without the value that has it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from casebook.personal import mask
from casebook.plain_file import shown_name
from casebook.private.model import PrivateRecord
from casebook.problem import Place, Problem, Said
from casebook.source import Document, read_yaml
from casebook.yaml_tree import Key

RULE = "private-files"
FOLDER = "private"
_ITEM = re.compile(r"\[(\d+)\]")
_RECORD = re.compile(r"\.ya?ml(\.txt)?$", re.IGNORECASE)  # also as Windows hides and changes it


@dataclass(frozen=True)
class Filed:
    """A record, the name of its file without the ending, and the places of its values."""

    id: str
    record: PrivateRecord
    document: Document


def load_private(root: Path) -> tuple[list[Filed], list[Problem]]:
    """Return the records of a library and what is wrong with their files.

    Other files of the folder, such as scanned forms, are not opened; one that was to be a record
    is a problem, for what it says is not searched for.
    """
    filed, problems = [], list(_misplaced(root))
    for path in sorted((root / FOLDER).glob("*.yaml")):
        document, unread = read_yaml(root, path)
        problems += [_unread(problem) for problem in unread]
        if document is None:
            continue
        try:
            record = PrivateRecord.model_validate(document.tree or {})
        except ValidationError as error:
            problems += [_refused(document, detail) for detail in error.errors()]
        else:
            filed.append(Filed(path.stem, record, document))
    return filed, problems


def _misplaced(root: Path) -> Iterator[Problem]:
    for path in sorted((root / FOLDER).rglob("*")):
        inside = path.parent != root / FOLDER
        wrong = path.suffix != ".yaml" or inside
        if _RECORD.search(path.name) and wrong and not path.is_dir():
            name = shown_name(_RECORD.sub("", path.name))
            yield Problem(
                Place(shown_name(path.relative_to(root).as_posix())),
                RULE,
                Said(
                    "这份资料没有读取，里面的姓名和电话查不出来",
                    "this record is not read: what it says is not searched for",
                ),
                Said(
                    f"请改名为 {name}.yaml，直接放在 {FOLDER} 文件夹里。",
                    f"Name it {name}.yaml, right in the folder {FOLDER}/.",
                ),
            )


def _unread(problem: Problem) -> Problem:
    """Say that a file cannot be read; what stands there may be private and is not quoted."""
    if problem.rule in _OF_THE_FILE:
        return replace(problem, rule=RULE)
    message, hint = _UNREAD.get(problem.rule, _BROKEN)
    return Problem(problem.place, RULE, message, hint, severity=problem.severity)


def _refused(document: Document, detail: ErrorDetails) -> Problem:
    path = [part for part in detail["loc"] if part != "[key]"]
    name = _named(path, unknown=detail["type"] == "extra_forbidden")
    shown = _ITEM.sub(r"（第 \1 项）", name)
    message, hint = _SAID.get(detail["type"], _OTHER)
    return Problem(
        document.place(*_written(document, path)),
        RULE,
        Said(f"“{shown}”{message.zh}", f"'{name}' {message.en}"),
        hint,
    )


def _named(path: Sequence[Key], *, unknown: bool) -> str:
    """Return the name of a value; a key that is not known may be a name or a number itself."""
    parts = [f"[{part + 1}]" if isinstance(part, int) else str(part) for part in path]
    if unknown:
        parts[-1] = mask(parts[-1])
    return ".".join(parts).replace(".[", "[") or "…"


def _written(document: Document, path: Sequence[Key]) -> Iterator[Key]:
    """Follow a path as far as the file has it: one text may stand where a list is meant."""
    so_far: tuple[Key, ...] = ()
    for part in path:
        if (*so_far, part) in document.places:
            so_far = (*so_far, part)
            yield part


_OF_THE_FILE = frozenset({"file", "file-size", "link", "encoding"})  # these quote nothing
_BROKEN = (
    Said("这份资料从这里起读不下去", "this record cannot be read from here on"),
    Said(
        "请检查这一行的缩进、冒号和引号；为免泄露，这里不显示原文。",
        "Check indentation, colons and quotes of this line; what stands there is not shown, lest "
        "it leak.",
    ),
)
_UNREAD: dict[str, tuple[Said, Said]] = {
    "duplicate-key": (
        Said("这一行的名称已经写过", "this line's key was given before"),
        Said("请只留一处；几个人写成列表。", "Keep one of them; several people are a list."),
    ),
    "character": (
        Said(
            "这一行有看不见的字符或兼容字",
            "this line holds a character that nobody sees, or a compatibility ideograph",
        ),
        Said("请把这一行重新输入一遍。", "Type the line again."),
    ),
}
_KEYS = (
    "applicant、recommender、submitter（name、phone、email、wechat、qq、stamped）、people、never"
)
_SAID: dict[str, tuple[Said, Said]] = {
    "extra_forbidden": (
        Said("不是这里可以写的名称", "is not a known key"),
        Said(
            f"可用：{_KEYS}。其他不得公开的文字写在 never 下；党员名册不放在案例库里（004-14）。",
            "Known: applicant, recommender, submitter (name, phone, email, wechat, qq, stamped), "
            "people, never. Any other text goes under never; a register of members goes nowhere.",
        ),
    ),
    "too_short": (
        Said("太短，处处都会查到", "is too short: it would be found everywhere"),
        Said(
            "至少写两个汉字，或四个字母、数字；没有的项目留空，不写“无”。",
            "Give two Chinese characters or four letters or digits at least; leave empty what "
            "there is none of.",
        ),
    ),
    "flag": (
        Said("只能写 true 或 false", "must be true or false"),
        Said("请改写，或删去这一行。", "Write one of them, or delete the line."),
    ),
}
_OTHER = (
    Said("的写法不对", "is not written as it should be"),
    Said(
        "姓名、电话写文字，多个写成 [甲, 乙]；stamped 写完整日期，如 2026-07-01。",
        "Names and numbers are texts, several of them [a, b]; stamped is a whole date, such as "
        "2026-07-01.",
    ),
)
