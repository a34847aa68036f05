"""`yearbook EDITION --errata`: the erratum slip of a printed edition."""

from __future__ import annotations

import argparse

from casebook.commands.chosen import printed_edition
from casebook.commands.leaks import let_out
from casebook.console import Console
from casebook.lock import alone
from casebook.out import refuse_inside
from casebook.paths import Paths
from casebook.printed.concordance import Concordance
from casebook.printed.slip import render_markdown, set_slip
from casebook.printed.volumes import file_problems
from casebook.problem import ProblemsError, Said
from casebook.site.engine import site_url_of
from casebook.words import load_words
from casebook.write import write_file


def run(options: argparse.Namespace, paths: Paths, console: Console) -> int:
    """Write `errata/<id>.pdf` and `.md` under `--out` (by default `exports/`).

    Where nothing has changed it says so and writes nothing.
    """
    out = (paths.out if options.out else paths.root / "exports") / "errata"
    refuse_inside(paths, out)
    with alone(paths, console):
        found = printed_edition(options, paths, console)
        if found is None:
            return 1
        library, edition, printed = found
        if problems := list(file_problems(printed)):
            raise ProblemsError(problems)
        url, words = site_url_of(paths.engine_settings), load_words(paths.theme)
        rows = Concordance(library, edition, printed, url, words).rows
        if not rows:
            console.say(
                Said("付印后没有改动，不需要勘误表。", "nothing has changed since it was printed.")
            )
            return 0
        files = {
            f"{edition.id}.pdf": set_slip(edition, printed, rows, paths, url, words),
            f"{edition.id}.md": render_markdown(edition, printed, rows, words).encode(),
        }
        let_out(files, out, library, paths, console)
        for name, content in files.items():
            write_file(out / name, content)
    console.say(
        Said(
            f"勘误表：{out / edition.id}.pdf（{len(rows)} 处）",
            f"erratum slip: {out / edition.id}.pdf ({len(rows)} rows)",
        )
    )
    return 0
