"""The description of the API after OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.1)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pydantic.json_schema import models_json_schema

from casebook.exports.documents import KINDS, Kind
from casebook.exports.shapes.base import VERSION
from casebook.exports.where import API, DATA, Where
from casebook.site.world import World

_LONGEST = 160  # characters of a text in an example
_PART = Kind(
    "cases-part",
    "cases-{part}.json",
    next(kind.shape for kind in KINDS if kind.name == "cases"),
    "全部案例的后续部分",
    "A further part of the list of cases, as `next` of the one before gives it.",
)
_IDS = {"case": "cases.json", "programme": "programmes.json"}  # where ids are listed


def render_openapi(world: World, made: Mapping[str, bytes | Path]) -> bytes:
    """Return `openapi.json`; `made` are the documents, from which the examples are cut."""
    read = {name: json.loads(_content(made[API + name])) for name in set(_IDS.values())}
    names = " · ".join(world.say("site.name", locale) for locale in ("zh", "en"))
    described = {
        "openapi": "3.1.1",
        "info": {
            "title": names,
            "version": VERSION,
            "summary": world.settings.lede.zh,
            "description": (
                "The published case library as static JSON. Nothing is ranked: lists are in the "
                "order of division codes and names. Every field is always there, null where "
                "nothing is known; within v1, fields are only added. Withdrawn cases have no "
                "document any more: see withdrawn.json. For the terms of use see the page "
                f"{Where(world.site_url).page(DATA, 'en')}."
            ),
        },
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "servers": [{"url": f"{world.site_url}{API.rstrip('/')}"}],
        "security": [],
        "paths": {f"/{k.path}": _path(k, read, made) for k in (*KINDS, _PART)},
        "components": {"schemas": _shapes()},
    }
    return json.dumps(described, ensure_ascii=False, indent=1).encode() + b"\n"


@cache
def _shapes() -> dict[str, Any]:
    shapes = [(kind.shape, "serialization") for kind in KINDS]
    _, shared = models_json_schema(
        shapes,  # type: ignore[arg-type]
        ref_template="#/components/schemas/{model}",
    )
    found: dict[str, Any] = shared["$defs"]
    return found


def _path(kind: Kind, read: Mapping[str, Any], made: Mapping[str, bytes | Path]) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "schema": {"$ref": f"#/components/schemas/{kind.shape.__name__}"},
    }
    example = next((id for id in _ids(kind, read)), None)
    name = API + kind.path.format(id=example, part=2)
    if name in made:
        answer["example"] = _cut(json.loads(_content(made[name])))
    operation: dict[str, Any] = {
        "operationId": "get" + "".join(word.capitalize() for word in kind.name.split("-")),
        "summary": kind.zh,
        "description": kind.en,
        "responses": {
            "200": {"description": kind.en, "content": {"application/json": answer}},
        },
    }
    if "{" in kind.path:
        operation["parameters"] = [_parameter(kind, example)]
        operation["responses"]["404"] = {"description": "There is no such document."}
    return {"get": operation}


def _content(file: bytes | Path) -> bytes:
    return file if isinstance(file, bytes) else file.read_bytes()


def _ids(kind: Kind, read: Mapping[str, Any]) -> list[str]:
    """Return the ids that stand for `{id}` in a path."""
    if kind.name not in _IDS:
        return []
    (entries,) = (v for v in read[_IDS[kind.name]].values() if isinstance(v, list))
    return [entry["id"] for entry in entries]


def _parameter(kind: Kind, example: str | None) -> dict[str, Any]:
    part = kind is _PART
    return {
        "name": "part" if part else "id",
        "in": "path",
        "required": True,
        "description": "Number of the part, from 2." if part else "Id, as the list gives it.",
        "schema": {"type": "integer", "minimum": 2} if part else {"type": "string"},
        **({"example": example} if example else {}),
    }


def _cut(value: Any) -> Any:
    """Cut a document down to an example: one entry of each list, the beginning of each text."""
    if isinstance(value, list):
        return [_cut(entry) for entry in value[:1]]
    if isinstance(value, dict):
        return {key: _cut(entry) for key, entry in value.items()}
    if isinstance(value, str) and len(value) > _LONGEST and "://" not in value[:8]:
        return value[:_LONGEST] + "…"
    return value
