"""The steps of a programme's calendar."""

from __future__ import annotations

from casebook.model.base import Bilingual, Filled, Key, Model
from casebook.model.dates import When
from casebook.problem import Locale


class Event(Model):
    """A step of the programme's calendar; one without a start is a deadline.

    `steps` are those of the workflow that are to be done by its end (`release` is a batch's).
    """

    start: When | None = None
    end: When | None = None
    what: Bilingual
    clause: Filled
    steps: tuple[Key, ...] = ()

    def when(self, locale: Locale) -> str:
        """Return its time in words; within one year, the year is said once."""
        start = self.start.to(locale) if self.start else ""
        end = self.end.to(locale) if self.end else ""
        if self.end is None:
            return start
        if self.start is None:
            if self.end.precision == "day":
                return f"截至{end}" if locale == "zh" else f"by {end}"
            return f"{end}底前" if locale == "zh" else f"by the end of {end}"
        if self.start.year == self.end.year:
            end = end.removeprefix(f"{self.end.year}年")
            start = start.removesuffix(f" {self.start.year}")
        return f"{start}—{end}" if locale == "zh" else f"{start} to {end}"
