"""Read the editors' files: text with its encoding checked, YAML with the place of every value.

Every scalar stays the text that was typed; the models give it a type. So `NO`, `1e3`, `08:30` or
`2024-13-45` never change meaning on the way in (YAML 1.1 would turn them into other things).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from casebook.characters import doubled_characters, forbidden_characters, unified
from casebook.plain_file import read_plain
from casebook.problem import Place, Problem, Said
from casebook.yaml_tree import Key, Tree, parse_yaml

MAX_BYTES = 2_000_000  # a file above this is refused unread; the longest real case has 60 KB
_MARKS = (  # the marks of byte order; that of UTF-32 begins with that of UTF-16
    (b"\xff\xfe\0\0", "UTF-32"),
    (b"\0\0\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)


@dataclass(frozen=True)
class Document:
    """A YAML file as a tree of texts, with the place of every value.

    `places` maps the path to a value (keys and list positions) to its place: a scalar's own, a
    mapping's or list's key.
    """

    file: str
    tree: Tree
    places: Mapping[tuple[Key, ...], Place] = field(default_factory=dict)

    def place(self, *path: Key) -> Place:
        """Return the place of a value; of a missing one, its nearest existing parent's."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, Place(self.file))


def read_text(
    root: Path, path: Path, *, markdown: bool = False
) -> tuple[str | None, list[Problem]]:
    """Read a UTF-8 text file of the library, its line ends as LF, its characters in NFC.

    A character that nobody sees is a problem, in Markdown also under the name of an entity; a
    compatibility ideograph is read as the character that is meant, with a warning.
    """
    file = path.relative_to(root).as_posix()
    raw, problems = read_plain(root, path, MAX_BYTES)
    if raw is None:
        return None, problems
    if encoding := _wide_encoding(raw):
        return None, [_not_utf8(Place(file), encoding)]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = len(before.rsplit(b"\n", 1)[-1].decode("utf-8", "replace")) + 1
        return None, [_not_utf8(Place(file, line, column), _likely_encoding(raw))]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    problems = [
        *forbidden_characters(file, text, markdown=markdown),
        *doubled_characters(file, text),
    ]
    return unified(text), problems


def read_yaml(root: Path, path: Path) -> tuple[Document | None, list[Problem]]:
    """Read a YAML file into a tree of texts with places.

    Anchors, aliases, tags, duplicate keys and nesting deeper than 20 levels are problems; a file
    with any of them, or with broken syntax, gives no document.
    """
    text, problems = read_text(root, path)
    if text is None or _errors(problems):
        return None, problems
    file = path.relative_to(root).as_posix()
    tree, places, found = parse_yaml(file, text)
    problems += found
    return (None if _errors(found) else Document(file, tree, places)), problems


def _errors(problems: list[Problem]) -> bool:
    return any(problem.severity == "error" for problem in problems)


def _wide_encoding(raw: bytes) -> str:
    """Recognise an encoding of two or four bytes a character, by its mark or its many zeros."""
    marked = next((name for mark, name in _MARKS if raw.startswith(mark)), "")
    zeros = raw.count(0)
    if marked or zeros <= len(raw) // 4:
        return marked
    return "UTF-32" if zeros > len(raw) // 2 else "UTF-16"


def _likely_encoding(raw: bytes) -> str:
    if b"\0" in raw:  # Chinese in UTF-16 has zeros at its line ends alone
        return "UTF-16"
    try:
        raw.decode("gb18030")
    except UnicodeDecodeError:
        return ""
    return "GBK"


def _not_utf8(place: Place, encoding: str) -> Problem:
    seems_zh = f"，看起来是 {encoding}" if encoding else ""
    seems_en = f"; it looks like {encoding}" if encoding else ""
    return Problem(
        place,
        "encoding",
        Said(f"文件不是 UTF-8 编码{seems_zh}", f"the file is not UTF-8{seems_en}"),
        Said(
            "请在编辑器里“另存为”，编码选 UTF-8。",
            "Save it again with the encoding UTF-8.",
        ),
        value=encoding,
        allowed=("UTF-8",),
    )
