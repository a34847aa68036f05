"""YAML to a tree of texts with the place of every value; what could mislead is refused."""

from __future__ import annotations

from typing import Any

import yaml

from casebook.characters import find_forbidden, forbidden_character, unified
from casebook.problem import Place, Problem, Said
from casebook.yaml_faults import YAML_FAULT, broken_yaml
from casebook.yaml_limits import (
    MAX_DEPTH,
    MOST_ITEMS,
    MOST_SIGNS,
    MOST_VALUES,
    deep_nesting,
    duplicate_key,
    long_text,
    many_items,
    many_values,
    odd_key,
    reference,
    second_document,
    tag,
)
from casebook.yaml_slips import find_slips

Key = str | int
Tree = dict[str, Any] | list[Any] | str | None
Places = dict[tuple[Key, ...], Place]

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


def parse_yaml(file: str, text: str) -> tuple[Tree, Places, list[Problem]]:
    """Read the text of a YAML file; the tree is of use only where there is no problem.

    Anchors, aliases, tags, duplicate keys, a second document, nesting deeper than 20 levels, a
    value or a list that is too long and an escaped character that nobody sees are problems, as is
    broken syntax.
    """
    builder = _Builder(file)
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            builder.take(event)
            if builder.hopeless:
                break
    except yaml.MarkedYAMLError as error:
        slips = list(find_slips(file, text))
        builder.problems.extend(slips or [broken_yaml(file, text, error)])
    except yaml.YAMLError as error:
        message = Said("文件格式（YAML）有误，无法读取", "the YAML cannot be read")
        said = str(error).splitlines()[0]
        builder.problems.append(Problem(Place(file), "yaml", message, YAML_FAULT, said))
    return builder.tree, builder.places, builder.problems


class _Builder:
    """Turns the parser's events into a tree, so that an alias bomb is never expanded."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.tree: Tree = None
        self.places: dict[tuple[Key, ...], Place] = {(): Place(file)}
        self.problems: list[Problem] = []
        self.hopeless = False
        self._stack: list[dict[str, Any] | list[Any]] = []
        self._path: list[Key] = []
        self._key: tuple[str, Place] | None = None
        self._documents = 0

    def take(self, event: yaml.Event) -> None:
        place = self._place(event)
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                self.problems.append(second_document(place))
        elif isinstance(event, yaml.AliasEvent):
            self._give_up(reference(place, f"*{event.anchor}"))
        elif isinstance(event, yaml.ScalarEvent):
            self._check_decoration(event, place)
            self._scalar(event, place)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self._check_decoration(event, place)
            self._open({} if isinstance(event, yaml.MappingStartEvent) else [], place)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self._stack.pop()
            if self._path:
                self._path.pop()

    def _scalar(self, event: yaml.ScalarEvent, place: Place) -> None:
        value = self._text(event, place)
        if self._stack and isinstance(self._stack[-1], dict) and self._key is None:
            self._key = (value, place)
            if value in self._stack[-1]:
                first = self.places[(*self._path, value)]
                self.problems.append(duplicate_key(place, value, first))
            return
        plain_null = event.implicit[0] and value in _NULLS
        self._put(None if plain_null else value, place)

    def _text(self, event: yaml.ScalarEvent, place: Place) -> str:
        """Return a scalar's words; what the file could not hold may stand escaped in quotes."""
        value: str = event.value
        if event.style == '"':
            value = unified(value)
            for at in find_forbidden(value):
                shown = f"{value[max(at - 6, 0) : at]}▯{value[at + 1 : at + 7]}"
                self.problems.append(forbidden_character(place, value[at], shown))
                break
        if len(value) > MOST_SIGNS:
            self.problems.append(long_text(place, len(value)))
        return value

    def _open(self, container: dict[str, Any] | list[Any], place: Place) -> None:
        if len(self._stack) >= MAX_DEPTH:
            self._give_up(deep_nesting(place))
            return
        if self._stack and isinstance(self._stack[-1], dict) and self._key is None:
            self._give_up(odd_key(place))
            return
        nested = bool(self._stack)
        key = self._put(container, self._key[1] if self._key else place)
        self._stack.append(container)
        if nested:
            self._path.append(key)

    def _put(self, value: Tree, place: Place) -> Key:
        if not self._stack:
            self.tree = value
            self.places[()] = place
            return ""
        parent = self._stack[-1]
        key: Key
        if isinstance(parent, dict):
            assert self._key is not None
            key = self._key[0]
            parent[key] = value
            if value is None:
                place = self._key[1]
            self._key = None
        else:
            key = len(parent)
            parent.append(value)
        self.places[(*self._path, key)] = place
        self._check_number(parent)
        return key

    def _check_number(self, parent: dict[str, Any] | list[Any]) -> None:
        """Report a list or mapping that is too long, once, and stop where there is no end of it."""
        if len(parent) == MOST_ITEMS + 1 and len(self._stack) > 1:
            self.problems.append(many_items(self.places[tuple(self._path)]))
        if len(self.places) > MOST_VALUES:
            self._give_up(many_values(Place(self.file)))

    def _check_decoration(
        self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, place: Place
    ) -> None:
        if event.anchor:
            self._give_up(reference(place, f"&{event.anchor}"))
        if event.tag and event.tag != "!":
            self.problems.append(tag(place, event.tag))

    def _give_up(self, problem: Problem) -> None:
        self.hopeless = True
        self.problems.append(problem)

    def _place(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        assert mark is not None  # the parser gives every event its mark
        return Place(self.file, mark.line + 1, mark.column + 1)
