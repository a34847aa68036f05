"""Everything that the site publishes for machines, by its path."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from casebook.exports.api import gather_api
from casebook.exports.case_files import gather_case_files
from casebook.exports.cases_table import cases_table
from casebook.exports.csv_file import render_csv
from casebook.exports.datapackage import render_datapackage
from casebook.exports.feed import FEED, render_feed
from casebook.exports.llms import render_llms
from casebook.exports.measures_table import measures_table
from casebook.exports.shapes.base import Both
from casebook.exports.table import Table
from casebook.exports.where import DATA
from casebook.exports.xlsx_file import render_xlsx
from casebook.problem import LOCALES
from casebook.publish import Tree
from casebook.sheets import Order, kept
from casebook.site.links import PREFIX
from casebook.site.world import World


def gather_exports(world: World, cache: Path) -> Tree:
    """Return API, tables, feeds, Markdown and `llms.txt`; what did not change is not made again."""
    tables = tables_of(world)
    files = {**gather_tables(world, tables), **gather_workbook(world, tables, cache)}
    return {
        **gather_documents(world, cache),
        **{DATA + name: content for name, content in files.items()},
        **{f"{PREFIX[locale]}{FEED}": render_feed(world, locale) for locale in LOCALES},
        "llms.txt": render_llms(world),
    }


def gather_documents(world: World, cache: Path) -> Tree:
    """Return the API and the Markdown of the cases."""
    files = gather_case_files(world, cache)
    return {**gather_api(world, files), **files}


def gather_tables(world: World, tables: Sequence[Table]) -> Tree:
    """Return the tables as CSV, with their description."""
    csv: Tree = {f"{table.name}.csv": render_csv(table) for table in tables}
    return {**csv, "datapackage.json": render_datapackage(world, tables)}


def gather_workbook(world: World, tables: Sequence[Table], cache: Path) -> Tree:
    """Return the tables as a workbook, made where they have changed: it takes the longest."""
    title = Both(zh=world.say("site.name", "zh"), en=world.say("site.name", "en"))

    def make(orders: Sequence[Order]) -> list[bytes]:
        return [render_xlsx(tables, title) for _ in orders]

    order = {"title": [title.zh, title.en], "tables": [[t.name, *map(str, t.rows)] for t in tables]}
    recipe = hashlib.sha256(version("xlsxwriter").encode())
    for name in ("table", "cases_table", "case_columns", "measures_table", "xlsx_file"):
        recipe.update((Path(__file__).parent / f"{name}.py").read_bytes())
    orders = {"cases.xlsx": order}
    return {**kept(cache / "exports" / "xlsx", ".xlsx", recipe.hexdigest(), orders, make, 1)}


def tables_of(world: World) -> tuple[Table, ...]:
    """Return every table."""
    return cases_table(world), measures_table(world)
