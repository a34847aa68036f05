"""A library with everything that exports must cope with, and what is exported of it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from building import SAMPLE, copy_real, edit

from casebook.exports.gather import gather_exports
from casebook.load import load_library
from casebook.paths import Paths
from casebook.site.build import SiteInput, world_of
from casebook.site.engine import site_url_of
from casebook.site.inputs import load_inputs
from casebook.site.world import World

WITHDRAWN = "2022-jinyu-lanwan"
RENAMED, FORMER = "2022-langyue-huayuan", "2022-langyue.old"
CHANGED = "2022-baoli-huayuan"
UNTRANSLATED = "2022-huafa-shijicheng"
WITH_PHOTOS = "2026-shili-jiayuan"
URL = "https://cases.example.org/"


def write_varied(root: Path) -> Path:
    """Write the real cases and the sample: one withdrawn, renamed, changed, not translated."""
    copy_real(root, ("cases", "content", "mkdocs.yml"))
    sample = root / "cases" / WITH_PHOTOS
    shutil.copytree(SAMPLE / "cases" / WITH_PHOTOS, sample)
    draw = [sys.executable, str(SAMPLE / "make_photos.py"), str(sample / "photos")]
    subprocess.run(draw, check=True)
    taken_back = "withdrawn: {date: 2026-11-21, reason: {zh: 材料失实, en: Untrue material}}"
    edit(
        root / f"cases/{WITHDRAWN}/case.yaml",
        "status: published",
        f"status: withdrawn\n{taken_back}",
    )
    changes = "changes:\n  - {date: 2026-12-03, what: {zh: 更正户数, en: Households corrected}}"
    edit(root / f"cases/{CHANGED}/case.yaml", "status: published", f"status: published\n{changes}")
    (root / f"cases/{UNTRANSLATED}/en.md").unlink()
    ledger = root / "cases" / "published.yaml"
    line = f"- {{id: {RENAMED}, published: 2026-11-20"
    edit(ledger, f"{line}}}", f"{line}, aliases: [{FORMER}]}}")
    with ledger.open("a", encoding="utf-8") as file:
        file.write(f"- {{id: {WITH_PHOTOS}, published: 2026-11-20}}\n")
    shutil.copy(SAMPLE / "cases" / "batches.yaml", root / "cases")
    return root


def world_at(root: Path) -> World:
    """Load a library as a build does; its files have no problem that keeps it from being loaded."""
    paths = Paths.of(root)
    loaded = load_library(paths)
    assert [p for p in loaded.problems if p.severity == "error"] == []
    settings, problems = load_inputs(loaded.library, paths)
    assert settings and not problems
    url = site_url_of(paths.engine_settings)
    return world_of(SiteInput(loaded.library, settings, paths, url, {}))


@dataclass(frozen=True)
class Exported:
    """The files for machines of a library, by their path on the site."""

    world: World
    root: Path

    @cached_property
    def files(self) -> dict[str, bytes]:
        made = gather_exports(self.world, self.root / ".cache")
        return {k: v if isinstance(v, bytes) else v.read_bytes() for k, v in made.items()}

    def json(self, path: str) -> Any:
        return json.loads(self.files[f"api/v1/{path}"])

    def text(self, path: str) -> str:
        return self.files[path].decode()


def exported(root: Path) -> Exported:
    """Return what is exported of the library in a folder."""
    return Exported(world_at(root), root)
