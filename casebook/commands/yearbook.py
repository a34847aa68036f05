"""`yearbook`: set the editions, and put their files where the site offers them."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping

from casebook.check.report import render_report
from casebook.commands.check import missing, passes
from casebook.console import Console
from casebook.load import load_library
from casebook.model.edition import Edition
from casebook.model.library import Library
from casebook.paths import Paths
from casebook.problem import Said
from casebook.site.engine import site_url_of
from casebook.site.inputs import load_inputs
from casebook.site.world import Book
from casebook.yearbook import Built, SetError, build_yearbook, check_glyphs


def run(options: argparse.Namespace, paths: Paths, console: Console) -> int:
    """Set one edition or all; the files appear under `<out>/editions/<id>/`."""
    if not paths.root.is_dir():
        return missing(paths.root, console)
    loaded = load_library(paths)
    loaded = loaded.with_problems(load_inputs(loaded.library, paths)[1])
    if not passes(loaded, console):
        return 1
    known = loaded.library.editions
    if options.edition and options.edition not in known:
        names = ", ".join(known) or "—"
        said = Said(
            f"没有这个版本的年鉴：{options.edition}。可用：{names}。",
            f"there is no edition {options.edition}. Known: {names}.",
        )
        print(said.to(console.locale), file=sys.stderr)
        return 2
    books = set_books(
        loaded.library, paths, site_url_of(paths.engine_settings), console, options.edition
    )
    if books is None:
        return 1
    for book in books.values():
        target = paths.out / book.path
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_suffix(".part")
        part.write_bytes(book.file.read_bytes())
        part.replace(target)
        console.say(
            Said(
                f"年鉴：{target}（{book.page_count} 页，{book.size}）",
                f"yearbook: {target} ({book.page_count} pages, {book.size})",
            )
        )
    return 0


def set_books(
    library: Library, paths: Paths, site_url: str, console: Console, only: str | None = None
) -> Mapping[str, Book] | None:
    """Set the editions; None when a text cannot be printed, which has been said."""
    books: dict[str, Book] = {}
    for edition in library.editions.values():
        cases = [c for c in library.published if c.data.programme in edition.programmes]
        if not cases or (only and edition.id != only):
            continue
        with console.step("yearbook", Said("排印年鉴", "setting the yearbook")):
            fonts = paths.theme / "yearbook" / "fonts"
            problems = list(check_glyphs(cases, edition, fonts))
            if problems:
                sys.stderr.write(render_report(problems, "text", console.locale))
                return None
            try:
                built = build_yearbook(library, edition, paths, site_url)
            except SetError as error:
                print(error, file=sys.stderr)
                return None
        books[edition.id] = as_book(edition, built)
    return books


def as_book(edition: Edition, built: Built) -> Book:
    """Return a set edition as the site offers it."""
    return Book(
        file=built.pdf,
        path=f"editions/{edition.id}/{built.pdf.name}",
        page_count=built.page_count,
        size=f"{built.pdf.stat().st_size / 1_000_000:.1f} MB",
        pages=built.pages,
    )
