"""A report of problems: for people, for programs, and for GitHub's annotations."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Literal

from casebook.characters import visible
from casebook.plain_file import shown_name
from casebook.problem import Locale, Problem, Severity

Format = Literal["text", "json", "github"]

_WORDS: dict[Locale, dict[Severity, str]] = {
    "zh": {"error": "错误", "warning": "警告", "info": "提示"},
    "en": {"error": "error", "warning": "warning", "info": "info"},
}
_PLURALS: dict[Severity, str] = {"error": "errors", "warning": "warnings", "info": "infos"}
_SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
_GITHUB_LEVEL: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "notice"}


def render_report(
    problems: Iterable[Problem], format: Format, locale: Locale, *, infos: bool = False
) -> str:
    """Return the report of `problems` in their order; infos are left out unless asked for.

    Text and github give the empty string when there is nothing to say; json is always an object.
    """
    shown = [p for p in problems if infos or p.severity != "info"]
    return _RENDER[format](shown, locale)


def _text(problems: list[Problem], locale: Locale) -> str:
    if not problems:
        return ""
    lines = []
    for problem in problems:
        word = _WORDS[locale][problem.severity]
        place, said = shown_name(str(problem.place)), visible(problem.message.to(locale))
        lines.append(f"{place}: {word}: {said} [{problem.rule}]")
        if hint := problem.hint.to(locale):
            lines.append(f"    {visible(hint)}")
    return "\n".join([*lines, _counts(problems, locale)]) + "\n"


def _counts(problems: list[Problem], locale: Locale) -> str:
    counts = Counter(problem.severity for problem in problems)
    found = [(counts[severity], severity) for severity in _SEVERITIES if counts[severity]]
    if locale == "zh":
        return "共 " + "、".join(f"{n} 个{_WORDS['zh'][severity]}" for n, severity in found) + "。"
    return ", ".join(f"{n} {_PLURALS[s] if n > 1 else s}" for n, s in found) + "."


def _json(problems: list[Problem], locale: Locale) -> str:
    counts = Counter(problem.severity for problem in problems)
    report = {
        "problems": [
            {
                "file": problem.place.file,
                "line": problem.place.line,
                "column": problem.place.column,
                "severity": problem.severity,
                "rule": problem.rule,
                "message": problem.message.to(locale),
                "hint": problem.hint.to(locale),
                "value": problem.value,
                "allowed": list(problem.allowed),
            }
            for problem in problems
        ],
        "errors": counts["error"],
        "warnings": counts["warning"],
    }
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def _github(problems: list[Problem], locale: Locale) -> str:
    return "".join(f"{_annotation(problem, locale)}\n" for problem in problems)


def _annotation(problem: Problem, locale: Locale) -> str:
    properties = {
        "file": problem.place.file,
        "line": str(problem.place.line),
        "col": str(problem.place.column),
        "title": problem.rule,
    }
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    said = "\n".join(filter(None, (problem.message.to(locale), problem.hint.to(locale))))
    return f"::{_GITHUB_LEVEL[problem.severity]} {listed}::{_data(visible(said))}"


def _data(text: str) -> str:
    """Escape as GitHub's workflow commands do (actions/toolkit, packages/core/src/command.ts)."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


_RENDER: dict[Format, Callable[[list[Problem], Locale], str]] = {
    "text": _text,
    "json": _json,
    "github": _github,
}
