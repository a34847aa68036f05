"""`schema`: the JSON Schemas by which editors' programs complete what editors write."""

from __future__ import annotations

import argparse
import json

from pydantic import BaseModel

from casebook.console import Console
from casebook.model.case import CaseData
from casebook.model.edition import TRIMS, Edition
from casebook.model.review import Review
from casebook.paths import Paths
from casebook.problem import Said
from casebook.write import write_file


def run(options: argparse.Namespace, paths: Paths, console: Console) -> int:
    """Write the schemas of cases, reviews and editions beside the files that they are for."""
    targets = {
        paths.cases / "case.schema.json": render_schema(),
        paths.cases / "review.schema.json": render_review_schema(),
    }
    if (editions := paths.root / "content" / "editions").is_dir():
        targets[editions / "edition.schema.json"] = render_edition_schema()
    for target, text in targets.items():
        write_file(target, text)
        console.say(Said(f"已写入 {target}", f"wrote {target}"))
    return 0


def render_schema() -> str:
    """Return the schema of `case.yaml`; the model itself is its source."""
    return _rendered(CaseData, "case.yaml")


def render_review_schema() -> str:
    """Return the schema of `review.yaml`."""
    return _rendered(Review, "review.yaml")


def render_edition_schema() -> str:
    """Return the schema of `edition.yaml`; a trim may be one of the names that the trade has."""
    schema = Edition.model_json_schema()
    trim = schema["properties"]["trim"]
    schema["properties"]["trim"] = {"anyOf": [{"enum": list(TRIMS)}, trim]}
    return _rendered(Edition, "edition.yaml", schema)


def _rendered(model: type[BaseModel], title: str, schema: dict[str, object] | None = None) -> str:
    schema = schema or model.model_json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = title
    return json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
