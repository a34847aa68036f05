"""The editors' office: what every report is made of, and how one is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from casebook.chain import is_recommended
from casebook.model.batch import Batch
from casebook.model.library import Case, Library
from casebook.model.programme import Programme
from casebook.problem import Locale, Problem
from casebook.prose import Node
from casebook.report.ask import Ask
from casebook.report.asks import asks_of
from casebook.report.letter import letter_of
from casebook.report.masked import Find, masked
from casebook.report.render import render_markdown, render_word
from casebook.report.scope import Scope
from casebook.report.summary_list import (
    masked_paper,
    render_workbook,
    summary_nodes,
    summary_papers,
)
from casebook.words import Words
from casebook.write import write_file

Paper = tuple[str, tuple[Node, ...]]  # its path below the folder of reports, without an ending


@dataclass(frozen=True)
class Office:
    """What every report is made of; letters are of `today` and are to be answered until `due`.

    `find` finds what a text tells of people: reports are sent on and kept.
    """

    library: Library
    find: Find
    problems: Sequence[Problem]
    words: Words
    locale: Locale
    today: date | None
    due: date | None

    def scope(self, programme: Programme, batch: Batch | None, cases: tuple[Case, ...]) -> Scope:
        """Return what a dashboard of these cases is about."""
        return Scope(
            self.library,
            programme,
            batch,
            cases,
            {case.id: self._asks(case) for case in cases},
            self.problems,
            self.locale,
            self.words,
            self.today,
        )

    def letter(self, case: Case, asks: Sequence[Ask] | None = None) -> Paper:
        """Return the letter on a case; `asks` are what it asks for, where that is known already."""
        nodes = letter_of(
            self.library,
            case,
            self._asks(case) if asks is None else asks,
            self.locale,
            self.words,
            today=self.today,
            due=self.due,
        )
        return f"letters/{case.id}", nodes

    def lists(self, scope: Scope, out: Path) -> Iterator[Paper]:
        """Write the workbooks of the summary lists (附4-14), and yield the same as papers."""
        of = scope.batch.id if scope.batch else scope.programme.id
        cases = [case for case in scope.cases if is_recommended(scope.library, case)]
        for unmasked in summary_papers(cases, scope.programme, self.locale, self.words):
            paper = masked_paper(unmasked, self.find)
            name = f"lists/{of}-{paper.region}"
            write_file(out / f"{name}.{self.locale}.xlsx", render_workbook(paper))
            yield name, summary_nodes(paper, self.locale, self.words)

    def masked(self, nodes: Sequence[Node]) -> tuple[Node, ...]:
        """Return a report without personal data."""
        return masked(nodes, self.find)

    def write(self, paper: Paper, out: Path) -> None:
        """Write a report as Markdown and Word, without personal data."""
        path, nodes = out / paper[0], self.masked(paper[1])
        stem = f"{path.name}.{self.locale}"
        write_file(path.with_name(f"{stem}.md"), render_markdown(nodes))
        write_file(path.with_name(f"{stem}.docx"), render_word(nodes, self.locale, self.today))

    def _asks(self, case: Case) -> list[Ask]:
        return asks_of(self.library, case, self.problems, self.locale, self.words)
