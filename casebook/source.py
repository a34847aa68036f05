"""Read the editors' files: text with its encoding checked, YAML with the place of every value.

Every scalar stays the text that was typed; the models give it a type. So `NO`, `1e3`, `08:30` or
`2024-13-45` never change meaning on the way in (YAML 1.1 would turn them into other things).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from casebook.problem import Place, Problem, Said
from casebook.yaml_tree import Key, Tree, parse_yaml

MOST_CHARACTERS = 50  # a file that is no text would have one in every place
MAX_BYTES = 2_000_000  # a file above this is refused unread; the longest real case has 60 KB
# Controls, line ends that only some programs see, marks that turn the reading direction, what a
# failed conversion leaves behind, and private-use characters, which no font has.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069"
    "\ufffd-\uffff\ue000-\uf8ff\U000f0000-\U0010ffff]"
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


def read_text(root: Path, path: Path) -> tuple[str | None, list[Problem]]:
    """Read a UTF-8 text file of the library and normalise its line ends to LF."""
    file = path.relative_to(root).as_posix()
    if path.is_symlink():
        return None, [
            Problem(
                Place(file),
                "link",
                Said("这是一个快捷方式（链接），不是文件", "this is a symbolic link, not a file"),
                Said("请换成文件本身。", "Put the file itself here."),
            )
        ]
    if not path.is_file():
        return None, [
            Problem(
                Place(file),
                "file",
                Said(
                    "没有这个文件，或它不是普通文件",
                    "there is no such plain file",
                ),
                Said("请换成文本文件。", "Put a text file here."),
            )
        ]
    size = path.stat().st_size
    if size > MAX_BYTES:
        return None, [
            Problem(
                Place(file),
                "file-size",
                Said(f"文件有 {size:,} 字节，太大", f"the file has {size:,} bytes: too large"),
                Said(
                    f"一个文本文件最多 {MAX_BYTES:,} 字节；照片和视频请放进各自的文件夹。",
                    f"A text file may have {MAX_BYTES:,} bytes; photos and videos go in folders.",
                ),
                value=str(size),
                allowed=(str(MAX_BYTES),),
            )
        ]
    raw = path.read_bytes()
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff") or raw.count(0) > len(raw) // 4:
        return None, [_not_utf8(Place(file), "UTF-16")]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = len(before.rsplit(b"\n", 1)[-1].decode("utf-8", "replace")) + 1
        return None, [_not_utf8(Place(file, line, column), _likely_encoding(raw))]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    found = islice(_FORBIDDEN.finditer(text), MOST_CHARACTERS)
    return text, [_forbidden_character(file, text, match) for match in found]


def read_yaml(root: Path, path: Path) -> tuple[Document | None, list[Problem]]:
    """Read a YAML file into a tree of texts with places.

    Anchors, aliases, tags, duplicate keys and nesting deeper than 20 levels are problems; a file
    with any of them, or with broken syntax, gives no document.
    """
    text, problems = read_text(root, path)
    if text is None or problems:
        return None, problems
    file = path.relative_to(root).as_posix()
    tree, places, problems = parse_yaml(file, text)
    return (None, problems) if problems else (Document(file, tree, places), [])


def _likely_encoding(raw: bytes) -> str:
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


def _forbidden_character(file: str, text: str, match: re.Match[str]) -> Problem:
    line = text.count("\n", 0, match.start()) + 1
    column = match.start() - text.rfind("\n", 0, match.start())
    code = f"U+{ord(match.group()):04X}"
    return Problem(
        Place(file, line, column),
        "character",
        Said(f"有一个看不见或不能印刷的字符 {code}", f"a character that cannot be set: {code}"),
        Said("请删去它，重新输入这个位置的文字。", "Delete it and type the text again."),
        value=code,
    )
