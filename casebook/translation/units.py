"""Every text that has two languages, wherever it stands: fields of a file, parts of a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, get_args

from pydantic import BaseModel

from casebook.model.base import Localized
from casebook.model.case import CaseData
from casebook.model.library import Case
from casebook.problem import LOCALES, Locale, Place
from casebook.prose import Node, Text
from casebook.source import Document
from casebook.yaml_tree import Key

_NOT_SHOWN = frozenset({"vetoes", "waivers"})  # of a case: for editors, on no page


@dataclass(frozen=True, slots=True)
class Unit:
    """One text in up to two languages.

    `name` is that of its record (`figures.label`), `field` also counts its place in lists, from 1
    (`figures.3.label`); `places` are those of each language that is there, or of the whole.
    """

    name: str
    field: str
    texts: Mapping[Locale, str]
    places: Mapping[Locale, Place]


def units_of_case(case: Case) -> Iterator[Unit]:
    """Yield the fields of `case.yaml`, then the parts of `zh.md` and `en.md`."""
    fields = units_of_fields(case.data, case.document)
    yield from (unit for unit in fields if unit.name.partition(".")[0] not in _NOT_SHOWN)
    yield from _units_of_texts(case.texts)


def units_of_fields(model: BaseModel, document: Document) -> Iterator[Unit]:
    """Yield every text in two languages of a file."""
    for path, text in _localized(model, ()):
        whole = document.place(*path)
        there = {x: getattr(text, x) for x in LOCALES if getattr(text, x)}
        yield Unit(
            name=".".join(part for part in path if isinstance(part, str)),
            field=".".join(str(part + 1 if isinstance(part, int) else part) for part in path),
            texts=there,
            places={x: document.place(*path, x) if x in there else whole for x in LOCALES},
        )


def _localized(value: Any, path: tuple[Key, ...]) -> Iterator[tuple[tuple[Key, ...], Localized]]:
    if isinstance(value, Localized):
        yield path, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _localized(getattr(value, name), (*path, name))
    elif isinstance(value, tuple):
        for position, item in enumerate(value):
            yield from _localized(item, (*path, position))


def names_of(model: type[BaseModel], above: str = "") -> Iterator[str]:
    """Yield the names that a model's texts have in records."""
    for name, field in model.model_fields.items():
        for inner in _models_in(field.annotation):
            if issubclass(inner, Localized):
                yield f"{above}{name}"
            else:
                yield from names_of(inner, f"{above}{name}.")


def case_names() -> tuple[str, ...]:
    """Return the names that the fields of `case.yaml` have in records."""
    found = names_of(CaseData)
    return tuple(name for name in found if name.partition(".")[0] not in _NOT_SHOWN)


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models_in(argument)


Part = tuple[str, Place]  # the words of a part of a text, and where it begins


def _units_of_texts(texts: Mapping[Locale, Text]) -> Iterator[Unit]:
    parts = {locale: dict(_parts(text)) for locale, text in texts.items()}
    for key in dict.fromkeys(key for found in parts.values() for key in found):
        there = {locale: found[key] for locale, found in parts.items() if key in found}
        yield _unit(f"text.{key.partition('.')[0]}", f"text.{key}", there)


def _parts(text: Text) -> Iterator[tuple[str, Part]]:
    """Yield what stands before the passages of each section, each passage, and the notes."""
    for number, section in enumerate(text.sections, 1):
        anchor = section.key or f"section-{number}"
        if section.lead:
            yield anchor, (_words(section.lead), section.place)
        for position, passage in enumerate(section.passages, 1):
            words = _words((passage.title, *passage.blocks))
            yield f"{anchor}.{position}", (words, passage.place)
    if text.notes:
        yield "notes", (_words(text.notes), Place(text.file, text.notes[0].line))


def units_of_page(blocks: Mapping[Locale, tuple[str, tuple[Node, ...]]]) -> Iterator[Unit]:
    """Yield the parts of an editorial page, cut at its `##` headings; `blocks` come with a file."""
    parts = {locale: list(_cut(file, found)) for locale, (file, found) in blocks.items()}
    for number, row in enumerate(zip_longest(*parts.values()), 1):
        there = {locale: part for locale, part in zip(parts, row, strict=True) if part}
        yield _unit("text", f"text.{number}", there)


def _cut(file: str, blocks: Iterable[Node]) -> Iterator[Part]:
    part: list[Node] = []
    for block in blocks:
        if part and block.kind == "heading" and block.attrs["level"] == 2:
            yield _words(part), Place(file, part[0].line)
            part = []
        part.append(block)
    if part:
        yield _words(part), Place(file, part[0].line)


def _unit(name: str, field: str, there: Mapping[Locale, Part]) -> Unit:
    first = next(iter(there.values()))[1]
    return Unit(
        name,
        field,
        {locale: words for locale, (words, _) in there.items()},
        {locale: there[locale][1] if locale in there else first for locale in LOCALES},
    )


def _words(blocks: Iterable[Node]) -> str:
    return " ".join(block.plain for block in blocks)
