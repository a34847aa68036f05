"""YAML to a tree of texts with the place of every value; what could mislead is refused."""

from __future__ import annotations

from typing import Any

import yaml

from casebook.problem import Place, Problem, Said
from casebook.yaml_slips import find_slips

Key = str | int
Tree = dict[str, Any] | list[Any] | str | None
Places = dict[tuple[Key, ...], Place]

MAX_DEPTH = 20
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


def parse_yaml(file: str, text: str) -> tuple[Tree, Places, list[Problem]]:
    """Read the text of a YAML file; the tree is of use only where there is no problem.

    Anchors, aliases, tags, duplicate keys, a second document and nesting deeper than 20 levels
    are problems, as is broken syntax.
    """
    builder = _Builder(file)
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            builder.take(event)
            if builder.hopeless:
                break
    except yaml.MarkedYAMLError as error:
        slips = list(find_slips(file, text))
        builder.problems.extend(slips or [_broken_yaml(file, error)])
    except yaml.YAMLError as error:
        message = Said("文件格式（YAML）有误，无法读取", "the YAML cannot be read")
        said = str(error).splitlines()[0]
        builder.problems.append(Problem(Place(file), "yaml", message, _YAML_FAULT, said))
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
                Said("冒号前面的名称只能是文字", "a key must be a plain text"),
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
        place,
        "yaml",
        Said("格式（YAML）有误，从这里起读不下去", f"the YAML is broken ({said})"),
        hint,
        value=said,
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
            "这一行（或上一行）缺少冒号：请写成“名称: 内容”，用半角冒号，后面空一格。",
            "A colon is missing on this line or the one above: write 'key: value' with a space.",
        ),
    ),
    (
        "did not find expected key",
        Said(
            "缩进没有对齐：同一层的各项要从同一列开始；引号后面不能再接文字。",
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
            "花括号、方括号要成对，里面的各项用半角逗号分开。",
            "Separate the items inside { } or [ ] with commas, and close the bracket.",
        ),
    ),
)
_YAML_FAULT = Said(
    "请检查这一行的缩进、冒号和引号。", "Check the indentation, colons and quotes of this line."
)
