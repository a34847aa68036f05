"""Every file that is published, as the texts it holds: by its content, then by its name."""

from __future__ import annotations

import base64
import binascii
import gzip
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import BadZipFile, ZipFile

import brotli

from casebook.leaks.boxes import parts_of_boxes
from casebook.leaks.part import Part
from casebook.leaks.pdf import parts_of_pdf
from casebook.leaks.rasters import (
    parts_of_gif,
    parts_of_jpeg,
    parts_of_png,
    parts_of_webp,
    words_in,
)
from casebook.leaks.written import (
    parts_of_code,
    parts_of_markdown,
    parts_of_markup,
    parts_of_text,
)

Reader = Callable[[bytes], Iterator[Part]]
_GZIP = b"\x1f\x8b"
_HEADER = 4096  # bytes at the beginning of a gzip file that may hold its name


def parts_of(name: str, data: bytes) -> Iterator[Part]:
    """Yield every text that a file holds, of packed files those of what is packed in them."""
    if inner := unpacked(name, data):
        if says_more(data):
            yield Part(words_in(data[10:_HEADER]), looked="values")
        yield from parts_of(*inner)
    elif data[:4] == b"PK\x03\x04":
        yield from _of_archive(data)
    else:
        yield from (_by_content(data) or _by_name(PurePosixPath(name).suffix.lower()))(data)


def unpacked(name: str, data: bytes) -> tuple[str, bytes] | None:
    """Return name and content of a compressed file (gzip, brotli), None for any other."""
    if name.endswith(".br"):
        return name.removesuffix(".br"), brotli.decompress(data)
    if data[:2] == _GZIP:
        return name.removesuffix(".gz"), gzip.decompress(data)
    return None


def says_more(data: bytes) -> bool:
    """Whether a gzip file has a name or a comment in its header (RFC 1952, 2.3)."""
    return data[:2] == _GZIP and data[3:4] > b"\1"


def _of_archive(data: bytes) -> Iterator[Part]:
    with ZipFile(BytesIO(data)) as archive:
        yield Part(archive.comment.decode("utf-8", "replace"))
        for info in archive.infolist():
            yield Part(info.filename)
            if beside := info.comment + info.extra:
                yield Part(words_in(beside), member=info.filename, looked="values")
            for part in parts_of(info.filename, archive.read(info)):
                inner = f"{info.filename}!/{part.member}" if part.member else info.filename
                yield replace(part, member=inner)


_BY_START: tuple[tuple[bytes, int, Reader], ...] = (
    (b"%PDF", 0, lambda data: parts_of_pdf(data, partial(parts_of, ""))),
    (b"\x89PNG\r\n\x1a\n", 0, parts_of_png),
    (b"\xff\xd8\xff", 0, parts_of_jpeg),
    (b"GIF8", 0, parts_of_gif),
    (b"WEBP", 8, parts_of_webp),
    (b"ftyp", 4, parts_of_boxes),
)


def _by_content(data: bytes) -> Reader | None:
    for start, at, reader in _BY_START:
        if data[at : at + len(start)] == start:
            return reader
    return None if _encoding(data) else _of_bytes


def _encoding(data: bytes) -> str | None:
    """Return how a text is written, None for what is no text."""
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    if b"\0" in data[:8192] and not wide:
        return None
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "gb18030"):
        try:
            data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    return None


def _of_bytes(data: bytes) -> Iterator[Part]:
    """Yield what can be read of any other file; of Pagefind's, the words of the index."""
    if data.startswith(b"pagefind_dcd"):
        yield Part(data.decode("utf-8", "replace"), looked="code")
    else:
        yield Part(words_in(data), looked="values")


def _by_name(suffix: str) -> Reader:
    parse = _BY_NAME.get(suffix, parts_of_text)

    def read(data: bytes) -> Iterator[Part]:
        text = data.decode(_encoding(data) or "utf-8-sig")
        own = parse
        if own is parts_of_text and text.lstrip()[:1] == "<":
            own = parts_of_markup
        yield from own(text)
        yield from _embedded(text)

    return read


_MARKUP = (".html", ".htm", ".xhtml", ".xml", ".svg", ".opf", ".ncx", ".rels")
_CODE = (".js", ".mjs", ".css", ".map")
_BY_NAME: dict[str, Callable[[str], Iterator[Part]]] = {
    **dict.fromkeys(_MARKUP, parts_of_markup),
    **dict.fromkeys(_CODE, parts_of_code),
    **dict.fromkeys((".md", ".txt"), parts_of_markdown),
}
_DATA_ADDRESS = re.compile(r"data:[\w.+/-]*(?:;[\w=-]+)*;base64,([A-Za-z0-9+/=]{8,})")


def _embedded(text: str) -> Iterator[Part]:
    """Yield what is written into a text as an address of its own, such as a small picture."""
    for match in _DATA_ADDRESS.finditer(text):
        try:
            yield from parts_of("", base64.b64decode(match[1]))
        except (binascii.Error, ValueError, zlib.error, BadZipFile):
            continue
