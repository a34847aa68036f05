"""The text of a case from its Markdown: sections, and passages with the criteria they show.

`##` opens a section, `###` a passage, whose heading may end in
`{criteria="party.1 satisfaction.3"}`; see `nodes` for what stands under them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from casebook.problem import Locale, Place
from casebook.prose.nodes import parse_nodes
from casebook.prose.tree import Node, Passage, Section, Text

_CRITERIA = re.compile(r'\s*criteria="([^"{}]*)"\s*\}')


def parse_text(source: str, file: str, locale: Locale, sections: Mapping[str, str]) -> Text:
    """Parse the Markdown of a case.

    `sections` maps the headings that the programme names to their keys; a heading that it does
    not name gives a section with an empty key, which a rule reports.
    """
    blocks, notes = parse_nodes(source)
    return Text(
        locale=locale,
        file=file,
        before=tuple(_until(blocks, "heading", 2)),
        sections=tuple(_sections(blocks, file, sections)),
        notes=tuple(notes),
        source=source,
    )


def parse_blocks(source: str) -> tuple[Node, ...]:
    """Parse Markdown that has no sections of a programme: an editorial page, a preface."""
    return tuple(parse_nodes(source)[0])


def _until(blocks: Iterable[Node], kind: str, level: int) -> Iterable[Node]:
    for block in blocks:
        if block.kind == kind and block.attrs["level"] == level:
            return
        yield block


def _split(blocks: list[Node], level: int) -> list[tuple[Node, list[Node]]]:
    parts: list[tuple[Node, list[Node]]] = []
    for block in blocks:
        if block.kind == "heading" and block.attrs["level"] == level:
            parts.append((block, []))
        elif parts:
            parts[-1][1].append(block)
    return parts


def _sections(blocks: list[Node], file: str, names: Mapping[str, str]) -> Iterable[Section]:
    for number, (heading, body) in enumerate(_split(blocks, 2), 1):
        title = heading.plain.strip()
        key = names.get(title, "")
        anchor = key or f"section-{number}"
        yield Section(
            key=key,
            heading=title,
            lead=tuple(_until(body, "heading", 3)),
            passages=tuple(
                _passage(h, b, f"{anchor}-{n}", file) for n, (h, b) in enumerate(_split(body, 3), 1)
            ),
            place=Place(file, heading.line, 4),
        )


def _passage(heading: Node, body: list[Node], anchor: str, file: str) -> Passage:
    criteria: tuple[str, ...] = ()
    children = heading.children
    if children and children[-1].kind == "text":
        last = children[-1]
        written, brace, attributes = last.text.rpartition("{")
        found = _CRITERIA.fullmatch(re.sub("[“”]", '"', attributes.strip()))
        if brace and found:  # anything else stays in the heading, where a rule reports it
            criteria = tuple(found.group(1).split())
            kept = Node("text", text=written.rstrip(), line=last.line)
            children = (*children[:-1], kept)
    title = Node("heading", children, attrs={"level": 3}, line=heading.line)
    return Passage(anchor, title, criteria, tuple(body), Place(file, heading.line, 5))
