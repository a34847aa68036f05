"""正文里像一票否决情形的话。"""

from __future__ import annotations

from collections.abc import Iterator

from casebook.check.bare_text import BareText
from casebook.check.rules.mentions import spoken_of
from casebook.model.library import Case, Library
from casebook.model.programme import Programme
from casebook.problem import Problem, Said

RULE = "veto-signs"

_SHOWN = 40  # characters of a passage that are quoted


def check(library: Library) -> Iterator[Problem]:
    """正文里有像一票否决情形的话（如停水停电催费），请编辑再核实一次；照用词识别，只提醒，不裁定。

    依据：附1-V1 至附1-V5，用词写在批次文件 vetoes → signs。写的是整治以前别的企业、或者没有这样做
    的，核实以后在 vetoes 那一项写 checked（核实日期），就不再提醒。改法：核实；确有此情形的，案例不
    能入选。
    """
    for case in library.cases:
        programme = library.programme_of(case)
        if programme and "zh" in case.texts:
            yield from _case(case, programme)


def _case(case: Case, programme: Programme) -> Iterator[Problem]:
    checked = {statement.key for statement in case.data.vetoes if statement.checked}
    bare = BareText(case.texts["zh"])
    for veto in programme.vetoes:
        for sign in veto.signs if veto.key not in checked else ():
            match = spoken_of(sign, bare.words)
            if match is None:
                continue
            quoted = match[0] if len(match[0]) <= _SHOWN else f"{match[0][:_SHOWN]}…"
            yield Problem(
                bare.place(match.start()),
                RULE,
                Said(
                    f"“{quoted}”像一票否决项 {veto.key}（{sign.what.zh}）",
                    f"'{quoted}' may speak of veto {veto.key} ({sign.what.en})",
                ),
                Said(
                    f"请核实（依据 {sign.clause}）；没有此情形的，在 vetoes 的 {veto.key} 写 "
                    "checked（核实日期），就不再提醒。",
                    f"Verify it (clause {sign.clause}); if it does not apply, give {veto.key} "
                    "under vetoes its day in 'checked', and this is not said again.",
                ),
                value=quoted,
                severity=sign.severity,
            )
