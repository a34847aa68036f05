"""必填的事实。"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from casebook.model.case import CaseData
from casebook.model.library import Library
from casebook.problem import Problem, Said

RULE = "required-facts"


def check(library: Library) -> Iterator[Problem]:
    """批次的推荐表和材料要求必填的事实，case.yaml 里都要有。

    依据：附3-01 至附3-09、附2-003 至附2-008，以批次文件 facts 里 required: true 的各项为准。
    改法：在提示的位置补上。
    """
    for case in library.cases:
        programme = library.programme_of(case)
        for fact in programme.facts if programme else ():
            if not (fact.required and fact.public and fact.field) or is_present(
                case.data, fact.field
            ):
                continue
            path = tuple(fact.field.split("."))
            yield Problem(
                case.place(*path),
                RULE,
                Said(f"缺少“{fact.label.zh}”", f"'{fact.label.en}' is missing"),
                Said(
                    f"请填写 {written(path)}（依据 {fact.clause}）。",
                    f"Fill in {written(path)} (clause {fact.clause}).",
                ),
                allowed=(fact.field,),
            )


def is_present(data: CaseData, field: str) -> bool:
    """Whether a case has a value for a field; a measure is named by its key."""
    if field.startswith("measures."):
        return any(measure.key == field.removeprefix("measures.") for measure in data.measures)
    found: list[Any] = [data]
    for name in field.split("."):
        values = (getattr(item, name, None) for item in found)
        found = [v for value in values for v in (value if isinstance(value, tuple) else (value,))]
    return any(value not in (None, "") for value in found)


def written(path: tuple[str, ...]) -> str:
    """Return how a field is written in `case.yaml`."""
    if path[0] == "measures":
        return f"measures: - {{key: {path[1]}, year: …, value: …}}"
    return " → ".join(path)
