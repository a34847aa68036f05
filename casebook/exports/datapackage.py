"""A description of the tables after the Data Package standard (https://datapackage.org/)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from casebook.exports.table import Column, Table
from casebook.exports.values import newest
from casebook.exports.where import DATA, Where
from casebook.site.world import World

NAME = "cases"
_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_TYPES: dict[str, dict[str, Any]] = {
    "string": {"type": "string"},
    "address": {"type": "string", "format": "uri"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "date": {"type": "date"},
}


def render_datapackage(world: World, tables: Sequence[Table]) -> bytes:
    """Return `datapackage.json`, which lies beside the CSV files of the tables."""
    where = Where(world.site_url)
    day = newest(world.catalogue.cases)
    described = {
        "$schema": _PROFILE,
        "name": "good-service-cases",
        "id": where.file(f"{DATA}datapackage.json"),
        "title": f"{world.say('site.name', 'zh')} · {world.say('site.name', 'en')}",
        "description": f"{world.settings.lede.zh}\n\n{world.settings.lede.en}",
        "homepage": where.page(DATA, "zh"),
        **({"version": day.isoformat()} if day else {}),
        "resources": [_resource(table) for table in tables],
    }
    return json.dumps(described, ensure_ascii=False, indent=1).encode() + b"\n"


def _resource(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(column, table.key) for column in table.columns],
        "missingValues": [""],
    }
    if table.key:
        schema["primaryKey"] = [table.key]
    else:
        reference = {"resource": NAME, "fields": ["id"]}
        schema["foreignKeys"] = [{"fields": ["case"], "reference": reference}]
    return {
        "name": table.name,
        "type": "table",
        "title": f"{table.title.zh} · {table.title.en}",
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _field(column: Column[Any], key: str) -> dict[str, Any]:
    about = " · ".join(part for part in column.about if part)
    return {
        "name": column.name,
        **_TYPES[column.type],
        "title": " · ".join(column.heading),
        **({"description": about} if about else {}),
        **({"constraints": {"required": True, "unique": True}} if column.name == key else {}),
    }
