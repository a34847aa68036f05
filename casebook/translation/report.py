"""How far the translation of a library has come: for people, for programs, for GitHub."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection, Sequence

from casebook.check.report import Format, render_report
from casebook.problem import Locale, Problem, Said
from casebook.translation.state import STATES, Rendering, State, Subject

_NAMES: dict[State, Said] = {
    "current": Said("已译", "current"),
    "unrecorded": Said("未核对", "not compared"),
    "stale": Said("待更新", "out of date"),
    "missing": Said("暂缺", "missing"),
}
_TOLD: tuple[State, ...] = ("stale", "missing")
_WIDTH = 14
_UNRECORDED = Said(
    "未核对：有英文，但没有记下它译自哪一稿中文；核对后请运行 python build.py translated 编号",
    "not compared: there is English, but no record of the Chinese it renders; after comparing, "
    "run python build.py translated ID",
)


def render_translations(subjects: Collection[Subject], format: Format, locale: Locale) -> str:
    """Return counts for every subject, and each text that is stale or missing with its place."""
    return _RENDER[format](tuple(subjects), locale)


def _text(subjects: Sequence[Subject], locale: Locale) -> str:
    total: Counter[State] = Counter()
    lines = ["".join(_cell(_NAMES[state].to(locale)) for state in STATES)]
    for subject in subjects:
        total.update(subject.counts)
        lines.append("".join(_cell(str(subject.counts[s])) for s in STATES) + f"  {subject.id}")
    whole = Said("合计", "all").to(locale)
    lines.append("".join(_cell(str(total[state])) for state in STATES) + f"  {whole}")
    told = [_problem(subject, r) for subject in subjects for r in subject.are(*_TOLD)]
    for problem in told:
        lines.append(f"{problem.place}: {problem.message.to(locale)}")
        lines.append(f"    {problem.hint.to(locale)}")
    if total["unrecorded"]:
        lines.append(_UNRECORDED.to(locale))
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    """Return a text flush right; a Chinese character is as wide as two digits."""
    return " " * (_WIDTH - len(text) - sum(not c.isascii() for c in text)) + text


def _problem(subject: Subject, rendering: Rendering) -> Problem:
    field = rendering.field
    if rendering.lacks:
        message = (
            Said(f"“{field}”没有英文", f"'{field}' has no English")
            if rendering.lacks == "en"
            else Said(f"“{field}”没有中文", f"'{field}' has no Chinese")
        )
        hint = Said("请补上译文。", "Add the translation.")
    else:
        message = Said(
            f"“{field}”的中文在译成英文之后改过",
            f"the Chinese of '{field}' has changed since it was translated",
        )
        command = f"python build.py translated {subject.id} {field}"
        hint = Said(f"请核对英文，再运行 {command}", f"Revise the English, then run {command}")
    return Problem(rendering.place, rendering.state, message, hint, severity="info")


def _json(subjects: Sequence[Subject], locale: Locale) -> str:
    report: dict[str, object] = {"subjects": [_of_subject(subject) for subject in subjects]}
    report.update({state: sum(s.counts[state] for s in subjects) for state in STATES})
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def _of_subject(subject: Subject) -> dict[str, object]:
    fields = [
        {
            "field": r.field,
            "state": r.state,
            "lacks": r.lacks,
            "file": r.place.file,
            "line": r.place.line,
            "column": r.place.column,
        }
        for r in subject.are(*_TOLD)
    ]
    counts: dict[str, object] = {state: subject.counts[state] for state in STATES}
    return {"id": subject.id, **counts, "fields": fields}


def _github(subjects: Sequence[Subject], locale: Locale) -> str:
    told = [_problem(subject, r) for subject in subjects for r in subject.are(*_TOLD)]
    return render_report(told, "github", locale, infos=True)


_RENDER: dict[Format, Callable[[Sequence[Subject], Locale], str]] = {
    "text": _text,
    "json": _json,
    "github": _github,
}
