"""The JSON Schema (2020-12) of each document, made from the model that writes it."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from casebook.exports.documents import KINDS
from casebook.exports.where import Where

DIALECT = "https://json-schema.org/draft/2020-12/schema"


@cache
def render_schemas(where: Where) -> dict[str, bytes]:
    """Return `schemas/<document>.json` for each kind of document."""
    return {f"schemas/{kind.name}.json": _schema(where, kind.name) for kind in KINDS}


def _schema(where: Where, name: str) -> bytes:
    kind = next(kind for kind in KINDS if kind.name == name)
    made: dict[str, Any] = {
        "$schema": DIALECT,
        "$id": where.schema(name),
        **kind.shape.model_json_schema(mode="serialization"),
        "title": kind.zh,
    }
    return json.dumps(made, ensure_ascii=False, indent=1).encode() + b"\n"
