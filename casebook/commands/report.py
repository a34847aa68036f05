"""`report`: letters to contributors and the editors' dashboards, as Markdown and Word."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from casebook.chain import is_recommended
from casebook.check import check_library
from casebook.commands.chosen import named_cases
from casebook.commands.export import FOLDER
from casebook.console import Console
from casebook.load import load_library
from casebook.lock import alone
from casebook.model.batch import Batch
from casebook.model.dates import PartialDate
from casebook.model.library import Case, Library
from casebook.model.programme import Programme
from casebook.out import refuse_inside, refuse_site
from casebook.paths import Paths
from casebook.problem import LOCALES, Locale, Problem, Said, UsageError
from casebook.prose import Node
from casebook.report.ask import Ask
from casebook.report.asks import asks_of
from casebook.report.dashboard import dashboard_of
from casebook.report.days import newest_day, said_day
from casebook.report.letter import letter_of
from casebook.report.masked import masked
from casebook.report.render import render_markdown, render_word
from casebook.report.scope import Scope
from casebook.report.summary_list import render_workbook, summary_nodes, summary_papers
from casebook.suggest import Term, suggestion
from casebook.words import Words, load_words
from casebook.write import write_file

REPORTS = "reports"  # in the folder of exports


@dataclass(frozen=True)
class _Office:
    """What every report is made of."""

    library: Library
    problems: Sequence[Problem]
    words: Words
    locale: Locale
    today: date | None
    due: date | None

    def asks(self, case: Case) -> list[Ask]:
        return asks_of(self.library, case, self.problems, self.locale, self.words)

    def masked(self, nodes: Sequence[Node]) -> tuple[Node, ...]:
        known = (p.known_contacts for p in self.library.programmes.values())
        return masked(nodes, frozenset(contact for contacts in known for contact in contacts))

    def letter(self, case: Case, asks: Sequence[Ask]) -> tuple[Node, ...]:
        return letter_of(
            self.library,
            case,
            asks,
            self.locale,
            self.words,
            today=self.today,
            due=self.due,
        )


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
        office = _Office(
            library,
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
            made = [_letter(office, case) for case in cases]
            printed = [nodes for _, nodes in made]
        else:
            scopes = list(_scopes(options, office))
            boards = [(name, dashboard_of(scope)) for name, scope in scopes]
            letters = [
                _letter(office, case, scope.asks[case.id])
                for _, scope in scopes
                for case in scope.cases
                if scope.asks[case.id] or case not in scope.live
            ]
            lists = [one for _, scope in scopes for one in _lists(office, scope, out)]
            made, printed = [*boards, *letters, *lists], [nodes for _, nodes in boards]
        for name, nodes in made:
            _write(out / name, office.masked(nodes), office)
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


def _letter(
    office: _Office, case: Case, asks: Sequence[Ask] | None = None
) -> tuple[str, tuple[Node, ...]]:
    asks = office.asks(case) if asks is None else asks
    return f"letters/{case.id}", office.letter(case, asks)


def _lists(office: _Office, scope: Scope, out: Path) -> Iterator[tuple[str, tuple[Node, ...]]]:
    """Write the workbooks of the summary lists (附4-14), and yield the same as papers."""
    of = scope.batch.id if scope.batch else scope.programme.id
    cases = [case for case in scope.cases if is_recommended(scope.library, case)]
    for paper in summary_papers(cases, scope.programme, office.locale, office.words):
        name = f"lists/{of}-{paper.region}"
        write_file(out / f"{name}.{office.locale}.xlsx", render_workbook(paper))
        yield name, summary_nodes(paper, office.locale, office.words)


def _write(path: Path, nodes: Sequence[Node], office: _Office) -> None:
    stem = f"{path.name}.{office.locale}"
    write_file(path.with_name(f"{stem}.md"), render_markdown(nodes))
    write_file(path.with_name(f"{stem}.docx"), render_word(nodes, office.locale, office.today))


def _scopes(options: argparse.Namespace, office: _Office) -> Iterator[tuple[str, Scope]]:
    """Yield the dashboards asked for: of a batch, a programme, or every call that has cases."""
    library = office.library
    if options.batch:
        batch = _batch(library, options.batch)
        programme = _programme(library, batch.programme)
        if options.programme and options.programme != programme.id:
            raise UsageError(
                Said(
                    f"{batch.id} 属于 {programme.id}，不属于 {options.programme}。",
                    f"{batch.id} is of {programme.id}, not of {options.programme}.",
                )
            )
        cases = tuple(case for case in library.cases if case.id in batch.cases)
        yield batch.id, _scope(office, programme, batch, cases)
        return
    calls = [p for p in library.newest_programmes if p.kind == "programme"]
    chosen = [_programme(library, options.programme)] if options.programme else calls
    for programme in chosen:
        cases = tuple(c for c in library.cases if c.data.programme == programme.id)
        if cases or options.programme:
            yield programme.id, _scope(office, programme, None, cases)


def _scope(
    office: _Office, programme: Programme, batch: Batch | None, cases: tuple[Case, ...]
) -> Scope:
    return Scope(
        office.library,
        programme,
        batch,
        cases,
        {case.id: office.asks(case) for case in cases},
        office.problems,
        office.locale,
        office.words,
        office.today,
    )


def _programme(library: Library, id: str) -> Programme:
    if found := library.programmes.get(id):
        return found
    known = [Term(p.id, Said(p.short.zh, p.short.en)) for p in library.programmes.values()]
    raise _unknown("批次", "programme", id, known)


def _batch(library: Library, id: str) -> Batch:
    if found := next((batch for batch in library.batches if batch.id == id), None):
        return found
    known = [Term(b.id, Said(b.title.zh, b.title.en)) for b in library.batches]
    raise _unknown("分批", "batch", id, known)


def _unknown(zh: str, en: str, found: str, known: Sequence[Term]) -> UsageError:
    hint = suggestion(found, known)
    return UsageError(
        Said(f"没有这个{zh}：{found}。{hint.zh}", f"there is no {en} {found}. {hint.en}")
    )


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
