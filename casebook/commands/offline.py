"""`export offline`: the site as a folder or a zip file, opened without network or server."""

from __future__ import annotations

import argparse
from pathlib import Path

from casebook.commands.check import passes
from casebook.commands.export import FOLDER
from casebook.commands.leaks import let_out
from casebook.commands.placeholder import say_placeholder
from casebook.commands.yearbook import found_books
from casebook.console import Console
from casebook.digests import Digests
from casebook.lock import alone
from casebook.offline.archive import refuse_foreign_zip, write_zip
from casebook.offline.build import build_copy
from casebook.offline.folder import refuse_foreign_files
from casebook.offline.start import START
from casebook.out import refuse_inside
from casebook.paths import Paths
from casebook.problem import Said
from casebook.publish import Tree, publish
from casebook.site.build import SiteInput, build_site
from casebook.site.engine import site_url_of
from casebook.site.inputs import load_site
from casebook.site.language import newest_publication
from casebook.sums import SUMS, digests_of, render_sums
from casebook.whole import whole_cache
from casebook.words import load_words

_NAME = "offline"


def run(options: argparse.Namespace, paths: Paths, console: Console) -> int:
    """Write the copy; `--out` is a folder (by default `exports/offline/`), or a file `….zip`.

    Exit 1 when the library has errors or a file would hold personal data, and then nothing is
    touched.
    """
    out = paths.out if options.out else paths.root / FOLDER / _NAME
    packed = out.suffix.lower() == ".zip"
    refuse_inside(paths, out)
    (refuse_foreign_zip if packed else refuse_foreign_files)(out)
    paths = Paths.of(paths.root)  # the books are where the site has them
    with alone(paths, console):
        loaded, settings = load_site(paths)
        if not passes(loaded, console) or settings is None:
            return 1
        url = site_url_of(paths.engine_settings)
        books = found_books(loaded.library, paths, url)
        given = SiteInput(loaded.library, settings, paths, url, books)
        with whole_cache(paths) as digests:
            tree = _copied(given, digests, console)
        let_out(tree, out, loaded.library, paths, console)
        with console.step("publish", Said("写出", "writing")):
            changed = (write_zip if packed else publish)(tree, out)
    console.say(_done(out, packed, len(tree)) if changed else _same(out))
    say_placeholder(url, console)
    return 0


def _copied(given: SiteInput, digests: Digests, console: Console) -> Tree:
    """Build the site, make the copy of it, and list the copy's files for `verify`."""
    site = build_site(given, console)
    with console.step("copy", Said("改写成不用服务器的网页", "making pages that need no server")):
        newest = newest_publication(given.library)
        words = load_words(given.paths.theme)
        tree = build_copy(site, given.site_url, given.paths.theme, words, newest)
        tree[SUMS] = render_sums(digests_of(tree, digests))
    return tree


def _done(out: Path, packed: bool, files: int) -> Said:
    if packed:
        return Said(f"已导出：{out}（{files} 个文件）", f"exported: {out} ({files} files)")
    return Said(
        f"已导出：{out}（{files} 个文件）。把整个文件夹复制到 U 盘，双击“{START['zh']}”即可。",
        f"exported: {out} ({files} files). Copy the whole folder to a stick and open "
        f"{START['en']}.",
    )


def _same(out: Path) -> Said:
    return Said(f"内容没有变化：{out}", f"nothing has changed: {out}")
