"""Tables: what columns they have, of which type, and what stands in each row.

One description serves CSV, Excel and the Data Package, so that they cannot differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, Literal, TypeVar

from casebook.exports.shapes.base import Both

Value = str | int | float | date | None
Type = Literal["string", "integer", "number", "date", "address"]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """A column: its name in files, its heading, what it holds, and how that is got.

    `width` is that of the column in a spreadsheet, in characters; `about` has units and formats.
    """

    name: str
    type: Type
    heading: tuple[str, str]
    about: tuple[str, str]
    width: int
    value: Callable[[T], Value]


@dataclass(frozen=True, slots=True)
class Table:
    """A finished table; `key` is the column that identifies a row, empty where none does."""

    name: str
    title: Both
    columns: tuple[Column[Any], ...]
    rows: tuple[tuple[Value, ...], ...]
    key: str = ""


def fill(
    name: str, title: Both, columns: tuple[Column[T], ...], subjects: Iterable[T], key: str = ""
) -> Table:
    """Return a table with a row for each subject."""
    rows = tuple(tuple(column.value(subject) for column in columns) for subject in subjects)
    return Table(name, title, columns, rows, key)
