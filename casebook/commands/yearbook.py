"""`yearbook`: set the editions, and put their files where the site offers them."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path

from casebook.commands import errata, lock_edition, preflight, proof
from casebook.commands.check import passes
from casebook.commands.chosen import refuse_several, refuse_unknown
from casebook.commands.leaks import let_out
from casebook.console import Console
from casebook.epub import build_epub
from casebook.figures import file_size
from casebook.lock import alone
from casebook.model.edition import Edition
from casebook.model.library import Library
from casebook.out import listed, refuse_library
from casebook.paths import Paths
from casebook.printed.volumes import printed_volumes
from casebook.problem import ProblemsError, Said
from casebook.site.engine import site_url_of
from casebook.site.inputs import load_site
from casebook.site.world import Book, BookFile, Ebook
from casebook.sums import SUMS, digests_of, render_sums
from casebook.whole import whole_cache
from casebook.write import write_file
from casebook.yearbook import Built, build_yearbook, check_glyphs, last_built

Command = Callable[[argparse.Namespace, Paths, Console], int]
# options that ask for something else of an edition: none of it is for the site
_OTHER: dict[str, Command] = {
    "errata": errata.run,
    "forget": lock_edition.forget,
    "lock": lock_edition.lock,
    "preflight": preflight.run,
    "press": preflight.run,  # what was made is opened again at once
    "proof": proof.run,
}


def run(options: argparse.Namespace, paths: Paths, console: Console) -> int:
    """Set one edition or all; the files appear under `<out>/editions/<id>/`."""
    refuse_several(options, _OTHER)
    for name, command in _OTHER.items():
        if getattr(options, name) not in (None, False):  # a list may be empty
            return command(options, paths, console)
    refuse_library(paths)
    with alone(paths, console):
        return _build(options, paths, console)


def _build(options: argparse.Namespace, paths: Paths, console: Console) -> int:
    loaded, _ = load_site(paths)
    refuse_unknown(loaded.library, options.edition, paths)
    if not passes(loaded, console):
        return 1
    url = site_url_of(paths.engine_settings)
    with whole_cache(paths) as digests:
        books = set_books(loaded.library, paths, url, console, options.edition)
    if not books:
        console.say(
            Said("没有可以排印的年鉴：没有已发布的案例。", "no yearbook: no published case.")
        )
    made = {path: file for book in books.values() for path, file in book.files.items()}
    let_out(made, paths.out, loaded.library, paths, console)
    for book in books.values():
        for volume in book.volumes:
            target = _put(volume.file, paths.out / volume.path)
            console.say(
                Said(
                    f"年鉴：{target}（{volume.page_count} 页，{volume.size}）",
                    f"yearbook: {target} ({volume.page_count} pages, {volume.size})",
                )
            )
        if book.ebook:
            target = _put(book.ebook.file, paths.out / book.ebook.path)
            console.say(
                Said(
                    f"电子书：{target}（{book.ebook.size}）",
                    f"e-book: {target} ({book.ebook.size})",
                )
            )
    if known := listed(paths.out):  # or `verify` would call the new books altered
        write_file(paths.out / SUMS, render_sums({**known, **digests_of(made, digests)}))
        (paths.out / SUMS).chmod(0o644)
    return 0


def _put(file: Path, target: Path) -> Path:
    write_file(target, file)
    target.chmod(0o644)  # as `publish` does
    return target


def set_books(
    library: Library, paths: Paths, site_url: str, console: Console, only: str | None = None
) -> Mapping[str, Book]:
    """Set the editions that print any case.

    Raises ProblemsError where a text cannot be printed, SetError where Typst fails.
    """
    books: dict[str, Book] = {}
    for edition in library.editions.values():
        cases = library.cases_in(edition)
        if only and edition.id != only:
            continue
        if built := printed_volumes(library, edition, paths, site_url):
            epub = _epub(library, edition, paths, site_url, built)
            books[edition.id] = as_book(edition, built, epub)
            continue
        if not cases:
            continue
        with console.step("yearbook", Said("排印年鉴", "setting the yearbook")):
            fonts = paths.theme / "yearbook" / "fonts"
            problems = list(check_glyphs(cases, edition, fonts))
            if problems:
                raise ProblemsError(problems)
            built = build_yearbook(library, edition, paths, site_url)
        epub = _epub(library, edition, paths, site_url, built)
        books[edition.id] = as_book(edition, built, epub)
    return books


def found_books(library: Library, paths: Paths, site_url: str) -> Mapping[str, Book]:
    """Return the editions as they were printed, or as they were last set.

    Raises ProblemsError where a printed file is missing or altered.
    """
    books = {}
    for edition in library.editions.values():
        built = printed_volumes(library, edition, paths, site_url) or last_built(edition, paths)
        if built:
            epub = _epub(library, edition, paths, site_url, built)
            books[edition.id] = as_book(edition, built, epub)
    return books


def as_book(edition: Edition, built: Built, epub: Path | None = None) -> Book:
    """Return a set edition as the site offers it, with its EPUB where there is one."""
    folder = f"editions/{edition.id}"
    files = (
        BookFile(volume.pdf, f"{folder}/{volume.pdf.name}", volume.page_count, _size(volume.pdf))
        for volume in built.volumes
    )
    ebook = Ebook(epub, f"{folder}/{epub.name}", _size(epub)) if epub else None
    return Book(tuple(files), built.places, ebook)


def _epub(
    library: Library, edition: Edition, paths: Paths, site_url: str, built: Built
) -> Path | None:
    """Make the EPUB of an edition; a printed one may have no published case left."""
    if not library.cases_in(edition):
        return None
    return build_epub(library, edition, paths, site_url, built)


def _size(file: Path) -> str:
    return file_size(file.stat().st_size)
