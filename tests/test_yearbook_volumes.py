"""An edition of several volumes, opened again: cut, page references, photos, what is set anew."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from made_cases import write_library

from casebook.load import load_library
from casebook.paths import HOME, Paths
from casebook.words import load_words
from casebook.yearbook import Built, binding, build_yearbook, setting
from casebook.yearbook.binding import volume_names
from casebook.yearbook.drawing import Medium
from casebook.yearbook.placements import placements
from casebook.yearbook.proxies import proxies_in
from casebook.yearbook.volumes import Sizes, cut

SITE = "https://cases.example/"
CASES, PHOTOS, LIMIT = 10, 6, 40


@dataclass(frozen=True)
class Bound:
    """A small made library, and its edition for both media."""

    root: Path
    screen: Built
    press: Built


def _build(root: Path, medium: Medium = "screen") -> Built:
    paths = Paths.of(root)
    library = load_library(paths).library
    return build_yearbook(library, library.editions["made"], paths, SITE, medium)


@pytest.fixture(scope="module")
def bound(tmp_path_factory: pytest.TempPathFactory) -> Bound:
    root = tmp_path_factory.mktemp("volumes") / "library"
    write_library(root, CASES, CASES, prose=800, photos=PHOTOS, pages=LIMIT)
    return Bound(root, _build(root), _build(root, "press"))


def _texts(pdf: Path, space: str = "") -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    return [re.sub(r"\s+", space, unicodedata.normalize("NFKC", text)) for text in pages]


def _bare(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def _names(root: Path) -> Mapping[str, str]:
    cases = load_library(Paths.of(root)).library.cases
    return {case.id: case.data.community.name.to("zh") for case in cases}


def test_volumes_are_within_the_limit_and_fill_their_signatures(bound: Bound) -> None:
    names = [volume.pdf.name for volume in bound.press.volumes]
    assert len(names) > 1
    assert names == [f"yearbook-made-{n}.pdf" for n in range(1, len(names) + 1)]
    for volume in bound.press.volumes:
        with pikepdf.open(volume.pdf) as pdf:
            assert len(pdf.pages) == volume.page_count <= LIMIT
        assert volume.page_count % 8 == 0
    assert set(bound.press.places) == set(_names(bound.root))


def test_press_and_screen_have_the_same_pages(bound: Bound) -> None:
    for key, place in bound.press.places.items():
        other = bound.screen.places[key]
        assert (place.volume, place.first, place.last) == (other.volume, other.first, other.last)
        assert place.sheet == place.first
        assert other.sheet == place.sheet + 2  # the cover and its inside
    for text, book in zip(bound.press.volumes, bound.screen.volumes, strict=True):
        assert book.page_count == text.page_count + 4  # the back cover has an inside too


def test_the_index_gives_volume_and_page_of_every_case(bound: Bound) -> None:
    count = len(bound.press.volumes)
    shorts = [short for _, short in volume_names(count, load_words(HOME / "theme"), "zh")]
    pages = [_texts(volume.pdf) for volume in bound.press.volumes]
    last = max(p.last for p in bound.press.places.values() if p.volume == count)
    index = " ".join(_texts(bound.press.volumes[-1].pdf, " ")[last:])
    said = {(a, int(n)) for a, n in re.findall(rf"({'|'.join(shorts)})–(\d+)", index)}
    real = {(shorts[p.volume - 1], p.first) for p in bound.press.places.values()}
    assert said == real
    for key, place in bound.press.places.items():
        title = next((bound.root / "cases" / key).glob("case.yaml")).read_text(encoding="utf-8")
        [summary] = re.findall(r'summary: \{"zh": "([^"]+)"', title)
        assert _bare(summary) in pages[place.volume - 1][place.sheet - 1]
    assert "小区索引" in "".join(pages[-1])
    assert all("小区索引" not in "".join(texts) for texts in pages[:-1])


def test_each_volume_has_its_own_contents_and_title(bound: Bound) -> None:
    names, places = _names(bound.root), bound.press.places
    count = len(bound.press.volumes)
    titles = [name for name, _ in volume_names(count, load_words(HOME / "theme"), "zh")]
    for number, volume in enumerate(bound.press.volumes, 1):
        start = min(place.sheet for place in places.values() if place.volume == number)
        front = "".join(_texts(volume.pdf)[: start - 1])
        for key, name in names.items():
            assert (_bare(name) in front) == (places[key].volume == number)
        assert ("本书为测速而编" in front) == (number == 1)  # the preface
        with pikepdf.open(volume.pdf) as pdf, pdf.open_metadata() as metadata:
            assert str(metadata["dc:title"]).endswith(titles[number - 1])


def test_photos_are_put_in_as_sharp_as_the_screen_needs(bound: Bound) -> None:
    seen = 0
    for press, screen in zip(bound.press.volumes, bound.screen.volumes, strict=True):
        with pikepdf.open(press.pdf) as pdf:
            placed = placements(pdf)
            assert placed.keys() == proxies_in(pdf).keys()
        with pikepdf.open(screen.pdf) as pdf:
            assert proxies_in(pdf) == {}
            images = [
                image
                for image in pdf.objects
                if isinstance(image, pikepdf.Stream)
                and image.get("/Subtype") == "/Image"
                and image.get("/Filter") == "/DCTDecode"
            ]
            assert len(images) == len(placed)
            widths = sorted(int(image.Width) for image in images)
            needed = sorted(max(p.width for p in where) for where in placed.values())
            for pixels, width in zip(widths, needed, strict=True):
                assert pixels / (width / 25.4) == pytest.approx(160, abs=1)
            assert pdf.Root.OutputIntents[0].S == "/GTS_PDFA1"
        seen += len(placed)
    assert seen == PHOTOS


def test_only_the_volume_of_a_changed_case_is_set_again(
    bound: Bound, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "library"
    shutil.copytree(bound.root, root)
    again = _build(root, "press")
    assert not again.made
    case = next(key for key, place in again.places.items() if place.volume == 1)
    path = root / "cases" / case / "zh.md"
    path.write_text(path.read_text(encoding="utf-8").replace("，", "、", 1), encoding="utf-8")
    calls = []

    def counted(*given: object) -> object:
        calls.append(given)
        return compile_book(*given)

    compile_book = setting.compile_book
    monkeypatch.setattr(setting, "compile_book", counted)
    changed = _build(root, "press")
    assert changed.made and changed.places == again.places
    assert len(calls) == 1
    for number, (one, other) in enumerate(zip(again.volumes, changed.volumes, strict=True), 1):
        assert (one.pdf.read_bytes() == other.pdf.read_bytes()) == (number > 1)


def test_a_killed_build_leaves_nothing_half_made(
    bound: Bound, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "library"
    shutil.copytree(bound.root, root, ignore=shutil.ignore_patterns("yearbook"))

    def killed(*_: object) -> object:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(setting, "compile_book", killed)
        with pytest.raises(KeyboardInterrupt):
            _build(root, "press")
    home = root / ".cache" / "yearbook" / "made-press"
    assert [path for path in home.rglob("*") if path.name != ".volumes"] == []
    for left in (home / ".part-left", home / ".volumes" / ".work-left"):  # by a power cut
        left.mkdir(parents=True)
        (left / "book.pdf").write_bytes(b"%PDF-")
    built = _build(root, "press")
    assert built.made and built.places == bound.press.places
    assert list(home.rglob("*left*")) == []


@pytest.mark.parametrize("seed", ["0", "1"])
def test_the_same_bytes_in_any_folder_with_any_hash_seed(
    bound: Bound, tmp_path: Path, seed: str
) -> None:
    root = tmp_path / f"小区 {seed}"
    shutil.copytree(bound.root, root, ignore=shutil.ignore_patterns(".cache"))
    code = f"from test_yearbook_volumes import _build; _build({str(root)!r})"
    known = os.pathsep.join((str(HOME), str(HOME / "tests")))
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": known}
    subprocess.run([sys.executable, "-c", code], check=True, env=environment)
    again = _build(root)
    assert not again.made
    for one, other in zip(bound.screen.volumes, again.volumes, strict=True):
        assert one.pdf.read_bytes() == other.pdf.read_bytes()


def test_a_volume_that_comes_out_too_long_is_cut_again(
    bound: Bound, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However wrong the guess is, it only costs time."""
    root = tmp_path / "library"
    shutil.copytree(bound.root, root)
    none = Sizes(dict.fromkeys(_names(root), 0.5), 0, 0)
    monkeypatch.setattr(binding, "guess", lambda chapters: none)
    monkeypatch.setattr("casebook.yearbook.build._OWN_CODE", "other")
    built = _build(root, "press")
    assert built.made and len(built.volumes) > 1
    assert all(volume.page_count <= LIMIT for volume in built.volumes)


def test_a_cut_is_even_and_prefers_the_end_of_a_chapter() -> None:
    cases = [("a", f"a{n}") for n in range(7)] + [("b", f"b{n}") for n in range(5)]
    sizes = Sizes({key: 10.0 for _, key in cases}, front=10, back=0)
    assert [len(part) for part in cut(cases, sizes, 1000)] == [12]
    near = Sizes({key: 10.0 + (n < 7) * -1.5 for n, (_, key) in enumerate(cases)}, 10, 0)
    assert [len(part) for part in cut(cases, near, 90)] == [7, 5]
    even = [("a", key) for _, key in cases]
    assert [len(part) for part in cut(even, sizes, 90)] == [6, 6]
    assert [len(part) for part in cut(even, sizes, 50)] == [4, 4, 4]
    assert [len(part) for part in cut(even, sizes, 16)] == [1] * 12  # a case alone may be longer
    assert sum(cut(even, sizes, 50), []) == [key for _, key in even]
    behind = Sizes(sizes.cases, front=10, back=40)
    assert [len(part) for part in cut(even, behind, 90)] == [8, 4]


def test_names_of_volumes() -> None:
    words = load_words(HOME / "theme")
    assert volume_names(1, words, "zh") == [("", "")]
    assert [name for name, _ in volume_names(2, words, "zh")] == ["上册", "下册"]
    assert [short for _, short in volume_names(3, words, "zh")] == ["上", "中", "下"]
    assert volume_names(12, words, "zh")[11] == ("第十二册", "12")
    assert [name for name, _ in volume_names(2, words, "en")] == ["Volume 1", "Volume 2"]
