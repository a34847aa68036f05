"""The summary list of recommended cases (附件4), a paper a province: Word to be stamped, and Excel.

Who is to be called is filled in by hand: no person is named here (附4-02, 附4-03).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO

from xlsxwriter import Workbook

from casebook import regions
from casebook.model.library import Case
from casebook.model.programme import Programme
from casebook.problem import Locale
from casebook.prose import Node
from casebook.report.masked import Find, masked_text
from casebook.report.nodes import heading, paragraph, table
from casebook.unwritten import STAND_IN
from casebook.words import Words

# 附4-04 to 附4-10, 附4-14: seven columns with these heads
_COLUMNS = ("number", *(f"list-{key}" for key in ("community", "company", "delivered", "type")))
_COLUMNS += ("list-recommender", "list-remark")
_WIDTHS = (6, 24, 36, 16, 20, 30, 16)  # of the workbook's columns, in characters
_FIXED = datetime(2000, 1, 1)  # the day that every workbook bears


@dataclass(frozen=True, slots=True)
class SummaryPaper:
    """A province's list; `region` is its code."""

    region: str
    title: str
    place: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def summary_papers(
    cases: Sequence[Case], programme: Programme, locale: Locale, words: Words
) -> Iterator[SummaryPaper]:
    """Yield the lists of a programme that asks for them, of cases with a recommender."""
    asked = programme.workflow.summary_list if programme.workflow else None
    if asked is None:
        return
    by_province: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        named = case.data.approval and case.data.approval.recommended_by
        if named:
            by_province[f"{case.data.community.region[:2]}0000"].append(case)
    head = tuple(words.say(f"report.{key}", locale) for key in _COLUMNS)
    for code, mine in sorted(by_province.items()):
        region = regions.find(code)
        place = (region.zh if locale == "zh" else region.en) if region else code
        rows = tuple(_row(n, case, programme, locale) for n, case in enumerate(mine, 1))
        yield SummaryPaper(code, asked.title.to(locale), place, head, rows)


def masked_paper(paper: SummaryPaper, find: Find) -> SummaryPaper:
    """Return a list in which nobody can be called or found."""
    rows = (tuple(masked_text(cell, find) for cell in row) for row in paper.rows)
    return replace(paper, rows=tuple(rows))


def summary_nodes(paper: SummaryPaper, locale: Locale, words: Words) -> tuple[Node, ...]:
    """Return a list as it is to be printed and stamped."""
    return (
        heading(1, paper.title),
        paragraph(words.say("report.list-from", locale, place=paper.place), place="flush"),
        paragraph(words.say("report.list-contact", locale), place="flush"),
        table(paper.head, paper.rows, "c"),
    )


def render_workbook(paper: SummaryPaper) -> bytes:
    """Return a list as an Excel workbook; every cell is a text, none can be a formula."""
    file = BytesIO()
    settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(file, settings) as book:
        book.set_properties({"title": paper.title, "created": _FIXED})
        look = {"font_name": "宋体", "font_size": 11, "border": 1, "text_wrap": True}
        bold = book.add_format({**look, "bold": True, "align": "center"})
        plain = book.add_format({**look, "valign": "top"})
        sheet = book.add_worksheet(paper.place[:31])
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        for column, (words, width) in enumerate(zip(paper.head, _WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, words, bold)
        for line, row in enumerate(paper.rows, 1):
            for column, words in enumerate(row):
                sheet.write_string(line, column, words, plain)
        sheet.repeat_rows(0)
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    return file.getvalue()


def _row(number: int, case: Case, programme: Programme, locale: Locale) -> tuple[str, ...]:
    data = case.data
    kind = programme.type_name(data.community.type)
    body = data.approval.recommended_by if data.approval else None
    return (
        str(number),
        data.community.name.to(locale).replace(STAND_IN, ""),
        data.company.name.to(locale).replace(STAND_IN, "") if data.company else "",
        data.community.delivered.to(locale) if data.community.delivered else "",
        kind.to(locale) if kind else "",
        body.name.to(locale).replace(STAND_IN, "") if body else "",
        "",
    )
