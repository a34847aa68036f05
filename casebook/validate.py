"""Give a tree of texts its types, and turn every refusal into a problem at its place."""

from __future__ import annotations

import copy
import json
import types
from collections.abc import Callable, Sequence
from typing import Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from casebook.problem import Problem, Said
from casebook.source import Document, Key
from casebook.suggest import suggestion, terms

M = TypeVar("M", bound=BaseModel)

_SHOWN = 60

Explain = Callable[[ErrorDetails, str], tuple[Said, Said, tuple[str, ...]]]


def validate(document: Document, model: type[M], rule: str) -> tuple[M | None, list[Problem]]:
    """Read a document as `model`; every fault is a problem of `rule` at its place."""
    return _validated(document, TypeAdapter(model), rule, model)


def validate_list(
    document: Document, model: type[M], rule: str
) -> tuple[list[M] | None, list[Problem]]:
    """Read a document as a list of `model`."""
    return _validated(document, TypeAdapter(list[model]), rule, model)  # type: ignore[valid-type]


def _validated(
    document: Document, adapter: TypeAdapter[Any], rule: str, model: type[BaseModel]
) -> tuple[Any, list[Problem]]:
    try:
        return adapter.validate_python(document.tree), []
    except ValidationError as error:
        details = error.errors(include_url=False)
    return None, [_problem(document, detail, rule, model) for detail in details]


def validate_readable(document: Document, model: type[M]) -> M | None:
    """Read what fits of a document that has faults, so that the rules can look at the rest.

    A value that does not fit is left out; inside a list, the whole list, so that positions stay
    those of the file. None where something required does not fit.
    """
    tree = copy.deepcopy(document.tree)
    while True:
        try:
            return model.model_validate(tree)
        except ValidationError as error:
            paths = {_faulty(document, detail) for detail in error.errors(include_url=False)}
        if not any([_leave_out(tree, path) for path in paths]):  # noqa: C419 - try every one
            return None


def _faulty(document: Document, detail: ErrorDetails) -> tuple[Key, ...]:
    """Return the path of the smallest value that can be left out."""
    path = _path_in(document, detail["loc"])
    if detail["type"] == "missing":
        path = path[:-1]
    while path and isinstance(path[-1], int):
        path = path[:-1]
    return path


def _leave_out(tree: Any, path: tuple[Key, ...]) -> bool:
    """Delete a value of the tree; False where it is the whole, or gone already."""
    for part in path[:-1]:
        try:
            tree = tree[part]
        except (KeyError, IndexError, TypeError):
            return False
    if not path or not isinstance(tree, dict) or path[-1] not in tree:
        return False
    del tree[path[-1]]
    return True


def _problem(
    document: Document, detail: ErrorDetails, rule: str, model: type[BaseModel]
) -> Problem:
    path = _path_in(document, detail["loc"])
    name = _named(path)
    shown = _shown(detail.get("input"))
    if detail["type"] == "missing":
        path = path[:-1] if path and path[-1] == detail["loc"][-1] else path
        shown = ""
    explain = _EXPLAIN.get(detail["type"], _explain_other)
    message, hint, allowed = explain(detail, shown)
    if detail["type"] == "extra_forbidden":
        allowed = tuple(sorted(_fields_at(model, detail["loc"][:-1])))
        hint = suggestion(str(detail["loc"][-1]), terms(allowed))
    return Problem(
        place=document.place(*path),
        rule=rule,
        message=Said(f"{name.zh}{message.zh}", f"{name.en} {message.en}"),
        hint=hint,
        value=shown,
        allowed=allowed,
    )


def _named(path: Sequence[Key]) -> Said:
    """Return the name of a value; list items are counted from 1."""
    zh = "".join(f"（第 {p + 1} 项）" if isinstance(p, int) else f".{p}" for p in path).lstrip(".")
    en = "".join(f"[{p + 1}]" if isinstance(p, int) else f".{p}" for p in path).lstrip(".")
    return Said(f"“{zh}”", f"'{en}'") if path else Said("整个文件", "the whole file")


def _shown(value: Any) -> str:
    """Return a value as the editor would recognise it, cut where it is long."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    text = "" if value is None else " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _path_in(document: Document, loc: Sequence[Key]) -> tuple[Key, ...]:
    """Follow pydantic's location through the tree as it was written.

    A single mapping may stand where a list is expected, so a list position that the file does
    not have is passed over.
    """
    path: tuple[Key, ...] = ()
    for part in loc:
        longer = (*path, part)
        if longer in document.places or not isinstance(part, int):
            path = longer
    return path


def _fields_at(model: type[BaseModel], loc: Sequence[Key]) -> list[str]:
    """Return the field names of the model at a location, for “you may write”."""
    current: type[BaseModel] | None = model
    for part in loc:
        if isinstance(part, int) or current is None:
            continue
        field = current.model_fields.get(part)
        current = _model_in(field.annotation) if field else None
    return list(current.model_fields) if current else []


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) or isinstance(annotation, types.UnionType):
        return next((m for a in get_args(annotation) if (m := _model_in(a))), None)
    return None


def _explain_missing(detail: ErrorDetails, shown: str) -> tuple[Said, Said, tuple[str, ...]]:
    last = detail["loc"][-1]
    return (
        Said("没有填写", "is missing"),
        Said(f"请补上“{last}: …”。", f"Add '{last}: …'."),
        (),
    )


def _explain_choice(detail: ErrorDetails, shown: str) -> tuple[Said, Said, tuple[str, ...]]:
    allowed = tuple(_quoted(detail.get("ctx", {}).get("expected", "")))
    return (
        Said(f"写的是“{shown}”，不在可选之列", f"is '{shown}', which is not one of the choices"),
        suggestion(shown, terms(allowed)),
        allowed,
    )


def _quoted(expected: str) -> list[str]:
    return [part.strip(" '") for part in expected.replace(" or ", ", ").split(",")]


def _fixed(zh: str, en: str, hint_zh: str, hint_en: str) -> Explain:
    def explain(detail: ErrorDetails, shown: str) -> tuple[Said, Said, tuple[str, ...]]:
        ctx = {k: str(v) for k, v in detail.get("ctx", {}).items()}
        ctx["shown"] = shown
        said = Said(zh.format_map(_Ctx(ctx)), en.format_map(_Ctx(ctx)))
        hint = Said(hint_zh.format_map(_Ctx(ctx)), hint_en.format_map(_Ctx(ctx)))
        return said, hint, ()

    return explain


class _Ctx(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…"


def _explain_other(detail: ErrorDetails, shown: str) -> tuple[Said, Said, tuple[str, ...]]:
    return (
        Said(f"写的是“{shown}”，不符合要求", f"is '{shown}', which does not fit"),
        Said(f"要求：{detail['msg']}。", f"{detail['msg']}."),
        (),
    )


_NUMBER = _fixed(
    "写的是“{shown}”，不是数",
    "is '{shown}', which is not a number",
    "只写阿拉伯数字和小数点，不带单位、千分号和“约”字；原文的写法可记在 as_written。",
    "Write digits and a decimal point alone; units and 'about' go elsewhere (as_written).",
)
_TOO_SMALL = _fixed(
    "写的是 {shown}，太小", "is {shown}: too small", "至少为 {ge}。", "At least {ge}."
)
_NOT_ABOVE = _fixed(
    "写的是 {shown}，太小", "is {shown}: too small", "必须大于 {gt}。", "It must be above {gt}."
)
_TOO_LARGE = _fixed(
    "写的是 {shown}，太大", "is {shown}: too large", "最多为 {le}。", "At most {le}."
)
_DIGITS = _fixed(
    "写的是 {shown}，位数太多",
    "is {shown}: too many digits",
    "整数连小数最多 15 位，小数最多 6 位（比率 4 位）。",
    "At most 15 digits, 6 of them decimals (4 for a rate).",
)
_EMPTY = _fixed("是空的", "is empty", "请填写，或删去这一项。", "Fill it in, or delete the key.")
_SHAPE = _fixed(
    "应是下一层的内容（键: 值），现在是一段文字或空白",
    "should hold further keys, not a text",
    "请换行缩进后逐项写“键: 值”，冒号用半角，后面空一格。",
    "Indent the next lines and write 'key: value' on each, with an ASCII colon and a space.",
)
_LIST = _fixed(
    "应是一个列表", "should be a list", "每项一行，以“- ”开头。", "One item a line, each with '- '."
)
_TOO_FEW = _fixed(
    "项数太少", "has too few items", "至少 {min_length} 项。", "At least {min_length}."
)
_TOO_MANY = _fixed(
    "项数太多", "has too many items", "最多 {max_length} 项。", "At most {max_length}."
)
_TEXT = _fixed(
    "应是一段文字",
    "should be a text",
    "请在冒号后直接写文字；没有内容就删去这一项。",
    "Write a text behind the colon, or delete the key.",
)
_PATTERN = _fixed(
    "写的是“{shown}”，写法不对",
    "is '{shown}', which has not the right form",
    "应符合 {pattern}。",
    "It must match {pattern}.",
)
_DATE = _fixed(
    "写的是“{shown}”，不是日期",
    "is '{shown}', which is not a date",
    "按已知的精度写：2018-05-28、2014-06、2007、1980s 或 1980s-late。",
    "Write it as precisely as known: 2018-05-28, 2014-06, 2007, 1980s or 1980s-late.",
)
_EXPLAIN: dict[str, Explain] = {
    "missing": _explain_missing,
    "extra_forbidden": _fixed("不是已知的项", "is not a known key", "", ""),
    "literal_error": _explain_choice,
    "decimal_parsing": _NUMBER,
    "decimal_type": _NUMBER,
    "int_parsing": _NUMBER,
    "int_type": _NUMBER,
    "int_from_float": _NUMBER,
    "finite_number": _NUMBER,
    "decimal_max_digits": _DIGITS,
    "decimal_max_places": _DIGITS,
    "decimal_whole_digits": _DIGITS,
    "greater_than": _NOT_ABOVE,
    "greater_than_equal": _TOO_SMALL,
    "less_than_equal": _TOO_LARGE,
    "string_too_short": _EMPTY,
    "string_too_long": _fixed(
        "太长", "is too long", "最多 {max_length} 个字符。", "At most {max_length} characters."
    ),
    "too_short": _TOO_FEW,
    "too_long": _TOO_MANY,
    "event": _fixed(
        "没有时间",
        "has no time",
        "请写 start 或 end，或两者都写。",
        "Give a start, an end, or both.",
    ),
    "string_type": _TEXT,
    "model_type": _SHAPE,
    "model_attributes_type": _SHAPE,
    "dict_type": _SHAPE,
    "tuple_type": _LIST,
    "list_type": _LIST,
    "string_pattern_mismatch": _PATTERN,
    "partial_date": _DATE,
    "day": _fixed(
        "写的是“{shown}”，不是到日的日期",
        "is '{shown}', which is not a full date",
        "请写年-月-日，如 2026-05-18。",
        "Write year-month-day, such as 2026-05-18.",
    ),
    "flag": _fixed(
        "写的是“{shown}”，应为 true 或 false",
        "is '{shown}', which is neither true nor false",
        "是写 true，否写 false。",
        "Write true or false.",
    ),
    "localized": _fixed(
        "中英文都没有",
        "has neither zh nor en",
        "至少写其中一种：{{zh: …, en: …}}。",
        "Give at least one: {{zh: …, en: …}}.",
    ),
}
