"""`ledger`: write down the addresses that the library has and its ledger has not."""

from __future__ import annotations

import argparse

from casebook.addresses import LEDGER, addresses_of, render_ledger, unrecorded
from casebook.commands.check import passes
from casebook.console import Console
from casebook.model.library import Library
from casebook.paths import Paths
from casebook.problem import Said
from casebook.site.inputs import load_site
from casebook.write import write_file


def run(options: argparse.Namespace, paths: Paths, console: Console) -> int:
    """Add new addresses to `cases/addresses.txt`; exit 1 while the library has errors.

    What is there stays there: only an editor's own hand takes an address out.
    """
    loaded, _ = load_site(paths)
    if not passes(loaded, console):
        return 1
    library = loaded.library
    new = unrecorded(library)
    if not new:
        console.say(Said("网址台账已是最新。", "The ledger of addresses is current."))
        return 0
    known = {line.address for line in library.addresses}
    write_file(paths.root / LEDGER, render_ledger(known | addresses_of(library)))
    for address in new:
        print(address)
    console.say(
        Said(f"已记入 {LEDGER}：{len(new)} 个网址", f"recorded in {LEDGER}: {len(new)} addresses")
    )
    return 0


def say_unrecorded(library: Library, console: Console) -> None:
    """Say in one line how many addresses of a site that was built are not in the ledger yet."""
    if new := unrecorded(library):
        console.say(
            Said(
                f"有 {len(new)} 个新网址还没有记入台账；网站发布后请运行 python build.py ledger。",
                f"{len(new)} new addresses are not in the ledger yet: once the site is public, "
                "run python build.py ledger.",
            )
        )
