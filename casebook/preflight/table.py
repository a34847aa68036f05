"""The preflight in the terminal: a table of the files, and under it what was found."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from rich.box import SIMPLE
from rich.console import Console, JustifyMethod
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from casebook.preflight.groups import Group, groups_of, places
from casebook.preflight.report import Report
from casebook.problem import Locale
from casebook.words import Words

_MOST = 8  # places of a rule that the terminal shows; the report has them all
_WIDE = 80  # columns that the table of files needs
_COLUMNS = ("file", "pages", "trim", "bleed", "ink-max", "images", "errors", "warnings")
_MARKS = {"error": "✕", "warning": "!", "info": "·"}


def print_reports(reports: Sequence[Report], words: Words, locale: Locale) -> None:
    """Print what was found to the standard output."""
    console = Console(file=sys.stdout, highlight=False)

    def say(key: str, **values: object) -> str:
        return words.say(f"preflight.{key}", locale, **values)

    if console.width >= _WIDE:
        table = Table(box=SIMPLE, pad_edge=False, show_edge=False, collapse_padding=True)
        for key in _COLUMNS:
            side: JustifyMethod = "left" if key == "file" else "right"
            table.add_column(say(key), justify=side, overflow="fold", no_wrap=key == "file")
        for report in reports:
            table.add_row(*(Text(cell) for cell in _summary(report)))
        console.print(table)
    else:
        for report in reports:
            pairs = zip(_COLUMNS, _summary(report), strict=True)
            console.print(Text("\n".join(f"{say(key)}  {cell}" for key, cell in pairs)))
    for report in reports:
        console.print(Text(f"\n{report.pdf.name}", style="bold"))
        for group in groups_of(report):
            _print_group(console, report, group, words, locale)
        verdict = "refused" if report.refused else "passed"
        console.print(
            Padding(Text(say(verdict, count=report.count("error"))), (0, 0, 0, 2), expand=False)
        )
    console.print(Text(say("unproven"), style="dim"))


def _summary(report: Report) -> tuple[str, ...]:
    first = report.pages[0] if report.pages else None
    return (
        report.pdf.name,
        str(len(report.pages)),
        "×".join(f"{round(side, 1):g}" for side in first.trim) if first else "—",
        f"{min(page.bleed for page in report.pages):.1f}" if first else "—",
        f"{max(page.ink_max for page in report.pages):.0f}%" if first else "—",
        str(len(report.images)),
        str(report.count("error")),
        str(report.count("warning")),
    )


def _print_group(
    console: Console, report: Report, group: Group, words: Words, locale: Locale
) -> None:
    def indented(text: str, by: int, style: str = "") -> None:
        console.print(Padding(Text(text, style=style), (0, 0, 0, by), expand=False))

    style = "bold" if group.severity == "error" else ""
    severity = words.say(f"preflight.{group.severity}", locale)
    title = group.rule.title.to(locale)
    indented(f"{_MARKS[group.severity]} {severity}  {title}", 2, style)
    shown = list(places(report, group.findings))
    for where, found in shown[:_MOST]:
        page = words.say("preflight.at", locale, pages=where.to(locale)) if where.zh else ""
        indented("  ".join(filter(None, (page, found.to(locale)))), 6)
    if len(shown) > _MOST:
        indented(words.say("preflight.more", locale, count=len(shown) - _MOST), 6, "dim")
    if group.severity != "info":
        allowed = words.say("preflight.wanted", locale, allowed=group.allowed.to(locale))
        indented(f"{allowed}{group.rule.todo.to(locale)}", 6, "dim")
