"""Give a tree of texts its types, and turn every refusal into a problem at its place."""

from __future__ import annotations

import difflib
import types
from collections.abc import Callable, Sequence
from typing import Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from casebook.problem import Place, Problem, Said
from casebook.source import Document, Key

M = TypeVar("M", bound=BaseModel)

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


def _problem(
    document: Document, detail: ErrorDetails, rule: str, model: type[BaseModel]
) -> Problem:
    path = _path_in(document, detail["loc"])
    name = ".".join(str(part) for part in detail["loc"]) or document.file
    value = detail.get("input")
    shown = value if isinstance(value, str) else ""
    if detail["type"] == "missing":
        path = path[:-1] if path and path[-1] == detail["loc"][-1] else path
        shown = ""
    explain = _EXPLAIN.get(detail["type"], _explain_other)
    message, hint, allowed = explain(detail, shown)
    if detail["type"] == "extra_forbidden":
        allowed = tuple(sorted(_fields_at(model, detail["loc"][:-1])))
        hint = _suggestion(str(detail["loc"][-1]), allowed)
    return Problem(
        place=_place(document, path),
        rule=rule,
        message=Said(f"“{name}”{message.zh}", f"'{name}' {message.en}"),
        hint=hint,
        value=shown,
        allowed=allowed,
    )


def _place(document: Document, path: tuple[Key, ...]) -> Place:
    return document.place(*path)


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


def _suggestion(found: str, allowed: tuple[str, ...]) -> Said:
    near = difflib.get_close_matches(found, allowed, 1, 0.6)
    zh, en = "、".join(allowed), ", ".join(allowed)
    if near:
        return Said(f"可用：{zh}。您是否要写 {near[0]}？", f"Known: {en}. Did you mean {near[0]}?")
    return Said(f"可用：{zh}。", f"Known: {en}.")


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
        _suggestion(shown, allowed),
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
    "写的是 {shown}，太小", "is {shown}: too small", "至少为 {ge}{gt}。", "At least {ge}{gt}."
)
_TOO_LARGE = _fixed(
    "写的是 {shown}，太大", "is {shown}: too large", "最多为 {le}。", "At most {le}."
)
_EMPTY = _fixed("是空的", "is empty", "请填写，或删去这一项。", "Fill it in, or delete the key.")
_SHAPE = _fixed(
    "这里应是下一层的内容（键: 值），现在是一段文字或空白",
    "should hold further keys, not a text",
    "请换行缩进后逐项写“键: 值”。",
    "Indent the next lines and write 'key: value' on each.",
)
_LIST = _fixed(
    "应是一个列表", "should be a list", "每项一行，以“- ”开头。", "One item a line, each with '- '."
)
_TEXT = _fixed("应是一段文字", "should be a text", "请直接写文字。", "Write a plain text here.")
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
    "decimal_max_digits": _NUMBER,
    "decimal_max_places": _NUMBER,
    "decimal_whole_digits": _NUMBER,
    "greater_than": _TOO_SMALL,
    "greater_than_equal": _TOO_SMALL,
    "less_than_equal": _TOO_LARGE,
    "string_too_short": _EMPTY,
    "string_too_long": _fixed("太长", "is too long", "最多 {max_length} 个字符。", "At most {max_length}."),
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
        "中英文都没有", "has neither zh nor en", "至少写其中一种：{{zh: …, en: …}}。", "Give at least one: {{zh: …, en: …}}."
    ),
}
