"""The parts of a Word document, what they refer to, and the file that holds them (ECMA-376-2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from casebook.manuscript.wordml import HEAD, RELATED
from casebook.web_address import web_address
from casebook.xml_text import xml_text

_FIXED = (1980, 1, 1, 0, 0, 0)  # the day that every part bears
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"


@dataclass
class Relations:
    """What one part refers to: other parts by their paths, and addresses on the web."""

    _rows: dict[tuple[str, str, bool], str] = field(default_factory=dict)

    def to(self, kind: str, target: str) -> str:
        """Return the id under which a part is referred to; `kind` is a word of ECMA-376."""
        return self._id(kind, target, outside=False)

    def link(self, href: str) -> str | None:
        """Return the id of a web address, or None where it is not a plain http(s) address."""
        address = web_address(href)
        if address is None:
            return None
        return self._id("hyperlink", address, outside=True)

    def _id(self, kind: str, target: str, *, outside: bool) -> str:
        return self._rows.setdefault((kind, target, outside), f"rId{len(self._rows) + 1}")

    def render(self) -> str:
        """Write the part's `.rels`."""
        rows = "".join(
            f'<Relationship Id="{key}" Type="{_TYPES.get(kind, f"{RELATED}/{kind}")}"'
            f' Target="{xml_text(target)}"' + (' TargetMode="External"/>' if outside else "/>")
            for (kind, target, outside), key in self._rows.items()
        )
        return f'{HEAD}<Relationships xmlns="{_RELS}">{rows}</Relationships>'


_TYPES = {"core-properties": f"{_RELS}/metadata/core-properties"}


def render_types(overrides: Mapping[str, str]) -> str:
    """Write `[Content_Types].xml`: the type of each part by its path."""
    made = "".join(
        f'<Override PartName="/{path}" ContentType="application/vnd.openxmlformats-{kind}+xml"/>'
        for path, kind in overrides.items()
    )
    return (
        f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="jpg" ContentType="image/jpeg"/>{made}</Types>'
    )


def render_package(parts: Mapping[str, str | bytes]) -> bytes:
    """Zip parts in the order given, with a fixed date: the same parts give the same bytes."""
    file = BytesIO()
    with ZipFile(file, "w") as packed:
        for path, content in parts.items():
            entry = ZipInfo(path, _FIXED)
            entry.create_system = 0  # or the bytes would tell which system made them
            entry.compress_type = ZIP_STORED if path.endswith(".jpg") else ZIP_DEFLATED
            packed.writestr(entry, content)
    return file.getvalue()
