"""A PDF: the text of each page, and all that it says elsewhere."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from unicodedata import normalize

import pikepdf
import pypdfium2

from casebook.leaks.part import Part
from casebook.leaks.rasters import parts_of_jpeg, words_in
from casebook.leaks.written import unquoted
from casebook.problem import Said

_OBJECTS = Said("元数据、书签、批注或替代文字里", "metadata, bookmarks, notes or alternative texts")
_XMP = Said("元数据（XMP）里", "metadata (XMP)")
_BEHIND = Said("文件结尾之后的内容", "anything behind the end of the file")
_NAMES = Said("内部名称里", "names inside")
# Characters that fonts draw like others, and letters that are drawn together: 張 as 張, fi as ﬁ.
_DRAWN = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufb06]")
# What a page says instead of what it draws, among its drawing (ISO 32000-2, 14.9).
_INSTEAD = re.compile(
    rb"/(?:ActualText|Alt|E)\s*(<[0-9A-Fa-f\s]*>|\((?:[^()\\]|\\.)*\))", re.DOTALL
)
_PIXELS = frozenset({"/Image", "/CIDFontType0C", "/OpenType", "/Type1C"})
_TABLES = frozenset({"/XRef", "/ObjStm", "/CMap"})
_FONTS = (b"\0\1\0\0", b"OTTO", b"true")
_MARKS = (b"\xfe\xff", b"\xff\xfe", b"\xef\xbb")  # of UTF-16 and UTF-8


def parts_of_pdf(data: bytes, read: Callable[[bytes], Iterator[Part]]) -> Iterator[Part]:
    """Yield the pages, then every string of every object, XMP, attachments and pictures.

    Strings stand in the document's information, in bookmarks, notes, fields, names of attachments
    and alternative texts (ISO 32000-2, 14.3, 12.3, 12.5, 7.11, 14.9). `read` reads a file that is
    attached, which may be of any kind.
    """
    document = pypdfium2.PdfDocument(data)
    try:
        for number in range(len(document)):
            text = document[number].get_textpage().get_text_range()
            shown = _DRAWN.sub(lambda match: normalize("NFKC", match[0]), text)
            yield Part(shown, Said(f"第 {number + 1} 页", f"page {number + 1}"))
    finally:
        document.close()
    with pikepdf.open(BytesIO(data)) as pdf:
        strings: list[str] = []
        names: set[str] = set()
        drawing = {thing.objgen for page in pdf.pages for thing in _contents(page)}
        for thing in (pdf.trailer, *pdf.objects):
            strings += _strings(thing, names)
            if isinstance(thing, pikepdf.Stream):
                yield from _of_stream(thing, strings, read, drawn=thing.objgen in drawing)
        yield Part(unquoted("\n".join(strings)), _OBJECTS)
        yield Part("\n".join(sorted(names)), _NAMES, looked="values")
    if rest := data[data.rfind(b"%%EOF") + 5 :].strip(b"\0\r\n "):
        yield Part(words_in(rest), _BEHIND, looked="values", unwanted=True)


def _contents(page: pikepdf.Page) -> Iterator[pikepdf.Object]:
    contents = page.obj.get("/Contents")
    if isinstance(contents, pikepdf.Array):
        yield from contents
    elif contents is not None:
        yield contents


def _of_stream(
    stream: pikepdf.Stream,
    strings: list[str],
    read: Callable[[bytes], Iterator[Part]],
    *,
    drawn: bool,
) -> Iterator[Part]:
    """Yield what a stream says; what is said among drawing goes to the strings."""
    kind, subtype = str(stream.get("/Type")), str(stream.get("/Subtype"))
    filters = _filters(stream)
    if filters[-1:] == ["/DCTDecode"]:
        yield from parts_of_jpeg(_packed(stream, filters[:-1]))
    elif subtype in _PIXELS or "/Length1" in stream or kind in _TABLES:
        return
    elif drawn or subtype == "/Form":
        for match in _INSTEAD.finditer(stream.read_bytes()):
            strings += _strings(pikepdf.Object.parse(match[1]), set())
    elif kind == "/Metadata" or subtype == "/XML":
        yield Part(stream.read_bytes().decode("utf-8", "replace"), _XMP)
    elif (content := stream.read_bytes())[:4] not in _FONTS:  # what is attached, scripts, profiles
        yield from read(content)


def _filters(stream: pikepdf.Stream) -> list[str]:
    named = stream.get("/Filter")
    if isinstance(named, pikepdf.Array):
        return [str(one) for one in named]
    return [] if named is None else [str(named)]


def _packed(stream: pikepdf.Stream, filters: list[str]) -> bytes:
    """Return a picture as it is packed, out of the packings around it."""
    content = stream.read_raw_bytes()
    for _ in filters:
        content = zlib.decompress(content)
    return content


def _strings(thing: pikepdf.Object, names: set[str]) -> Iterator[str]:
    """Yield the strings of an object, not those of objects that it refers to; collect its names."""
    if isinstance(thing, pikepdf.String):
        yield str(thing)
        if (written := bytes(thing))[:1] > b"\x7f" and written[:2] not in _MARKS:
            yield written.decode("utf-8", "replace")  # as some programs write them
    elif isinstance(thing, pikepdf.Name):
        names.add(str(thing))
    elif isinstance(thing, pikepdf.Array):
        for one in thing:
            if isinstance(one, pikepdf.Object) and not one.is_indirect:
                yield from _strings(one, names)
    elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        for key, one in thing.items():
            names.add(key)
            if isinstance(one, pikepdf.Object) and not one.is_indirect:
                yield from _strings(one, names)
