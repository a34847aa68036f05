"""The prescribed typography (附2-101…113) as the styles of a Word document.

Sizes are half points, distances twentieths of a point (twips), as Word counts them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from casebook.manuscript.wordml import HEAD, NAMESPACES
from casebook.model.library import Case, Library
from casebook.model.material import Typography
from casebook.xml_text import xml_text

PAGE = (11906, 16838)  # A4
MARGINS = (1440, 1800)  # above and below, left and right: Word's own for A4 in Chinese
TEXT_WIDTH = PAGE[0] - 2 * MARGINS[1]
_LINE = 240  # a line of Word's “lines” unit, and of single spacing


@dataclass(frozen=True)
class Looks:
    """The typography of each element, and whether pages are numbered (附2-106)."""

    elements: Mapping[str, Typography]
    numbered: bool

    @property
    def face(self) -> str:
        """The face of the text."""
        return self.elements["body"].font

    def size(self, element: str) -> int:
        """Return the size of an element, in half points."""
        return int(self.elements[element].size * 2)


def looks_of(library: Library, case: Case) -> Looks | None:
    """Return what a case's programme prescribes, else what the newest one does that prescribes."""
    own = library.programme_of(case)
    for programme in ([own] if own else []) + list(library.newest_programmes):
        elements: dict[str, Typography] = {one.element: one for one in programme.manuscript}
        if len(elements) == len(_ELEMENTS):
            filing = programme.filing
            return Looks(elements, numbered=filing is None or filing.page_numbers)
    return None


_ELEMENTS = ("title", "heading", "body", "table-caption", "figure-caption")


def render_styles(looks: Looks) -> str:
    """Write `word/styles.xml`: no theme, one face for Chinese and Latin as the annex names one.

    That “ ” … — are as wide as Chinese punctuation is follows from it too.
    """
    body, heading = looks.elements["body"], looks.elements["heading"]
    line = round((body.line_spacing or 1) * _LINE)
    around = heading.blank_lines_around or 0
    apart = (
        f'<w:spacing w:before="{around * _LINE}" w:beforeLines="{around * 100}"'
        f' w:after="{around * _LINE}" w:afterLines="{around * 100}"'
        f' w:line="{line}" w:lineRule="auto"/>'
    )
    keep = "<w:keepNext/><w:keepLines/>"
    centred = '<w:jc w:val="center"/>'
    small = f'<w:spacing w:line="{_LINE}" w:lineRule="auto"/>'
    gap = f'<w:spacing w:before="120" w:after="120" w:line="{_LINE}" w:lineRule="auto"/>'
    styles = [
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_fonts(looks.face)}{_sizes(looks.size('body'))}"
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:snapToGrid w:val="0"/>'
        f'<w:spacing w:before="0" w:after="0" w:line="{line}" w:lineRule="auto"/></w:pPr>'
        "</w:pPrDefault></w:docDefaults>",
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
        '<w:name w:val="Normal"/><w:qFormat/></w:style>',
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/>'
        "</w:style>",
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr>'
        '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="108" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>',
        _style("Title", "Title", keep + gap + centred, _of(looks, "title")),
        *(
            _style(
                f"Heading{level}",
                f"heading {level}",
                f'{keep}{apart}<w:outlineLvl w:val="{level - 1}"/>',
                _of(looks, "heading"),
            )
            for level in (1, 2, 3)
        ),
        _style(
            "BodyText",
            "Body Text",
            f'<w:ind w:firstLine="{looks.size("body") * 20}" w:firstLineChars="200"/>'
            '<w:jc w:val="both"/>',
            "",
        ),
        _style("ListParagraph", "List Paragraph", '<w:jc w:val="both"/>', ""),
        _style(
            "Quote",
            "Quote",
            f'<w:ind w:left="{looks.size("body") * 20}" w:leftChars="200"'
            f' w:right="{looks.size("body") * 20}" w:rightChars="200"/><w:jc w:val="both"/>',
            "",
        ),
        _style("Code", "Code", '<w:jc w:val="left"/>', "<w:noProof/>"),
        _style("TableCaption", "Table Caption", keep + gap + centred, _of(looks, "table-caption")),
        _style("FigureCaption", "Figure Caption", gap + centred, _of(looks, "figure-caption")),
        _style("Figure", "Figure", f"<w:keepNext/>{gap}{centred}", ""),
        _style("TableText", "Table Text", small, _sizes(looks.size("table-caption"))),
        _style("TableEnd", "Table End", '<w:spacing w:line="160" w:lineRule="exact"/>', _sizes(8)),
        _style("Footer", "footer", small + centred, _sizes(18)),
        _style("FootnoteText", "footnote text", small, _sizes(18)),
        '<w:style w:type="character" w:styleId="FootnoteReference">'
        '<w:name w:val="footnote reference"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
        "</w:style>",
        '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
        '<w:rPr><w:color w:val="2C4A80"/><w:u w:val="single"/></w:rPr></w:style>',
    ]
    return f"{HEAD}<w:styles {NAMESPACES}>{''.join(styles)}</w:styles>"


def render_fonts(looks: Looks) -> str:
    """Write `word/fontTable.xml`: what the faces are called where Word speaks English."""
    faces = sorted({one.font for one in looks.elements.values()})
    made = (
        f'<w:font w:name="{xml_text(face)}">'
        + (f'<w:altName w:val="{other}"/>' if (other := _OTHER_NAMES.get(face)) else "")
        + '<w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
        for face in faces
    )
    return f"{HEAD}<w:fonts {NAMESPACES}>{''.join(made)}</w:fonts>"


_OTHER_NAMES = {"宋体": "SimSun", "黑体": "SimHei", "楷体": "KaiTi", "仿宋": "FangSong"}


def _style(key: str, name: str, paragraph: str, characters: str) -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/>'
        + (f"<w:pPr>{paragraph}</w:pPr>" if paragraph else "")
        + (f"<w:rPr>{characters}</w:rPr>" if characters else "")
        + "</w:style>"
    )


def _of(looks: Looks, element: str) -> str:
    one = looks.elements[element]
    bold = "<w:b/><w:bCs/>" if one.bold else ""
    return _fonts(one.font) + bold + _sizes(looks.size(element))


def _fonts(face: str) -> str:
    face = xml_text(face)
    return (
        f'<w:rFonts w:hint="eastAsia" w:ascii="{face}" w:hAnsi="{face}" w:eastAsia="{face}"'
        f' w:cs="Times New Roman"/>'
    )


def _sizes(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
