"""The same texts as a site of Hugo: a comparable page around each, the same lists, twice."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from casebook import regions
from casebook.problem import LOCALES
from tests.made_cases import TYPES, MadeCase

SITE = Path(__file__).parent / "hugo"  # settings and layouts


def write_hugo_site(folder: Path, cases: Iterable[MadeCase]) -> None:
    """Write settings, layouts and the content of both languages."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(SITE, folder)
    for locale in LOCALES:
        (folder / "content" / locale / "cases").mkdir(parents=True)
    for case in cases:
        for number, locale in enumerate(LOCALES):
            head = json.dumps(_head(case, number), ensure_ascii=False, indent=1)
            path = folder / "content" / locale / "cases" / f"{case.id}.md"
            path.write_text(f"{head}\n\n{case.body}", encoding="utf-8")


def _head(case: MadeCase, number: int) -> dict[str, Any]:
    """Return the front matter in a language: 0 Chinese, 1 English."""
    places = regions.lineage(case.region)
    names = [(region.zh, region.en)[number] for region in places]
    facts = {
        "region": " ".join(names),
        "type": TYPES[case.type][number],
        "built": case.built,
        "floor area": case.floor_area,
        "households": case.households,
        "company": case.company[number],
        "complaints": " → ".join(map(str, case.complaints)),
        "fee collection": " → ".join(map(str, case.collected)),
    }
    return {
        "title": case.title[number],
        "description": case.summary[number],
        "name": case.name[number],
        "date": "2026-11-20",
        "place": names[-2:],
        "directions": sorted({key.partition(".")[0] for key in case.criteria}),
        "types": [case.type],
        "regions": [region.code for region in places],
        "companies": [case.company[number]],
        "programmes": [case.programme],
        "facts": [{"label": key, "value": str(value)} for key, value in facts.items()],
    }
