"""The state of every text: missing in a language, stale, current, or current as nobody recorded.

The Chinese is what an English text is held against. A text is stale where the Chinese changed
after the English had been recorded as its rendering (`python build.py translated`). One that was
never recorded counts as current, and is said to be unrecorded: nothing is known against it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from casebook.model.library import Case, Library
from casebook.model.translation import Record, digest
from casebook.problem import LOCALES, Locale, Place
from casebook.prose import Node
from casebook.prose.bounds import read_prose
from casebook.prose.parse import parse_blocks
from casebook.translation.units import Unit, units_of_case, units_of_fields, units_of_page

State = Literal["current", "unrecorded", "stale", "missing"]
STATES: tuple[State, ...] = ("current", "unrecorded", "stale", "missing")


@dataclass(frozen=True, slots=True)
class Rendering:
    """A text and how its translation stands.

    `lacks` is the language that is missing; `digest` is that of the Chinese where both are there;
    `place` is that of the English, or of what is there.
    """

    name: str
    field: str
    state: State
    place: Place
    digest: str = ""
    lacks: Locale | None = None


@dataclass(frozen=True)
class Subject:
    """A case, a programme, an edition or an editorial page; `id` is what commands call it."""

    id: str
    renderings: tuple[Rendering, ...]

    @cached_property
    def counts(self) -> Counter[State]:
        """How many texts are in each state."""
        return Counter(r.state for r in self.renderings)

    def are(self, *states: State) -> tuple[Rendering, ...]:
        """Return the texts in one of some states."""
        return tuple(r for r in self.renderings if r.state in states)


def subjects_of(library: Library, content: Path) -> dict[str, Subject]:
    """Return all that is translated: cases, then programmes, editions, editorial pages."""
    return {subject.id: subject for subject in _subjects(library, content)}


def subject_of(library: Library, case: Case) -> Subject:
    """Return how far a case is translated."""
    return _subject(library, case.id, units_of_case(case))


def _subject(library: Library, id: str, units: Iterable[Unit]) -> Subject:
    return Subject(id, tuple(_renderings(list(units), library.translations.get(id, {}))))


def _subjects(library: Library, content: Path) -> Iterator[Subject]:
    for case in library.cases:
        if case.data.status != "withdrawn":
            yield subject_of(library, case)
    for kind, models in (("programmes", library.programmes), ("editions", library.editions)):
        for key, model in sorted(models.items()):
            file = f"{key}.yaml" if kind == "programmes" else f"{key}/edition.yaml"
            document = library.documents[f"{content.name}/{kind}/{file}"]
            yield _subject(library, f"{kind}/{key}", units_of_fields(model, document))
    for name in library.page_names:
        yield _subject(library, f"pages/{name}", units_of_page(_blocks(content, name)))


def _blocks(content: Path, name: str) -> dict[Locale, tuple[str, tuple[Node, ...]]]:
    found: dict[Locale, tuple[str, tuple[Node, ...]]] = {}
    for locale in LOCALES:
        path = content / "pages" / locale / f"{name}.md"
        source = read_prose(content.parent, path)[0] if path.is_file() else None
        if source is not None:
            file = path.relative_to(content.parent).as_posix()
            found[locale] = file, parse_blocks(source)
    return found


def _renderings(units: list[Unit], record: Record) -> Iterator[Rendering]:
    digests = {unit.field: digest(unit.texts["zh"]) for unit in units if "zh" in unit.texts}
    present: dict[str, Counter[str]] = defaultdict(Counter)
    for unit in units:
        if unit.field in digests:
            present[unit.name][digests[unit.field]] += 1
    for unit in units:
        lacks = next((x for x in LOCALES if x not in unit.texts), None)
        if lacks:
            yield Rendering(unit.name, unit.field, "missing", unit.places[lacks], lacks=lacks)
            continue
        known, made_from = digests[unit.field], Counter(record.get(unit.name, ()))
        state: State = "current"
        if known not in made_from:
            # in a list, a record that fits no text any more is that of one that has changed
            state = "stale" if made_from - present[unit.name] else "unrecorded"
        yield Rendering(unit.name, unit.field, state, unit.places["en"], known)
