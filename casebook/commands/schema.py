"""`schema`: the JSON Schema by which editors' programs complete and check `case.yaml`."""

from __future__ import annotations

import argparse
import json

from casebook.console import Console
from casebook.model.case import CaseData
from casebook.paths import Paths
from casebook.problem import Said


def run(options: argparse.Namespace, paths: Paths, console: Console) -> int:
    """Write `cases/case.schema.json` from the model."""
    target = paths.cases / "case.schema.json"
    target.write_text(render_schema(), encoding="utf-8")
    console.say(Said(f"已写入 {target}", f"wrote {target}"))
    return 0


def render_schema() -> str:
    """Return the schema of `case.yaml`; the model itself is its source."""
    schema = CaseData.model_json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "case.yaml"
    return json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
