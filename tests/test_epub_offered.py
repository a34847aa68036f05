"""The EPUB where readers get it: written by the commands, linked from the edition's page."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

from building import BuiltLibrary, build

from casebook.commands.yearbook import found_books
from casebook.load import load_library
from casebook.paths import Paths
from casebook.site.engine import site_url_of
from casebook.verify import verify_tree

EPUB = Path("editions/2022/yearbook-2022.epub")


def test_the_site_has_the_epub_and_links_it_in_both_languages(built_site: BuiltLibrary) -> None:
    with ZipFile(built_site.out / EPUB) as packed:
        assert packed.testzip() is None
        assert packed.namelist()[0] == "mimetype"
    for page in ("editions/2022/index.html", "en/editions/2022/index.html"):
        html = (built_site.out / page).read_text(encoding="utf-8")
        assert 'yearbook-2022.epub" download' in html


def test_yearbook_writes_the_same_epub_as_the_whole_build(
    built_site: BuiltLibrary, tmp_path: Path
) -> None:
    root = built_site.copy(tmp_path / "lib")
    out = tmp_path / "out"
    assert build(root, "--out", str(out), "yearbook") == 0
    assert (out / EPUB).read_bytes() == (built_site.out / EPUB).read_bytes()
    assert not list(out.rglob("*.part"))


def test_a_yearbook_set_anew_is_on_the_list_of_the_site(
    built_site: BuiltLibrary, tmp_path: Path
) -> None:
    root = built_site.copy(tmp_path / "lib")
    for book in (root / "site/editions/2022").glob("yearbook-2022.*"):
        book.write_bytes(b"an older one")
    assert verify_tree(root / "site").faults
    assert build(root, "yearbook") == 0
    assert verify_tree(root / "site").faults == ()


def test_a_printed_edition_whose_cases_are_withdrawn_has_none(built_site: BuiltLibrary) -> None:
    paths = Paths.of(built_site.root)
    library, url = load_library(paths).library, site_url_of(paths.engine_settings)
    edition = library.editions["2022"]
    assert found_books(library, paths, url)[edition.id].ebook
    assert not found_books(replace(library, shown=frozenset()), paths, url)[edition.id].ebook
