"""一票否决项的声明。"""

from __future__ import annotations

from collections.abc import Iterator

from casebook.model.library import Library
from casebook.problem import Problem, Said

RULE = "vetoes"

_NONE = "none"
_TO_WITHDRAW = Said(
    f"核实确无此情形的写 {_NONE}；查实的，案例要撤回：写 status: withdrawn，并写明日期和原因。",
    f"If it proves untrue write {_NONE}; if true, withdraw the case: 'status: withdrawn', with the "
    "date and the reason.",
)


def check(library: Library) -> Iterator[Problem]:
    """批次的每一个一票否决项都要声明“没有”（found: none），并写明由谁核实。

    依据：附1-V1 至附1-V6。任何一项写了别的内容，案例都不能发布；本规则不能豁免。发布以后也要复查，
    复查的日期写在 checked；查实有此情形的，案例要撤回（001-038）。改法：逐项核实后在 vetoes 下写“
    - {key: V1, found: none, verified_by: {zh: 某某市物业管理协会}}”。
    """
    for case in library.cases:
        programme = library.programme_of(case)
        if programme is None or not programme.vetoes:
            continue
        names = {veto.key: veto.text for veto in programme.vetoes}
        stated = {statement.key for statement in case.data.vetoes}
        for i, statement in enumerate(case.data.vetoes):
            if statement.found != _NONE and statement.key in names:
                name = names[statement.key]
                yield Problem(
                    case.place("vetoes", i, "found"),
                    RULE,
                    Said(
                        f"一票否决项 {statement.key} 写的是“{statement.found}”",
                        f"veto {statement.key} says '{statement.found}'",
                    ),
                    _TO_WITHDRAW
                    if case.data.published
                    else Said(
                        f"核实确无此情形、写 {_NONE}，案例才能入选。{statement.key}：{name.zh}",
                        f"A case is admitted only with {_NONE}. {statement.key}: {name.en}",
                    ),
                    value=statement.found,
                    allowed=(_NONE,),
                )
        if missing := [key for key in names if key not in stated]:
            entry = f"- {{key: {missing[0]}, found: {_NONE}, verified_by: {{zh: …}}}}"
            yield Problem(
                case.place("vetoes"),
                RULE,
                Said(
                    f"一票否决项 {'、'.join(missing)} 还没有声明",
                    f"no statement on veto {', '.join(missing)}",
                ),
                Said(
                    f"请核实后在 vetoes 下逐项写：{entry}",
                    f"Verify each, then write under vetoes: {entry}",
                ),
                allowed=tuple(names),
            )
