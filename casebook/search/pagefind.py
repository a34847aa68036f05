"""Run Pagefind over pages of words, and take from its output what the site publishes."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pagefind_bin import get_executable  # type: ignore[import-untyped]

from casebook.problem import RefusalError, Said

# Smaller parts make an answer lighter and the list of the parts, which every answer needs, heavier.
# The name says that it may change, hence the pinned version in the lock.
CHUNK_SIZE = "2500"
_PUBLISHED = ("wasm.en.pagefind", "*.pf_meta", "index")
_SIGNATURE = b"pagefind_dcd"


class SearchError(RefusalError):
    """The index could not be built; the message carries what Pagefind printed."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            Said(f"检索没有建成：{reason}", f"the search could not be built: {reason}")
        )


@dataclass(frozen=True)
class Made:
    """Pagefind's name for each page's address, and the name of the list of the index's parts."""

    names: Mapping[str, str]
    meta: str


def run_pagefind(pages: Path, result: Path, marks: str) -> Made:
    """Index a folder of pages into `result`; return the names in it.

    `marks` are the marks that count as words. The pages all say that they are English: so both
    languages share one index, and English words are found by their stem. Pagefind's own copies of
    the texts are left out, and so is its script (theme/site/modules/engine.js says why). Raises
    SearchError.
    """
    made = result.parent / "made"
    _run(pages, made, marks)
    for pattern in _PUBLISHED:
        for path in made.glob(pattern):
            shutil.move(path, result / path.name)
    names = {}
    for path in made.glob("fragment/*.pf_fragment"):
        data = gzip.decompress(path.read_bytes()).removeprefix(_SIGNATURE)
        names[json.loads(data)["url"]] = path.stem.partition("_")[2]
    shutil.rmtree(made)
    if missing := {f"/{p.parent.relative_to(pages)}/" for p in pages.rglob("*.html")} - {*names}:
        raise SearchError(f"Pagefind left out the page {min(missing)}")
    (meta,) = result.glob("*.pf_meta")
    return Made(names, meta.name)


def _run(pages: Path, made: Path, marks: str) -> None:
    """Run the binary away from any configuration of the surroundings."""
    try:
        program = get_executable()
    except FileNotFoundError as error:
        raise SearchError("Pagefind (PyPI: pagefind-bin) is not installed") from error
    command = [str(program), "--site", str(pages), "--output-path", str(made)]
    command += ["--quiet", f"--include-characters={marks}"]
    settings = {k: v for k, v in os.environ.items() if not k.startswith("PAGEFIND_")}
    settings["PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE"] = CHUNK_SIZE
    run = subprocess.run(
        command, cwd=pages, env=settings, capture_output=True, text=True, check=False
    )
    if run.returncode or not (made / "pagefind-entry.json").is_file():
        said = (run.stderr + run.stdout).strip() or f"exit status {run.returncode}"
        raise SearchError(f"Pagefind could not build the index: {said}")
