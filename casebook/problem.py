"""What a check says: a problem, its place, and what to do about it, in two languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "warning", "info"]
Locale = Literal["zh", "en"]
LOCALES: tuple[Locale, ...] = ("zh", "en")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a file of the library.

    `file` is the path from the library's root with forward slashes; `line` and `column` count
    from 1, columns in characters.
    """

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence in Chinese and in English."""

    zh: str
    en: str

    def to(self, locale: Locale) -> str:
        """Return the sentence in `locale`."""
        return self.zh if locale == "zh" else self.en


NOTHING = Said("", "")


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault found in the library: where, which rule, what was found, what is allowed.

    `value` is what was found as the editor wrote it, `allowed` the accepted spellings or limits,
    `hint` the thing to do next.
    """

    place: Place
    rule: str
    message: Said
    hint: Said = NOTHING
    value: str = ""
    allowed: tuple[str, ...] = field(default=())
    severity: Severity = "error"

    @property
    def sort_key(self) -> tuple[Place, str, str]:
        """Order by place, then rule, so that a report is the same on every run."""
        return (self.place, self.rule, self.message.zh)


class ProblemsError(Exception):
    """Something an editor wrote was found to be wrong while it was being made into something."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{p.place}: {p.message.en}" for p in problems))


class RefusalError(Exception):
    """What cannot be done, for a reason that lies outside the library's files; exit code 1."""

    exit_code = 1

    def __init__(self, said: Said) -> None:
        self.said = said
        super().__init__(said.en)


class UsageError(RefusalError):
    """What was asked on the command line cannot be done; exit code 2."""

    exit_code = 2
