"""The edition's own texts: preface, conventions, editors' note, appendices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from casebook.model.edition import Edition
from casebook.paths import Paths
from casebook.plain_file import lies_at
from casebook.problem import ProblemsError
from casebook.prose import Node
from casebook.prose.bounds import read_prose
from casebook.prose.length import count_blocks
from casebook.prose.nodes import parse_nodes
from casebook.yearbook.nodes import Plain, plain_nodes

PREFACE, CONVENTIONS, NOTE = "preface", "conventions", "editors-note"
TEXTS = (PREFACE, CONVENTIONS, NOTE)


@dataclass(frozen=True)
class OwnText:
    """A text of an edition, from the root of the library; headings of any level are alike."""

    file: str
    blocks: tuple[Node, ...]
    notes: tuple[Node, ...]

    @property
    def nodes(self) -> Iterator[Node]:
        """Every node of the text, those of the notes last."""
        for block in (*self.blocks, *self.notes):
            yield from block.walk()

    @property
    def length(self) -> int:
        """The 字 of its running text."""
        return count_blocks(self.blocks)

    def plain(self) -> Plain:
        """Return what the templates walk; a picture is the words that stand for it."""
        return {
            "blocks": plain_nodes(map(_in_words, self.blocks)),
            "notes": {
                str(note.attrs["number"]): plain_nodes(map(_in_words, note.children))
                for note in self.notes
            },
        }


def text_files(edition: Edition) -> Iterator[str]:
    """Yield the names of the texts that an edition prints, those it names itself last."""
    yield from TEXTS
    yield from (appendix.file for appendix in edition.appendices)


def path_of(edition: Edition, name: str, paths: Paths) -> Path:
    """Return where a text of an edition is to be found."""
    return paths.content / "editions" / edition.id / f"{name}.{edition.locale}.md"


def own_text(edition: Edition, name: str, paths: Paths) -> OwnText | None:
    """Read a text of an edition, None where there is none; raises ProblemsError for its faults."""
    path = path_of(edition, name, paths)
    if not lies_at(path):
        return None
    source, problems = read_prose(paths.content.parent, path)
    if source is None:
        raise ProblemsError(problems)
    blocks, notes = parse_nodes(source)
    file = path.relative_to(paths.content.parent).as_posix()
    return OwnText(file, tuple(blocks), tuple(notes))


def own_texts(edition: Edition, paths: Paths) -> dict[str, OwnText]:
    """Read every text of an edition that is there."""
    found = ((name, own_text(edition, name, paths)) for name in text_files(edition))
    return {name: text for name, text in found if text}


def length_of(texts: Iterable[OwnText]) -> int:
    """Count the 字 of several texts."""
    return sum(text.length for text in texts)


def _in_words(node: Node) -> Node:
    if node.kind == "figure":  # there are no pictures beside an edition; a rule says so
        words = Node("text", text=str(node.attrs.get("alt", "")), line=node.line)
        return Node("paragraph", (words,), line=node.line)
    children = tuple(map(_in_words, node.children))
    return Node(node.kind, children, text=node.text, attrs=node.attrs, line=node.line)
