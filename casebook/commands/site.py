"""`site`: the website, with the yearbooks as they were last set."""

from __future__ import annotations

import argparse

from casebook.commands.check import passes
from casebook.commands.release import release, say_left_to_do
from casebook.commands.yearbook import found_books
from casebook.console import Console
from casebook.lock import alone
from casebook.out import refuse_foreign, refuse_strays
from casebook.paths import Paths
from casebook.problem import Said
from casebook.site.build import SiteInput
from casebook.site.engine import site_url_of
from casebook.site.inputs import load_site
from casebook.whole import whole_cache


def run(options: argparse.Namespace, paths: Paths, console: Console) -> int:
    """Build and publish the site without setting the yearbook anew."""
    refuse_foreign(paths)
    with alone(paths, console):
        refuse_strays(paths)
        return _build(paths, console)


def _build(paths: Paths, console: Console) -> int:
    loaded, settings = load_site(paths)
    if not passes(loaded, console) or settings is None:
        return 1
    url = site_url_of(paths.engine_settings)
    with whole_cache(paths) as digests:
        books = found_books(loaded.library, paths, url)
        given = SiteInput(loaded.library, settings, paths, url, books)
        release(given, digests, console)
    console.say(Said(f"已生成：{paths.out}", f"built {paths.out}"))
    say_left_to_do(given, console)
    return 0
