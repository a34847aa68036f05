"""The press edition, opened again: boxes, marks, inks, text, intent, photos, cover, ticket."""

from __future__ import annotations

import errno
import hashlib
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from building import SAMPLE, build, bytes_of
from laden import canaries_in, lade
from PIL import Image, ImageChops, ImageCms, ImageStat

from casebook.cli import main
from casebook.commands import press
from casebook.console import Console
from casebook.load import load_library
from casebook.model.edition import Edition
from casebook.paths import HOME, Paths
from casebook.preflight import check_press
from casebook.preflight.report import Part
from casebook.press import TICKET, PressEdition, build_press, kept
from casebook.press.finish import Order, finish
from casebook.press.profile import load_profile
from casebook.problem import ProblemsError
from casebook.yearbook import Built, build_yearbook
from casebook.yearbook.proxies import Picture

SITE = "https://cases.example/"
PROFILE = Path("/usr/share/color/icc/ghostscript/default_cmyk.icc")
MM = 72 / 25.4
ISBN = "978-7-5086-8888-6"
PRINTER = """
printer:
  profile: press.icc
  condition: FOGRA99
  paper: {leaf: 0.25, cover: 0.3}
"""

needs_profile = pytest.mark.skipif(
    not PROFILE.is_file(),
    reason="no CMYK profile here: tools/checkers.sh installs Ghostscript's (Debian libgs-common)",
)
pytestmark = needs_profile


def _library(root: Path, printer: str = PRINTER) -> tuple[Paths, Edition]:
    """Write the sample case with photos, and an edition that prints it."""
    shutil.copytree(SAMPLE / "cases", root / "cases")
    case = next(path.parent for path in root.glob("cases/*/case.yaml"))
    subprocess.run(
        [sys.executable, str(SAMPLE / "make_photos.py"), str(case / "photos")], check=True
    )
    lade(case / "photos")
    shutil.copytree(HOME / "content", root / "content")
    home = root / "content" / "editions" / "2022"
    shutil.copyfile(PROFILE, home / "press.icc")
    text = (home / "edition.yaml").read_text(encoding="utf-8")
    text = re.sub(r"^programmes: .*$", "programmes: [good-service-2026]", text, flags=re.M)
    # what an edition of this programme has to be called (001-032)
    text = text.replace("zh: “美好家园”典型案例年鉴2022", "zh: 2026年住宅小区“好服务”案例")
    english = "Good-Service Cases of Residential Communities 2026"
    text = text.replace('"Beautiful Homes: Model Cases, Yearbook 2022"', english)
    text = text.replace("imprint:\n", f"imprint:\n  isbn: {ISBN}\n  price: 98\n")
    (home / "edition.yaml").write_text(text + printer, encoding="utf-8")
    paths = Paths.of(root)
    return paths, load_library(paths).library.editions["2022"]


def _press(paths: Paths, edition: Edition) -> tuple[PressEdition, dict[str, bytes]]:
    """Make the press edition beside its library; return it with the content of its files."""
    library = load_library(paths).library
    out = paths.root / "press"
    out.mkdir()
    made = build_press(library, edition, paths, SITE, Console(quiet=True), out)
    assert set(made.files) == set(out.iterdir())
    return made, {path.name: path.read_bytes() for path in made.files}


@dataclass(frozen=True)
class Made:
    """A press edition that was made once; tests look at it and change nothing."""

    paths: Paths
    edition: Edition
    press: PressEdition
    files: dict[str, bytes]
    screen: Built

    def open(self, name: str) -> pikepdf.Pdf:
        """Open a file of the edition."""
        return pikepdf.Pdf.open(BytesIO(self.files[name]))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Make the press and the screen edition of the sample."""
    paths, edition = _library(tmp_path_factory.mktemp("press") / "library")
    library = load_library(paths).library
    screen = build_yearbook(library, edition, paths, SITE)
    return Made(paths, edition, *_press(paths, edition), screen)


def _box(page: pikepdf.Page, name: str) -> list[float]:
    return [float(edge) for edge in page.obj[name]]


def _operators(content: object, resources: pikepdf.Object) -> Iterator[tuple[str, list[object]]]:
    """Yield operators with operands of a page and of the forms that it draws."""
    for said in pikepdf.parse_content_stream(content):
        name, operands = str(said.operator), list(said.operands)
        yield name, operands
        if name == "Do":
            drawn = resources.XObject[str(operands[0])]
            if drawn.Subtype == "/Form":
                yield from _operators(drawn, drawn.get("/Resources", resources))


def test_text_and_cover_and_a_ticket_are_made(made: Made) -> None:
    assert sorted(made.files) == ["2022-cover.pdf", "2022-text.pdf", TICKET]


def test_nothing_that_a_photo_carried_goes_to_print(made: Made) -> None:
    """P-06."""
    files = {**made.files, **{v.pdf.name: v.pdf.read_bytes() for v in made.screen.volumes}}
    assert len(files) > len(made.files)
    assert {name: canaries_in(content) for name, content in files.items()} == dict.fromkeys(
        files, []
    )


def test_boxes_of_the_text_are_trim_bleed_and_ten_millimetres_around(made: Made) -> None:
    with made.open("2022-text.pdf") as pdf:
        for page in pdf.pages:
            media, bleed, trim = (_box(page, f"/{n}Box") for n in ("Media", "Bleed", "Trim"))
            assert media == pytest.approx([0, 0, 230 * MM, 305 * MM], abs=0.01)
            assert trim == pytest.approx([10 * MM, 10 * MM, 220 * MM, 295 * MM], abs=0.01)
            assert bleed == pytest.approx([7 * MM, 7 * MM, 223 * MM, 298 * MM], abs=0.01)
            assert "/ArtBox" not in page.obj and "/CropBox" not in page.obj


def test_the_text_has_all_pages_in_whole_signatures(made: Made) -> None:
    library = load_library(made.paths).library
    built = build_yearbook(library, made.edition, made.paths, SITE, "press")
    with made.open("2022-text.pdf") as pdf:
        assert len(pdf.pages) == built.page_count
        assert len(pdf.pages) % made.edition.printer.signature == 0
    assert f"页数：{built.page_count}（" in made.files[TICKET].decode("utf-8-sig")


def test_nothing_has_a_colour_but_in_cmyk(made: Made) -> None:
    """Marks alone are in a separation, that of all inks."""
    for name in ("2022-text.pdf", "2022-cover.pdf"):
        with made.open(name) as pdf:
            for number, page in enumerate(pdf.pages, 1):
                spaces = page.Resources.ColorSpace
                assert list(spaces.keys()) == ["/All"], number
                assert [str(item) for item in list(spaces.All)[:3]] == [
                    "/Separation",
                    "/All",
                    "/DeviceCMYK",
                ]
                for operator, operands in _operators(page, page.Resources):
                    assert operator not in {"g", "G", "rg", "RG", "sh", "ri"}, number
                    if operator in {"cs", "CS"}:
                        assert str(operands[0]) == "/All", number
                for drawn in page.Resources.XObject.values():
                    if drawn.Subtype == "/Image":
                        assert drawn.ColorSpace == "/DeviceCMYK", number
                    assert "/Group" not in drawn
                assert "/Group" not in page.obj


def test_text_is_black_alone_or_one_of_the_hues(made: Made) -> None:
    """No letter is printed in three or four inks that are not a hue or white."""
    hues = {(0.24, 0.92, 0.88, 0.16), (0.84, 0.38, 0.62, 0.24), (0.92, 0.76, 0.22, 0.08)}
    hues |= {(0.34, 0.56, 1.0, 0.24), (0.0, 0.0, 0.0, 0.0)}
    seen = set()
    for name in ("2022-text.pdf", "2022-cover.pdf"):
        with made.open(name) as pdf:
            for page in pdf.pages:
                fill: tuple[float, ...] = ()
                for operator, operands in _operators(page, page.Resources):
                    if operator == "k":
                        fill = tuple(round(float(str(ink)), 2) for ink in operands)
                    if operator in {"Tj", "TJ"}:
                        seen.add(fill)
    assert (0.0, 0.0, 0.0, 1.0) in seen
    assert {fill for fill in seen if fill[:3] != (0, 0, 0)} <= hues


def test_black_text_overprints_and_white_text_does_not(made: Made) -> None:
    found = set()
    with made.open("2022-text.pdf") as pdf:
        for page in pdf.pages:
            states = page.Resources.ExtGState
            assert states.Overprint.op and states.Overprint.OPM == 1 and not states.Knockout.op
            stack: list[tuple[tuple[float, ...], bool]] = []
            fill: tuple[float, ...] = ()
            over = False
            for operator, operands in _operators(page, page.Resources):
                if operator == "q":
                    stack.append((fill, over))
                elif operator == "Q":
                    fill, over = stack.pop()
                elif operator == "k":
                    fill = tuple(float(str(ink)) for ink in operands)
                elif operator == "gs":
                    over = bool(states[str(operands[0])].op)
                elif operator in {"Tj", "TJ"}:
                    found.add((fill == (0, 0, 0, 1), over))
                elif operator in {"f", "f*", "S", "B", "Do"}:
                    assert not over
    assert found >= {(True, True), (False, False)}
    assert (False, True) not in found


def test_night_is_the_only_ground_of_four_inks_and_within_the_limit(made: Made) -> None:
    with made.open("2022-text.pdf") as pdf:
        for page in pdf.pages:
            for operator, operands in _operators(page, page.Resources):
                if operator in {"k", "K"}:
                    inks = [float(str(ink)) for ink in operands]
                    assert sum(inks) * 100 <= float(made.edition.printer.ink_limit)


def test_the_output_intent_has_the_profile_of_the_print_house(made: Made) -> None:
    for name in ("2022-text.pdf", "2022-cover.pdf"):
        with made.open(name) as pdf:
            [intent] = list(pdf.Root.OutputIntents)
            assert intent.S == "/GTS_PDFX"
            assert str(intent.OutputConditionIdentifier) == "FOGRA99"
            assert str(intent.RegistryName) == "http://www.color.org"
            assert str(intent.Info)
            assert intent.DestOutputProfile.read_bytes() == PROFILE.read_bytes()
            assert intent.DestOutputProfile.N == 4


def test_metadata_says_the_same_in_xmp_and_in_the_information(made: Made) -> None:
    for name in ("2022-text.pdf", "2022-cover.pdf"):
        with made.open(name) as pdf:
            assert pdf.pdf_version == "1.6"
            assert made.files[name].startswith(b"%PDF-1.6")
            meta = pdf.open_metadata()
            assert meta["{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion"] == "PDF/X-4"
            assert meta["pdf:Trapped"] == "False" and pdf.docinfo.Trapped == "/False"
            assert meta["dc:title"] == str(pdf.docinfo.Title)
            assert meta["xmpMM:RenditionClass"] == "default" and meta["xmpMM:VersionID"] == "1"
            assert str(meta["xmpMM:DocumentID"]).startswith("uuid:")
            day = made.edition.date
            for key in ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"):
                assert meta[key] == f"{day.isoformat()}T00:00:00Z"
            for key in ("/CreationDate", "/ModDate"):
                assert str(pdf.docinfo[key]) == f"D:{day:%Y%m%d}000000Z"
            assert len(pdf.trailer.ID) == 2


def test_nothing_of_a_screen_is_left(made: Made) -> None:
    for name in ("2022-text.pdf", "2022-cover.pdf"):
        with made.open(name) as pdf:
            assert set(pdf.Root.keys()) <= {
                "/Type",
                "/Pages",
                "/Lang",
                "/Metadata",
                "/OutputIntents",
            }
            for page in pdf.pages:
                assert not {"/Annots", "/AA", "/StructParents", "/Tabs"} & set(page.obj.keys())
                names = {name for name, _ in _operators(page, page.Resources)}
                assert not names & {"BMC", "BDC", "EMC", "MP", "DP"}
            for item in pdf.objects:
                if isinstance(item, pikepdf.Dictionary):
                    assert item.get("/S") not in ("/JavaScript", "/URI", "/Launch")
                    assert "/EmbeddedFiles" not in item


def test_fonts_are_embedded(made: Made) -> None:
    count = 0
    for name in ("2022-text.pdf", "2022-cover.pdf"):
        with made.open(name) as pdf:
            for item in pdf.objects:
                if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor":
                    assert {"/FontFile2", "/FontFile3"} & set(item.keys())
                    count += 1
    assert count >= 5


def test_marks_stand_outside_the_bleed(made: Made) -> None:
    """What is printed ends at the bleed; beyond it there is black on white and nothing else."""
    with pypdfium2.PdfDocument(made.files["2022-text.pdf"]) as pdf:
        page = pdf[next(n for n in range(len(pdf)) if _is_dark(pdf[n]))]
        image = page.render(scale=100 / 72).to_pil().convert("RGB")
    around = image.copy()
    low, high = round(7 / 25.4 * 100), round(298 / 25.4 * 100)
    around.paste((255, 255, 255), (low - 1, low - 1, round(223 / 25.4 * 100) + 2, high + 2))
    left = around.crop((0, 0, low - 1, image.height))
    assert left.getextrema()[0][0] < 120, "no mark was drawn"
    for red, green, blue in set(around.get_flattened_data()):
        assert max(red, green, blue) - min(red, green, blue) < 12
    edge = image.getpixel((low + 2, image.height // 2))
    assert isinstance(edge, tuple) and sum(edge) < 200, "the picture does not reach over the trim"


def _is_dark(page: pypdfium2.PdfPage) -> bool:
    image = page.render(scale=0.1).to_pil().convert("L")
    return bool(ImageStat.Stat(image).mean[0] < 120)


def test_pages_are_those_of_the_screen_edition(made: Made) -> None:
    library = load_library(made.paths).library
    built = build_yearbook(library, made.edition, made.paths, SITE, "press")
    assert set(built.places) == set(made.screen.places)
    for case, place in built.places.items():
        on_screen = made.screen.places[case]
        assert (place.volume, place.first, place.last) == (
            on_screen.volume,
            on_screen.first,
            on_screen.last,
        )
    names = {case.id: case.data.community.name.to("zh") for case in library.published}
    with pypdfium2.PdfDocument(made.files["2022-text.pdf"]) as pdf:
        for case, place in built.places.items():
            text = pdf[place.sheet - 1].get_textpage().get_text_range()
            assert names[case] in re.sub(r"\s", "", text)


def _photos(made: Made) -> list[Path]:
    return sorted(made.paths.root.glob("cases/*/photos/*.jpg"))


def test_photos_are_cmyk_at_three_hundred_dots_an_inch_of_their_place(made: Made) -> None:
    """Y-03."""
    found = []
    with made.open("2022-text.pdf") as pdf:
        for page in pdf.pages:
            matrix, stack = pikepdf.Matrix(), []
            for said in pikepdf.parse_content_stream(page):
                match str(said.operator):
                    case "q":
                        stack.append(matrix)
                    case "Q":
                        matrix = stack.pop()
                    case "cm":
                        matrix = pikepdf.Matrix(*(float(n) for n in said.operands)) @ matrix
                    case "Do":
                        drawn = page.Resources.XObject[str(said.operands[0])]
                        if drawn.Subtype == "/Image":
                            inches = abs(matrix.a) / 72
                            assert int(drawn.Width) / inches == pytest.approx(300, abs=1)
                            assert (
                                drawn.ColorSpace == "/DeviceCMYK" and drawn.Filter == "/DCTDecode"
                            )
                            found.append(str(drawn.Title))
    # each says which photo it is, so that a print house can ask for a better one
    named = [photo.relative_to(made.paths.root) for photo in _photos(made)]
    assert sorted(found) == [path.as_posix() for path in named] and len(found) == 4
    for photo in made.press.photos:
        assert photo.resolution == pytest.approx(300, abs=1)
        assert photo.inks.above < 0.001


def test_photos_look_as_they_did(made: Made) -> None:
    """Rendered through the press profile a photo is near its original; inverted it would not be."""
    originals = _photos(made)
    press = ImageCms.getOpenProfile(str(PROFILE))
    srgb = ImageCms.createProfile("sRGB")
    for photo in made.press.photos:
        original = next(path for path in originals if photo.name.endswith(path.name))
        with Image.open(photo.file) as separated, Image.open(original) as before:
            back = ImageCms.profileToProfile(separated, press, srgb, outputMode="RGB")
            assert back is not None
            small = (300, 200)
            off = ImageChops.difference(back.resize(small), before.convert("RGB").resize(small))
        assert max(ImageStat.Stat(off).mean) < 14
    with pypdfium2.PdfDocument(made.files["2022-text.pdf"]) as pdf:
        images = [o for page in pdf for o in page.get_objects() if o.type == 3]
        assert len(images) == 4
        for image in images:
            shown = image.get_bitmap(render=True).to_pil().convert("L")
            # the sample's photos are lit windows on warm paper: light, not dark
            assert ImageStat.Stat(shown).mean[0] > 150


def test_the_cover_is_back_spine_and_front(made: Made) -> None:
    with made.open("2022-text.pdf") as pdf:
        pages = len(pdf.pages)
    spine = round(pages / 2 * 0.25 + 0.6, 1)
    with made.open("2022-cover.pdf") as pdf:
        [page] = list(pdf.pages)
        trim = _box(page, "/TrimBox")
        assert (trim[2] - trim[0]) / MM == pytest.approx(420 + spine, abs=0.06)
        assert (trim[3] - trim[1]) / MM == pytest.approx(285, abs=0.01)
        assert _box(page, "/MediaBox")[2] / MM == pytest.approx(440 + spine, abs=0.06)
    ticket = made.files[TICKET].decode("utf-8-sig")
    assert f"书脊宽：{spine} mm" in ticket
    assert spine < 6 and "书脊不足" in ticket
    assert any("不印文字" in note.zh for note in made.press.notes)


def test_the_ticket_names_every_file_with_its_hash(made: Made) -> None:
    ticket = made.files[TICKET].decode("utf-8-sig")
    for name, content in made.files.items():
        if name != TICKET:
            assert name in ticket and hashlib.sha256(content).hexdigest() in ticket
    for said in ("成品尺寸：210 × 285 mm", "出血：四边各3 mm", "FOGRA99", "not been validated"):
        assert said in ticket
    assert "valid PDF/X" not in ticket
    assert "\r\n" in ticket


def test_the_same_bytes_in_another_folder(made: Made, tmp_path: Path) -> None:
    paths, edition = _library(tmp_path / "elsewhere")
    _, again = _press(paths, edition)
    assert {name: hashlib.sha256(c).hexdigest() for name, c in again.items()} == {
        name: hashlib.sha256(c).hexdigest() for name, c in made.files.items()
    }


def test_a_text_that_did_not_change_is_not_finished_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths, edition = _library(tmp_path / "library")
    _, first = _press(paths, edition)
    left = paths.cache / "press" / edition.id / "killed.part"
    left.write_bytes(b"half")
    finished: list[Path] = []

    def counted(made: Path, order: Order, pictures: Mapping[str, Picture], out: Path) -> None:
        finished.append(out)
        finish(made, order, pictures, out)

    monkeypatch.setattr(kept, "finish", counted)
    shutil.rmtree(paths.root / "press")
    _, again = _press(paths, edition)
    assert again == first and finished == [] and not left.exists()
    # another word, or another printer, and it is
    wider = edition.printer.model_copy(update={"bleed": Decimal(5)})
    shutil.rmtree(paths.root / "press")
    _, wide = _press(paths, edition.model_copy(update={"printer": wider}))
    assert len(finished) == 1 and wide["2022-text.pdf"] != first["2022-text.pdf"]
    assert len(list(left.parent.iterdir())) == 1  # of the former state nothing stays


@pytest.mark.parametrize(
    ("printer", "said"),
    [
        ("", "没有印刷用的 ICC 特性文件"),
        ("\nprinter: {profile: none.icc}\n", "不是年鉴文件夹里的文件"),
        # found by the check already
        ("\nprinter: {profile: ../../../outside.icc}\n", "不在本版本的文件夹里"),
        ("\nprinter: {profile: link.icc}\n", "不在本版本的文件夹里"),
        ("\nprinter: {profile: screen.icc}\n", "不是 CMYK 印刷输出用的 ICC 特性文件"),
        ("\nprinter: {profile: cut.icc}\n", "ICC 特性文件"),
    ],
)
def test_without_a_profile_that_serves_nothing_is_written(
    printer: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "library"
    paths, _ = _library(root, printer)
    home = root / "content" / "editions" / "2022"
    shutil.copyfile(PROFILE, root / "outside.icc")
    (home / "cut.icc").write_bytes(PROFILE.read_bytes()[:3000])
    (home / "link.icc").symlink_to(root / "outside.icc")
    (home / "screen.icc").write_bytes(
        ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    )
    assert build(root, "yearbook", "--press") == 1
    found = capsys.readouterr().err
    assert said in found and "印刷厂" in found and "content/editions/2022/" in found
    assert not (root / "exports").exists()


@pytest.mark.parametrize("name", ["../../../outside.icc", "link.icc", "none.icc", "."])
def test_no_profile_is_read_from_another_folder(name: str, made: Made, tmp_path: Path) -> None:
    home = tmp_path / "content" / "editions" / "2022"
    home.mkdir(parents=True)
    shutil.copyfile(PROFILE, tmp_path / "outside.icc")
    (home / "link.icc").symlink_to(tmp_path / "outside.icc")
    printer = made.edition.printer.model_copy(update={"profile": name})
    edition = made.edition.model_copy(update={"printer": printer})
    with pytest.raises(ProblemsError) as caught:
        load_profile(load_library(made.paths).library, edition, Paths.of(tmp_path))
    [problem] = caught.value.problems
    assert problem.rule == "press-profile" and "不是年鉴文件夹里的文件" in problem.message.zh


def test_a_colour_with_too_much_ink_is_a_problem(tmp_path: Path) -> None:
    mixed = PRINTER + '\ncolours:\n  party: {web: "#A8322A", press: [90, 92, 88, 60]}\n'
    paths, edition = _library(tmp_path / "library", mixed)
    with pytest.raises(ProblemsError) as caught:
        _press(paths, edition)
    [problem] = caught.value.problems
    assert problem.rule == "press-ink" and "330%" in problem.message.zh


def test_without_a_paper_the_text_is_made_and_the_cover_is_asked_for(tmp_path: Path) -> None:
    paths, edition = _library(tmp_path / "library", "\nprinter: {profile: press.icc}\n")
    made, files = _press(paths, edition)
    assert sorted(files) == ["2022-text.pdf", TICKET]
    assert any("printer.paper" in note.zh for note in made.notes)
    with pikepdf.Pdf.open(BytesIO(files["2022-text.pdf"])) as pdf:
        [intent] = list(pdf.Root.OutputIntents)
        assert str(intent.OutputConditionIdentifier) == "Custom"
        assert "/RegistryName" not in intent


def test_the_command_writes_the_files_and_takes_stale_ones_away(tmp_path: Path) -> None:
    root, out = tmp_path / "library", tmp_path / "print"
    _library(root)
    stale, note = out / "2022" / "2022-2-text.pdf", out / "2022" / "letter.txt"
    stale.parent.mkdir(parents=True)
    stale.write_bytes(b"old")
    note.write_text("of the print house", encoding="utf-8")
    killed = root / ".cache" / "press-of-a-killed-run"
    killed.mkdir(parents=True)
    (killed / "2022-text.pdf").write_bytes(b"half")
    assert build(root, "--out", str(out), "yearbook", "2022", "--press") == 0
    left = {path.name for path in (out / "2022").iterdir()}
    made = {"2022-text.pdf", "2022-cover.pdf", TICKET, "press-report.html"}
    assert left == {*made, note.name}
    assert stale.name not in left and not any(name.startswith(".") for name in left)
    assert not (root / "site").exists() and not killed.exists()


def test_the_lock_is_of_what_the_press_files_were_made_from(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "library"
    paths, _ = _library(root)
    assert main(["--root", str(root), "yearbook", "2022", "--press"]) == 0
    assert "site_url" in capsys.readouterr().err  # the QR codes lead to an example
    home = paths.content / "editions" / "2022"
    preface = (home / "preface.zh.md").read_text("utf-8")
    (home / "preface.zh.md").write_text(f"{preface}\n付印以后的一段。\n", "utf-8")
    assert build(root, "yearbook", "2022", "--lock") == 1
    assert "2022-text.pdf" in capsys.readouterr().err
    assert not (home / "edition.lock").exists()
    (home / "preface.zh.md").write_text(preface, "utf-8")
    assert build(root, "yearbook", "2022", "--lock") == 0
    before = bytes_of(root / "exports")
    capsys.readouterr()
    assert build(root, "yearbook", "2022", "--press") == 1
    assert "已经付印锁定" in capsys.readouterr().err
    assert bytes_of(root / "exports") == before


def test_one_thing_is_asked_of_an_edition_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "library"
    paths, _ = _library(root)
    assert build(root, "yearbook", "2022", "--press", "--lock") == 2
    assert "--lock --press" in capsys.readouterr().err
    assert not (paths.content / "editions" / "2022" / "edition.lock").exists()
    assert build(root, "yearbook", "--preflight", "2022") == 2
    assert "yearbook 2022 --preflight" in capsys.readouterr().err
    assert not (root / "exports").exists()


def test_without_a_published_case_nothing_is_passed_over_in_silence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "library"
    paths, _ = _library(root)
    edition = paths.content / "editions" / "2022" / "edition.yaml"
    text = edition.read_text("utf-8")
    text = re.sub(r"^programmes: .*$", "programmes: [szpmia-002-2025]", text, flags=re.M)
    edition.write_text(text, "utf-8")
    for option in ("--press", "--preflight"):
        assert build(root, "yearbook", "2022", option) == 1
        assert "没有已发布的案例" in capsys.readouterr().err


def test_a_price_without_change_is_set_with_its_cents(made: Made) -> None:
    with pypdfium2.PdfDocument(made.files["2022-cover.pdf"]) as pdf:
        text = re.sub(r"\s", "", pdf[0].get_textpage().get_text_range())
    assert "定价：98.00元" in text and f"ISBN{ISBN}" in text
    assert made.edition.imprint.price == Decimal(98)


def test_an_edition_in_volumes_has_text_and_cover_of_each(tmp_path: Path) -> None:
    root = tmp_path / "library"
    paths, _ = _library(root)
    shutil.rmtree(root / "cases")
    shutil.copytree(HOME / "cases", root / "cases")
    path = root / "content" / "editions" / "2022" / "edition.yaml"
    text = path.read_text(encoding="utf-8").replace(
        "programmes: [good-service-2026]", "programmes: [beautiful-home-guangdong-2022]"
    )
    path.write_text(text.replace("leaf: 0.25", "leaf: 0.9") + "volumes: {pages: 40}\n", "utf-8")
    edition = load_library(paths).library.editions["2022"]
    made, files = _press(paths, edition)
    texts = sorted(name for name in files if name.endswith("-text.pdf"))
    assert texts == [f"2022-{n}-text.pdf" for n in range(1, len(texts) + 1)] and len(texts) > 1
    spines = []
    for name in texts:
        with pikepdf.Pdf.open(BytesIO(files[name])) as pdf:
            pages = len(pdf.pages)
        cover = files[name.replace("text", "cover")]
        with pypdfium2.PdfDocument(cover) as pdf:
            spines.append(re.sub(r"\s", "", pdf[0].get_textpage().get_text_range()))
            left, _, right, _ = pdf[0].get_trimbox()
        assert (right - left) / MM == pytest.approx(420 + pages / 2 * 0.9 + 0.6, abs=0.06)
    assert "上册" in spines[0] and "下册" in spines[-1]
    # once on the front and once on the spine
    assert spines[0].count("上册") == 2 and made.notes == ()


def test_a_finished_file_passes_the_preflight(made: Made) -> None:
    """Another reader, which shares no code with what made the file, has nothing to refuse."""
    for path in made.press.files:
        if path.suffix == ".pdf":
            part: Part = "cover" if path.stem.endswith("cover") else "text"
            report = check_press(path, made.edition, part=part)
            found = [(f.rule, f.sheet, f.found.zh) for f in report.findings if f.severity != "info"]
            assert found == [], path.name


def test_a_full_disk_leaves_the_old_files_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "library"
    _library(root)
    assert build(root, "yearbook", "--press") == 0
    home = root / "exports" / "press" / "2022"
    before = {path.name: path.read_bytes() for path in home.iterdir()}
    moved = press.shutil.move

    def full(source: Path, target: Path) -> object:
        if target.name.endswith(".txt.part"):
            target.write_bytes(b"half")
            raise OSError(errno.ENOSPC, "No space left on device", str(source))
        return moved(source, target)

    monkeypatch.setattr(press.shutil, "move", full)
    capsys.readouterr()
    assert build(root, "yearbook", "--press") == 1
    assert str(home) in capsys.readouterr().err
    assert {path.name: path.read_bytes() for path in home.iterdir()} == before
    assert not list((root / ".cache").glob("press-*"))
