"""`export`: the published cases as files, the same bytes as on the site, without building it."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from casebook.commands.check import passes
from casebook.commands.leaks import let_out
from casebook.console import Console
from casebook.exports.csv_file import render_csv
from casebook.exports.gather import (
    gather_documents,
    gather_tables,
    gather_workbook,
    tables_of,
)
from casebook.exports.where import API
from casebook.lock import alone
from casebook.out import refuse_inside
from casebook.paths import Paths
from casebook.problem import Said, UsageError
from casebook.publish import Tree
from casebook.site.build import SiteInput, prepare_world, world_of
from casebook.site.engine import site_url_of
from casebook.site.inputs import load_site
from casebook.site.world import World
from casebook.write import write_file

FOLDER = "exports"  # in the library's folder, where nothing else is said


def _csv(world: World, cache: Path) -> Tree:
    return {f"{table.name}.csv": render_csv(table) for table in tables_of(world)}


def _xlsx(world: World, cache: Path) -> Tree:
    return gather_workbook(world, tables_of(world), cache)


def _datapackage(world: World, cache: Path) -> Tree:
    return gather_tables(world, tables_of(world))


def _json(world: World, cache: Path) -> Tree:
    made = gather_documents(world, cache)
    return {name: content for name, content in made.items() if name.startswith(API)}


@dataclass(frozen=True, slots=True)
class Format:
    """What a word after `export` makes; `stale` are files of an earlier export to be removed."""

    make: Callable[[World, Path], Tree]
    stale: str = ""


FORMATS: dict[str, Format] = {
    "csv": Format(_csv),
    "xlsx": Format(_xlsx),
    "datapackage": Format(_datapackage),
    # a case that was withdrawn meanwhile must not stay
    "json": Format(_json, f"{API}cases/*.json"),
}


def run(options: argparse.Namespace, paths: Paths, console: Console) -> int:
    """Write one format; `--out` is a folder (by default `exports/`), or the file where it is one.

    Other files in the folder are left alone.
    """
    chosen = FORMATS[options.format]
    out = paths.out if options.out else paths.root / FOLDER
    named = bool(out.suffix) and not out.is_dir()
    refuse_inside(paths, out)
    with alone(paths, console):
        world = _world(paths, console)
        if world is None:
            return 1
        made = chosen.make(world, paths.cache)
        if named and len(made) != 1:
            raise UsageError(
                Said(
                    f"{options.format} 有 {len(made)} 个文件，请用 --out 指定文件夹。",
                    f"{options.format} makes {len(made)} files: give a folder with --out.",
                )
            )
        let_out(made, out.parent if named else out, world.library, paths, console)
        files = {out if named else out / name: content for name, content in made.items()}
        for path, content in files.items():
            write_file(path, content)
        for path in sorted(out.glob(chosen.stale)) if chosen.stale else ():
            if path not in files:
                path.unlink()
    console.say(
        Said(f"已导出：{out}（{len(files)} 个文件）", f"exported: {out} ({len(files)} files)")
    )
    return 0


def _world(paths: Paths, console: Console) -> World | None:
    """Load and check the library; None where it has errors, which have been printed."""
    loaded, settings = load_site(paths)
    if not passes(loaded, console) or settings is None:
        return None
    url = site_url_of(paths.engine_settings)
    world = world_of(SiteInput(loaded.library, settings, paths, url, {}))
    prepare_world(world, console)
    return world
