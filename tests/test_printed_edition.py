"""A locked edition: the printed bytes stay, and what changes afterwards is said."""

from __future__ import annotations

import json
import shutil
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import segno
from building import build, edit

from casebook.exports.case_record import case_document
from casebook.load import load_library
from casebook.model.lock import LOCK
from casebook.paths import HOME, Paths
from casebook.printed.concordance import Concordance, Erratum
from casebook.printed.differences import corrections
from casebook.printed.lines import bare_letters
from casebook.printed.notes import pages_said, parts_said
from casebook.printed.volumes import printed_volumes
from casebook.site.build import SiteInput, world_of
from casebook.site.inputs import load_inputs
from casebook.site.printed_views import entries_of, printed_citations
from casebook.words import load_words
from casebook.yearbook.cases import CasePrinter
from casebook.yearbook.made import CasePages

SITE = "https://cases.example.org/"
CASE = "2022-baoli-huayuan"
OTHER = "2022-langyue-huayuan"
WORDS = load_words(HOME / "theme")
ADDED = "本刊付印后补记的一句话。"


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lock a copy of the real edition."""
    root = tmp_path_factory.mktemp("locked") / "library"
    for part in ("cases", "content"):
        shutil.copytree(HOME / part, root / part)
    assert build(root, "yearbook", "2022", "--lock") == 0
    return root


@pytest.fixture
def library(locked: Path, tmp_path: Path) -> Path:
    """Return a copy of the locked library, to be changed."""
    ignored = shutil.ignore_patterns(".cache")
    return shutil.copytree(locked, tmp_path / "library", ignore=ignored)


def _edition(root: Path) -> Path:
    return root / "content" / "editions" / "2022"


def _pdf(root: Path) -> Path:
    return _edition(root) / "printed" / "yearbook-2022.pdf"


def _rows(root: Path) -> tuple[Erratum, ...]:
    library = load_library(Paths.of(root)).library
    edition, printed = library.editions["2022"], library.printed["2022"]
    return Concordance(library, edition, printed, SITE, WORDS).rows


def _offered(root: Path) -> bytes:
    paths = Paths.of(root)
    library = load_library(paths).library
    built = printed_volumes(library, library.editions["2022"], paths, SITE)
    assert built is not None
    return built.volumes[0].pdf.read_bytes()


def _text(pdf: bytes, page: int | None = None) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [document[page - 1]] if page else list(document)
        return bare_letters("".join(p.get_textpage().get_text_range() for p in pages))


def _withdraw(root: Path, case: str) -> None:
    edit(
        root / "cases" / case / "case.yaml",
        "status: published",
        "status: withdrawn\nwithdrawn: {date: 2026-12-01, reason: {zh: 申报材料不实}}",
    )


def _first_paragraph(root: Path, case: str) -> str:
    text = (root / "cases" / case / "zh.md").read_text("utf-8")
    return next(p for p in text.split("\n\n") if p and p[0] not in "#>|-[" and "\n" not in p)


def test_locking_gives_the_same_bytes_and_is_done_once(
    locked: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    again = tmp_path / "anders" / "库"
    for part in ("cases", "content"):
        shutil.copytree(HOME / part, again / part)
    assert build(again, "yearbook", "2022", "--lock") == 0
    one, other = _edition(locked), _edition(again)
    names = sorted(p.relative_to(one) for p in one.rglob("*") if p.is_file())
    assert names == sorted(p.relative_to(other) for p in other.rglob("*") if p.is_file())
    for name in names:
        assert (one / name).read_bytes() == (other / name).read_bytes(), name
    before = (other / LOCK).read_bytes()
    assert build(again, "yearbook", "2022", "--lock") == 1
    assert "已经锁定" in capsys.readouterr().err
    assert (other / LOCK).read_bytes() == before


def test_nothing_changed_makes_no_slip(library: Path) -> None:
    assert _rows(library) == ()
    assert build(library, "yearbook", "2022", "--errata") == 0
    assert not (library / "exports").exists()


def test_a_changed_word_is_a_row_and_the_book_stays(library: Path) -> None:
    before = _pdf(library).read_bytes()
    paragraph = _first_paragraph(library, CASE)
    word = paragraph[8:12]
    changed = paragraph[:8] + "另写四字" + paragraph[12:]
    edit(library / "cases" / CASE / "zh.md", paragraph, changed)
    [row] = _rows(library)
    assert row.case == CASE and word in row.wrong and "另写四字" in row.right
    assert row.spot is not None and row.spot.line > 1
    assert row.page == row.place.first + row.spot.sheet - row.place.sheet
    assert bare_letters(word) in _text(before, row.spot.sheet)
    assert _offered(library) == before
    assert build(library, "yearbook", "2022", "--errata") == 0
    slip = library / "exports" / "errata" / "2022.pdf"
    assert bare_letters("另写四字") in _text(slip.read_bytes())
    first = slip.read_bytes()
    assert build(library, "yearbook", "2022", "--errata") == 0
    assert slip.read_bytes() == first
    with pikepdf.open(slip) as pdf:
        spaces = pdf.pages[0].Contents.read_bytes()
    assert b" k" in spaces and b" rg" not in spaces  # K alone, no RGB


def test_the_page_of_a_case_names_what_changed(library: Path) -> None:
    edit(library / "cases" / CASE / "case.yaml", "养老理疗开进生活馆", "养老理疗走进生活馆")
    paths = Paths.of(library)
    found = load_library(paths).library
    settings, _ = load_inputs(found, paths)
    assert settings is not None
    world = world_of(SiteInput(found, settings, paths, SITE, {}))
    cases = {case.id: case for case in found.published}
    [entry] = world.in_books(cases[CASE])
    place = found.printed["2022"].lock.cases[CASE]
    assert entry.place is not None and entry.place.first == place.first
    assert parts_said(entry.changes, "zh", WORDS) == "标题"
    assert parts_said(entry.changes, "en", WORDS) == "title"
    assert world.in_books(cases[OTHER])[0].changes == ()
    [record] = case_document(world, cases[CASE], {}).printings
    assert (record.edition, record.volume) == ("2022", None)
    assert (record.first_page, record.last_page) == (place.first, place.last)
    assert record.changed_since and [name.zh for name in record.changed] == ["标题"]
    [cited] = printed_citations(world, cases[CASE], "zh")
    assert cited.text.endswith(f"2026: {place.first}-{place.last}.") and "[M]//" in cited.text


def test_a_renamed_case_stays_in_the_book(library: Path) -> None:
    (library / "cases" / CASE).rename(library / "cases" / "2022-xin-ming")
    edit(library / "cases" / "published.yaml", f"id: {CASE}", "id: 2022-xin-ming")
    ledger = library / "cases" / "published.yaml"
    lines = ledger.read_text("utf-8").splitlines()
    lines = [
        line.replace("}", f", aliases: [{CASE}]}}") if "2022-xin-ming" in line else line
        for line in lines
    ]
    ledger.write_text("\n".join(lines) + "\n", "utf-8")
    found = load_library(Paths.of(library)).library
    edition = found.editions["2022"]
    case = next(c for c in found.published if c.id == "2022-xin-ming")
    assert found.prints(edition, case) and found.printed_as(edition, case) == CASE
    assert _rows(library) == ()


def test_a_withdrawn_case_is_not_spread(library: Path) -> None:
    pieces = json.loads((_edition(library) / "printed" / f"{CASE}.json").read_bytes())["pieces"]
    long = [bare_letters(p["text"]) for p in pieces if len(p["text"]) > 30]
    assert len(long) > 5
    kept = _pdf(library).read_bytes()
    _withdraw(library, CASE)
    place = load_library(Paths.of(library)).library.printed["2022"].lock.cases[CASE]
    offered = _offered(library)
    title = next(bare_letters(p["text"]) for p in pieces if p["part"] == "title")
    sheets = range(place.sheet, place.sheet + place.last - place.first + 1)
    for sheet in sheets:
        assert "本案例已撤回" in _text(offered, sheet)
    whole = _text(offered)
    for text in long:
        # the title remains in the list of contents, as a fact of the printed book
        assert text == title or text not in whole, text
    with pikepdf.open(BytesIO(offered)) as pdf, pikepdf.open(BytesIO(kept)) as old:
        assert len(pdf.pages) == len(old.pages)
        spoken = [s for item in pdf.objects for s in _strings(item)]
        assert not [s for s in spoken if len(s) > 8 and any(bare_letters(s) in t for t in long)]
        with pdf.open_outline() as outline:
            titles = [child.title for item in outline.root for child in item.children]
        assert titles and title not in map(bare_letters, titles)
        top = pdf.Root.StructTreeRoot
        tree = pikepdf.NumberTree(top.ParentTree)
        for sheet in sheets:
            [*elements] = tree[int(pdf.pages[sheet - 1].obj.StructParents)]
            assert elements and all(e.S == "/P" for e in elements)
    again = shutil.copytree(library, library.parent / "again")
    shutil.rmtree(again / ".cache", ignore_errors=True)
    assert _offered(again) == offered
    [row] = _rows(library)
    assert row.difference is None and row.case == CASE


def _strings(item: pikepdf.Object) -> list[str]:
    if not isinstance(item, pikepdf.Dictionary):
        return []
    return [str(v) for v in item.values() if isinstance(v, pikepdf.String)]


def test_the_list_of_a_book_does_not_name_a_withdrawn_case(library: Path) -> None:
    _withdraw(library, CASE)
    paths = Paths.of(library)
    found = load_library(paths).library
    settings, _ = load_inputs(found, paths)
    assert settings is not None
    world = world_of(SiteInput(found, settings, paths, SITE, {}))
    entries = entries_of(world, found.editions["2022"])
    assert len(entries) == len(found.printed["2022"].lock.cases)
    [gone] = [entry for entry in entries if entry.case is None]
    assert gone.place == world.concordances["2022"].pages_of(CASE)


def test_what_is_kept_of_a_withdrawn_case_can_be_deleted(library: Path) -> None:
    _withdraw(library, CASE)
    offered = _offered(library)
    assert build(library, "yearbook", "2022", "--forget") == 0
    printed = load_library(Paths.of(library)).library.printed["2022"]
    assert printed.lock.cases[CASE].forgotten and printed.lock.cases[CASE].printed is None
    assert not (_edition(library) / "printed" / f"{CASE}.json").exists()
    assert _pdf(library).read_bytes() == _offered(library) == offered
    assert build(library, "check") == 0
    assert build(library, "yearbook", "2022", "--forget") == 0


def test_an_altered_file_is_found(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pdf = _pdf(library)
    pdf.write_bytes(pdf.read_bytes() + b"\n")
    assert build(library, "check") == 1
    assert "有人改动过" in capsys.readouterr().out
    pdf.unlink()
    assert build(library, "check") == 1
    assert "git lfs pull" in capsys.readouterr().out
    pdf.symlink_to(HOME / "README.md")
    assert build(library, "check") == 1


def test_several_volumes(tmp_path: Path) -> None:
    root = tmp_path / "library"
    for part in ("cases", "content"):
        shutil.copytree(HOME / part, root / part)
    with (_edition(root) / "edition.yaml").open("a", encoding="utf-8") as settings:
        settings.write("volumes: {pages: 28}\n")
    assert build(root, "yearbook", "2022", "--lock") == 0
    paths = Paths.of(root)
    printed = load_library(paths).library.printed["2022"]
    last = max(printed.lock.cases, key=lambda id: printed.lock.cases[id].volume)
    place = printed.lock.cases[last]
    assert place.volume == len(printed.lock.volumes) > 1
    _withdraw(root, last)
    library = load_library(paths).library
    built = printed_volumes(library, library.editions["2022"], paths, SITE)
    assert built is not None
    for kept, offered in zip(printed.lock.volumes, built.volumes, strict=True):
        same = printed.file(kept) == offered.pdf
        assert same == (kept is not printed.lock.volumes[-1])
    assert "本案例已撤回" in _text(built.volumes[-1].pdf.read_bytes(), place.sheet)


def test_the_code_of_a_printed_case_leads_to_its_page(locked: Path) -> None:
    library = load_library(Paths.of(locked)).library
    for case in library.cases_in(library.editions["2022"]):
        made = CasePrinter(library, "zh", SITE, WORDS, lambda case, file: None).case(case)
        assert made["link"] == f"{SITE}cases/{case.id}/"
        dark = {(x + n, y) for x, y, length in made["qr"]["runs"] for n in range(length)}
        wanted = segno.make_qr(made["link"], error="m", boost_error=False).matrix
        size = range(made["qr"]["size"])
        assert [[int((x, y) in dark) for x in size] for y in size] == [list(r) for r in wanted]


def test_words_are_cut_at_words_and_numbers() -> None:
    [cut] = corrections("全区共有1,250户，其中老人300户。", "全区共有1,350户，其中老人300户。")
    assert (cut.wrong, cut.right) == ("全区共有1,250户", "全区共有1,350户")
    one, two = corrections("甲乙丙丁，一二三四五六七八九。", "甲乙丙戊，一二三四五六七八十。")
    assert "丁" in one.wrong and "戊" in one.right and "九" in two.wrong and "十" in two.right
    [new] = corrections("", ADDED)
    assert (new.wrong, new.right) == ("", ADDED)


@pytest.mark.parametrize(
    ("place", "volumes", "zh", "en"),
    [
        (CasePages(1, 12, 12, 14), 1, "第12页", "p. 12"),
        (CasePages(1, 12, 15, 14), 1, "第12—15页", "pp. 12–15"),
        (CasePages(1, 128, 128, 130), 2, "上册第128页", "Volume 1, p. 128"),
    ],
)
def test_pages_in_words(place: CasePages, volumes: int, zh: str, en: str) -> None:
    assert pages_said(place, volumes, "zh", WORDS) == zh
    assert pages_said(place, volumes, "en", WORDS) == en
