"""标准要有的数据。"""

from __future__ import annotations

from collections.abc import Iterator

from casebook.check.rules.required_facts import is_present, written
from casebook.model.library import Case, Library
from casebook.model.programme import Programme
from casebook.problem import Problem, Said

RULE = "evidence"


def check(library: Library) -> Iterator[Problem]:
    """案例标了某条标准的，要有能说明它的数据：提升满意率要有满意率，质价相符要有收费标准。

    依据：附1-B1、附1-C2，以批次文件各条标准的 evidence 为准；借用别的批次标准的案例不检查。只作警
    告。改法：在提示的位置补上数据；没有数据的，请不要标这条标准。
    """
    for case in library.cases:
        programme = library.programme_of(case)
        if programme is not None:
            yield from _case(library, case, programme)


def _case(library: Library, case: Case, programme: Programme) -> Iterator[Problem]:
    for key in case.criteria:
        found = programme.criterion(key)
        fields = found[1].evidence if found else ()
        if found is None or not fields or any(is_present(case.data, f) for f in fields):
            continue
        short = found[1].short
        names = [written(tuple(field.split("."))) for field in fields]
        yield Problem(
            case.place("criteria"),
            RULE,
            Said(
                f"标了“{short.zh}”（{key}），没有说明它的数据",
                f"'{short.en}' ({key}) is marked, but no data show it",
            ),
            Said(
                f"请填写 {' 或 '.join(names)}（依据 {found[1].clause}）。",
                f"Fill in {' or '.join(names)} (clause {found[1].clause}).",
            ),
            value=key,
            allowed=fields,
            severity="warning",
        )
