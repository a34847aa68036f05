"""Read the editors' files: text with its encoding checked, YAML with the place of every value.

Every scalar stays the text that was typed; the models give it a type. So `NO`, `1e3`, `08:30` or
`2024-13-45` never change meaning on the way in (YAML 1.1 would turn them into other things).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from casebook.problem import Place, Problem, Said

Key = str | int
Tree = dict[str, Any] | list[Any] | str | None

MAX_BYTES = 2_000_000  # a file above this is refused unread; the longest real case has 60 KB
MAX_DEPTH = 20
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
# Controls, line ends that only some programs see, marks that turn the reading direction, what a
# failed conversion leaves behind, and private-use characters, which no font has.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069"
    "\ufffd-\uffff\ue000-\uf8ff\U000f0000-\U0010ffff]"
)

_YAML_FAULTS: tuple[tuple[str, Said], ...] = (
    (
        "mapping values are not allowed",
        Said(
            "这里多了一个冒号：文字中有半角冒号时请给整段文字加引号；也请检查上一行的缩进，以及上一行"
            "的冒号后面有没有空格。",
            "There is one colon too many here: put quotation marks around a text that holds a "
            "colon; or check the line above: its indentation, and a space behind its colon.",
        ),
    ),
    (
        "cannot start any token",
        Said(
            "YAML 的缩进只能用空格，不能用制表符（Tab）；以 @、`、% 开头的文字要加引号。",
            "Indent with spaces, never with tabs; quote a text that begins with @, ` or %.",
        ),
    ),
    (
        "could not find expected ':'",
        Said(
            "这一行（或上一行）缺少冒号：键与值之间写“键: 值”，冒号后要有一个空格。",
            "A colon is missing on this line or the one above: write 'key: value' with a space.",
        ),
    ),
    (
        "did not find expected key",
        Said(
            "缩进没有对齐：同一层的键要从同一列开始；引号后面不能再接文字。",
            "The indentation does not line up: keys of one level start in the same column.",
        ),
    ),
    (
        "while scanning a quoted scalar",
        Said(
            "引号没有成对：请补上右边的引号。",
            "A quotation mark is not closed: add the missing one.",
        ),
    ),
    (
        "while scanning an alias",
        Said("文字以 * 或 & 开头时请加引号。", "Quote a text that begins with * or &."),
    ),
    (
        "while scanning an anchor",
        Said("文字以 * 或 & 开头时请加引号。", "Quote a text that begins with * or &."),
    ),
    (
        "unknown escape",
        Said(
            "双引号里的反斜线有特殊含义：请改用单引号，或不用引号。",
            "A backslash is special inside double quotes: use single quotes, or none.",
        ),
    ),
    (
        "expected ',' or",
        Said(
            "花括号或方括号里各项之间要用半角逗号分开，并且要成对。",
            "Separate the items inside { } or [ ] with commas, and close the bracket.",
        ),
    ),
)
_YAML_FAULT = Said(
    "请检查这一行的缩进、冒号和引号。", "Check the indentation, colons and quotes of this line."
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
    return text, [_forbidden_character(file, text, m) for m in _FORBIDDEN.finditer(text)]


def read_yaml(root: Path, path: Path) -> tuple[Document | None, list[Problem]]:
    """Read a YAML file into a tree of texts with places.

    Anchors, aliases, tags, duplicate keys and nesting deeper than 20 levels are problems; a file
    with any of them, or with broken syntax, gives no document.
    """
    text, problems = read_text(root, path)
    if text is None or problems:
        return None, problems
    file = path.relative_to(root).as_posix()
    builder = _Builder(file)
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            builder.take(event)
            if builder.hopeless:
                break
    except yaml.MarkedYAMLError as error:
        builder.problems.append(_broken_yaml(file, error))
    except yaml.YAMLError as error:
        builder.problems.append(
            Problem(
                Place(file),
                "yaml",
                Said("YAML 无法读取", "the YAML cannot be read"),
                _YAML_FAULT,
                value=str(error).splitlines()[0],
            )
        )
    if builder.problems:
        return None, builder.problems
    return Document(file, builder.tree, builder.places), []


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
                self._refuse(
                    place,
                    "yaml",
                    Said("一个文件里只能有一份内容，不能再用“---”分隔", "one document a file"),
                    Said("请删去这一行“---”。", "Delete the line with ---."),
                )
        elif isinstance(event, yaml.AliasEvent):
            self._refuse_reference(place, f"*{event.anchor}")
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
        if self._stack and isinstance(self._stack[-1], dict) and self._key is None:
            self._key = (event.value, place)
            if event.value in self._stack[-1]:
                first = self.places[(*self._path, event.value)]
                self.problems.append(
                    Problem(
                        place,
                        "duplicate-key",
                        Said(
                            f"“{event.value}”写了两次，第一次在第 {first.line} 行",
                            f"'{event.value}' is given twice, first on line {first.line}",
                        ),
                        Said("请只留一处。", "Keep one of the two."),
                        value=event.value,
                    )
                )
            return
        plain_null = event.implicit[0] and event.value in _NULLS
        self._put(None if plain_null else event.value, place)

    def _open(self, container: dict[str, Any] | list[Any], place: Place) -> None:
        if len(self._stack) >= MAX_DEPTH:
            self._refuse(
                place,
                "yaml",
                Said(f"嵌套超过 {MAX_DEPTH} 层", f"nested deeper than {MAX_DEPTH} levels"),
                Said("请检查括号和缩进。", "Check the brackets and the indentation."),
            )
            self.hopeless = True
            return
        if self._stack and isinstance(self._stack[-1], dict) and self._key is None:
            self._refuse(
                place,
                "yaml",
                Said("键必须是文字", "a key must be a plain text"),
                Said("请检查这一行的括号和冒号。", "Check the brackets and colons of this line."),
            )
            self.hopeless = True
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
        return key

    def _check_decoration(
        self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, place: Place
    ) -> None:
        if event.anchor:
            self._refuse_reference(place, f"&{event.anchor}")
        if event.tag and event.tag != "!":
            self._refuse(
                place,
                "yaml",
                Said(f"不支持 YAML 标签“{event.tag}”", f"YAML tags are not allowed: {event.tag}"),
                Said(
                    "请删去感叹号开头的标签，或给文字加引号。", "Delete the tag, or quote the text."
                ),
            )

    def _refuse_reference(self, place: Place, name: str) -> None:
        self.hopeless = True
        self._refuse(
            place,
            "yaml",
            Said(f"不支持 YAML 的锚点与引用“{name}”", f"YAML anchors are not allowed: {name}"),
            Said(
                "请把内容直接写出来；文字以 & 或 * 开头时请加引号。",
                "Write the value out; quote a text that begins with & or *.",
            ),
        )

    def _refuse(self, place: Place, rule: str, message: Said, hint: Said) -> None:
        self.problems.append(Problem(place, rule, message, hint))

    def _place(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        assert mark is not None  # the parser gives every event its mark
        return Place(self.file, mark.line + 1, mark.column + 1)


def _broken_yaml(file: str, error: yaml.MarkedYAMLError) -> Problem:
    mark = error.problem_mark or error.context_mark
    if error.context and "quoted scalar" in error.context and "end of stream" in str(error.problem):
        mark = error.context_mark  # where the quotation mark opens, not the file's end
    place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
    said = f"{error.context or ''} {error.problem or ''}".strip()
    hint = next((hint for sign, hint in _YAML_FAULTS if sign in said), _YAML_FAULT)
    return Problem(
        place, "yaml", Said("YAML 写法有误", f"the YAML is broken ({said})"), hint, value=said
    )


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
