"""案例编号（文件夹名）的写法。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from casebook.model.library import Library
from casebook.problem import Place, Problem, Said

RULE = "case-id"

_FORM = re.compile(r"(19|20)\d\d-[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST = 80


def is_case_id(name: str) -> bool:
    """Whether a folder's name may be a case's address."""
    return _FORM.fullmatch(name) is not None and len(name) <= _LONGEST


def check(library: Library) -> Iterator[Problem]:
    """案例文件夹的名字就是它永久的网址，只能是“年份-名称拼音”，用小写英文字母、数字和短横线。

    依据：DESIGN“Addresses”。改法：重新命名文件夹，例如 2026-yangli；已经发布的案例改名后，
    旧编号要写进 cases/published.yaml 的 aliases，旧网址才会转到新网址。
    """
    for case in library.cases:
        if is_case_id(case.id):
            continue
        yield Problem(
            Place(f"cases/{case.id}/case.yaml"),
            RULE,
            Said(
                f"文件夹名“{case.id}”不能作案例编号", f"the folder name '{case.id}' is no case id"
            ),
            Said(
                "请改成“年份-名称拼音”，只用小写字母、数字和短横线，如 2026-yangli。",
                "Rename it to year and name in pinyin, lower case with hyphens: 2026-yangli.",
            ),
            value=case.id,
            allowed=("2026-yangli",),
        )
