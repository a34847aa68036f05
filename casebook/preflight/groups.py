"""Findings put together for reading: one entry a rule, with all its places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from casebook.preflight.report import Finding, Report
from casebook.preflight.rules import RULES, Rule
from casebook.problem import Said, Severity


@dataclass(frozen=True, slots=True)
class Group:
    """What a rule has found in a file; `findings` are in the order of the sheets."""

    rule: Rule
    severity: Severity
    allowed: Said
    findings: tuple[Finding, ...]


def groups_of(report: Report) -> Iterator[Group]:
    """Yield the findings of a file by rule, worst first."""
    for (rule, severity), found in groupby(report.findings, lambda f: (f.rule, f.severity)):
        findings = tuple(found)
        yield Group(RULES[rule], severity, findings[0].allowed, findings)


def places(report: Report, findings: Sequence[Finding]) -> Iterator[tuple[Said, Said]]:
    """Yield what was found and where: printed pages and sheets, several with the same together.

    A place is written 12 where page and sheet have the same number, 8/12 for page 8 on sheet 12,
    and is empty for the whole file.
    """
    together: dict[Said, list[int]] = {}
    for finding in findings:
        sheets = together.setdefault(finding.found, [])
        if finding.sheet is not None:
            sheets.append(finding.sheet)
    for said, sheets in together.items():
        runs = list(_runs(report, sheets))
        yield Said("、".join(runs), ", ".join(runs)), said


def _runs(report: Report, sheets: Sequence[int]) -> Iterator[str]:
    """Write sheets that follow each other as a run."""
    unique = sorted(set(sheets))
    for _, run in groupby(enumerate(unique), lambda pair: pair[1] - pair[0]):
        members = [sheet for _, sheet in run]
        first, last = _place(report, members[0]), _place(report, members[-1])
        yield first if len(members) == 1 else f"{first}–{last}"


def _place(report: Report, sheet: int) -> str:
    label = report.label(sheet)
    return label if label == str(sheet) else f"{label}/{sheet}"
