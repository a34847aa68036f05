"""Where in a contributor's own papers a problem stands: a label of the form, a part of the text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from casebook.model.library import Case
from casebook.model.material import Section
from casebook.model.programme import Programme
from casebook.problem import Locale, Place, Problem
from casebook.source import Document
from casebook.words import Words

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Asked:
    """A case as its contributor knows it: labels of the form instead of fields, parts for lines."""

    case: Case
    programme: Programme | None
    locale: Locale
    words: Words

    def say(self, key: str, **values: object) -> str:
        """Return a word of the report."""
        return self.words.say(f"report.{key}", self.locale, **values)

    def listed(self, names: Iterable[str]) -> str:
        """Return names in a row."""
        return self.words.say("list.separator", self.locale).join(names)

    def path_of(self, problem: Problem) -> Path:
        """Return the path of the value in `case.yaml` that a problem is about."""
        return _longest(self.case.document, problem.place)

    def label(self, path: Path) -> str | None:
        """Return what the form, or our words, call a field of `case.yaml`; None where none does."""
        if path[:1] == ("measures",):
            path = self._measure(path)
        names = [str(part) for part in path if isinstance(part, str) and part not in ("zh", "en")]
        facts = self.programme.facts if self.programme else ()
        for end in range(len(names), 0, -1):
            field = ".".join(names[:end])
            if fact := next((f for f in facts if f.field == field), None):
                return fact.label.to(self.locale)
            key = f"field.{field}"
            if f"report.{key}" in self.words.entries:
                return self.say(key)
        return None

    def _measure(self, path: Path) -> Path:
        """Put the key of a measure for its number in the list."""
        number = path[1] if len(path) > 1 else None
        measures = self.case.data.measures
        if isinstance(number, int) and number < len(measures):
            return ("measures", measures[number].key)
        return path

    def where(self, problem: Problem) -> str:
        """Return where a contributor finds what a problem is about."""
        if problem.place.file.endswith(".md"):
            section = self.section(problem.place)
            if section is None:
                return self.say("in-text")
            return self.say("in-section", section=section.title.to(self.locale))
        path = self.path_of(problem)
        if path and path[0] in ("photos", "videos"):
            kind = str(path[0]).removesuffix("s")
            file = self.file(path)
            return self.say(f"in-{kind}", file=file) if file else self.say(f"in-{kind}s")
        label = self.label(path)
        return self.field(label) if label else self.say("in-case")

    def field(self, label: str) -> str:
        """Return a field of the form, or of the other material where the form has none."""
        if label == self.say("field.title"):
            return label
        return self.say("in-form" if self.is_in_form(label) else "in-data", field=label)

    def is_in_form(self, label: str) -> bool:
        """Return whether the form has a field of this name."""
        facts = self.programme.facts if self.programme else ()
        return any(fact.label.to(self.locale) == label for fact in facts)

    def rank(self, where: str) -> int:
        """Return how far down in the papers a place is: the title, the form, the text, the rest."""
        facts = self.programme.facts if self.programme else ()
        parts = self.programme.sections if self.programme else ()
        order = [
            self.say("field.title"),
            *(self.field(fact.label.to(self.locale)) for fact in facts),
            self.say("in-text"),
            *(self.say("in-section", section=part.title.to(self.locale)) for part in parts),
            self.say("in-photos"),
            *(self.say("in-photo", file=self.file(("photos", i))) for i in self._numbers("photos")),
            *(self.say("in-video", file=self.file(("videos", i))) for i in self._numbers("videos")),
            self.say("in-vetoes"),
            self.say("in-papers"),
        ]
        first = len(facts) + 1  # what the form has no field for stands behind it
        return order.index(where) if where in order else first

    def picture(self, problem: Problem) -> tuple[Literal["", "photo", "video"], str]:
        """Return whether a problem is about one photo or video, and the name of its file."""
        path = () if problem.place.file.endswith(".md") else self.path_of(problem)
        if path[:1] == ("photos",):
            return "photo", self.file(path)
        return ("video", self.file(path)) if path[:1] == ("videos",) else ("", "")

    def pictures(self, kind: str) -> int:
        """Return how many photos or videos the case has."""
        return len(self._numbers(f"{kind}s"))

    def _numbers(self, kind: str) -> range:
        return range(len(self.case.data.photos if kind == "photos" else self.case.data.videos))

    def file(self, path: Path) -> str:
        """Return the name of the photo or video that a path leads to."""
        number = path[1] if len(path) > 1 else None
        files = self.case.data.photos if path[0] == "photos" else self.case.data.videos
        if isinstance(number, int) and number < len(files):
            return files[number].file.rpartition("/")[2]
        return ""

    def section(self, place: Place) -> Section | None:
        """Return the section of the programme that a line of the text stands in."""
        key = ""
        for text in self.case.texts.values():
            for part in text.sections if text.file == place.file else ():
                key = part.key if part.place.line <= place.line else key
        parts = self.programme.sections if self.programme else ()
        return next((part for part in parts if part.key == key), None)

    @cached_property
    def clauses(self) -> frozenset[str]:
        """Every clause that the programme's file names."""
        found: set[str] = set()
        _collect(self.programme.model_dump(mode="json") if self.programme else {}, found)
        return frozenset(found)


def _longest(document: Document, place: Place) -> Path:
    paths = (path for path, at in document.places.items() if at == place)
    return max(paths, key=len, default=())


def _collect(tree: object, found: set[str]) -> None:
    if isinstance(tree, dict):
        for key, value in tree.items():
            if isinstance(value, str) and (key.endswith("clause") or key in ("stamp", "truth")):
                found.update(part.strip() for part in value.split(","))
            else:
                _collect(value, found)
    elif isinstance(tree, list):
        for value in tree:
            _collect(value, found)
