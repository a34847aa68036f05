"""The sample case in an edition of its own: what the tests of the book and the e-book set."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from building import SAMPLE
from laden import lade

from casebook.load import load_library
from casebook.model.edition import Edition
from casebook.model.library import Library
from casebook.paths import Paths


def write_sample_book(
    root: Path, hostile: str = "", *, photos: bool = False
) -> tuple[Library, Edition, Paths]:
    """Copy the sample library; an edition prints its case.

    `hostile` is Markdown that is put into its first passage; `photos` are drawn if asked for.
    """
    shutil.copytree(SAMPLE, root)
    if photos:
        for case in (root / "cases").glob("2*/"):
            draw = [sys.executable, str(SAMPLE / "make_photos.py"), str(case / "photos")]
            subprocess.run(draw, check=True)
            lade(case / "photos")
    if hostile:
        text = next(root.glob("cases/*/zh.md"))
        head, _, rest = text.read_text(encoding="utf-8").partition("\n### ")
        title, _, body = rest.partition("\n")
        text.write_text(f"{head}\n### {title}\n{hostile}\n{body}", encoding="utf-8")
    paths = Paths.of(root)
    library = load_library(paths).library
    edition = library.editions["2022"].model_copy(update={"programmes": ("good-service-2026",)})
    return library, edition, paths
