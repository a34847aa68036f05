"""`yearbook --press`: the files for the print house, under `exports/press/<edition>/`."""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Collection
from pathlib import Path
from tempfile import TemporaryDirectory

from casebook.commands.check import passes
from casebook.commands.export import refuse_inside
from casebook.console import Console
from casebook.load import load_library
from casebook.lock import alone
from casebook.paths import Paths
from casebook.press import TICKET, build_press
from casebook.problem import ProblemsError, Said, UsageError
from casebook.site.engine import site_url_of
from casebook.site.inputs import load_inputs
from casebook.yearbook import check_glyphs

_FOLDER = Path("exports", "press")  # in the library's folder, where nothing else is said
_OURS = ("{id}-text.pdf", "{id}-cover.pdf", "{id}-[0-9]*-text.pdf", "{id}-[0-9]*-cover.pdf", TICKET)


def run(options: argparse.Namespace, paths: Paths, console: Console) -> int:
    """Make the press files of one edition or of all; `--out` stands for `exports/press/`."""
    out = paths.out if options.out else paths.root / _FOLDER
    refuse_inside(paths, out)
    with alone(paths, console):
        return _run(options.edition, out, paths, console)


def _run(wanted: str | None, out: Path, paths: Paths, console: Console) -> int:
    loaded = load_library(paths)
    loaded = loaded.with_problems(load_inputs(loaded.library, paths)[1])
    if not passes(loaded, console):
        return 1
    library = loaded.library
    if wanted and wanted not in library.editions:
        names = ", ".join(library.editions) or "—"
        raise UsageError(
            Said(
                f"没有这个版本的年鉴：{wanted}。可用：{names}。",
                f"there is no edition {wanted}. Known: {names}.",
            )
        )
    url = site_url_of(paths.engine_settings)
    for edition in library.editions.values():
        cases = library.cases_in(edition)
        if not cases or (wanted and edition.id != wanted):
            continue
        if problems := list(check_glyphs(cases, edition, paths.theme / "yearbook" / "fonts")):
            raise ProblemsError(problems)
        with TemporaryDirectory(dir=paths.cache, prefix="press-") as scratch:
            made = build_press(library, edition, paths, url, console, Path(scratch))
            _put(made.files, out / edition.id, edition.id)
        for note in made.notes:
            console.say(note)
        where, count = out / edition.id, len(made.files)
        console.say(
            Said(
                f"印刷版：{where}（{count} 个文件，{TICKET} 是给印刷厂的说明）",
                f"press edition: {where} ({count} files; {TICKET} is for the print house)",
            )
        )
    return 0


def _put(files: Collection[Path], folder: Path, edition: str) -> None:
    """Move new files beside the old ones, then let them take their places; stale ones go."""
    folder.mkdir(parents=True, exist_ok=True)
    parts = {folder / path.name: folder / f".{path.name}.part" for path in files}
    for path in files:
        shutil.move(path, parts[folder / path.name])  # the cache may be on another disk
    for place, part in parts.items():
        part.replace(place)
    for pattern in _OURS:
        for old in folder.glob(pattern.format(id=edition)):
            if old not in parts:
                old.unlink()
