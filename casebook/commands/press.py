"""`yearbook --press`: the files for the print house, under `exports/press/<edition>/`."""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from casebook.commands.check import passes
from casebook.commands.chosen import refuse_unknown
from casebook.commands.leaks import let_out
from casebook.commands.placeholder import say_placeholder
from casebook.console import Console
from casebook.lock import alone
from casebook.out import refuse_inside
from casebook.paths import Paths
from casebook.press import TICKET, build_press
from casebook.problem import ProblemsError, RefusalError, Said
from casebook.site.engine import site_url_of
from casebook.site.inputs import load_site
from casebook.yearbook import check_glyphs

_FOLDER = Path("exports", "press")  # in the library's folder, where nothing else is said
_SCRATCH = "press-"
_OURS = ("{id}-text.pdf", "{id}-cover.pdf", "{id}-[0-9]*-text.pdf", "{id}-[0-9]*-cover.pdf", TICKET)


def run(options: argparse.Namespace, paths: Paths, console: Console) -> int:
    """Make the press files of one edition or of all; `--out` stands for `exports/press/`."""
    out = paths.out if options.out else press_folder(paths)
    refuse_inside(paths, out)
    with alone(paths, console):
        return _run(options.edition, out, paths, console)


def press_folder(paths: Paths) -> Path:
    """Return where press files go when nothing else is said."""
    return paths.root / _FOLDER


def _run(wanted: str | None, out: Path, paths: Paths, console: Console) -> int:
    loaded, _ = load_site(paths)
    refuse_unknown(loaded.library, wanted, paths)
    if not passes(loaded, console):
        return 1
    library = loaded.library
    url = site_url_of(paths.engine_settings)
    editions = [library.editions[wanted]] if wanted else list(library.editions.values())
    goes = [edition for edition in editions if library.cases_in(edition)]
    if not goes:
        raise RefusalError(
            Said(
                "没有可做的印刷版：没有已发布的案例。",
                "no press edition: there is no published case.",
            )
        )
    if wanted and wanted in library.printed:
        raise RefusalError(_printed_already(wanted))
    for edition in goes:
        if edition.id in library.printed:
            console.say(_printed_already(edition.id))
            continue
        cases = library.cases_in(edition)
        if problems := list(check_glyphs(cases, edition, paths.theme / "yearbook" / "fonts")):
            raise ProblemsError(problems)
        with press_scratch(paths) as scratch:
            made = build_press(library, edition, paths, url, console, scratch)
            let_out({p.name: p for p in made.files}, out / edition.id, library, paths, console)
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
    say_placeholder(url, console)
    return 0


@contextmanager
def press_scratch(paths: Paths) -> Iterator[Path]:
    """Lend a folder in the cache, to whoever holds it; what a killed run has left goes."""
    for left in paths.cache.glob(f"{_SCRATCH}*"):
        shutil.rmtree(left)
    with TemporaryDirectory(dir=paths.cache, prefix=_SCRATCH) as scratch:
        yield Path(scratch)


def _printed_already(edition: str) -> Said:
    return Said(
        f"{edition} 年版已经付印锁定，印刷文件不再重做。加印请用当时寄给印刷厂的文件；"
        "内容要改的，请在 content/editions/ 下另立一版。",
        f"edition {edition} has been printed and is locked: its press files are not made again. "
        "Reprint from the files that the print house has, or make a revised edition in "
        "content/editions/.",
    )


def _put(files: Collection[Path], folder: Path, edition: str) -> None:
    """Move new files beside the old ones, then let them take their places; stale ones go."""
    folder.mkdir(parents=True, exist_ok=True)
    parts = {folder / path.name: folder / f".{path.name}.part" for path in files}
    try:
        for path in files:
            shutil.move(path, parts[folder / path.name])  # the cache may be on another disk
        for place, part in parts.items():
            part.replace(place)
    except OSError as error:  # a full disk is named, not the file in the cache
        raise OSError(error.errno, error.strerror, str(folder)) from error
    finally:
        for part in parts.values():
            part.unlink(missing_ok=True)
    for pattern in _OURS:
        for old in folder.glob(pattern.format(id=edition)):
            if old not in parts:
                old.unlink()
