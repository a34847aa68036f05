"""A valid case that uses every field of the model, found by walking it, and its YAML by lines.

What a field of the model asks for and cannot be guessed from its type stands in `EXAMPLE`; a new
field whose type says all is filled in by itself.
"""

from __future__ import annotations

import json
import types
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path as Folder
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from made_photos import small_photo
from made_videos import film
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from casebook.model.base import Localized
from casebook.model.case import CaseData
from casebook.model.dates import PartialDate

Key = str | int
Path = tuple[Key, ...]

REGION = "440104"
OTHER = "2026-other"  # a case that must be there
BOTH = {"zh": "甲方", "en": "Party A"}
EXAMPLE: dict[str, Any] = {
    "programme": "small",
    "status": "published",
    "published": "2026-09-01",
    "same_as": [OTHER],
    "title": {"zh": "四方议事让老小区焕新", "en": "Four parties renew an old community"},
    "summary": {"zh": "样例小区每月议事一次。", "en": "The community meets once a month."},
    "changes": [{"date": "2026-10-01", "what": BOTH}],
    "community": {
        "name": {"zh": "样例小区", "en": "Sample Community"},
        "pinyin": "yang li xiao qu",
        "region": REGION,
        "type": "commercial",
        "built": "2008-09",
        "delivered": "2010-06",
        "developed": {"start": "2006", "end": "2008"},
        "greening_rate": 30,
    },
    "company": {"name": {"zh": "样例物业", "en": "Sample Services"}, "pinyin": "yang li wu ye"},
    "fee": [{"price": 2.3, "price_max": 2.8, "unit": "CNY/m²/month"}],
    "honours": [{"name": BOTH, "date": "2020-05"}],
    "measures": [
        {"key": "fee_collection_rate", "year": 2025, "value": 95, "as_written": "95%"},
        {
            **{"key": "complaints", "before": 12, "after": 3, "note": BOTH},
            **{"before_year": 2024, "after_year": 2025},
        },
    ],
    "figures": [{"label": BOTH, "value": 5, "value_max": 6, "unit": BOTH, "date": "2025-03"}],
    "as_written": {"community.floor_area": "五万平方米"},
    "criteria": ["party.1"],
    "vetoes": [
        {"key": "V1", "found": "none", "verified_by": BOTH},
        {"key": "V2", "found": "none", "verified_by": BOTH},
    ],
    "photos": [
        {"file": "photos/before.jpg"},
        {"file": "photos/gate.jpg", "focus": [50, 50], "before": "photos/before.jpg"},
    ],
    "videos": [
        {
            **{"file": "video/01.mp4", "poster": "photos/gate.jpg"},
            "captions": {"zh": "video/01.srt", "en": "video/01.en.vtt"},
            "transcript": {"zh": "video/01.txt", "en": "video/01.en.txt"},
        }
    ],
    "approval": {
        "recommended_by": {"name": BOTH, "region": "440100", "level": "city"},
        "reviewed_by": {"name": BOTH, "region": "440000", "level": "province"},
        "date": "2026-07-01",
        "document": "测物协〔2026〕8号",
    },
    "waivers": [{"rule": "quota", "by": "编辑", "date": "2026-09-01", "reason": "测试"}],
}
_SRT = "1\n00:00:00,100 --> 00:00:00,900\n样例\n"
_TEXTS = {
    "video/01.srt": _SRT,
    "video/01.en.vtt": f"WEBVTT\n\n{_SRT.replace(',', '.')}",
    "video/01.txt": "样例。\n",
    "video/01.en.txt": "A sample.\n",
}
# A published case cannot have been taken back: these are used by the case `withdrawn_case`.
OF_A_WITHDRAWN_CASE = {"withdrawn": {"date": "2026-11-01", "reason": BOTH}}
_PATTERNS = {
    r"^\d{6}$": "440104",
    r"^[a-z0-9]+([._-][a-z0-9]+)*$": "a-1",
    r"^[^/\\]+(/[^/\\]+)*$": "photos/gate.jpg",
    r"^#[0-9A-F]{6}$": "#AA0000",
    r"^V\d+$": "V1",
}


@dataclass(frozen=True)
class Slot:
    """A value of the model: how it is reached, and what may stand there."""

    path: Path
    kind: str  # text, term, number, date, flag, choice, list, mapping
    required: bool
    nullable: bool


def full_case() -> dict[str, Any]:
    """Return the data of a published case in which every field but `withdrawn` is used."""
    data = filled(CaseData, EXAMPLE, leave=set(OF_A_WITHDRAWN_CASE))
    del data["photos"][0]["before"]  # a pair is of two
    return data


def withdrawn_case() -> dict[str, Any]:
    """Return the same case, taken back."""
    return {**full_case(), "status": "withdrawn", **_unshared(OF_A_WITHDRAWN_CASE)}


def filled(
    model: type[BaseModel], given: Mapping[str, Any], leave: Collection[str] = ()
) -> dict[str, Any]:
    """Return data in which every field of a model but those to `leave` is used."""
    return _unshared(_filled(model, given, leave))


def _unshared(data: dict[str, Any]) -> dict[str, Any]:
    """Return a copy in which nothing is the same object twice, so that one change changes one."""
    copied: dict[str, Any] = json.loads(json.dumps(data))
    return copied


def write_files(folder: Folder) -> None:
    """Write the files that the full case names, besides those of the base library."""
    (folder / "photos/before.jpg").write_bytes(small_photo(999))
    (folder / "video").mkdir()
    (folder / "video/01.mp4").write_bytes(_film())
    for name, text in _TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")


@cache
def _film() -> bytes:
    return film(size=(816, 608), sound=None, seconds=1)


def unused_fields(data: Any, model: type[BaseModel] = CaseData, at: Path = ()) -> Iterator[Path]:
    """Yield every field of a model, by its path, that nothing in the data uses."""
    for name, info in model.model_fields.items():
        if name not in data:
            yield (*at, name)
        elif inner := _model_of(info.annotation):
            values = data[name] if isinstance(data[name], list) else [data[name]]
            for value in values[-1:]:
                yield from unused_fields(value, inner, (*at, name))


def _filled(
    model: type[BaseModel], given: Mapping[str, Any], leave: Collection[str]
) -> dict[str, Any]:
    return {
        name: _value(info.annotation, info.metadata, given.get(name))
        for name, info in model.model_fields.items()
        if name not in leave
    }


def _value(annotation: Any, metadata: list[Any], given: Any) -> Any:
    """Return what is given, its missing fields filled in, or a value that fits the type."""
    annotation, metadata = _bare(annotation, metadata)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        if given is None and issubclass(annotation, Localized):
            return dict(BOTH)
        return _filled(annotation, given or {}, ())
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is tuple and arguments[-1] is ...:
        return [_value(arguments[0], [], one) for one in ([None] if given is None else given)]
    if given is not None:
        return given
    if origin is tuple:
        return [_value(one, [], None) for one in arguments]
    if origin is dict:
        return {"a": _value(arguments[1], [], None)}
    if origin is Literal:
        return arguments[0]
    if annotation is str:
        pattern = next((m.pattern for m in metadata if getattr(m, "pattern", None)), "")
        return _PATTERNS[pattern] if pattern else "原文"
    return {bool: True, int: 20, Decimal: 20, PartialDate: "2005", date: "2026-09-02"}[annotation]


def _bare(annotation: Any, metadata: list[Any]) -> tuple[Any, list[Any]]:
    """Take `Annotated`, `| None` and the like away; of several shapes the last one, a list."""
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            inner, *more = get_args(annotation)
            fields = (m.metadata if isinstance(m, FieldInfo) else [m] for m in more)
            annotation, metadata = inner, [*metadata, *(m for some in fields for m in some)]
        elif origin in (Union, types.UnionType):
            annotation = [a for a in get_args(annotation) if a is not type(None)][-1]
        else:
            return annotation, metadata


def _model_of(annotation: Any) -> type[BaseModel] | None:
    annotation, _ = _bare(annotation, [])
    if get_origin(annotation) is tuple:
        annotation, _ = _bare(get_args(annotation)[0], [])
    is_model = isinstance(annotation, type) and issubclass(annotation, BaseModel)
    return annotation if is_model else None


def slots(data: Any, model: type[BaseModel] = CaseData, at: Path = ()) -> Iterator[Slot]:
    """Yield every value of the data, from the outside in, with what the model says of it."""
    for name, value in data.items():
        info = model.model_fields[name]
        yield from _slots(value, info.annotation, info.metadata, (*at, name), info.is_required())


def _slots(
    value: Any, annotation: Any, metadata: list[Any], path: Path, required: bool
) -> Iterator[Slot]:
    nullable = type(None) in get_args(annotation)
    annotation, metadata = _bare(annotation, metadata)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        if not isinstance(value, dict):  # a name that stands for a record, such as A4
            yield Slot(path, "choice", required, nullable)
            return
        yield Slot(path, "mapping", required, nullable)
        yield from slots(value, annotation, path)
        return
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is tuple:
        yield Slot(path, "list", required, nullable)
        for i, one in enumerate(value):
            inner = arguments[0] if arguments[-1] is ... else arguments[i]
            yield from _slots(one, inner, [], (*path, i), arguments[-1] is not ...)
    elif origin is dict:
        yield Slot(path, "mapping", required, nullable)
        for key, one in value.items():
            yield from _slots(one, arguments[1], [], (*path, key), False)
    else:
        yield Slot(path, _kind(annotation, metadata), required, nullable)


def _kind(annotation: Any, metadata: list[Any]) -> str:
    if get_origin(annotation) is Literal:
        return "choice"
    if annotation is str:
        limits = [m for m in metadata if getattr(m, "pattern", None) or hasattr(m, "max_length")]
        others = [m for m in metadata if type(m).__name__ in ("AfterValidator", "BeforeValidator")]
        return "term" if limits or others else "text"
    names = {bool: "flag", int: "number", Decimal: "number", PartialDate: "date", date: "date"}
    return names[annotation]


@dataclass
class Written:
    """A tree as YAML in block style, and the line of each value, from 1."""

    lines: list[str] = field(default_factory=list)
    line_of: dict[Path, int] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The whole file."""
        return "".join(f"{line}\n" for line in self.lines)


def write(tree: Any) -> Written:
    """Write a tree of mappings, lists and scalars, each value on a line of its own."""
    written = Written()
    _write(tree, (), "", "", written)
    return written


def _write(value: Any, path: Path, indent: str, head: str, into: Written) -> None:
    """Write a value behind its head: a key with its colon, or the dash of a list."""
    if not isinstance(value, dict | list) or not value:
        into.lines.append(
            f"{head} {value if isinstance(value, Plain) else _scalar(value)}".strip("\n")
        )
        into.line_of[path] = len(into.lines)
        return
    if head.endswith(":"):
        into.lines.append(head)
        into.line_of[path] = len(into.lines)
        head = ""
    else:
        into.line_of[path] = len(into.lines) + 1
    for key, one in value.items() if isinstance(value, dict) else enumerate(value):
        name = "-" if isinstance(value, list) else f"{_scalar(key)}:"
        before = f"{head} " if head else indent
        _write(one, (*path, key), f"{indent}  ", f"{before}{name}", into)
        head = ""


class Plain(str):
    """YAML that is written as it stands."""


def _scalar(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
