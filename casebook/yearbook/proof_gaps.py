"""What a case still lacks: its proof marks every gap, and counts them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from casebook.model.library import Case
from casebook.problem import Locale
from casebook.unwritten import STAND_IN, WRITE_HERE


def open_points(case: Case, locale: Locale, say: Callable[..., str]) -> Iterator[str]:
    """Yield what is still missing of a case, in the words that `say` has for it."""
    found = case.text(locale)
    if found is None:
        yield say("no-text")
    elif count := found[0].source.count(WRITE_HERE):
        yield say("prompts", count=count)
    if count := _stand_ins(case.data.model_dump(mode="json")):
        yield say("no-value", count=count)
    if count := sum(photo.credit is None for photo in case.data.photos):
        yield say("no-credit", count=count)


def _stand_ins(value: Any) -> int:
    """Count the values that stand in for missing ones; a text in two languages is one."""
    if isinstance(value, dict):
        if value and all(inner == STAND_IN for inner in value.values()):
            return 1
        return sum(map(_stand_ins, value.values()))
    if isinstance(value, list):
        return sum(map(_stand_ins, value))
    return int(value == STAND_IN)


def filled(data: Any, missing: str) -> Any:
    """Say in words where a value is missing; of a title or a name nothing else is known."""
    if isinstance(data, str):
        return missing if data == STAND_IN else data
    if isinstance(data, dict):
        return {key: filled(value, missing) for key, value in data.items()}
    if isinstance(data, (list, tuple)):
        return [filled(value, missing) for value in data]
    return data
