"""A value that was refused: its place in the file, its name, what was written, and what may be."""

from __future__ import annotations

import re
import types
from collections.abc import Sequence
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from casebook.problem import NOTHING, Problem, Said
from casebook.refusals import AS_WRITTEN, EMPTY_KINDS, NOT_FILLED_IN, NUMBER_KINDS, explain
from casebook.source import Document
from casebook.suggest import suggestion, terms
from casebook.yaml_tree import Key

_SHOWN = 60
_NO_NAME = Said("冒号前面没有名称", "nothing stands before the colon")


def problem_of(
    document: Document, detail: ErrorDetails, rule: str, model: type[BaseModel]
) -> Problem:
    """Return the problem of a refusal by `model`, told in the words of an editor."""
    path = path_in(document, detail["loc"])
    name = _named(path)
    shown = _shown(detail.get("input"))
    if detail["type"] == "missing":
        path = path[:-1] if path and path[-1] == detail["loc"][-1] else path
        shown = ""
    message, hint, allowed = explain(detail, shown)
    if detail["type"] == "extra_forbidden":
        allowed = tuple(sorted(_fields_at(model, detail["loc"][:-1])))
        written = str(detail["loc"][-1])
        hint = _of_unknown_key(written) or suggestion(written, terms(allowed))
        if not written.strip():
            name, message = NOTHING, _NO_NAME
    elif not shown and detail["type"] in EMPTY_KINDS:
        message, hint = NOT_FILLED_IN
    elif detail["type"] in NUMBER_KINDS and "as_written" in model.model_fields:
        hint = Said(f"{hint.zh}{AS_WRITTEN.zh}", f"{hint.en}{AS_WRITTEN.en}")
    elif detail["type"] == "model_type" and (form := _form_of(detail)):
        hint = form
    return Problem(
        place=document.place(*path),
        rule=rule,
        message=Said(f"{name.zh}{message.zh}", f"{name.en} {message.en}".lstrip()),
        hint=hint,
        value=shown,
        allowed=allowed,
    )


def _form_of(detail: ErrorDetails) -> Said | None:
    """Show how a text is written that has to be there in two languages."""
    if detail.get("ctx", {}).get("class_name") != "Bilingual":
        return None
    return Said(
        "请写中英文两种：{zh: …, en: …}，冒号用半角，后面空一格。",
        "Write both languages: {zh: …, en: …}, with a space after each colon.",
    )


def _of_unknown_key(key: str) -> Said | None:
    """Explain a key that is really a text: cut off by a plain comma, or with a wrong colon."""
    if re.match(r"(zh|en)\s*[：:]", key):
        return Said(
            "冒号要用半角，后面空一格，如 {zh: 云溪谷}。",
            "Use a plain colon with a space after it: {zh: 云溪谷}.",
        )
    if re.search(r"[一-鿿]", key):
        return Said(
            '文字里有半角逗号或冒号，把一句话截断了；请给整段文字加半角引号，如 {zh: "…, …"}。',
            'A plain comma or colon cuts the text off: quote the whole of it: {zh: "…, …"}.',
        )
    return None


def _named(path: Sequence[Key]) -> Said:
    """Return the name of a value; list items are counted from 1.

    pydantic's mark of a refused key, which follows the key, says nothing to an editor.
    """
    path = tuple(part for part in path if part != "[key]")
    zh = "".join(f"（第 {p + 1} 项）" if isinstance(p, int) else f".{p}" for p in path).lstrip(".")
    en = "".join(f"[{p + 1}]" if isinstance(p, int) else f".{p}" for p in path).lstrip(".")
    return Said(f"“{zh}”", f"'{en}'") if path else Said("整个文件", "the whole file")


def _shown(value: Any) -> str:
    """Return a value as the editor would recognise it, cut where it is long."""
    text = " ".join(_as_written(value).split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _as_written(value: Any) -> str:
    """Return a value as YAML has it on one line: {zh: 甲, en: a}, [甲, 乙]."""
    if isinstance(value, dict):
        parts = (f"{key}: {_as_written(inner)}".rstrip() for key, inner in value.items())
        return f"{{{', '.join(parts)}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_as_written, value))}]"
    return "" if value is None else str(value)


def path_in(document: Document, loc: Sequence[Key]) -> tuple[Key, ...]:
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
