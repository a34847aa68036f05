"""The parts that every Word document of ours has, around its own words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from casebook.manuscript.package import Relations, render_package, render_types
from casebook.manuscript.settings import render_numbering, render_settings
from casebook.manuscript.typography import MARGINS, PAGE, Looks, render_fonts, render_styles
from casebook.manuscript.wordml import HEAD, NAMESPACES, mark, paragraph, run
from casebook.problem import Locale
from casebook.xml_text import xml_text

UNDATED = date(2000, 1, 1)  # the day in the properties of what has no day of its own
_TYPES = {
    "document": "officedocument.wordprocessingml.document.main",
    "styles": "officedocument.wordprocessingml.styles",
    "settings": "officedocument.wordprocessingml.settings",
    "numbering": "officedocument.wordprocessingml.numbering",
    "fontTable": "officedocument.wordprocessingml.fontTable",
    "footnotes": "officedocument.wordprocessingml.footnotes",
    "footer": "officedocument.wordprocessingml.footer",
}


@dataclass(frozen=True, slots=True)
class Properties:
    """Title, language and day of a document; nobody's name is among them."""

    title: str
    language: Locale
    day: date


def render_document(
    body: str,
    looks: Looks,
    relations: Mapping[str, Relations],
    properties: Properties,
    *,
    footnotes: str = "",
    lists: Sequence[int] = (),
    files: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """Return a document: `body` in WordprocessingML, with what it refers to.

    `relations` are those of `document` and `footnotes`; `lists` the starts of the ordered lists;
    `files` further parts, such as pictures.
    """
    own = {
        name: relations["document"].to(name, f"{name}.xml") for name in _TYPES if name != "document"
    }
    page = _page(own["footer"] if looks.numbered else None)
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": render_types(
            {f"word/{name}.xml": kind for name, kind in _TYPES.items()}
            | {"docProps/core.xml": "package.core-properties"}
        ),
        "_rels/.rels": _roots(),
        "docProps/core.xml": _properties(properties),
        "word/document.xml": f"{HEAD}<w:document {NAMESPACES}><w:body>{body}{page}</w:body>"
        "</w:document>",
        "word/_rels/document.xml.rels": relations["document"].render(),
        "word/footnotes.xml": footnotes or render_footnotes(""),
        "word/_rels/footnotes.xml.rels": relations["footnotes"].render(),
        "word/styles.xml": render_styles(looks),
        "word/settings.xml": render_settings(),
        "word/numbering.xml": render_numbering(lists),
        "word/fontTable.xml": render_fonts(looks),
        "word/footer.xml": _footer(),
        **dict(sorted((files or {}).items())),
    }
    return render_package(parts)


def render_footnotes(notes: str) -> str:
    """Write `word/footnotes.xml`: the rules that Word asks for, and the notes."""
    separators = "".join(
        f'<w:footnote w:type="{kind}" w:id="{key}"><w:p>{mark(f"<w:{kind}/>")}</w:p></w:footnote>'
        for kind, key in (("separator", -1), ("continuationSeparator", 0))
    )
    return f"{HEAD}<w:footnotes {NAMESPACES}>{separators}{notes}</w:footnotes>"


def _page(footer: str | None) -> str:
    """Write the page: A4, no grid that lines could snap to (附2-105), its number (附2-106)."""
    reference = f'<w:footerReference w:type="default" r:id="{footer}"/>' if footer else ""
    above, beside = MARGINS
    return (
        f'<w:sectPr>{reference}<w:pgSz w:w="{PAGE[0]}" w:h="{PAGE[1]}"/>'
        f'<w:pgMar w:top="{above}" w:right="{beside}" w:bottom="{above}" w:left="{beside}"'
        ' w:header="851" w:footer="992" w:gutter="0"/></w:sectPr>'
    )


def _footer() -> str:
    field = f'<w:fldSimple w:instr=" PAGE ">{run("1")}</w:fldSimple>'
    return f"{HEAD}<w:ftr {NAMESPACES}>{paragraph('Footer', field)}</w:ftr>"


def _roots() -> str:
    relations = Relations()
    relations.to("officeDocument", "word/document.xml")
    relations.to("core-properties", "docProps/core.xml")
    return relations.render()


def _properties(properties: Properties) -> str:
    day = f"{properties.day}T00:00:00Z"
    language = "zh-CN" if properties.language == "zh" else "en"
    return (
        f"{HEAD}<cp:coreProperties"
        ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{xml_text(properties.title)}</dc:title>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{day}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{day}</dcterms:modified>'
        f"<dc:language>{language}</dc:language></cp:coreProperties>"
    )
