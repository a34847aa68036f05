"""Tables as an Excel workbook: a sheet each, and one that says what the columns mean.

Every text is written as a text, so none can be a formula or a link; numbers and dates are typed.
The same tables give the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from casebook.exports.shapes.base import Both
from casebook.exports.table import Table, Value

_FIXED = datetime(2000, 1, 1)  # the day on which every workbook says that it was made
_LONGEST = 32_767  # characters in a cell
_FONT = {"font_name": "宋体", "font_size": 11, "valign": "top"}
_FORMATS: dict[str, dict[str, Any]] = {
    "head": {**_FONT, "bold": True, "text_wrap": True, "bottom": 1, "valign": "vcenter"},
    "string": {**_FONT, "text_wrap": True},
    "address": {**_FONT},
    "integer": {**_FONT, "num_format": "0"},
    "number": {**_FONT, "num_format": "General"},
    "date": {**_FONT, "num_format": "yyyy-mm-dd", "align": "left"},
}
_NOTES_HEAD = ("工作表\nSheet", "列名\nColumn", "名称\nName", "说明与单位\nNotes and units")
_NOTES_WIDTHS = (14, 22, 36, 70)


def render_xlsx(tables: Sequence[Table], title: Both) -> bytes:
    """Return the workbook; `title` names the library."""
    file = BytesIO()
    settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(file, settings) as book:
        book.set_properties({"title": f"{title.zh} · {title.en}", "created": _FIXED})
        formats = {name: book.add_format(properties) for name, properties in _FORMATS.items()}
        for table in tables:
            _write(book.add_worksheet(table.title.zh), table, formats)
        _explain(book.add_worksheet("说明"), tables, title, formats)
    return file.getvalue()


def _write(sheet: Worksheet, table: Table, formats: dict[str, Any]) -> None:
    sheet.freeze_panes(1, 1)
    sheet.set_row(0, 32)
    for number, column in enumerate(table.columns):
        sheet.set_column(number, number, column.width, formats[column.type])
        sheet.write_string(0, number, "\n".join(column.heading), formats["head"])
    for line, row in enumerate(table.rows, 1):
        sheet.set_row(line, 16)  # or a long summary would make every row as high as itself
        for number, (column, value) in enumerate(zip(table.columns, row, strict=True)):
            _cell(sheet, line, number, value, formats[column.type])
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})  # codes are no numbers
    sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)


def _cell(sheet: Worksheet, line: int, column: int, value: Value, form: Any) -> None:
    if isinstance(value, str):
        sheet.write_string(line, column, value[:_LONGEST], form)
    elif isinstance(value, date):
        sheet.write_datetime(line, column, datetime(value.year, value.month, value.day), form)
    elif value is not None:
        sheet.write_number(line, column, value, form)


def _explain(
    sheet: Worksheet, tables: Sequence[Table], title: Both, formats: dict[str, Any]
) -> None:
    """Write what each column means, below the name of the library."""
    text = formats["string"]
    for number, (words, width) in enumerate(zip(_NOTES_HEAD, _NOTES_WIDTHS, strict=True)):
        sheet.set_column(number, number, width, text)
        sheet.write_string(0, number, words, formats["head"])
    sheet.set_row(0, 32)
    sheet.freeze_panes(1, 0)
    rows = [(table, column) for table in tables for column in table.columns]
    for line, (table, column) in enumerate(rows, 1):
        about = " · ".join(part for part in column.about if part)
        cells = (table.title.zh or "", column.name, " · ".join(column.heading), about)
        for number, words in enumerate(cells):
            sheet.write_string(line, number, words, text)
    sheet.write_string(len(rows) + 2, 0, f"{title.zh} · {title.en}", formats["address"])
