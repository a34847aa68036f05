"""The photos of a manuscript: upright, in sRGB, without what a camera wrote, named below."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from casebook.manuscript.package import Relations
from casebook.manuscript.typography import TEXT_WIDTH
from casebook.manuscript.wordml import mark, paragraph, run
from casebook.media import print_derivative, read_photo
from casebook.model.library import Case
from casebook.photo_pairs import Shown
from casebook.xml_text import xml_text

_EMU = 635  # English metric units in a twip
_WIDEST, _HIGHEST = TEXT_WIDTH * _EMU, 8200 * _EMU  # the text's width, and 145 mm
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"


@dataclass
class Pictures:
    """Draws the photos of a case; `files` are the parts they have become, `names` the captions,
    `places` what stands in the place of each."""

    case: Case
    cache: Path
    names: dict[str, str]
    places: Mapping[str, Shown] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    drawn: int = 0

    def figure(self, file: str, relations: Relations, alt: str = "") -> str:
        """Write what stands in the place of a photo: itself, or the pair that it is of."""
        shown = self.places.get(file, (file,))
        return "".join(self._figure(one, relations, alt) for one in shown)

    def _figure(self, file: str, relations: Relations, alt: str) -> str:
        """Write a photo with its name below (附2-112, 附2-113); a lost photo leaves its name."""
        name = self.names.get(file, alt)
        photo = next((p for p in self.case.data.photos if p.file == file), None)
        said = photo.alt.to("zh") if photo else alt
        drawing = self._drawing(file, relations, said or name)
        below = paragraph("FigureCaption", run(name)) if name else ""
        return (paragraph("Figure", mark(drawing)) if drawing else "") + below

    def _drawing(self, file: str, relations: Relations, alt: str) -> str:
        original = read_photo(self.case, file)
        if original is None:
            return ""
        made = print_derivative(original, self.cache)
        part = f"media/{made.file.name.partition('.')[0]}.jpg"
        self.files.setdefault(f"word/{part}", made.file.read_bytes())
        scale = min(_WIDEST / made.width, _HIGHEST / made.height)
        size = f'cx="{round(made.width * scale)}" cy="{round(made.height * scale)}"'
        self.drawn += 1
        named = f'id="{self.drawn}" name="photo {self.drawn}" descr="{xml_text(alt)}"'
        key = relations.to("image", part)
        return (
            f'<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
            f"<wp:docPr {named}/><wp:cNvGraphicFramePr>"
            '<a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic>'
            f'<a:graphicData uri="{_PICTURE}"><pic:pic><pic:nvPicPr><pic:cNvPr {named}/>'
            f'<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{key}"/><a:stretch>'
            '<a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
            f'<a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
            "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
        )
