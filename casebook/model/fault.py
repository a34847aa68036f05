"""What is wrong in a file beyond the type of a value: the path of the value, and the words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from casebook.problem import Said

Path = tuple[str | int, ...]
Fault = tuple[Path, Said]


def repeated(values: Iterable[tuple[Path, str]]) -> Iterator[Fault]:
    """Yield every value that has been given before, at its path."""
    seen: set[str] = set()
    for path, value in values:
        if value in seen:
            yield path, Said(f"“{value}”重复出现", f"'{value}' is given twice")
        seen.add(value)
