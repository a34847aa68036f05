"""A PDF: the text of each page, and all that it says elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pikepdf
import pypdfium2

from casebook.leaks.part import Part
from casebook.leaks.rasters import parts_of_jpeg
from casebook.problem import Said

_OBJECTS = Said("元数据、书签、批注或替代文字里", "metadata, bookmarks, notes or alternative texts")
_XMP = Said("元数据（XMP）里", "metadata (XMP)")


def parts_of_pdf(data: bytes) -> Iterator[Part]:
    """Yield the pages, then every string of every object, XMP, attachments and pictures.

    Strings stand in the document's information, in bookmarks, notes, fields, names of attachments
    and alternative texts (ISO 32000-2, 14.3, 12.3, 12.5, 7.11, 14.9).
    """
    document = pypdfium2.PdfDocument(data)
    try:
        for number in range(len(document)):
            text = document[number].get_textpage().get_text_range()
            yield Part(text, Said(f"第 {number + 1} 页", f"page {number + 1}"))
    finally:
        document.close()
    with pikepdf.open(BytesIO(data)) as pdf:
        strings: list[str] = []
        for thing in pdf.objects:
            strings += _strings(thing)
            if isinstance(thing, pikepdf.Stream):
                yield from _of_stream(thing)
        yield Part("\n".join(strings), _OBJECTS)


def _of_stream(stream: pikepdf.Stream) -> Iterator[Part]:
    kind = stream.get("/Type")
    if kind == "/Metadata":
        yield Part(stream.read_bytes().decode("utf-8", "replace"), _XMP)
    elif kind == "/EmbeddedFile":
        from casebook.leaks.read import parts_of  # they read each other

        yield from parts_of("", stream.read_bytes())
    elif stream.get("/Subtype") == "/Image" and stream.get("/Filter") == "/DCTDecode":
        yield from parts_of_jpeg(stream.read_raw_bytes())


def _strings(thing: pikepdf.Object) -> Iterator[str]:
    """Yield the strings of an object, not those of objects that it refers to."""
    if isinstance(thing, pikepdf.String):
        yield str(thing)
    elif isinstance(thing, pikepdf.Array):
        for one in thing:
            if isinstance(one, pikepdf.Object) and not one.is_indirect:
                yield from _strings(one)
    elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        for _, one in thing.items():
            if isinstance(one, pikepdf.Object) and not one.is_indirect:
                yield from _strings(one)
