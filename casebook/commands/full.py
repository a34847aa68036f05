"""Everything, made: check, yearbook, site, search, and the finished tree in one step."""

from __future__ import annotations

from casebook.check.report import render_report
from casebook.commands.check import checked, let_pass
from casebook.commands.release import Released, release, say_left_to_do
from casebook.commands.yearbook import set_books
from casebook.console import Console
from casebook.media import prepare_photos
from casebook.media.kept import sweep
from casebook.paths import Paths
from casebook.problem import LOCALES, Said
from casebook.site.build import SiteInput
from casebook.site.engine import site_url_of
from casebook.site.inputs import load_site
from casebook.unchanged import remember
from casebook.whole import whole_cache


def make_everything(paths: Paths, seen: str, console: Console) -> int:
    """Build a library of which `seen` is known, and note what was said; exit 1 for its errors."""
    with console.step("load", Said("读取案例库", "reading the library")):
        loaded, settings = load_site(paths)
    problems = checked(loaded, console)
    if not let_pass(problems, console) or settings is None:
        return 1
    site_url = site_url_of(paths.engine_settings)
    with whole_cache(paths) as digests:
        with console.step("photos", Said("处理照片", "making photos")) as tell:
            prepare_photos(loaded.library, paths.cache / "media", tell)
        books = set_books(loaded.library, paths, site_url, console)
        given = SiteInput(loaded.library, settings, paths, site_url, books)
        released = release(given, digests, console)
    sweep(paths.cache / "media")
    console.say(_done(paths, released))
    before = len(console.said)
    say_left_to_do(given, console)
    report = Said(*(render_report(problems, "text", locale) for locale in LOCALES))
    remember(paths, seen, (report, *console.said[before:]))
    return 0


def _done(paths: Paths, released: Released) -> Said:
    if released.changed:
        return Said(
            f"已生成：{paths.out}（{released.files} 个文件）",
            f"built {paths.out} ({released.files} files)",
        )
    return Said("内容没有变化，网站已是最新。", "The content is the same; the site is current.")
