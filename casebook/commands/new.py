"""`new`: start a case from its programme, every field explained where it is to be filled in."""

from __future__ import annotations

import argparse
import sys

from casebook.beside import folder_for, sweep
from casebook.check.rules.case_id import is_case_id
from casebook.commands.starter import case_markdown, case_yaml
from casebook.console import Console
from casebook.load import load_library
from casebook.model.library import Library
from casebook.model.programme import Programme
from casebook.paths import Paths
from casebook.private.starter import start_private
from casebook.problem import Said, UsageError


def run(options: argparse.Namespace, paths: Paths, console: Console) -> int:
    """Write `cases/<id>/` with `case.yaml`, `zh.md` and `photos/`, and `private/<id>.yaml`.

    Refuses an id that is taken.
    """
    library = load_library(paths).library
    programme = _programme(library, options.programme)
    case_id = options.id or _ask(console)
    if not is_case_id(case_id):
        raise UsageError(
            Said(
                f"编号“{case_id}”不合要求：请写年份加小区名称的拼音，只用小写字母、数字和短横线，"
                "如 2026-xiangyu。",
                f"'{case_id}' is not an id: a year and the name in pinyin, lower-case letters, "
                "digits and hyphens, such as 2026-xiangyu.",
            )
        )
    taken = {case.id for case in library.cases}
    for entry in library.ledger:
        taken |= {entry.id, *entry.aliases}
    folder = paths.cases / case_id
    if case_id in taken or folder.exists():
        raise UsageError(
            Said(
                f"编号“{case_id}”已经用过；编号不重复使用，请换一个。",
                f"the id '{case_id}' has been used; ids are never used again, choose another.",
            )
        )
    paths.cases.mkdir(parents=True, exist_ok=True)
    sweep(folder)
    made = folder_for(folder, "new")  # whole, or not there: an id is taken only once
    (made / "photos").mkdir()
    (made / "case.yaml").write_text(case_yaml(library, programme), encoding="utf-8")
    (made / "zh.md").write_text(case_markdown(programme), encoding="utf-8")
    made.chmod(0o755)
    private = start_private(paths.root, case_id)
    made.rename(folder)
    shown = folder.relative_to(paths.root).as_posix()
    console.say(
        Said(
            f"已新建 {shown}/：请先填 case.yaml，再写 zh.md，然后运行 "
            f"python build.py check {shown}",
            f"started {shown}/: fill in case.yaml, write zh.md, then python build.py check {shown}",
        )
    )
    if private:
        console.say(
            Said(
                f"联系人的姓名和手机请写进 private/{private.name}：不发布，也不要提交到 git。",
                f"names and phones of contacts go into private/{private.name}: never published, "
                "never committed.",
            )
        )
    return 0


def _programme(library: Library, wanted: str | None) -> Programme:
    """Return a programme by its id, by default the newest call."""
    calls = {p.id: p for p in library.programmes.values() if p.kind == "programme"}
    newest = max(calls.values(), key=lambda p: (p.year, p.id), default=None)
    found = newest if wanted is None else calls.get(wanted)
    if found is None:
        raise UsageError(
            Said(
                f"没有批次“{wanted or ''}”。可用：{'、'.join(calls) or '无'}。",
                f"there is no programme {wanted or ''}. Known: {', '.join(calls) or 'none'}.",
            )
        )
    return found


def _ask(console: Console) -> str:
    if not sys.stdin.isatty():
        return ""
    asked = Said("案例编号（如 2026-xiangyu）：", "id of the case (such as 2026-xiangyu): ")
    try:
        return input(asked.to(console.locale)).strip()
    except EOFError:
        return ""
