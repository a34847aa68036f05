"""Offprints, opened again: the pages of the yearbook, a leaf before them, nothing made twice."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from bare_text import bare, bare_pages
from building import BuiltLibrary, add_to_last_passage, build, copy_real, times_of

from casebook.commands.yearbook import as_book
from casebook.figures import file_size
from casebook.load import load_library
from casebook.model.library import Library
from casebook.paths import Paths
from casebook.site.build import SiteInput, world_of
from casebook.site.inputs import load_inputs
from casebook.site.offprints import gather_offprints
from casebook.site.world import Offprint, World
from casebook.tokens import load_tokens
from casebook.yearbook import Built, build_yearbook

SITE = "https://cases.example/"
EDITION = "2022"
HOSTILE = '#eval("1+1") $x^2$ @ref \\alpha #panic() <b>粗</b>'


def _library(root: Path) -> tuple[Library, Paths]:
    paths = Paths.of(copy_real(root, ("cases", "content", "mkdocs.yml")))
    return load_library(paths).library, paths


def _world(library: Library, paths: Paths, built: Built | None) -> World:
    settings, problems = load_inputs(library, paths)
    assert settings is not None and not problems
    books = {EDITION: as_book(library.editions[EDITION], built)} if built else {}
    return world_of(SiteInput(library, settings, paths, SITE, books))


def _gather(library: Library, paths: Paths, built: Built | None) -> Mapping[str, Offprint]:
    world = _world(library, paths, built)
    return gather_offprints(world, paths.theme, load_tokens(paths.theme), paths.cache)


def _book(library: Library, paths: Paths) -> Built:
    return build_yearbook(library, library.editions[EDITION], paths, SITE)


@pytest.fixture(scope="module")
def made(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Library, Paths, Built, Mapping[str, Offprint]]:
    """The yearbook of the real cases and their offprints."""
    library, paths = _library(tmp_path_factory.mktemp("offprints") / "library")
    built = _book(library, paths)
    return library, paths, built, _gather(library, paths, built)


Made = tuple[Library, Paths, Built, Mapping[str, Offprint]]


def _labels(pdf: Path) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [document.get_page_label(index) for index in range(len(document))]


def test_the_pages_are_those_of_the_yearbook(made: Made) -> None:
    library, _, built, offprints = made
    [volume] = built.volumes
    book = bare_pages(volume.pdf)
    assert offprints.keys() == built.places.keys() == {c.id for c in library.published}
    starts = set()
    for id, offprint in offprints.items():
        place = built.places[id]
        own, labels = bare_pages(offprint.file), _labels(offprint.file)
        count = place.last - place.first + 1
        leaves = len(own) - count
        assert own[leaves:] == book[place.sheet - 1 : place.sheet - 1 + count]
        assert labels[leaves:] == [str(n) for n in range(place.first, place.last + 1)]
        assert leaves % 2 != place.first % 2  # left stays left
        assert offprint.page_count == len(own)
        starts.add(place.first % 2)
    assert starts == {0, 1}  # one leaf and two leaves were both seen


def test_pages_have_the_size_and_the_sides_of_the_book(made: Made) -> None:
    _, _, built, offprints = made
    [volume] = built.volumes
    with pikepdf.open(volume.pdf) as book:
        for id, offprint in offprints.items():
            with pikepdf.open(offprint.file) as pdf:
                assert pdf.pages[0].mediabox == book.pages[0].mediabox
                first = len(pdf.pages) - (built.places[id].last - built.places[id].first + 1)
                assert (first + 1) % 2 == built.places[id].first % 2


def test_the_leaf_says_whence_it_comes_and_how_it_is_cited(made: Made) -> None:
    library, _, built, offprints = made
    edition = library.editions[EDITION]
    for case in library.published:
        place = built.places[case.id]
        leaf = "".join(bare_pages(offprints[case.id].file)[:2])
        title, name = case.data.title.to("zh"), case.data.community.name.to("zh")
        assert bare(f"《{edition.title.zh}》第{place.first}—{place.last}页") in leaf
        cited = (
            f"“好服务”案例库编辑部. {title}: {name}[M/OL]//{edition.editor.zh}. "
            f"{edition.title.zh}. {edition.date.year}: {place.first}-{place.last}. "
            f"{SITE}cases/{case.id}/."
        )
        assert bare(cited) in leaf
        assert "2026年11月20日" in leaf and "征得同意" in leaf
        with pikepdf.open(offprints[case.id].file) as pdf:
            links = [
                str(note.A.URI)
                for page in list(pdf.pages)[:2]
                for note in page.get("/Annots", [])
                if note.Subtype == "/Link"
            ]
        assert f"{SITE}cases/{case.id}/" in links


def test_an_offprint_is_archivable_tagged_and_bookmarked(made: Made) -> None:
    library, _, _, offprints = made
    for case in library.published:
        with pikepdf.open(offprints[case.id].file) as pdf:
            assert pdf.Root.MarkInfo.Marked and str(pdf.Root.Lang) == "zh-CN"
            assert [item.title for item in pdf.open_outline().root]
            with pdf.open_metadata() as metadata:
                assert (metadata["pdfuaid:part"], metadata["pdfaid:part"]) == ("1", "2")
                assert case.data.title.to("zh") in metadata["dc:title"]
                assert case.data.community.name.to("zh") in metadata["dc:title"]


def test_nothing_is_set_twice_and_a_change_sets_its_own_alone(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, before, _, _ = made
    shutil.copytree(before.root, tmp_path / "library")
    paths = Paths.of(tmp_path / "library")
    library = load_library(paths).library
    built = _book(library, paths)
    assert not built.made
    times = times_of(paths.cache / "offprints")
    with monkeypatch.context() as patch:
        patch.setattr("casebook.site.offprints.solo", None)  # would fail where it is called
        offprints = _gather(library, paths, built)
    assert times_of(paths.cache / "offprints") == times
    changed, *others = library.published
    data = changed.data.model_copy(update={"title": changed.data.title.model_copy()})
    texts = {"zh": replace(changed.texts["zh"], source=changed.texts["zh"].source + "\n")}
    new = replace(changed, data=data, texts=texts)
    library = replace(library, cases=tuple(new if c is changed else c for c in library.cases))
    again = _gather(library, paths, built)
    assert again[changed.id].file != offprints[changed.id].file
    assert {c.id: again[c.id].file for c in others} == {c.id: offprints[c.id].file for c in others}


def test_the_same_bytes_in_any_folder(made: Made, tmp_path: Path) -> None:
    _, _, built, offprints = made
    library, paths = _library(tmp_path / "another folder" / "小区")
    again = _gather(library, paths, _book(library, paths))
    for id, offprint in offprints.items():
        assert offprint.file.read_bytes() == again[id].file.read_bytes(), id


def test_a_case_in_no_yearbook_has_pages_of_its_own(tmp_path: Path) -> None:
    library, paths = _library(tmp_path / "library")
    first = library.published[0]
    title = first.data.title.model_copy(update={"zh": f"{HOSTILE}\U00030edd"})
    hostile = replace(first, data=first.data.model_copy(update={"title": title}))
    library = replace(library, cases=(hostile,))
    offprint = _gather(library, paths, None)[first.id]
    texts, labels = bare_pages(offprint.file), _labels(offprint.file)
    assert labels[2:] == [str(n) for n in range(1, len(labels) - 1)]
    assert "未收入年鉴" in texts[0] and "[EB/OL]" in texts[1]
    assert bare(HOSTILE) + "〓" in texts[0]  # as typed; no font has the last character


def test_a_case_corrected_since_the_book_was_printed_says_so(tmp_path: Path) -> None:
    library, paths = _library(tmp_path / "library")
    assert build(paths.root, "yearbook", EDITION, "--lock") == 0
    places = _book(library, paths).places
    changed, *others = library.published
    add_to_last_passage(changed.folder / "zh.md", "付印以后补写的一句。")
    offprints = _gather(load_library(paths).library, paths, None)
    pages = bare_pages(offprints[changed.id].file)
    assert "年鉴付印以后,本文有更正" in "".join(pages[:2])
    assert "付印以后补写的一句" in "".join(pages)
    assert str(places[changed.id].first) in _labels(offprints[changed.id].file)
    for case in others:
        assert "付印以后" not in "".join(bare_pages(offprints[case.id].file)[:2])


def test_the_page_of_a_case_offers_its_offprint(built_site: BuiltLibrary) -> None:
    library = load_library(Paths.of(built_site.root)).library
    for case in library.published:
        file = built_site.out / "offprints" / f"{case.id}.pdf"
        with pikepdf.open(file) as pdf:
            count = len(pdf.pages)
        size = file_size(file.stat().st_size)
        for prefix, said in (
            ("", f"抽印本（PDF，{count}页，{size}）"),
            ("en/", f"Offprint (PDF in Chinese, {count} pages, {size})"),
        ):
            page = (built_site.out / f"{prefix}cases/{case.id}/index.html").read_text("utf-8")
            links = re.findall(rf'<a [^>]*offprints/{case.id}\.pdf"[^>]*>([^<]*)</a>', page)
            assert links and set(links) == {said}
            assert f'"contentUrl": "https://cases.example.org/offprints/{case.id}.pdf"' in page
    shown = {f"{case.id}.pdf" for case in library.published}
    assert {path.name for path in (built_site.out / "offprints").iterdir()} == shown


def test_a_withdrawn_case_has_none(small_site: BuiltLibrary) -> None:
    withdrawn = load_library(Paths.of(small_site.root)).library.withdrawn
    names = {path.stem for path in (small_site.out / "offprints").iterdir()}
    assert withdrawn and names and not names & {case.id for case in withdrawn}
