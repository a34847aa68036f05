"""推荐理由：项目所获荣誉。"""

from __future__ import annotations

from collections.abc import Iterator

from casebook.model.library import Case, Library
from casebook.problem import Place, Problem, Said, Severity

RULE = "honours"

FIELD = "honours"
_NONE = frozenset({"无", "没有", "暂无", "无。", "/", "—", "-", "none", "n/a"})


def check(library: Library) -> Iterator[Problem]:
    """推荐表的“推荐理由（项目所获荣誉）”：写荣誉名称、授予单位和时间；没有的不写，不写“无”。

    依据：附3-14，以批次文件 facts 里 wanted: true 的 honours 为准。荣誉照原名，不改成名次（
    003-10）。一项也没有、缺授予单位或时间的只作提示。改法：在 honours 下补 giver、date，删去写
    “无”的条目。
    """
    for case in library.cases:
        programme = library.programme_of(case)
        facts = programme.facts if programme else ()
        fact = next((f for f in facts if f.field == FIELD and f.wanted), None)
        for i, honour in enumerate(case.data.honours):
            if honour.name.to("zh").strip().casefold() in _NONE:
                yield _problem(
                    case.place("honours", i, "name"),
                    Said(
                        f"荣誉写的是“{honour.name.to('zh')}”",
                        f"an honour is called '{honour.name.to('zh')}'",
                    ),
                    Said("没有荣誉的，请删去这一条。", "If there is none, delete the entry."),
                    "warning",
                )
            elif fact:
                yield from _incomplete(case, i)
        if fact and not case.data.honours:
            yield _problem(
                case.place("honours"),
                Said(
                    f"没有填写“{fact.label.zh}”（{fact.clause}）",
                    f"'{fact.label.en}' is empty ({fact.clause})",
                ),
                Said(
                    "项目有荣誉的，请写在 honours 下；没有的，不必填。",
                    "List the project's honours under honours, if it has any.",
                ),
                "info",
            )


def _incomplete(case: Case, i: int) -> Iterator[Problem]:
    honour = case.data.honours[i]
    lacking = [
        said
        for value, said in (
            (honour.giver, Said("授予单位（giver）", "its giver")),
            (honour.date, Said("授予时间（date）", "its date")),
        )
        if value is None
    ]
    if lacking:
        zh = "和".join(said.zh for said in lacking)
        en = " and ".join(said.en for said in lacking)
        yield _problem(
            case.place("honours", i, "name"),
            Said(f"“{honour.name.to('zh')}”没有写{zh}", f"'{honour.name.to('en')}' lacks {en}"),
            Said("材料里有的，请补上。", "Add what the material says of it."),
            "info",
        )


def _problem(place: Place, message: Said, hint: Said, severity: Severity) -> Problem:
    return Problem(place, RULE, message, hint, severity=severity)
