"""标题、小区名称和企业名称。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from casebook.model.library import Case, Library
from casebook.problem import Place, Problem, Said, Severity
from casebook.prose.length import count_words
from casebook.unwritten import STAND_IN

RULE = "names"

_LEAST, _MOST = 2, 40  # 字 of a community's name (附3-01)
_REMARK = re.compile(r"[（(][^（）()]*[）)]$")  # 示例家园（样例）
# What a registered name ends in: that of a company, its branch, a partnership, another body
_REGISTERED = re.compile(
    r".*(?:有限责任公司|有限公司|分公司|总公司|合伙企业|中心|合作社|居委会|村委会|事务所|管理处|管理站)"
)
_ENDS_BADLY = "。；，、：！.;,:!"


def check(library: Library) -> Iterator[Problem]:
    """标题写做法与成效，不只写小区名，末尾不加标点；小区名称 2—40 字；企业写全称。

    依据：附2-002、附2-005、附3-01、附3-02、003-15（分公司也可以）。企业全称以“有限公司”“有限责任
    公司”“股份有限公司”“分公司”等结尾；只写简称的给出警告，简称另写在 company → brand。改法：照营
    业执照改写。
    """
    for case in library.cases:
        yield from _title(case)
        yield from _community(case)
        yield from _company(case)


def _title(case: Case) -> Iterator[Problem]:
    data = case.data
    title, name = data.title.zh, data.community.name.zh
    if not title or title == STAND_IN:
        return
    place = case.place("title", "zh")
    if name and _plain(title) == _plain(name):
        yield _problem(
            place,
            Said(f"标题“{title}”只是小区的名称", f"the title '{title}' is the community's name"),
            Said("请写出做法和成效。", "Say what was done and what came of it."),
            title,
        )
    if title[-1] in _ENDS_BADLY:
        yield _problem(
            place,
            Said(f"标题末尾有“{title[-1]}”", f"the title ends in '{title[-1]}'"),
            Said("请删去末尾的标点。", "Delete the mark."),
            title[-1],
        )


def _community(case: Case) -> Iterator[Problem]:
    name = case.data.community.name.zh
    if name and name != STAND_IN and not _LEAST <= (count := count_words(name)) <= _MOST:
        yield _problem(
            case.place("community", "name", "zh"),
            Said(f"小区名称有 {count} 字", f"the community's name has {count} 字"),
            Said(
                f"要求 {_LEAST}—{_MOST} 字（附3-01），只写名称，不写地址和说明。",
                f"{_LEAST} to {_MOST} are wanted (附3-01): the name alone.",
            ),
            name,
            "error",
        )


def _company(case: Case) -> Iterator[Problem]:
    name = case.data.company.name.zh if case.data.company else None
    if name and name != STAND_IN and not _REGISTERED.fullmatch(_REMARK.sub("", name)):
        stem = name.removesuffix("公司")
        better = f"，如“{stem}{'' if '物业' in stem else '物业服务'}有限公司”"
        yield _problem(
            case.place("company", "name", "zh"),
            Said(f"“{name}”不像企业的全称", f"'{name}' does not look like a registered name"),
            Said(
                f"请写营业执照上的全称{better}；简称写在 brand。",
                "Write the name of the business licence, which ends in 有限公司 or the like; a "
                "short name goes under brand.",
            ),
            name,
        )


def _plain(text: str) -> str:
    return re.sub(r"\s|小区$", "", _REMARK.sub("", text))


def _problem(
    place: Place, message: Said, hint: Said, value: str, severity: Severity = "warning"
) -> Problem:
    return Problem(place, RULE, message, hint, value=value, severity=severity)
