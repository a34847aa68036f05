"""案例涉及几个方向。"""

from __future__ import annotations

from collections.abc import Iterator

from casebook.model.criteria import Direction
from casebook.model.library import Case, Library
from casebook.model.programme import Programme
from casebook.problem import Problem, Said

RULE = "coverage"


def check(library: Library) -> Iterator[Problem]:
    """案例最好在多个方向上各有做法：批次写明了几个方向的，少于这个数给出警告。

    依据：附1-cov（四个方向里至少三个）。标准写在 criteria 里，也可以标在小标题后。改法：正文里确有
    做法的，补上对应的标准；没有的，照实写，不必凑数。
    """
    for case in library.cases:
        programme = library.programme_of(case)
        rule = programme.breadth if programme else None
        if programme is None or rule is None or not case.criteria:
            continue
        shown = directions_shown(library, case, programme)
        if len(shown) < rule.directions:
            missing = [d for d in programme.directions if d not in shown]
            named = "、".join(d.name.zh for d in missing), ", ".join(d.name.en for d in missing)
            yield Problem(
                case.place("criteria"),
                RULE,
                Said(
                    f"案例只体现了 {len(shown)} 个方向的标准，还没有：{named[0]}",
                    f"criteria of {len(shown)} directions are shown; none of: {named[1]}",
                ),
                Said(
                    f"宜有 {rule.directions} 个以上的方向（{rule.clause}）；正文里有这样的做法，"
                    "请补上标准，没有就照实写。",
                    f"{rule.directions} directions or more are wished for ({rule.clause}): if the "
                    "text shows such practice, add the criteria; if not, leave it.",
                ),
                value=str(len(shown)),
                allowed=(f"≥ {rule.directions}",),
                severity="warning",
            )


def directions_shown(library: Library, case: Case, programme: Programme) -> list[Direction]:
    """Return the programme's own directions of which a case shows a criterion, in their order."""
    found = [library.criterion(case, key) for key in case.criteria]
    keys = {direction.key for p, direction, _ in filter(None, found) if p.id == programme.id}
    return [direction for direction in programme.directions if direction.key in keys]
