"""A small press file made by hand, as a print house wants it; tests spoil one thing at a time."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
from fontTools import subset
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image

from casebook.model.edition import Edition
from casebook.paths import HOME

MM = 72 / 25.4
TRIM = (100, 120)  # mm
SLUG = 10  # mm between trim and the edge of the sheet, for marks
BLEED = 3
CONDITION = "JC200103"
WORDS = "年鉴好服务"
XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/"
 pdfxid:GTS_PDFXVersion="PDF/X-4" pdf:Trapped="False" xmp:CreateDate="2026-11-20T00:00:00Z"
 xmp:ModifyDate="2026-11-20T00:00:00Z" xmp:MetadataDate="2026-11-20T00:00:00Z"
 xmpMM:DocumentID="uuid:1" xmpMM:VersionID="1" xmpMM:RenditionClass="default">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Yearbook</rdf:li></rdf:Alt></dc:title>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""


def edition(**printer: Any) -> Edition:
    """Return an edition whose print house is strict."""
    return Edition.model_validate(
        {
            "id": "test",
            "title": {"zh": "年鉴", "en": "Yearbook"},
            "cover": {"columns": ["年鉴"]},
            "year": 2026,
            "date": "2026-11-20",
            "trim": {"width": str(TRIM[0]), "height": str(TRIM[1])},
            "programmes": ["p"],
            "chapters": "programme",
            "editor": {"zh": "编者", "en": "The editors"},
            "printer": {"condition": CONDITION, "signature": 4, "ink_limit": "300", **printer},
        }
    )


@dataclass
class Job:
    """A press file that is being made: what is on its pages, and what is done to it at the end."""

    pages: list[str] = field(default_factory=list)
    """Content streams, in mm from the trim's lower left corner"""
    spoil: list[Callable[[Pdf], None]] = field(default_factory=list)
    save: dict[str, Any] = field(default_factory=dict)


def good_job() -> Job:
    """Return four good pages: black text, a colour that bleeds, a photo, a rule, a blank back."""
    text = "BT 0 0 0 1 k /F1 10 Tf {x} 60 Td <{codes}> Tj ET\n".format
    return Job(
        [
            text(x=20, codes=codes()) + ".84 .38 .62 .24 k -3 100 106 23 re f\n",
            text(x=20, codes=codes()) + "q 40 0 0 30 30 20 cm /Im1 Do Q\n",
            text(x=20, codes=codes()) + "0 0 0 1 K .1 w 20 50 m 80 50 l S\n",
            "",
        ]
    )


def codes(extra: str = "") -> str:
    """Return the words as glyph numbers of the test font, in hexadecimal."""
    glyphs = font_file()[1]
    return "".join(f"{glyphs[char]:04X}" for char in WORDS) + extra


@cache
def font_file() -> tuple[bytes, dict[str, int]]:
    """Return a few characters of the book's serif, and their glyph numbers."""
    source = next((HOME / "theme" / "yearbook" / "fonts").glob("NotoSerifSC-Regular*.?tf"))
    font = TTFont(source, lazy=True)
    options = subset.Options(notdef_outline=True, layout_features=[])
    cutter = subset.Subsetter(options)
    cutter.populate(text=WORDS)
    cutter.subset(font)
    out = io.BytesIO()
    font.save(out)
    found = {chr(code): font.getGlyphID(name) for code, name in font.getBestCmap().items()}
    return out.getvalue(), found


def photo(size: tuple[int, int] = (480, 360), ink: tuple[int, ...] = (90, 80, 60, 20)) -> bytes:
    """Return a CMYK JPEG of one colour; inks in bytes. 480 px on 40 mm are 305 ppi."""
    out = io.BytesIO()
    # Pillow writes inverted inks, as Adobe does; the file's /Decode says so
    Image.new("CMYK", size, ink).save(out, "JPEG", quality=95)
    return out.getvalue()


def make(path: Path, job: Job) -> Path:
    """Write the file."""
    pdf = Pdf.new()
    font = _font(pdf)
    image = pdf.make_indirect(cmyk_image(pdf, photo(), (480, 360)))
    side = SLUG * MM
    width, height = TRIM[0] * MM, TRIM[1] * MM
    for content in job.pages:
        page = pdf.add_blank_page(page_size=(width + 2 * side, height + 2 * side))
        bleed = side - BLEED * MM
        page.obj.TrimBox = Array([side, side, side + width, side + height])
        page.obj.BleedBox = Array(
            [bleed, bleed, side + width + BLEED * MM, side + height + BLEED * MM]
        )
        page.obj.Resources = Dictionary(
            Font=Dictionary(F1=font),
            XObject=Dictionary(Im1=image),
            ColorSpace=Dictionary(
                All=Array(
                    [Name.Separation, Name.All, Name.DeviceCMYK, _tint(pdf)],
                )
            ),
        )
        # a crop mark in registration colour, outside the bleed
        marks = f"q /All CS 1 SCN .25 w {side} 0 m {side} {5 * MM} l S Q\n"
        page.Contents = pdf.make_stream(
            f"{marks}q {MM} 0 0 {MM} {side} {side} cm\n{content}Q\n".encode()
        )
    _identify(pdf)
    for spoil in job.spoil:
        spoil(pdf)
    pdf.save(path, **{"force_version": "1.6", "deterministic_id": True, **job.save})
    return path


def cmyk_image(pdf: Pdf, jpeg: bytes, size: tuple[int, int]) -> Stream:
    """Return a CMYK JPEG as an image of the file."""
    image = Stream(pdf, jpeg)
    image.Type, image.Subtype = Name.XObject, Name.Image
    image.Width, image.Height = size
    image.BitsPerComponent = 8
    image.ColorSpace = Name.DeviceCMYK
    image.Filter = Name.DCTDecode
    image.Decode = Array([1, 0] * 4)
    return image


def _tint(pdf: Pdf) -> Dictionary:
    return Dictionary(
        FunctionType=2,
        Domain=Array([0, 1]),
        C0=Array([0, 0, 0, 0]),
        C1=Array([1, 1, 1, 1]),
        N=1,
    )


def _font(pdf: Pdf) -> Any:
    program = Stream(pdf, font_file()[0])
    name = Name("/ABCDEF+NotoSerifSC-Regular")
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=name,
        Flags=4,
        FontBBox=Array([0, -200, 1000, 900]),
        ItalicAngle=0,
        Ascent=880,
        Descent=-120,
        CapHeight=700,
        StemV=80,
        FontFile2=pdf.make_indirect(program),
    )
    inner = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=name,
        CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
        FontDescriptor=pdf.make_indirect(descriptor),
        DW=1000,
        CIDToGIDMap=Name.Identity,
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=name,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(inner)]),
            ToUnicode=pdf.make_stream(b"%"),
        )
    )


def _identify(pdf: Pdf) -> None:
    """Add what makes the shape of PDF/X-4; of the profile, the head that is looked at."""
    head = bytearray(132)
    head[12:24] = b"prtrCMYKLab "
    head[36:40] = b"acsp"
    pdf.Root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFX,
                OutputConditionIdentifier=pikepdf.String(CONDITION),
                DestOutputProfile=pdf.make_indirect(Stream(pdf, bytes(head), N=4)),
            )
        ]
    )
    metadata = Stream(pdf, XMP.encode())
    metadata.Type, metadata.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = pdf.make_indirect(metadata)
    pdf.docinfo["/Trapped"] = Name("/False")
