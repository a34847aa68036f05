"""The container: a zip whose first file says what it is (OCF, https://www.w3.org/TR/epub-33/)."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

ROOT = "EPUB/"  # where the publication is in the container
_CONTAINER = """\
<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles>
    <rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
  </rootfiles>
</container>
"""


def write_epub(target: Path, files: Mapping[str, bytes | Path], day: date) -> None:
    """Pack files, by their names in the publication, all bearing one day; appears in one step."""
    part = target.with_suffix(".part")
    with zipfile.ZipFile(part, "w") as packed:
        _add(packed, "mimetype", b"application/epub+zip", day, zipfile.ZIP_STORED)
        _add(packed, "META-INF/container.xml", _CONTAINER.encode(), day)
        for name, content in sorted(files.items()):
            raw = content if isinstance(content, bytes) else content.read_bytes()
            squeezed = zipfile.ZIP_STORED if name.endswith(".jpg") else zipfile.ZIP_DEFLATED
            _add(packed, ROOT + name, raw, day, squeezed)
    part.replace(target)


def _add(
    packed: zipfile.ZipFile, name: str, content: bytes, day: date, how: int = zipfile.ZIP_DEFLATED
) -> None:
    year = min(max(day.year, 1980), 2107)  # a zip knows no others (APPNOTE.TXT, 4.4.6)
    entry = zipfile.ZipInfo(name, (year, day.month, day.day, 0, 0, 0))
    entry.compress_type = how
    entry.external_attr = 0o644 << 16
    entry.create_system = 3  # the same on every system
    packed.writestr(entry, content)
