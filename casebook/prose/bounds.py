"""How much a Markdown file may hold: what is above is refused before it is parsed.

One case of any content is judged within 5 s; parsing takes about 2 s for 100,000 signs of the
worst kind, and a table has the width of its head in every row, also where a row is three signs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from casebook.problem import Place, Problem, Said
from casebook.source import read_text

MOST_SIGNS = 100_000  # of a text; the longest real one has 20,000
MOST_BRACKETS = 3_000  # that open a link, a picture or a note; each may be tried to the text's end
MOST_HEADINGS = 1_000  # each is a place on the page, in the contents and the search
MOST_LIST_ITEMS = 5_000
MOST_CELLS = 10_000  # of all tables of a text, the empty ones with them
_RULE = "text-size"
_ITEM = re.compile(r"^[ >]*(?:[-*+]|[0-9]{1,9}[.)])[ \t]", re.MULTILINE)
_HEADING = re.compile(r"^[ >]*(?:#{1,6}[ \t]|=+[ \t]*$)", re.MULTILINE)


def read_prose(root: Path, path: Path) -> tuple[str | None, list[Problem]]:
    """Read a Markdown file of the library, None where it is not to be parsed.

    As `read_text`; besides, a text that is too long or has too many cells is a problem.
    """
    source, problems = read_text(root, path, markdown=True)
    if source is None:
        return None, problems
    found = list(_too_much(source, path.relative_to(root).as_posix()))
    return (None if found else source), [*problems, *found]


def _too_much(source: str, file: str) -> Iterator[Problem]:
    if len(source) > MOST_SIGNS:
        yield Problem(
            Place(file),
            _RULE,
            Said(
                f"文件有 {len(source):,} 个字符，太长",
                f"the text has {len(source):,} characters: too long",
            ),
            Said(
                f"一个正文文件最多 {MOST_SIGNS:,} 个字符：请分成几个案例，或删去附带的材料。",
                f"A text may have {MOST_SIGNS:,} characters: divide it, or leave material out.",
            ),
            value=str(len(source)),
            allowed=(str(MOST_SIGNS),),
        )
    for count, most, zh, en in (
        (source.count("["), MOST_BRACKETS, "个“[”", "brackets '['"),
        (len(_HEADING.findall(source)), MOST_HEADINGS, "个标题", "headings"),
        (len(_ITEM.findall(source)), MOST_LIST_ITEMS, "个列表项", "items of lists"),
    ):
        if count > most:
            yield Problem(
                Place(file),
                _RULE,
                Said(f"文件里有 {count:,} {zh}，太多", f"the text has {count:,} {en}: too many"),
                Said(
                    f"一个正文文件最多 {most:,} 个：请删减，或分成几个案例。",
                    f"A text may have {most:,}: leave some out, or divide it.",
                ),
                value=str(count),
                allowed=(str(most),),
            )
    cells = 0
    for line, more in _cells(source):
        cells += more
        if cells > MOST_CELLS:
            yield Problem(
                Place(file, line),
                _RULE,
                Said(
                    f"表格太大：到这一行已超过 {MOST_CELLS:,} 格",
                    f"the tables are too large: more than {MOST_CELLS:,} cells up to this line",
                ),
                Said(
                    "每一行都按表头的栏数计。请删减栏数或行数，或把数据另作附件。",
                    "Every row counts as wide as its head. Take columns or rows out, or give the "
                    "data as a file of its own.",
                ),
                allowed=(str(MOST_CELLS),),
            )
            return


def _cells(source: str) -> Iterator[tuple[int, int]]:
    """Yield each line of a table, counted from 1, and its cells: as many as its head has."""
    columns, before = 0, ""
    for number, line in enumerate(source.split("\n"), 1):
        if "|" in before and "-" in line and not line.strip(" \t>|:-"):
            columns = max(columns, before.strip(" \t>|").count("|") + 1)
        elif not line.strip(" \t>"):
            columns = 0
        if columns:
            yield number, columns
        before = line
