"""Dates as sources give them: to the day, the month, the year or the decade, or as a span."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal, cast

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError

from casebook.problem import Locale

Precision = Literal["day", "month", "year", "decade"]
Part = Literal["", "early", "mid", "late"]

_FORM = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})|(\d{4})-(\d{2})|(\d{3}0)s(?:-(early|mid|late))?|(\d{4})"
)
_MONTHS = calendar.month_name
_PART_ZH: dict[str, str] = {"": "", "early": "初", "mid": "中期", "late": "末"}
_SPAN_OF_PART = {"": (0, 9), "early": (0, 3), "mid": (3, 6), "late": (6, 9)}


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date that is known to a day, a month, a year or (part of) a decade.

    Written as `2018-05-28`, `2014-06`, `2007`, `1980s` or `1980s-late` (REQUIREMENTS 003-06).
    """

    earliest: date
    latest: date
    precision: Precision
    part: Part = ""

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read one of the written forms; raises ValueError for any other text."""
        match = _FORM.fullmatch(text.strip())
        if not match:
            raise ValueError(text)
        y1, m1, d1, y2, m2, decade, part, year = match.groups()
        if y1:
            day = date(int(y1), int(m1), int(d1))
            return cls(day, day, "day")
        if y2:
            last = calendar.monthrange(int(y2), int(m2))[1] if 1 <= int(m2) <= 12 else 0
            return cls(date(int(y2), int(m2), 1), date(int(y2), int(m2), last), "month")
        if decade:
            name = cast(Part, part or "")
            first, last = _SPAN_OF_PART[name]
            start = int(decade)
            return cls(date(start + first, 1, 1), date(start + last, 12, 31), "decade", name)
        return cls(date(int(year), 1, 1), date(int(year), 12, 31), "year")

    @property
    def year(self) -> int:
        """The earliest year that the date can fall in."""
        return self.earliest.year

    def before(self, limit: date) -> bool:
        """Whether the whole of the date lies before `limit`, whatever the day was."""
        return self.latest < limit

    def to(self, locale: Locale) -> str:
        """Return the date in words, no more precise than it is known."""
        first = self.earliest
        if self.precision == "decade":
            decade = first.year // 10 * 10
            if locale == "en":
                return f"{self.part} {decade}s".strip()
            century = "上世纪" if decade < 2000 else "本世纪"
            tens = decade % 100
            return f"{century}{tens or '00'}年代{_PART_ZH[self.part]}"
        if locale == "zh":
            year = f"{first.year}年"
            month = f"{year}{first.month}月"
            return {"year": year, "month": month, "day": f"{month}{first.day}日"}[self.precision]
        month = f"{_MONTHS[first.month]} {first.year}"
        day = f"{first.day} {month}"
        return {"year": str(first.year), "month": month, "day": day}[self.precision]

    def __str__(self) -> str:
        first = self.earliest
        if self.precision == "decade":
            return f"{first.year // 10 * 10}s" + (f"-{self.part}" if self.part else "")
        return first.isoformat()[: {"year": 4, "month": 7, "day": 10}[self.precision]]


def _partial_date(value: Any) -> Any:
    if isinstance(value, PartialDate):
        return value
    try:
        return PartialDate.parse(str(value))
    except ValueError:
        raise PydanticCustomError("partial_date", "2018-05-28, 2014-06, 2007, 1980s-late") from None


def _day(value: Any) -> Any:
    if isinstance(value, date):
        return value
    try:
        found = PartialDate.parse(str(value))
    except ValueError:
        found = None
    if found is None or found.precision != "day":
        raise PydanticCustomError("day", "2026-05-18")
    return found.earliest


When = Annotated[
    PartialDate,
    BeforeValidator(_partial_date),
    PlainSerializer(str),
    WithJsonSchema(
        {
            "type": ["string", "integer"],
            "pattern": r"^\d{4}(-\d{2}(-\d{2})?|s(-(early|mid|late))?)?$",
            "examples": ["2018-05-28", "2014-06", "2007", "1980s-late"],
        }
    ),
]
Day = Annotated[date, BeforeValidator(_day)]
