"""`export manuscript`: cases as Word documents, for editors who work there; drafts too."""

from __future__ import annotations

import argparse
import sys

from casebook.check import check_library
from casebook.check.report import render_report
from casebook.check.rules import nesting
from casebook.commands.chosen import named_cases
from casebook.commands.export import FOLDER
from casebook.commands.leaks import let_out
from casebook.console import Console
from casebook.load import Loaded, load_library
from casebook.lock import alone
from casebook.manuscript import file_name, folder_name, looks_of, render_manuscript
from casebook.model.library import Case
from casebook.out import refuse_inside
from casebook.paths import Paths
from casebook.problem import Problem, RefusalError, Said, UsageError
from casebook.site.engine import site_url_of
from casebook.write import write_file


def run(options: argparse.Namespace, paths: Paths, console: Console) -> int:
    """Write `<小区+标题>.docx` for each id, several in folders named after their companies.

    A fault elsewhere in the library does not stop it: only a case that cannot be read does.
    """
    out = paths.out if options.out else paths.root / FOLDER
    refuse_inside(paths, out)
    with alone(paths, console):
        loaded = load_library(paths)
        cases = named_cases(options.ids, loaded, console)
        if cases is None:
            return 1
        if lost := _lost(cases, loaded):
            sys.stderr.write(render_report(lost, "text", console.locale))
            return 1
        named = out.suffix == ".docx" and not out.is_dir()
        if named and len(cases) > 1:
            raise UsageError(
                Said(
                    f"共 {len(cases)} 篇文稿，请用 --out 指定文件夹。",
                    f"{len(cases)} manuscripts: give a folder with --out.",
                )
            )
        taken: set[str] = set()
        made = {}
        for case in cases:
            name = out.name if named else _place(case, taken, apart=len(cases) > 1)
            made[name] = _render(case, loaded, paths)
        folder = out.parent if named else out
        let_out(made, folder, loaded.library, paths, console)
        for name, content in made.items():
            write_file(folder / name, content)
            console.say(Said(f"文稿：{folder / name}", f"manuscript: {folder / name}"))
    return 0


def _lost(cases: list[Case], loaded: Loaded) -> list[Problem]:
    """Find lists nested so deep that what follows them is not read: a manuscript has it all."""
    found = check_library(loaded, [case.folder for case in cases])
    return [problem for problem in found if problem.rule == nesting.RULE]


def _render(case: Case, loaded: Loaded, paths: Paths) -> bytes:
    looks = looks_of(loaded.library, case)
    if looks is None:
        raise RefusalError(
            Said(
                "没有一个批次规定了文稿的排版（manuscript），无法导出。",
                "no programme prescribes how a manuscript looks (manuscript).",
            )
        )
    url = site_url_of(paths.engine_settings)
    return render_manuscript(loaded.library, case, looks, paths.cache / "media", url)


def _place(case: Case, taken: set[str], *, apart: bool) -> str:
    """Return where a manuscript goes; of two with one name the second has its id as well."""
    name = file_name(case)
    path = f"{folder_name(case)}/{name}" if apart else name
    if path.casefold() in taken:
        path = f"{path.removesuffix('.docx')}（{case.id}）.docx"
    taken.add(path.casefold())
    return path
