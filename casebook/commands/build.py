"""No command: everything. Check, yearbook, site, search, and the finished tree in one step."""

from __future__ import annotations

import argparse

from casebook.commands.check import passes
from casebook.commands.release import Released, release, say_left_to_do
from casebook.commands.yearbook import set_books
from casebook.console import Console
from casebook.lock import alone
from casebook.media import prepare_photos
from casebook.media.kept import sweep
from casebook.out import refuse_foreign, refuse_strays
from casebook.paths import Paths
from casebook.problem import Said
from casebook.site.build import SiteInput
from casebook.site.engine import site_url_of
from casebook.site.inputs import load_site
from casebook.unchanged import is_unchanged, look_at_input, remember
from casebook.whole import whole_cache


def run(options: argparse.Namespace, paths: Paths, console: Console) -> int:
    """Build everything; exit 1 when the library has errors, and then nothing is touched."""
    refuse_foreign(paths)
    with alone(paths, console):
        return _build(paths, console)


def _build(paths: Paths, console: Console) -> int:
    with console.step("look", Said("查看有无改动", "looking for changes")):
        seen = look_at_input(paths)
        if is_unchanged(paths, seen):
            console.say(Said("没有改动，网站已是最新。", "Nothing changed; the site is current."))
            return 0
    refuse_strays(paths)
    with console.step("load", Said("读取案例库", "reading the library")):
        loaded, settings = load_site(paths)
    if not passes(loaded, console) or settings is None:
        return 1
    site_url = site_url_of(paths.engine_settings)
    with whole_cache(paths) as digests:
        with console.step("photos", Said("处理照片", "making photos")) as tell:
            prepare_photos(loaded.library, paths.cache / "media", tell)
        books = set_books(loaded.library, paths, site_url, console)
        given = SiteInput(loaded.library, settings, paths, site_url, books)
        released = release(given, digests, console)
    remember(paths, seen)
    sweep(paths.cache / "media")
    console.say(_done(paths, released))
    say_left_to_do(given, console)
    return 0


def _done(paths: Paths, released: Released) -> Said:
    if released.changed:
        return Said(
            f"已生成：{paths.out}（{released.files} 个文件）",
            f"built {paths.out} ({released.files} files)",
        )
    return Said("内容没有变化，网站已是最新。", "The content is the same; the site is current.")
