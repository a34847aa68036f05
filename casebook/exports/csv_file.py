"""A table as CSV after RFC 4180, opened rightly by Excel: UTF-8 with its mark, no formulas.

A text that a spreadsheet would take for a formula gets an apostrophe before it
(https://owasp.org/www-community/attacks/CSV_Injection); numbers and dates stay what they are.
"""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO

from casebook.exports.table import Table, Value

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def render_csv(table: Table) -> bytes:
    """Return the table with a row of the columns' names above it."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(column.name for column in table.columns)
    writer.writerows([_cell(value) for value in row] for row in table.rows)
    return text.getvalue().encode("utf-8-sig")


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if value.lstrip(" \u3000\u00a0").startswith(_FORMULA) else value
    return value.isoformat() if isinstance(value, date) else str(value)
