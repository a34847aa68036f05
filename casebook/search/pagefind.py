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
PATIENCE = 300  # seconds, and one more for every page: fifty times what it takes
_INSTALL = Said(
    "请在项目文件夹里重新安装：删去 .venv 文件夹，再运行 make。",
    "Install it anew in the project's folder: delete the folder .venv, then run make.",
)
_AGAIN = Said(
    "请看看磁盘和内存够不够，再运行一次；还是不行，请删去 .venv 文件夹，再运行 make。",
    "See that disk and memory suffice and run it again; if that fails, delete .venv and run make.",
)
_PUBLISHED = ("wasm.en.pagefind", "*.pf_meta", "index")
_SIGNATURE = b"pagefind_dcd"


class SearchError(RefusalError):
    """The index could not be built; the message carries what Pagefind printed and what to do."""

    def __init__(self, reason: str, hint: Said) -> None:
        super().__init__(
            Said(
                f"检索没有建成，网站没有改动：{reason}\n    {hint.zh}",
                f"the search could not be built, the site is unchanged: {reason}\n    {hint.en}",
            )
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
        raise SearchError(f"Pagefind left out the page {min(missing)}", _AGAIN)
    (meta,) = result.glob("*.pf_meta")
    return Made(names, meta.name)


def _run(pages: Path, made: Path, marks: str) -> None:
    """Run the binary away from any configuration of the surroundings."""
    try:
        program = get_executable()
    except FileNotFoundError as error:
        raise SearchError("Pagefind (PyPI: pagefind-bin) is not installed", _INSTALL) from error
    command = [str(program), "--site", str(pages), "--output-path", str(made)]
    command += ["--quiet", f"--include-characters={marks}"]
    settings = {k: v for k, v in os.environ.items() if not k.startswith("PAGEFIND_")}
    settings["PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE"] = CHUNK_SIZE
    limit = PATIENCE + sum(1 for _ in pages.rglob("*.html"))
    try:
        run = subprocess.run(
            command,
            cwd=pages,
            env=settings,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=limit,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise SearchError(f"Pagefind has not ended within {limit} s", _AGAIN) from error
    except OSError as error:  # not for this machine, not to be run
        reason = f"Pagefind ({program}) cannot be run: {error.strerror}"
        raise SearchError(reason, _INSTALL) from error
    if run.returncode or not (made / "pagefind-entry.json").is_file():
        said = (run.stderr + run.stdout).strip() or f"exit status {run.returncode}"
        raise SearchError(f"Pagefind could not build the index: {said}", _AGAIN)
