"""标题后面的花括号。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from casebook.model.library import Library
from casebook.problem import Place, Problem, Said

RULE = "heading-attributes"

_BRACES = re.compile(r"[{}｛｝]")
_FORM = re.compile(r'\{\s*criteria=["“”]([^"“”{}]+)["“”]\s*\}\s*')


def check(library: Library) -> Iterator[Problem]:
    """小标题后面的花括号只能写成 {criteria="party.1 satisfaction.3"}，并且要成对。

    依据：附2-012（措施对应标准）。只有“### ”小标题可以带花括号。写错时网页上会露出花括号，标准
    页也收不到这一段。改法：照上面的样子写，多个代号用空格隔开。
    """
    for case in library.cases:
        for text in case.texts.values():
            lines = text.source.split("\n")
            for passage in text.passages:
                yield from _heading(lines, passage.place, allowed=True)
            for section in text.sections:
                yield from _heading(lines, section.place, allowed=False)


def _heading(lines: list[str], place: Place, allowed: bool) -> Iterator[Problem]:
    line = lines[place.line - 1]
    found = _BRACES.search(line)
    if not found:
        return
    written = line[found.start() :].strip()
    form = _FORM.fullmatch(written)
    if allowed and form and form[1].strip():
        return
    if not allowed:
        message = Said(
            f"“## ”标题后面不能写“{written}”", f"a '## ' heading cannot have '{written}'"
        )
    elif len(re.findall(r"[{｛]", line)) != len(re.findall(r"[}｝]", line)):
        message = Said(f"花括号没有成对：“{written}”", f"a brace is not closed: '{written}'")
    else:
        message = Said(
            f"标题后面的“{written}”写法不对", f"'{written}' behind the heading is not understood"
        )
    yield Problem(
        Place(place.file, place.line, found.start() + 1),
        RULE,
        message,
        Said(
            '请只在“### ”小标题后面写 {criteria="party.1 satisfaction.3"}，用半角的花括号和引号。',
            "Only a '### ' heading may end in {criteria=\"party.1 satisfaction.3\"}.",
        ),
        value=written,
        allowed=('{criteria="…"}',),
    )
