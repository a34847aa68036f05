"""Every text of a built tree as a reader or a program reads it: on a page, in data, in a feed."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import openpyxl
from lxml import etree, html


def texts_of(out: Path) -> Iterator[tuple[str, str]]:
    """Yield every text of a tree with the file that holds it; a file that is broken raises."""
    for path in sorted(p for p in out.rglob("*") if p.is_file()):
        name = path.relative_to(out).as_posix()
        read = _READ.get(path.suffix)
        if read:
            for text in read(path.read_bytes()):
                yield name, text


def _html(raw: bytes) -> Iterator[str]:
    document = html.document_fromstring(raw.decode())
    for script in document.xpath("//script"):
        if script.get("type") == "application/ld+json":
            yield from _strings(json.loads(script.text))
        script.drop_tree()
    for code in document.xpath("//textarea[@id='share-code']"):  # HTML to be copied
        yield from _fragment(code.text)
        code.text = ""
    for citation in document.xpath("//*[contains(@class, 'cite-bibtex')]"):  # in TeX's own spelling
        citation.drop_tree()
    yield from map(str, document.xpath("//@*"))
    yield document.text_content()


def _fragment(source: str) -> Iterator[str]:
    fragment = html.fragment_fromstring(source, create_parent=True)
    yield from map(str, fragment.xpath("//@*"))
    yield fragment.text_content()


def _xml(raw: bytes) -> Iterator[str]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root = etree.fromstring(raw, parser)
    assert root.getroottree().docinfo.internalDTD is None
    for element in root.iter():
        yield from (element.text or "", element.tail or "", *map(str, element.attrib.values()))


def _json(raw: bytes) -> Iterator[str]:
    yield from _strings(json.loads(raw))


def _strings(tree: Any) -> Iterator[str]:
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, dict):
        for key, value in tree.items():
            if key == "html":
                yield from _fragment(value)
            elif key != "markdown":  # where marks are escaped
                yield key
                yield from _strings(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from _strings(value)


def _csv(raw: bytes) -> Iterator[str]:
    for row in csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")):
        yield from row


def _vtt(raw: bytes) -> Iterator[str]:
    yield unescape(raw.decode())


def _xlsx(raw: bytes) -> Iterator[str]:
    for sheet in openpyxl.load_workbook(io.BytesIO(raw)).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", f"a formula in {sheet.title}!{cell.coordinate}"
                yield str(cell.value or "")


_READ = {
    ".html": _html,
    ".xml": _xml,
    ".svg": _xml,
    ".json": _json,
    ".csv": _csv,
    ".xlsx": _xlsx,
    ".vtt": _vtt,
}
