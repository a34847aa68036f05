"""YAML to a tree of texts with the place of every value; what could mislead is refused."""

from __future__ import annotations

from typing import Any

import yaml

from casebook.characters import find_forbidden, forbidden_character, unified
from casebook.problem import Place, Problem, Said
from casebook.yaml_faults import YAML_FAULT, broken_yaml
from casebook.yaml_slips import find_slips

Key = str | int
Tree = dict[str, Any] | list[Any] | str | None
Places = dict[tuple[Key, ...], Place]

MAX_DEPTH = 20
MOST_SIGNS = 20_000  # characters of one value; the longest real one has 600
MOST_ITEMS = 2_000  # of a list or mapping within another; the file's own may be longer (the ledger)
MOST_VALUES = 100_000  # of a file; a ledger of 15,000 cases has 45,000
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
        value = self._text(event, place)
        if self._stack and isinstance(self._stack[-1], dict) and self._key is None:
            self._key = (value, place)
            if value in self._stack[-1]:
                first = self.places[(*self._path, value)]
                self.problems.append(
                    Problem(
                        place,
                        "duplicate-key",
                        Said(
                            f"“{value}”写了两次，第一次在第 {first.line} 行",
                            f"'{value}' is given twice, first on line {first.line}",
                        ),
                        Said("请只留一处。", "Keep one of the two."),
                        value=value,
                    )
                )
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
            self._refuse(
                place,
                "text-size",
                Said(
                    f"这一项有 {len(value):,} 个字符，太长", f"{len(value):,} characters: too long"
                ),
                Said(
                    f"一项最多 {MOST_SIGNS:,} 个字符；长的内容请写进正文 zh.md。",
                    f"A value may have {MOST_SIGNS:,} characters; what is longer goes into zh.md.",
                ),
            )
        return value

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
        self._check_number(parent)
        return key

    def _check_number(self, parent: dict[str, Any] | list[Any]) -> None:
        """Report a list or mapping that is too long, once, and stop where there is no end of it."""
        if len(parent) == MOST_ITEMS + 1 and len(self._stack) > 1:
            self._refuse(
                self.places[tuple(self._path)],
                "yaml",
                Said(
                    f"这里有 {MOST_ITEMS:,} 项以上，太多",
                    f"more than {MOST_ITEMS:,} items stand here",
                ),
                Said(
                    "请检查是否重复粘贴，只留需要的。",
                    "See whether something was pasted repeatedly, and keep what is needed.",
                ),
            )
        if len(self.places) > MOST_VALUES:
            self.hopeless = True
            self._refuse(
                Place(self.file),
                "yaml",
                Said(f"文件有 {MOST_VALUES:,} 项以上，太多", f"more than {MOST_VALUES:,} values"),
                Said("请检查是否重复粘贴。", "See whether something was pasted repeatedly."),
            )

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
