"""Files of every kind that is published, with a value planted in a place where it could hide."""

from __future__ import annotations

import base64
import gzip
import json
import struct
import zlib
from collections.abc import Callable
from html import escape
from io import BytesIO
from urllib.parse import quote
from zipfile import ZipFile

import brotli
import pikepdf
from PIL import Image, PngImagePlugin

Plant = Callable[[str], bytes]


def _page(body: str) -> bytes:
    return f"<!doctype html><html lang=zh><body>\n{body}\n</body></html>".encode()


def _middle(value: str, between: str) -> str:
    half = len(value) // 2
    return escape(value[:half]) + between + escape(value[half:])


def _marked_up(value: str) -> str:
    """Return markup as the text of other markup."""
    return escape(f"<p>{_middle(value, '<b>')}</p>")


def _zipped(**files: str | bytes) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return made.getvalue()


def _wide(value: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in value)


# file name, what is planted: a text that a reader, or a program, gets to see
WRITTEN: dict[str, tuple[str, Plant]] = {
    "text": ("a.html", lambda v: _page(f"<p>电话{escape(v)}。</p>")),
    "text in full width": ("a.html", lambda v: _page(f"<p>电话{escape(_wide(v))}。</p>")),
    "text split by tags": ("a.html", lambda v: _page(f"<p>{_middle(v, '</b><i class=x>')}</p>")),
    "text split by a soft hyphen": ("a.html", lambda v: _page(_middle(v, "&shy;"))),
    "text split by what nobody sees": ("a.html", lambda v: _page(_middle(v, "\u200b\u2060"))),
    "text split by a line break tag": ("a.html", lambda v: _page(_middle(v, "<wbr>"))),
    "text in entities": ("a.html", lambda v: _page("".join(f"&#{ord(c)};" for c in v))),
    "text in hexadecimal": ("a.html", lambda v: _page("".join(f"&#x{ord(c):x};" for c in v))),
    "attribute": ("a.html", lambda v: _page(f'<img src="x.png" alt="{escape(v)}">')),
    "attribute with a bracket": ("a.html", lambda v: _page(f"<a title='a > b {escape(v)}'>x</a>")),
    "text with a comment in it": ("a.html", lambda v: _page(f"<p>{_middle(v, '<!-- x -->')}</p>")),
    "markup in an attribute": (
        "a.html",
        lambda v: _page(f"<div data-a='{_marked_up(v)}'>x</div>"),
    ),
    "comment": ("a.html", lambda v: _page(f"<!-- a > b: {v} -->")),
    "JSON-LD": (
        "a.html",
        lambda v: _page(f'<script type="application/ld+json">{json.dumps({"a": v})}</script>'),
    ),
    "address": ("a.html", lambda v: _page(f'<a href="/x?a={quote(v)}">x</a>')),
    "JSON": ("a.json", lambda v: json.dumps([v], ensure_ascii=False).encode()),
    "JSON, escaped": ("a.json", lambda v: json.dumps({"a": [1, v]}).encode()),
    "JSON, every character escaped": (
        "a.json",
        lambda v: f'"{"".join(f"{chr(92)}u{ord(c):04x}" for c in v)}"'.encode(),
    ),
    "SVG": ("a.svg", lambda v: f"<svg><text>{_middle(v, '</tspan><tspan>')}</text></svg>".encode()),
    "SVG title": ("a.svg", lambda v: f"<svg><title>{escape(v)}</title></svg>".encode()),
    "feed": ("feed.xml", lambda v: f"<f><t><![CDATA[<b>{escape(v)}</b>]]></t></f>".encode()),
    "feed, its markup escaped": (
        "feed.xml",
        lambda v: f"<f><t>{_marked_up(v)}</t></f>".encode(),
    ),
    "JSON, markup": ("a.json", lambda v: json.dumps({"a": f"<p>{_middle(v, '</em>')}"}).encode()),
    "text file, half of it bold": ("llms.txt", lambda v: f"电话{_middle(v, '**')}\n".encode()),
    "text file in GBK": ("a.csv", lambda v: f"编号,联系人\n1,{v}\n".encode("gbk")),
    "text file": ("llms.txt", lambda v: f"联系：{v}\n".encode()),
    "text file in UTF-16": ("a.txt", lambda v: f"联系：{v}\n".encode("utf-16")),
    "CSV": ("a.csv", lambda v: f'\ufeffid,note\n1,"{v}"\n'.encode()),
    "Markdown": ("index.md", lambda v: f"# x\n\n电话{v}\n".encode()),
    "Markdown, half of it bold": ("index.md", lambda v: f"电话{_middle(v, '**')}\n".encode()),
    "captions": ("a.vtt", lambda v: f"WEBVTT\n\n00:00.000 --> 00:01.000\n{v}\n".encode()),
    "headers": ("_headers", lambda v: f"/x\n  X-Note: {v}\n".encode()),
    "search text": ("t.gz", lambda v: gzip.compress(json.dumps([v]).encode(), mtime=0)),
    "precompressed": ("a.html.br", lambda v: brotli.compress(_page(v))),
    "spreadsheet cell": (
        "a.xlsx",
        lambda v: _zipped(
            xl__sharedStrings_dot_xml="<sst><si><r><t>"
            + _middle(v, "</t></r><r><rPr><b/></rPr><t>")
            + "</t></r></si></sst>"
        ),
    ),
    "document property": (
        "a.docx",
        lambda v: _zipped(docProps__core_dot_xml=f"<x><dc:creator>{escape(v)}</dc:creator></x>"),
    ),
    "comment of a document": (
        "a.docx",
        lambda v: _zipped(word__comments_dot_xml=f"<w:p><w:r><w:t>{escape(v)}</w:t></w:r></w:p>"),
    ),
    "document, in two runs": (
        "a.docx",
        lambda v: _zipped(
            word__document_dot_xml="<w:p><w:r><w:t>"
            + _middle(v, '</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">')
            + "</w:t></w:r></w:p>"
        ),
    ),
    "e-book": ("a.epub", lambda v: _zipped(EPUB__a_dot_xhtml=_page(escape(v)))),
    "archive in an archive": ("a.zip", lambda v: _zipped(a_dot_zip=_zipped(a_dot_txt=v))),
    "data address": (
        "a.css",
        lambda v: b'a{b:url("data:text/plain;base64,%s")}' % base64.b64encode(v.encode()),
    ),
}
# where numbers follow one another, so that only what stands together counts
IN_CODE: dict[str, tuple[str, Plant]] = {
    "script": ("a.js", lambda v: f'const a = "{v}";'.encode()),
    "script, escaped": ("a.js", lambda v: f"const a = {json.dumps(v)};".encode()),
    "style": ("a.css", lambda v: f'a::after {{ content: "{v}" }}'.encode()),
    "index of the search": (
        "a.pf_index",
        lambda v: gzip.compress(
            b"pagefind_dcd\x81\x82\x6d" + f"\ua000{v}\ua000".encode() + b"\x01"
        ),
    ),
}


def png(**texts: str) -> bytes:
    """Return a small PNG with texts in it."""
    info = PngImagePlugin.PngInfo()
    for key, text in texts.items():
        info.add_itxt(key, text, zip=True)
    made = BytesIO()
    Image.new("RGB", (8, 8)).save(made, "PNG", pnginfo=info)
    return made.getvalue()


def picture(format: str, **options: object) -> bytes:
    """Return a small picture."""
    made = BytesIO()
    Image.new("RGB", (16, 16), "teal").save(made, format, **options)  # type: ignore[arg-type]
    return made.getvalue()


def exif(artist: str) -> bytes:
    """Return EXIF data that names an artist, in UTF-8 as cameras write it."""
    name = artist.encode() + b"\0"
    entry = struct.pack("<HHII", 0x013B, 2, len(name), 26)
    return b"Exif\0\0II*\0" + struct.pack("<IH", 8, 1) + entry + b"\0\0\0\0" + name


def jpeg_of(kind: int, body: bytes) -> bytes:
    """Return a JPEG with a segment of its own behind its start."""
    plain = picture("JPEG")
    return plain[:2] + struct.pack(">BBH", 0xFF, kind, len(body) + 2) + body + plain[2:]


def box(kind: bytes, body: bytes) -> bytes:
    """Return a box of an MP4 file."""
    return struct.pack(">I4s", len(body) + 8, kind) + body


def video(udta: bytes = b"", frames: bytes = b"\0" * 64, track: bytes = b"") -> bytes:
    """Return something like an MP4 file."""
    held = box(b"mvhd", b"\0" * 20) + (box(b"udta", udta) if udta else b"")
    held += box(b"trak", box(b"mdia", track)) if track else b""
    return box(b"ftyp", b"isom\0\0\2\0isomavc1") + box(b"moov", held) + box(b"mdat", frames)


PICTURES: dict[str, tuple[str, Plant]] = {
    "EXIF of a JPEG": ("a.jpg", lambda v: picture("JPEG", exif=exif(v))),
    "comment of a JPEG": ("a.jpg", lambda v: picture("JPEG", comment=v.encode())),
    "XMP of a JPEG": (
        "a.jpg",
        lambda v: jpeg_of(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + v.encode()),
    ),
    "IPTC of a JPEG": ("a.jpg", lambda v: jpeg_of(0xED, b"Photoshop 3.0\0" + v.encode())),
    "between the parts of a JPEG": (
        "a.jpg",
        lambda v: picture("JPEG")[:20] + v.encode() + picture("JPEG")[20:],
    ),
    "an unknown part of a JPEG": ("a.jpg", lambda v: jpeg_of(0xF7, v.encode())),
    "behind a JPEG": ("a.jpg", lambda v: picture("JPEG") + v.encode()),
    "EXIF of a PNG": ("a.png", lambda v: picture("PNG", exif=exif(v))),
    "text of a PNG": ("a.png", lambda v: png(Author=v)),
    "behind a PNG": ("a.png", lambda v: png() + v.encode()),
    "EXIF of a WebP": ("a.webp", lambda v: picture("WEBP", exif=exif(v))),
    "XMP of a WebP": ("a.webp", lambda v: picture("WEBP", xmp=v.encode())),
    "EXIF of an AVIF": ("a.avif", lambda v: picture("AVIF", exif=exif(v))),
    "a box of an AVIF": ("a.avif", lambda v: picture("AVIF") + box(b"free", v.encode())),
    "comment of a GIF": ("a.gif", lambda v: picture("GIF", comment=v.encode())),
}
CLEAN_PICTURES = {
    "a.jpg": picture("JPEG", quality=80, progressive=True),
    "a.png": picture("PNG"),
    "a.webp": picture("WEBP"),
    "a.avif": picture("AVIF"),
    "a.gif": picture("GIF"),
    "a.mp4": video(),
}
# what should not be there, whatever it says
VIDEOS: dict[str, Plant] = {
    "a name in UTF-8": lambda v: video(box(b"\xa9ART", v.encode())),
    "a name in UTF-16": lambda v: video(box(b"titl", b"\0" + v.encode("utf-16-be"))),
    "a box at the end": lambda v: video() + box(b"free", v.encode()),
    "the place where it was shot": lambda v: video() + box(b"loci", v.encode()),
    "something of a program's own": lambda v: video() + box(b"uuid", bytes(16) + v.encode()),
    "a track of positions": lambda v: video(
        track=box(b"hdlr", bytes(8) + b"meta" + bytes(12) + v.encode() + b"\0")
    ),
    "behind a broken box": lambda v: video() + b"\0\0\0\2free" + v.encode(),
    "behind the last box": lambda v: video() + v.encode(),
}
# what is part of a film, so that only a value of `private/` is found in it
FILMED: dict[str, Plant] = {
    "subtitles among the frames": lambda v: video(frames=b"\xff\xd8\0" + v.encode() + b"\xff" * 9),
    "the name of a track": lambda v: video(
        track=box(b"hdlr", bytes(8) + b"vide" + bytes(12) + v.encode() + b"\0")
    ),
    "the name of an encoder": lambda v: video(
        track=box(b"minf", box(b"stbl", box(b"stsd", bytes(60) + v.encode())))
    ),
}


def pdf(plant: str, value: str) -> bytes:
    """Return a PDF that says a value at a place of that name; a page says it in Latin letters."""
    made = BytesIO()
    with pikepdf.new() as doc:
        page = doc.add_blank_page()
        doc.add_blank_page()
        if plant == "page":
            font = pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
            )
            page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
            page.Contents = doc.make_stream(b"BT /F 12 Tf 72 72 Td (%s) Tj ET" % value.encode())
        elif plant == "information":
            doc.docinfo["/Author"] = value
        elif plant == "XMP":
            with doc.open_metadata() as xmp:
                xmp["dc:creator"] = [value]
        elif plant == "bookmark":
            with doc.open_outline() as outline:
                outline.root.append(pikepdf.OutlineItem(value, 0))
        elif plant == "note":
            note = pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.Text,
                Rect=[0, 0, 9, 9],
                Contents=value,
            )
            page.Annots = [note]
        elif plant == "attachment":
            doc.attachments["a.txt"] = pikepdf.AttachedFileSpec(doc, value.encode())
        elif plant == "name of an attachment":
            doc.attachments[f"{value}.txt"] = pikepdf.AttachedFileSpec(doc, b"x")
        elif plant == "alternative text":
            root = pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot, K=[{"/Alt": value}])
            doc.Root.StructTreeRoot = doc.make_indirect(root)
        elif plant == "alternative text of a drawing":
            said = f"feff{value.encode('utf-16-be').hex()}"
            page.Contents = doc.make_stream(f"/Figure <</Alt <{said}>>> BDC EMC".encode())
        elif plant == "address of a link":
            link = pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.Link,
                Rect=[0, 0, 9, 9],
                A={"/S": pikepdf.Name.URI, "/URI": f"https://example.org/{quote(value)}"},
            )
            page.Annots = [link]
        elif plant == "string in UTF-8":
            doc.Root.X = doc.make_indirect(pikepdf.Array([pikepdf.String(value.encode())]))
        elif plant == "script":
            doc.Root.X = doc.make_stream(f"app.alert('{value}')".encode())
        elif plant == "trailer":
            doc.trailer["/X"] = value
        elif plant in ("photo", "photo, packed twice"):
            data = picture("JPEG", exif=exif(value))
            page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary())
            photo = pikepdf.Stream(doc, data)
            photo.Subtype, photo.Filter = pikepdf.Name.Image, pikepdf.Name.DCTDecode
            if plant != "photo":
                photo.write(
                    zlib.compress(data),
                    filter=[pikepdf.Name.FlateDecode, pikepdf.Name.DCTDecode],
                )
            page.Resources.XObject.I = doc.make_indirect(photo)
        doc.save(made, compress_streams=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return made.getvalue()


PDF_PLACES = (
    ("information", "XMP", "bookmark", "note", "attachment", "name of an attachment")
    + ("alternative text", "alternative text of a drawing", "address of a link", "string in UTF-8")
    + ("script", "trailer", "photo", "photo, packed twice")
)  # fmt: skip
