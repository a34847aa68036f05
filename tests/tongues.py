"""A library of three cases: one in Chinese alone, one in English alone, one half and half."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from itertools import cycle
from pathlib import Path
from typing import Any

from building import SAMPLE, edit

from casebook.source import read_yaml

CHINESE, ENGLISH, HALF = "2026-hanyu", "2026-yingyu", "2026-banban"
_SAMPLE = "2026-shili-jiayuan"
Keep = Callable[[], tuple[str, ...]]


def make_tongues(root: Path) -> Path:
    """Write the library and return its root; every text is the sample's."""
    turns = cycle([("zh",), ("en",), ("zh", "en")])
    _case(root, CHINESE, lambda: ("zh",), "汉语园")
    _case(root, ENGLISH, lambda: ("en",), "English Court")
    _case(root, HALF, lambda: next(turns), "半半园")
    (root / "cases" / CHINESE / "en.md").unlink()
    (root / "cases" / ENGLISH / "zh.md").unlink()
    entries = (f"- {{id: {id}, published: 2026-11-20}}\n" for id in (CHINESE, ENGLISH, HALF))
    (root / "cases" / "published.yaml").write_text("".join(entries), encoding="utf-8")
    batches = shutil.copy(SAMPLE / "cases" / "batches.yaml", root / "cases")
    edit(Path(batches), f"cases: [{_SAMPLE}]", f"cases: [{CHINESE}, {ENGLISH}, {HALF}]")
    return root


def _case(root: Path, id: str, keep: Keep, name: str) -> None:
    folder = root / "cases" / id
    shutil.copytree(SAMPLE / "cases" / _SAMPLE, folder)
    document, problems = read_yaml(root, folder / "case.yaml")
    assert document and not problems and isinstance(document.tree, dict)
    tree = {key: value for key, value in document.tree.items() if key != "editors_note"}
    tree = _keeping(tree, keep)
    tree["community"]["name"] = {keep()[0]: name}
    tree["community"].pop("aliases", None)  # by which they would be one community
    tree["waivers"] = [
        {
            "rule": "photo-copies",
            "role": "editor-in-chief",
            "date": "2026-11-20",
            "reason": "the sample's photos, three times",
        }
    ]
    tree["company"]["slug"] = f"company-{id[5:]}"
    applicant = f"{name} {tree['company']['name'].get('zh', '')}"
    edit(folder / "review.yaml", "{zh: 示例物业服务有限公司,", f"{{zh: {applicant},")
    tree["company"]["name"] = {x: f"{name} {t}" for x, t in tree["company"]["name"].items()}
    (folder / "case.yaml").write_text(json.dumps(tree, ensure_ascii=False), encoding="utf-8")
    draw = [sys.executable, str(SAMPLE / "make_photos.py"), str(folder / "photos")]
    subprocess.run(draw, check=True)


def _keeping(value: Any, keep: Keep) -> Any:
    """Return a tree in which every text is left in the languages that `keep` names."""
    if isinstance(value, list):
        return [_keeping(item, keep) for item in value]
    if not isinstance(value, dict):
        return value
    if set(value) <= {"zh", "en"}:
        wanted = keep()
        return {x: text for x, text in value.items() if x in wanted} or value
    return {k: _keeping(v, _of_photos if k == "photos" else keep) for k, v in value.items()}


def _of_photos() -> tuple[str, ...]:
    """Captions must be there in Chinese, whatever else is."""
    return ("zh",)
