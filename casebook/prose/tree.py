"""The tree of a text: sections, their passages, and nodes that every renderer walks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from casebook.problem import Locale, Place


@dataclass(frozen=True, slots=True)
class Node:
    """A piece of prose.

    Kinds of blocks: paragraph, heading, list, item, quote, table, row, cell, caption, figure,
    code, rule, note. Kinds of inlines: text, strong, emphasis, strike, code-span, link, break,
    note-ref, image, html (raw HTML: refused by a rule, printed as text if ever rendered).
    `line` is the line in the file, from 1.
    """

    kind: str
    children: tuple[Node, ...] = ()
    text: str = ""
    attrs: Mapping[str, Any] = field(default_factory=dict)
    line: int = 1

    def walk(self) -> Iterator[Node]:
        """Yield this node and everything below it, in reading order."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children))

    @property
    def plain(self) -> str:
        """The words of the node without any mark-up."""
        return "".join(_plain(n) for n in self.walk())


def _plain(node: Node) -> str:
    return "\n" if node.kind == "break" else node.text


@dataclass(frozen=True, slots=True)
class Passage:
    """A practice: the text under one `###` heading, with the criteria it shows.

    `anchor` is its address on the page; it is made of the section and the position, so it is the
    same in both languages.
    """

    anchor: str
    title: Node
    criteria: tuple[str, ...]
    blocks: tuple[Node, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Section:
    """The text under one `##` heading; `key` is empty where the programme names no such section."""

    key: str
    heading: str
    lead: tuple[Node, ...]
    passages: tuple[Passage, ...]
    place: Place

    @property
    def blocks(self) -> Iterator[Node]:
        """Every block of the section, passages included, without the headings of passages."""
        yield from self.lead
        for passage in self.passages:
            yield from passage.blocks


@dataclass(frozen=True, slots=True)
class Text:
    """A case's text in one language; `before` are blocks that stand before the first section."""

    locale: Locale
    file: str
    before: tuple[Node, ...]
    sections: tuple[Section, ...]
    notes: tuple[Node, ...]
    source: str = field(repr=False)

    @property
    def passages(self) -> tuple[Passage, ...]:
        """All passages in order."""
        return tuple(p for section in self.sections for p in section.passages)

    @property
    def nodes(self) -> Iterator[Node]:
        """Every node of the text, notes last."""
        for block in self.before:
            yield from block.walk()
        for section in self.sections:
            for block in section.lead:
                yield from block.walk()
            for passage in section.passages:
                yield from passage.title.walk()
                for block in passage.blocks:
                    yield from block.walk()
        for note in self.notes:
            yield from note.walk()

    def find(self, wanted: str, from_line: int = 1) -> Place:
        """Return the place of a string in the file, searching from a line on."""
        lines = self.source.split("\n")
        for number in range(max(from_line, 1), len(lines) + 1):
            column = lines[number - 1].find(wanted)
            if column >= 0:
                return Place(self.file, number, column + 1)
        return Place(self.file, max(from_line, 1))
