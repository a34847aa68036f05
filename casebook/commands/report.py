"""`report`: letters to contributors and the editors' dashboards, as Markdown and Word."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import date
from functools import partial

from casebook.check import check_library
from casebook.commands.chosen import named_batch, named_cases, named_programme
from casebook.commands.export import FOLDER
from casebook.console import Console
from casebook.leaks.search import all_findings
from casebook.load import load_library
from casebook.lock import alone
from casebook.model.dates import PartialDate
from casebook.out import refuse_inside, refuse_site
from casebook.paths import Paths
from casebook.private import Known, load_private
from casebook.problem import LOCALES, Said, UsageError
from casebook.report.dashboard import dashboard_of
from casebook.report.days import newest_day, said_day
from casebook.report.office import Office
from casebook.report.render import render_markdown
from casebook.report.scope import Scope
from casebook.words import load_words

REPORTS = "reports"  # in the folder of exports


def run(options: argparse.Namespace, paths: Paths, console: Console) -> int:
    """Write letters for the ids, or the dashboard of a programme or batch, its letters and lists.

    Nothing of it is published (S-08): it goes into `exports/reports/`, never into a site. What is
    printed is what was asked for: the letters, or the dashboard. Faults of the library are the
    reports' matter and do not stop them; only a case that cannot be read does.
    """
    out = paths.out if options.out else paths.root / FOLDER / REPORTS
    refuse_inside(paths, out)
    refuse_site(paths, out)
    with alone(paths, console):
        loaded = load_library(paths)
        library = loaded.library
        today = _day(options.date, "--date") or newest_day(library)
        known = Known(load_private(library.root)[0], library.root)
        office = Office(
            library,
            partial(all_findings, known=known, public=library.known_contacts),
            check_library(loaded, finished=True),
            load_words(paths.theme),
            console.locale,
            today,
            _due(options.reply_by, today),
        )
        if options.ids:
            _refuse_both(options)
            cases = named_cases(options.ids, loaded, console)
            if cases is None:
                return 1
            made = [office.letter(case) for case in cases]
            printed = [nodes for _, nodes in made]
        else:
            scopes = list(_scopes(options, office))
            boards = [(name, dashboard_of(scope)) for name, scope in scopes]
            letters = [
                office.letter(case, scope.asks[case.id])
                for _, scope in scopes
                for case in scope.cases
                if scope.asks[case.id] or case not in scope.live
            ]
            lists = [one for _, scope in scopes for one in office.lists(scope, out)]
            made, printed = [*boards, *letters, *lists], [nodes for _, nodes in boards]
        for paper in made:
            office.write(paper, out)
    sys.stdout.write("\n".join(render_markdown(office.masked(nodes)) for nodes in printed))
    zh, en = (said_day(office.today, to) if office.today else "—" for to in LOCALES)
    console.say(
        Said(
            f"已写入 {out}：{len(made)} 份（Word 和 Markdown），落款日期{zh}（可用 --date 改）。"
            "内部资料，请勿发布。",
            f"wrote {len(made)} to {out} (Word and Markdown), dated {en} (--date sets it). "
            "Internal: do not publish.",
        )
    )
    return 0


def _scopes(options: argparse.Namespace, office: Office) -> Iterator[tuple[str, Scope]]:
    """Yield the dashboards asked for: of a batch, a programme, or every call that has cases."""
    library = office.library
    if options.batch:
        batch = named_batch(library, options.batch)
        programme = named_programme(library, batch.programme)
        if options.programme and options.programme != programme.id:
            raise UsageError(
                Said(
                    f"{batch.id} 属于 {programme.id}，不属于 {options.programme}。",
                    f"{batch.id} is of {programme.id}, not of {options.programme}.",
                )
            )
        cases = tuple(case for case in library.cases if case.id in batch.cases)
        yield batch.id, office.scope(programme, batch, cases)
        return
    calls = [p for p in library.newest_programmes if p.kind == "programme"]
    chosen = [named_programme(library, options.programme)] if options.programme else calls
    for programme in chosen:
        cases = tuple(c for c in library.cases if c.data.programme == programme.id)
        if cases or options.programme:
            yield programme.id, office.scope(programme, None, cases)


def _refuse_both(options: argparse.Namespace) -> None:
    if options.programme or options.batch:
        raise UsageError(
            Said(
                "写了案例编号，就不要再写 --programme 或 --batch。",
                "Name cases, or a programme or batch, not both.",
            )
        )


def _due(text: str | None, today: date | None) -> date | None:
    due = _day(text, "--reply-by")
    if due and today and due < today:
        raise UsageError(
            Said(
                f"--reply-by 的 {due} 早于落款的日期 {today}；请改期限，或用 --date 改落款的日期。",
                f"--reply-by {due} is before the letters' own day, {today}; change it, or --date.",
            )
        )
    return due


def _day(text: str | None, option: str) -> date | None:
    if text is None:
        return None
    try:
        found = PartialDate.parse(text)
    except ValueError:
        found = None
    if found is None or found.precision != "day":
        raise UsageError(
            Said(
                f"{option} 写的“{text}”不是日期；请写年-月-日，如 2026-09-01。",
                f"{option} '{text}' is no day; write it as 2026-09-01.",
            )
        )
    return found.earliest
