"""批次名称的引号。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from casebook.check.own_texts import own_words
from casebook.check.places import Lines
from casebook.model.library import Library
from casebook.problem import Place, Problem, Said

RULE = "programme-name"

_QUOTED = re.compile(r"“([^”]+)”")


def check(library: Library) -> Iterator[Problem]:
    """批次名称里的引号写作“”：写 “好服务”，不写 "好服务"；只作警告。

    依据：001-002（通知标题用中文引号）、003-17。名称取自批次文件 name、short 里引号中的字。案例、
    年鉴和编辑页面都检查。改法：把直引号改成中文引号。
    """
    names = {
        quoted
        for programme in library.programmes.values()
        for name in (programme.name.zh, programme.short.zh)
        for quoted in _QUOTED.findall(name)
    }
    if not names:
        return
    straight = re.compile(rf"[\"＂'＇]({'|'.join(map(re.escape, sorted(names)))})[\"＂'＇]")
    for own in own_words(library):
        for match in straight.finditer(own.text):
            yield _problem(own.place(match.start()), match)
    for case in library.cases:
        for key, value in (("title", case.data.title.zh), ("summary", case.data.summary.zh)):
            for match in straight.finditer(value or ""):
                yield _problem(case.place(key, "zh"), match)
        if text := case.texts.get("zh"):
            found = list(straight.finditer(text.source))
            lines = Lines(text.file, text.source if found else "")
            for match in found:
                yield _problem(lines.place(match.start()), match)


def _problem(place: Place, match: re.Match[str]) -> Problem:
    return Problem(
        place,
        RULE,
        Said(f"批次名称用了直引号：{match[0]}", f"straight quotation marks in {match[0]}"),
        Said(f"请写作“{match[1]}”。", f"Write “{match[1]}”."),
        value=match[0],
        allowed=(f"“{match[1]}”",),
        severity="warning",
    )
