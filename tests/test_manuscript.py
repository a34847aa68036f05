"""The Word manuscript: 附2-101…113, row by row, in the file opened again."""

from __future__ import annotations

import shutil
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from building import HOME, SAMPLE, build, edit
from docx import Document
from laden import canaries_in, laden
from lxml import etree
from PIL import Image

from casebook.load import load_library
from casebook.manuscript import looks_of
from casebook.manuscript.naming import file_name
from casebook.paths import Paths

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CASE = "2026-shili-jiayuan"
HOSTILE = """
## 小区简介

]]> & <w:p/> “引号”，שלום עולם，[坏](javascript:alert)
[好](https://example.org/a?b=1&c=2) [歪](http://[x)。

1. 第一
   - 里层

     第二段
2. 第二

> 引文 **加粗** *着重* ~~删去~~ `码`

| 一 | 二 |
|:--|--:|
| 甲[^1] | 乙 |

| 三 |
|:--|
| 丙[^1] |

[^1]: 注文[^2]。
[^2]: 注中注。
"""
# of a paragraph's and a run's properties those that we write, in the schema's order
P_ORDER = "pStyle keepNext keepLines numPr snapToGrid spacing ind jc outlineLvl"
R_ORDER = "rStyle rFonts b bCs i iCs strike noProof color sz szCs u vertAlign rtl em lang"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("manuscript") / "lib"
    shutil.copytree(SAMPLE / "cases", root / "cases")
    photos = root / "cases" / CASE / "photos"
    photos.mkdir(exist_ok=True)
    for number, data in enumerate(
        p.file for p in load_library(Paths.of(root)).library.cases[0].data.photos
    ):
        picture = Image.new("RGB", (300, 400) if number else (400, 300), (200, number * 20, 90))
        out = BytesIO()
        picture.save(out, "JPEG")
        lying = 1 if number else 6
        (root / "cases" / CASE / data).write_bytes(laden(out.getvalue(), lying))
    return root


def _export(root: Path, *arguments: str) -> list[Path]:
    shutil.rmtree(root / "exports", ignore_errors=True)
    assert build(root, "export", "manuscript", *arguments) == 0
    return sorted((root / "exports").rglob("*.docx"))


@pytest.fixture(scope="module")
def file(made: Path) -> Path:
    return _export(made, CASE)[0]


def _part(file: Path, name: str) -> etree._Element:
    with ZipFile(file) as packed:
        return etree.fromstring(packed.read(name))


def _style(file: Path, key: str) -> etree._Element:
    found = _part(file, "word/styles.xml").find(f"{W}style[@{W}styleId='{key}']")
    assert found is not None
    return found


def _face(style: etree._Element) -> tuple[str, str, bool]:
    properties = style.find(f"{W}rPr")
    assert properties is not None
    fonts, size = properties.find(f"{W}rFonts"), properties.find(f"{W}sz")
    return fonts.get(f"{W}eastAsia"), size.get(f"{W}val"), properties.find(f"{W}b") is not None


def test_the_title_is_16_pt_bold_and_centred(file: Path) -> None:
    """附2-101."""
    first = Document(str(file)).paragraphs[0]
    assert first.style.style_id == "Title"
    assert _face(_style(file, "Title")) == ("宋体", "32", True)
    assert _style(file, "Title").find(f"{W}pPr/{W}jc").get(f"{W}val") == "center"


@pytest.mark.parametrize("level", [1, 2, 3])
def test_headings_are_15_pt_bold_with_a_line_around(file: Path, level: int) -> None:
    """附2-102, 附2-103."""
    style = _style(file, f"Heading{level}")
    assert _face(style) == ("宋体", "30", True)
    spacing = style.find(f"{W}pPr/{W}spacing")
    assert spacing.get(f"{W}beforeLines") == spacing.get(f"{W}afterLines") == "100"
    assert style.find(f"{W}pPr/{W}outlineLvl").get(f"{W}val") == str(level - 1)


def test_body_is_15_pt_at_one_and_a_half_lines_without_a_grid(file: Path) -> None:
    """附2-104, 附2-105."""
    defaults = _part(file, "word/styles.xml").find(f"{W}docDefaults")
    fonts = defaults.find(f"{W}rPrDefault/{W}rPr/{W}rFonts")
    assert fonts.get(f"{W}eastAsia") == fonts.get(f"{W}ascii") == "宋体"
    assert not [key for key in fonts.attrib if "Theme" in key]
    assert defaults.find(f"{W}rPrDefault/{W}rPr/{W}sz").get(f"{W}val") == "30"
    spacing = defaults.find(f"{W}pPrDefault/{W}pPr/{W}spacing")
    assert (spacing.get(f"{W}line"), spacing.get(f"{W}lineRule")) == ("360", "auto")
    indent = _style(file, "BodyText").find(f"{W}pPr/{W}ind")
    assert indent.get(f"{W}firstLineChars") == "200"
    document = _part(file, "word/document.xml")
    assert document.find(f".//{W}docGrid") is None
    size = document.find(f"{W}body/{W}sectPr/{W}pgSz")
    assert (size.get(f"{W}w"), size.get(f"{W}h")) == ("11906", "16838")


def test_pages_are_numbered(file: Path) -> None:
    """附2-106."""
    field = _part(file, "word/footer.xml").find(f".//{W}fldSimple")
    assert field.get(f"{W}instr").strip() == "PAGE"
    assert _part(file, "word/document.xml").find(f".//{W}footerReference") is not None


def test_files_and_folders_are_named_as_the_annex_says(made: Path, file: Path) -> None:
    """001-042, 附2-107, 附2-108: alone its file, several in a folder of the company."""
    case = load_library(Paths.of(made)).library.cases[0]
    name = case.data.community.name.to("zh").removesuffix("小区")
    assert file.name == f"{name}小区+{case.data.title.to('zh')}.docx"
    assert file.parent == made / "exports"


def test_several_manuscripts_stand_in_their_companies_folders(tmp_path: Path) -> None:
    """附2-107."""
    root = tmp_path / "lib"
    shutil.copytree(HOME / "cases", root / "cases")
    found = _export(root, "2022-jinyu-lanwan", "2022-baoli-huayuan")
    cases = {c.id: c for c in load_library(Paths.of(root)).library.cases}
    company = cases["2022-jinyu-lanwan"].data.company
    assert company and company.name.to("zh") in {path.parent.name for path in found}
    assert len(found) == 2


@pytest.mark.parametrize("written", ["a/b\\c:d", "..", "\u202e倒\u0007写", "长" * 300, "e\u0301"])
def test_no_title_leaves_its_folder(made: Path, tmp_path: Path, written: str) -> None:
    """附2-108, against path separators, control and invisible characters, and length."""
    case = load_library(Paths.of(made)).library.cases[0]
    title = case.data.title.model_copy(update={"zh": written})
    data = case.data.model_copy(update={"title": title})
    name = file_name(type(case)(case.id, case.folder, data, case.texts, case.document))
    assert not set(name) & set('/\\:*?"<>|\u202e\u0007')
    assert len(name.encode()) <= 220
    assert Path(name).name == name
    (tmp_path / name).write_text("", encoding="utf-8")


def _captions(file: Path, style: str) -> list[tuple[str, str, str]]:
    """Return each caption with the kinds of what stands before and after it."""
    body = list(_part(file, "word/document.xml").find(f"{W}body"))
    found = []
    for before, here, after in zip(body, body[1:], body[2:], strict=False):
        key = here.find(f"{W}pPr/{W}pStyle")
        if key is not None and key.get(f"{W}val") == style:
            text = "".join(here.itertext())
            kinds = ["picture" if e.find(f".//{W}drawing") is not None else e.tag[len(W) :]
                     for e in (before, after)]  # fmt: skip
            found.append((text, *kinds))
    return found


def test_a_table_has_its_name_above_it_in_12_pt(file: Path) -> None:
    """附2-110, 附2-111, S-02."""
    assert _face(_style(file, "TableCaption")) == ("宋体", "24", False)
    captions = _captions(file, "TableCaption")
    assert captions
    assert all(after == "tbl" for _, _, after in captions)
    heads = _part(file, "word/document.xml").findall(f".//{W}tr[1]/{W}trPr/{W}tblHeader")
    assert len(heads) == len(Document(str(file)).tables)


def test_a_photo_has_its_words_below_it_in_12_pt(file: Path) -> None:
    """附2-112, 附2-113, S-02; as many as the case has."""
    assert _face(_style(file, "FigureCaption")) == ("宋体", "24", False)
    captions = _captions(file, "FigureCaption")
    assert [before for _, before, _ in captions] == ["picture"] * 4
    assert sorted(text[:2] for text, *_ in captions) == ["图1", "图2", "图3", "图4"]


def test_photos_are_upright_and_say_nothing_of_a_camera(file: Path) -> None:
    with ZipFile(file) as packed:
        photos = [packed.read(n) for n in packed.namelist() if n.endswith(".jpg")]
    assert len(photos) == 4
    assert not [raw for raw in photos if b"Exif" in raw]
    assert canaries_in(file.read_bytes()) == []
    assert all(image.height > image.width for image in map(Image.open, map(BytesIO, photos)))


def test_every_character_of_the_case_is_in_it(made: Path, file: Path) -> None:
    """附2-001: title, then the six sections in the prescribed order."""
    case = load_library(Paths.of(made)).library.cases[0]
    text, _ = case.text("zh") or pytest.fail("no text")
    written = "".join("".join(_part(file, f"word/{n}.xml").itertext(f"{W}t"))
                      for n in ("document", "footnotes"))  # fmt: skip
    pieces = [case.data.title.to("zh"), *(s.heading for s in text.sections)]
    pieces += [node.text for node in text.nodes if node.kind in ("text", "code-span")]
    assert [piece for piece in pieces if piece not in written] == []
    places = [written.index(s.heading) for s in text.sections]
    assert places == sorted(places)


def test_footnotes_are_word_s_own(file: Path) -> None:
    noted = [
        r.get(f"{W}id") for r in _part(file, "word/document.xml").iter(f"{W}footnoteReference")
    ]
    notes = [n.get(f"{W}id") for n in _part(file, "word/footnotes.xml").findall(f"{W}footnote")]
    assert noted
    assert notes == ["-1", "0", *noted]


def test_a_hostile_text_stays_text(made: Path, tmp_path: Path) -> None:
    root = tmp_path / "lib"
    shutil.copytree(made, root, ignore=shutil.ignore_patterns("exports"))
    (root / "cases" / CASE / "zh.md").write_text(HOSTILE, encoding="utf-8")
    edit(root / "cases" / CASE / "case.yaml", "status: published", "status: draft")
    (file,) = _export(root, CASE)
    with ZipFile(file) as packed:
        assert packed.testzip() is None
        parts = {n: etree.fromstring(packed.read(n)) for n in packed.namelist()
                 if n.endswith((".xml", ".rels"))}  # fmt: skip
    for name, part in parts.items():
        for kind, order in (("pPr", P_ORDER), ("rPr", R_ORDER)):
            for found in part.iter(f"{W}{kind}"):
                places = [order.split().index(child.tag[len(W) :]) for child in found]
                assert places == sorted(places), name
    outside = [r.get("Target") for part in parts.values() for r in part.iter()
               if r.get("TargetMode") == "External"]  # fmt: skip
    assert outside == ["https://example.org/a?b=1&c=2"]
    body = parts["word/document.xml"]
    said = "".join(body.itertext(f"{W}t"))
    assert "]]> & <w:p/> “引号”" in said
    hebrew = [r for r in body.iter(f"{W}r") if "שלום" in "".join(r.itertext())]
    assert hebrew[0].find(f"{W}rPr/{W}rtl") is not None
    assert len(list(body.iter(f"{W}footnoteReference"))) == 1  # the second mention points to it
    assert "NOTEREF" in next(body.iter(f"{W}fldSimple")).get(f"{W}instr")
    assert "注中注。" in "".join(parts["word/footnotes.xml"].itertext())
    assert len(Document(str(file)).tables) == 2


def test_the_same_case_gives_the_same_bytes(made: Path, file: Path, tmp_path: Path) -> None:
    first = file.read_bytes()
    root = tmp_path / "other"
    shutil.copytree(made, root, ignore=shutil.ignore_patterns("exports", ".cache"))
    assert _export(root, CASE)[0].read_bytes() == first
    properties = Document(str(file)).core_properties
    assert (properties.language, properties.author) == ("zh-CN", "")


def test_a_text_that_is_read_in_part_is_refused(
    made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "lib"
    shutil.copytree(made, root, ignore=shutil.ignore_patterns("exports"))
    deep = "\n".join(f"{'  ' * n}- {n}" for n in range(30))
    (root / "cases" / CASE / "zh.md").write_text(f"## 小区简介\n\n{deep}\n\n尾\n", "utf-8")
    assert build(root, "export", "manuscript", CASE) == 1
    assert "[nesting]" in capsys.readouterr().err
    assert not (root / "exports").exists()


def test_an_unknown_id_is_answered_with_a_near_one(
    made: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build(made, "export", "manuscript", "2026-shili-jiayua") == 2
    assert CASE in capsys.readouterr().err


def test_a_programme_without_a_prescription_takes_the_newest_one() -> None:
    library = load_library(Paths.of(HOME)).library
    assert all(looks_of(library, case) for case in library.cases)


def test_a_draft_without_a_name_is_called_by_its_id(tmp_path: Path) -> None:
    root = tmp_path / "library"
    shutil.copytree(HOME / "content", root / "content")
    (root / "cases").mkdir()
    assert build(root, "new", "--programme", "good-service-2026", "--id", "2026-lanting") == 0
    assert build(root, "export", "manuscript", "2026-lanting") == 0
    assert [path.name for path in (root / "exports").rglob("*.docx")] == ["2026-lanting.docx"]
