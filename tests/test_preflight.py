"""The preflight: a good file passes; each fault that a print house refuses is found on its page.

Each row of the table spoils one thing in a good file of four pages. To add a fault: write what is
spoiled, which rule should find it, how grave it is, and on which sheet.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from building import build
from lxml import html
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from press_files import CONDITION, MM, TRIM, Job, cmyk_image, codes, edition, good_job, make, photo
from strict_pages import assert_strict

from casebook.paths import HOME
from casebook.preflight import Report, check_press
from casebook.preflight.book_report import Thumbnails, render_report
from casebook.preflight.rules import RULES
from casebook.tokens import load_tokens
from casebook.words import load_words

TEXT = f"/F1 10 Tf 20 40 Td <{codes()}> Tj ET\n"


def report(tmp_path: Path, job: Job, **wanted: Any) -> Report:
    """Make the file and check it."""
    return check_press(make(tmp_path / "text.pdf", job), edition(), **wanted)


def test_a_file_with_a_password_is_said_so_by_the_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    job = good_job()
    job.save |= FAULTS["locked"].save or {}
    path = make(tmp_path / "returned.pdf", job)
    assert build(HOME, "yearbook", "2022", "--preflight", str(path)) == 1
    assert "需要密码" in capsys.readouterr().out


def test_a_good_file_passes(tmp_path: Path) -> None:
    found = report(tmp_path, good_job(), openers=(1, 3))
    grave = [f for f in found.findings if f.severity != "info"]
    assert grave == []
    assert not found.refused
    assert {f.rule for f in found.findings} == {"black-knockout", "blank"}


@dataclass(frozen=True)
class Fault:
    """One thing to spoil: the content of a sheet, the finished file, or how it is saved."""

    rule: str
    severity: str
    sheet: int | None
    content: str = ""
    spoil: Callable[[Pdf], None] | None = None
    save: dict[str, Any] | None = None


def on_page(sheet: int, **entries: Any) -> Callable[[Pdf], None]:
    """Set entries of a page."""

    def spoil(pdf: Pdf) -> None:
        for key, value in entries.items():
            pdf.pages[sheet - 1].obj[f"/{key}"] = value

    return spoil


def in_resources(sheet: int, kind: str, name: str, value: Any) -> Callable[[Pdf], None]:
    """Add to a page's resources; a function makes what belongs to the file."""

    def spoil(pdf: Pdf) -> None:
        made = value(pdf) if callable(value) else value
        resources = pdf.pages[sheet - 1].obj.Resources
        group = resources.get(f"/{kind}", Dictionary())
        group[f"/{name}"] = made
        resources[f"/{kind}"] = group

    return spoil


def in_catalogue(**entries: Any) -> Callable[[Pdf], None]:
    """Set entries of the file's catalogue."""

    def spoil(pdf: Pdf) -> None:
        for key, value in entries.items():
            pdf.Root[f"/{key}"] = value

    return spoil


def box(left: float, bottom: float, width: float, height: float) -> Array:
    """Return a box in mm from the lower left corner of the trim."""
    sides = (left, bottom, left + width, bottom + height)
    return Array([(10 + side) * MM for side in sides])


def spoil_font(key: str, *, outer: bool = False) -> Callable[[Pdf], None]:
    """Take an entry from the font."""

    def spoil(pdf: Pdf) -> None:
        font = pdf.pages[0].obj.Resources.Font.F1
        if outer:
            del font[key]
        else:
            del font.DescendantFonts[0].FontDescriptor[key]

    return spoil


def spoil_xmp(old: str, new: str) -> Callable[[Pdf], None]:
    """Change the metadata."""

    def spoil(pdf: Pdf) -> None:
        text = pdf.Root.Metadata.read_bytes().decode()
        assert old in text
        pdf.Root.Metadata.write(text.replace(old, new).encode())

    return spoil


def spoil_intent(change: Callable[[Any], None]) -> Callable[[Pdf], None]:
    """Change the output intent."""

    def spoil(pdf: Pdf) -> None:
        change(pdf.Root.OutputIntents[0])

    return spoil


def rgb_image(pdf: Pdf) -> Stream:
    """Return an RGB image."""
    return Stream(
        pdf,
        bytes(600 * 600 * 3),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=600,
        Height=600,
        BitsPerComponent=8,
        ColorSpace=Name.DeviceRGB,
    )


def form(content: str, **entries: Any) -> Callable[[Pdf], Stream]:
    """Return a maker of a form."""

    def maker(pdf: Pdf) -> Stream:
        return Stream(
            pdf,
            content.encode(),
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array([0, 0, 200, 200]),
            **entries,
        )

    return maker


def gradient(space: str, first: list[float], last: list[float]) -> Dictionary:
    """Return a shading between two colours."""
    function = Dictionary(
        FunctionType=2, Domain=Array([0, 1]), C0=Array(first), C1=Array(last), N=1
    )
    return Dictionary(
        ShadingType=2, ColorSpace=Name(f"/{space}"), Coords=Array([0, 0, 90, 0]), Function=function
    )


def tiling(content: str) -> Callable[[Pdf], Stream]:
    """Return a maker of a tiling pattern."""

    def maker(pdf: Pdf) -> Stream:
        return Stream(
            pdf,
            content.encode(),
            PatternType=1,
            PaintType=1,
            TilingType=1,
            BBox=Array([0, 0, 10, 10]),
            XStep=10,
            YStep=10,
            Resources=Dictionary(),
        )

    return maker


def type3(pdf: Pdf) -> Dictionary:
    """Return a font whose glyphs are drawings."""
    square = Stream(pdf, b"1000 0 0 0 1000 1000 d1 0 0 900 900 re f")
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type3,
            FontBBox=Array([0, 0, 1000, 1000]),
            FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
            CharProcs=Dictionary(a=square),
            Encoding=Dictionary(Type=Name.Encoding, Differences=Array([97, Name.a])),
            FirstChar=97,
            LastChar=97,
            Widths=Array([1000]),
        )
    )


def image(size: tuple[int, int], ink: tuple[int, ...] = (90, 80, 60, 20)) -> Any:
    """Return a maker of a CMYK photo."""
    return lambda pdf: pdf.make_indirect(cmyk_image(pdf, photo(size, ink), size))


SEPARATION = Array(
    [Name.Separation, Name("/Gold"), Name.DeviceCMYK, gradient("DeviceCMYK", [0], [1]).Function]
)
OVERPRINT = Dictionary(OP=True, op=True, OPM=1)
SPACED = "q 40 0 0 30 30 20 cm /Im1 Do Q\n"

FAULTS: dict[str, Fault] = {
    # boxes
    "no TrimBox": Fault("box-missing", "error", 2, spoil=lambda p: delete(p, 2, "/TrimBox")),
    "no BleedBox": Fault("box-missing", "error", 3, spoil=lambda p: delete(p, 3, "/BleedBox")),
    "a trim 1 mm too narrow": Fault(
        "trim", "error", 2, spoil=on_page(2, TrimBox=box(0, 0, 99, 120))
    ),
    "2 mm of bleed": Fault("bleed", "error", 4, spoil=on_page(4, BleedBox=box(-2, -2, 104, 124))),
    "a bleed outside the sheet": Fault(
        "box-order", "error", 1, spoil=on_page(1, BleedBox=box(-30, -3, 140, 126))
    ),
    "a larger sheet": Fault(
        "page-size", "error", 3, spoil=on_page(3, MediaBox=box(-10, -10, 130, 150))
    ),
    "a rotated page": Fault("rotated", "error", 2, spoil=on_page(2, Rotate=90)),
    "a page with its own unit": Fault("user-unit", "error", 2, spoil=on_page(2, UserUnit=2)),
    # the file
    "an old PDF": Fault("version", "error", None, save={"force_version": "1.4"}),
    "the edition for the screen": Fault(
        "screen",
        "error",
        None,
        spoil=spoil_xmp(
            'pdfxid:GTS_PDFXVersion="PDF/X-4"',
            'xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" pdfaid:part="2"',
        ),
    ),
    "no PDF/X key": Fault("pdfx", "error", None, spoil=spoil_xmp("PDF/X-4", "PDF/X-3")),
    "no metadata": Fault("xmp", "error", None, spoil=lambda p: p.Root.__delitem__("/Metadata")),
    "no document id": Fault("xmp", "error", None, spoil=spoil_xmp('xmpMM:DocumentID="uuid:1"', "")),
    "trapping unknown": Fault(
        "trapped", "error", None, spoil=spoil_xmp('pdf:Trapped="False"', 'pdf:Trapped="Unknown"')
    ),
    "no output intent": Fault(
        "intent", "error", None, spoil=lambda p: p.Root.__delitem__("/OutputIntents")
    ),
    "an intent of PDF/A": Fault(
        "intent", "error", None, spoil=spoil_intent(lambda i: i.__setitem__("/S", Name.GTS_PDFA1))
    ),
    "no profile in the intent": Fault(
        "intent-profile",
        "error",
        None,
        spoil=spoil_intent(lambda i: i.__delitem__("/DestOutputProfile")),
    ),
    "a screen's profile": Fault(
        "intent-profile",
        "error",
        None,
        spoil=spoil_intent(lambda i: i.DestOutputProfile.__setitem__("/N", 3)),
    ),
    "another printing condition": Fault(
        "condition",
        "error",
        None,
        spoil=spoil_intent(
            lambda i: i.__setitem__("/OutputConditionIdentifier", pikepdf.String("FOGRA51"))
        ),
    ),
    "encrypted": Fault(
        "encrypted",
        "error",
        None,
        save={
            "encryption": pikepdf.Encryption(owner="o", user=""),
            "deterministic_id": False,
            "force_version": "",
        },
    ),
    "locked": Fault(
        "encrypted",
        "error",
        None,
        save={
            "encryption": pikepdf.Encryption(owner="o", user="u"),
            "deterministic_id": False,
            "force_version": "",
        },
    ),
    "JavaScript": Fault(
        "action",
        "error",
        None,
        spoil=in_catalogue(Names=Dictionary(JavaScript=Dictionary(Names=Array([])))),
    ),
    "an action on opening": Fault(
        "action", "error", None, spoil=in_catalogue(OpenAction=Dictionary(S=Name.GoTo))
    ),
    "an attachment": Fault(
        "attachment",
        "error",
        None,
        spoil=in_catalogue(Names=Dictionary(EmbeddedFiles=Dictionary(Names=Array([])))),
    ),
    "a form": Fault("form", "error", None, spoil=in_catalogue(AcroForm=Dictionary(Fields=Array()))),
    "layers": Fault("layers", "error", None, spoil=in_catalogue(OCProperties=Dictionary())),
    "a link": Fault(
        "annotation",
        "error",
        3,
        spoil=on_page(3, Annots=Array([Dictionary(Subtype=Name.Link, Rect=Array([0, 0, 9, 9]))])),
    ),
    # colour
    "an RGB colour": Fault("rgb", "error", 3, "1 0 0 rg 20 20 5 5 re f\n"),
    "an RGB line": Fault("rgb", "error", 3, "1 0 0 RG 20 20 m 40 20 l S\n"),
    "an RGB image": Fault(
        "rgb", "error", 2, SPACED, spoil=in_resources(2, "XObject", "Im1", rgb_image)
    ),
    "an RGB image in the line": Fault(
        "rgb",
        "error",
        3,
        "q 5 0 0 5 20 20 cm BI /W 1 /H 1 /BPC 8 /CS /RGB ID \x01\x02\x03 EI Q\n",
    ),
    "RGB inside a form": Fault(
        "rgb",
        "error",
        3,
        "/Fm1 Do\n",
        spoil=in_resources(3, "XObject", "Fm1", form("0 1 0 rg 20 20 5 5 re f")),
    ),
    "RGB in a pattern": Fault(
        "rgb",
        "error",
        3,
        "/Pattern cs /P1 scn 20 20 5 5 re f\n",
        spoil=in_resources(3, "Pattern", "P1", tiling("0 1 0 rg 0 0 5 5 re f")),
    ),
    "RGB in a shading": Fault(
        "rgb",
        "error",
        3,
        "q 20 20 5 5 re W n /Sh1 sh Q\n",
        spoil=in_resources(3, "Shading", "Sh1", gradient("DeviceRGB", [1, 0, 0], [0, 0, 1])),
    ),
    "RGB in a soft mask": Fault(
        "rgb",
        "error",
        3,
        "/G1 gs\n",
        spoil=in_resources(
            3,
            "ExtGState",
            "G1",
            lambda pdf: Dictionary(
                SMask=Dictionary(
                    S=Name.Luminosity,
                    G=pdf.make_indirect(form("1 0 0 rg 0 0 200 200 re f")(pdf)),
                )
            ),
        ),
    ),
    "RGB text": Fault("text-rgb", "error", 3, f"BT .2 .2 .2 rg {TEXT}"),
    "grey by a profile": Fault(
        "grey-profile",
        "warning",
        3,
        "/C1 cs .5 sc 20 20 5 5 re f\n",
        spoil=in_resources(
            3, "ColorSpace", "C1", lambda p: Array([Name.ICCBased, Stream(p, b"", N=1)])
        ),
    ),
    "a fifth plate": Fault(
        "plate",
        "error",
        3,
        "/Gold cs 1 scn 20 20 5 5 re f\n",
        spoil=in_resources(3, "ColorSpace", "Gold", SEPARATION),
    ),
    "registration colour in the page": Fault(
        "registration", "error", 3, "/All cs .5 scn 20 20 5 5 re f\n"
    ),
    # ink
    "too much ink in a colour": Fault("ink", "error", 3, ".9 .8 .8 .9 k 20 20 5 5 re f\n"),
    "too much ink in a shading": Fault(
        "ink",
        "error",
        3,
        "q 20 20 5 5 re W n /Sh1 sh Q\n",
        spoil=in_resources(
            3, "Shading", "Sh1", gradient("DeviceCMYK", [0, 0, 0, 0], [1, 1, 1, 0.5])
        ),
    ),
    "too much ink in a photo": Fault(
        "image-ink",
        "error",
        2,
        SPACED,
        spoil=in_resources(2, "XObject", "Im1", image((480, 360), (230, 220, 220, 200))),
    ),
    "black text in four inks": Fault("rich-text", "error", 3, f"BT .4 .3 .3 1 k {TEXT}"),
    "black text in four inks, in a form": Fault(
        "rich-text",
        "error",
        3,
        ".4 .3 .3 1 k /Fm1 Do\n",
        spoil=in_resources(3, "XObject", "Fm1", form(f"BT {TEXT}")),
    ),
    "small text in three inks": Fault(
        "small-text", "warning", 3, f"BT .8 .5 .2 0 k /F1 2 Tf 20 40 Td <{codes()}> Tj ET\n"
    ),
    # lines, overprint, transparency
    "a hairline": Fault("hairline", "warning", 3, "0 0 0 1 K .05 w 20 20 m 80 20 l S\n"),
    "the thinnest line there is": Fault("hairline", "warning", 3, "0 w 20 20 m 80 20 l S\n"),
    "a thin white line": Fault(
        "thin-white",
        "warning",
        3,
        "1 0 0 0 k 20 20 40 9 re f 0 0 0 0 K .12 w 22 24 m 40 24 l S\n",
    ),
    "white set to overprint": Fault(
        "white-overprint",
        "error",
        3,
        "1 0 0 0 k 20 20 40 9 re f /G1 gs 0 0 0 0 k 22 22 5 5 re f\n",
        spoil=in_resources(3, "ExtGState", "G1", OVERPRINT),
    ),
    "transparency": Fault(
        "transparency",
        "info",
        3,
        "/G1 gs\n",
        spoil=in_resources(3, "ExtGState", "G1", Dictionary(ca=0.5, BM=Name.Multiply)),
    ),
    "a transfer function": Fault(
        "transfer",
        "error",
        3,
        "/G1 gs\n",
        spoil=in_resources(3, "ExtGState", "G1", Dictionary(TR=Name("/Own"))),
    ),
    # images and fonts
    "a photo of 152 ppi": Fault(
        "resolution", "error", 2, SPACED, spoil=in_resources(2, "XObject", "Im1", image((240, 180)))
    ),
    "a photo of 254 ppi": Fault(
        "resolution-low",
        "warning",
        2,
        SPACED,
        spoil=in_resources(2, "XObject", "Im1", image((400, 300))),
    ),
    "a photo of 762 ppi": Fault(
        "resolution-high",
        "info",
        2,
        SPACED,
        spoil=in_resources(2, "XObject", "Im1", image((1200, 900))),
    ),
    "a photo enlarged by its form": Fault(
        "resolution",
        "error",
        2,
        "q 2 0 0 2 -20 -20 cm q 40 0 0 30 20 20 cm /Im1 Do Q Q\n",
    ),
    "a font that is not embedded": Fault("font", "error", None, spoil=spoil_font("/FontFile2")),
    "a font without Unicode": Fault(
        "font-unicode", "info", None, spoil=spoil_font("/ToUnicode", outer=True)
    ),
    "a Type 3 font": Fault(
        "font-type3",
        "error",
        None,
        "BT 0 0 0 1 k /T3 10 Tf 20 40 Td (a) Tj ET\n",
        spoil=in_resources(1, "Font", "T3", type3),
    ),
    "a missing glyph": Fault(
        "notdef", "error", 3, f"BT 0 0 0 1 k /F1 10 Tf 20 40 Td <{codes('0000')}> Tj ET\n"
    ),
    # the trim
    "colour that stops at the trim": Fault(
        "short-bleed", "error", 3, "0 .8 .8 0 k 80 10 20 60 re f\n"
    ),
    "colour that runs 1 mm over the trim": Fault(
        "short-bleed", "error", 3, "0 .8 .8 0 k 80 10 21 60 re f\n"
    ),
    "text at the trim": Fault(
        "near-trim", "warning", 3, f"BT 0 0 0 1 k /F1 4 Tf 2 40 Td <{codes()}> Tj ET\n"
    ),
    "text over the trim": Fault(
        "near-trim", "warning", 3, f"BT 0 0 0 1 k /F1 4 Tf -2 40 Td <{codes()}> Tj ET\n"
    ),
    # the book
    "an odd number of pages": Fault(
        "page-count", "error", None, spoil=lambda p: p.pages.__delitem__(3)
    ),
    "pages that fill no signature": Fault(
        "page-count", "error", None, spoil=lambda p: p.pages.__delitem__(slice(2, 4))
    ),
}


def delete(pdf: Pdf, sheet: int, key: str) -> None:
    """Take an entry from a page."""
    del pdf.pages[sheet - 1].obj[key]


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_found_where_it_is(name: str, tmp_path: Path) -> None:
    fault = FAULTS[name]
    job = good_job()
    if fault.content:
        at = (fault.sheet or 1) - 1
        job.pages[at] = fault.content if fault.content == SPACED else job.pages[at] + fault.content
    job.spoil = [fault.spoil] if fault.spoil else []
    job.save = fault.save or {}
    found = report(tmp_path, job)
    places = [(f.rule, f.severity, f.sheet) for f in found.findings]
    assert (fault.rule, fault.severity, fault.sheet) in places
    assert found.refused == any(severity == "error" for _, severity, _ in places)
    others = {sheet for rule, _, sheet in places if rule == fault.rule} - {fault.sheet}
    assert not others, "on other sheets, too"


def test_every_rule_has_a_fault_in_the_table() -> None:
    elsewhere = {"opener", "spine", "blank", "black-knockout", "furniture", "font-whole"}
    elsewhere |= {"cmyk-profile", "unreadable", "id"}
    assert {fault.rule for fault in FAULTS.values()} | elsewhere == RULES.keys()


def test_a_chapter_on_a_left_page_is_found(tmp_path: Path) -> None:
    found = report(tmp_path, good_job(), openers=(1, 2))
    assert [(f.rule, f.sheet) for f in found.findings if f.severity == "error"] == [("opener", 2)]


def test_what_repeats_near_the_trim_is_furniture(tmp_path: Path) -> None:
    job = good_job()
    folio = f"BT 0 0 0 1 k /F1 3 Tf 20 2 Td <{codes()}> Tj ET\n"
    job.pages = [page + folio for page in job.pages]
    found = [(f.rule, f.severity, f.sheet) for f in report(tmp_path, job).findings]
    assert ("furniture", "info", None) in found
    assert not any(rule == "near-trim" for rule, _, _ in found)


def test_a_photo_of_known_inks_is_measured(tmp_path: Path) -> None:
    [row] = report(tmp_path, good_job()).images
    assert (row.sheet, row.pixels, row.space) == (2, (480, 360), "DeviceCMYK")
    assert row.resolution == 305 and round(row.width) == 40
    assert abs(row.ink_max - (90 + 80 + 60 + 20) / 2.55) < 3


def test_black_that_overprints_is_told_from_black_that_does_not(tmp_path: Path) -> None:
    job = good_job()
    job.pages[2] = f"/G1 gs {job.pages[2]}"
    job.spoil = [in_resources(3, "ExtGState", "G1", OVERPRINT)]
    rows = report(tmp_path, job).pages
    assert [(row.black_out, row.black_over) for row in rows] == [(5, 0), (5, 0), (0, 5), (0, 0)]


def test_marks_outside_the_bleed_are_not_judged(tmp_path: Path) -> None:
    job = good_job()
    job.pages[2] += "1 0 0 rg -9 -9 3 3 re f\n"
    assert not report(tmp_path, job).refused


def test_a_file_that_is_no_pdf_is_a_finding(tmp_path: Path) -> None:
    path = tmp_path / "text.pdf"
    path.write_bytes(b"no PDF")
    assert [f.rule for f in check_press(path, edition()).findings] == ["unreadable"]


def test_a_file_without_pages_is_a_finding(tmp_path: Path) -> None:
    path = tmp_path / "text.pdf"
    with Pdf.new() as pdf:
        pdf.save(path)
    assert [f.rule for f in check_press(path, edition()).findings] == ["unreadable"]


def test_a_page_of_a_kilometre_is_not_drawn(tmp_path: Path) -> None:
    job = good_job()
    job.spoil.append(on_page(2, MediaBox=Array([0, 0, 3e6, 3e6])))
    seen: list[int] = []
    found = report(tmp_path, job, see_page=lambda sheet, *_: seen.append(sheet))
    assert seen == [1, 3, 4]
    assert ("unreadable", 2) in [(f.rule, f.sheet) for f in found.findings]


@pytest.mark.parametrize(
    "content",
    ["1 0 0 (x) cm\n", "/F1 Tf\n", "BT [(a) /b] TJ ET\n", "q 1 0 0 1 cm\n", "1 0 0 rg /x Do (\n"],
)
def test_a_damaged_page_is_a_finding_and_the_rest_is_read(content: str, tmp_path: Path) -> None:
    job = good_job()
    job.pages[1] = content
    job.pages[2] += "1 0 0 rg 20 20 5 5 re f\n"
    found = report(tmp_path, job)
    assert len(found.pages) == 4
    assert ("rgb", 3) in [(f.rule, f.sheet) for f in found.findings]
    assert {f.rule for f in found.findings if f.sheet == 2} <= {"unreadable", "blank", "rgb"}


def test_a_form_that_draws_itself_ends(tmp_path: Path) -> None:
    job = good_job()
    job.pages[2] += "/Fm1 Do\n"

    def spoil(pdf: Pdf) -> None:
        made = pdf.make_indirect(form(".9 0 0 .9 1 1 cm /Fm1 Do /Fm1 Do\n")(pdf))
        made.Resources = Dictionary(XObject=Dictionary(Fm1=made))
        in_resources(3, "XObject", "Fm1", made)(pdf)

    job.spoil = [spoil]
    assert len(report(tmp_path, job).pages) == 4


def test_a_cover_has_two_pages_wide_and_a_spine(tmp_path: Path) -> None:
    wanted = edition(paper={"leaf": "0.1"})

    def cover(width: float) -> Report:
        job = Job([""], [on_page(1, MediaBox=box(-10, -10, width + 20, 140))])
        job.spoil += [on_page(1, TrimBox=box(0, 0, width, 120))]
        job.spoil += [on_page(1, BleedBox=box(-3, -3, width + 6, 126))]
        path = make(tmp_path / "cover.pdf", job)
        return check_press(path, wanted, part="cover", text_pages=128)

    spine = 128 / 2 * 0.1 + 2 * 0.3
    assert [f.rule for f in cover(200 + spine).findings] == []
    assert [f.rule for f in cover(215).findings] == ["spine"]
    assert "trim" in [f.rule for f in cover(190).findings]


def test_the_condition_is_the_editions(tmp_path: Path) -> None:
    facts = report(tmp_path, good_job()).facts
    assert (facts.condition, facts.standard, facts.trapped) == (CONDITION, "PDF/X-4", "False")


def test_the_report_is_one_page_that_asks_nothing_of_anybody(tmp_path: Path) -> None:
    def made(folder: Path) -> str:
        folder.mkdir()
        job = good_job()
        job.pages[2] += "1 0 0 rg 20 20 5 5 re f\n"
        job.spoil = [lambda pdf: pdf.docinfo.__setitem__("/Title", "<script>alert(1)</script>")]
        seen = Thumbnails()
        found = check_press(
            make(folder / "text.pdf", job), edition(), see_page=seen.page, see_image=seen.image
        )
        assert len(seen.pages) == 4 and len(seen.images) == 1
        tokens, words = load_tokens(HOME / "theme"), load_words(HOME / "theme")
        return render_report([(found, seen)], edition(), HOME / "theme", tokens, words)

    page = made(tmp_path / "one")
    assert page == made(tmp_path / "other")
    assert "<script" not in page and "http" not in page.replace("http-equiv", "")
    assert all(src.startswith("data:") for src in re.findall(r'(?:src|href)="([^"#]+)', page))
    assert "DeviceRGB" in page and RULES["rgb"].title.zh in page and RULES["rgb"].title.en in page
    assert page.count("<img") == 4 + 1


def test_no_word_of_the_preflight_is_idle() -> None:
    sources = [
        *(HOME / "casebook/preflight").glob("*.py"),
        HOME / "theme/preflight/press-report.html",
    ]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    entries = load_words(HOME / "theme").entries
    keys = [key.partition(".")[2] for key in entries if key.startswith("preflight.")]
    assert len(keys) > 30
    assert [key for key in keys if not re.search(rf"\"(preflight\.)?{key}\"", text)] == []


def library(root: Path) -> Path:
    """Return a library with one edition, `2022`, whose print house has given its settings."""
    shutil.copytree(HOME / "content", root / "content")
    (root / "cases").mkdir()
    path = root / "content/editions/2022/edition.yaml"
    text = path.read_text(encoding="utf-8").replace(
        "trim: 大16开", f"trim: {{width: {TRIM[0]}, height: {TRIM[1]}}}"
    )
    text = re.sub(r"(?ms)^printer:\n(?: .*\n|#.*\n)*", "", text)
    printer = f"printer: {{condition: {CONDITION}, signature: 4}}\n"
    path.write_text(text + printer, encoding="utf-8")
    return root


@pytest.mark.parametrize("spoiled", [False, True])
def test_the_command_says_what_a_print_house_would_say(
    spoiled: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = library(tmp_path / "library")
    job = good_job()
    if spoiled:
        job.pages[2] += "1 0 0 rg 20 20 5 5 re f\n"
    path = make(tmp_path / "back.pdf", job)
    assert build(root, "yearbook", "2022", "--preflight", str(path)) == int(spoiled)
    shown = capsys.readouterr().out
    assert "back.pdf" in shown and ("第3页" in shown) == spoiled
    report = html.document_fromstring((tmp_path / "back.press-report.html").read_bytes())
    policy = assert_strict(report, "back.press-report.html")
    assert policy == "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    assert not report.xpath("//script | //link | //form | //a[contains(@href, ':')]")


def test_the_command_takes_only_files_that_are_there(tmp_path: Path) -> None:
    root = library(tmp_path / "library")
    assert build(root, "yearbook", "2022", "--preflight", str(tmp_path / "none.pdf")) == 2
    assert build(root, "yearbook", "1999", "--preflight") == 2


def test_the_command_checks_all_files_of_an_edition(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = library(tmp_path / "library")
    folder = root / "exports" / "press" / "2022"
    folder.mkdir(parents=True)
    make(folder / "2022-text.pdf", good_job())
    book = root / ".cache" / "yearbook" / "2022-press" / "key"
    book.mkdir(parents=True)
    pages = {"volumes": [{"page_count": 3}], "chapters": {"a": [1, 1, 1], "b": [1, 2, 2]}}
    (book / "yearbook-2022.pages.json").write_text(json.dumps(pages), encoding="utf-8")
    assert build(root, "yearbook", "--preflight") == 1
    shown = capsys.readouterr().out
    assert RULES["opener"].title.zh in shown and "第2页" in shown
    first = (folder / "press-report.html").read_bytes()
    assert build(root, "yearbook", "2022", "--preflight") == 1
    assert (folder / "press-report.html").read_bytes() == first
    pages["chapters"]["b"] = [1, 3, 3]
    (book / "yearbook-2022.pages.json").write_text(json.dumps(pages), encoding="utf-8")
    assert build(root, "yearbook", "2022", "--preflight") == 0
