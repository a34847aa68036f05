"""A case as a Word document: the title, then the sections in the prescribed order (附2-001)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from casebook.manuscript.package import Relations, render_package, render_types
from casebook.manuscript.pictures import Pictures
from casebook.manuscript.settings import render_numbering, render_settings
from casebook.manuscript.text import Writer, captioned
from casebook.manuscript.typography import MARGINS, PAGE, Looks, render_fonts, render_styles
from casebook.manuscript.wordml import HEAD, NAMESPACES, mark, paragraph, run
from casebook.model.library import Case, Library
from casebook.prose import Node, Section, Text
from casebook.xml_text import xml_text

_UNDATED = date(2000, 1, 1)  # the day in the properties of a case that is not published yet
_TYPES = {
    "document": "officedocument.wordprocessingml.document.main",
    "styles": "officedocument.wordprocessingml.styles",
    "settings": "officedocument.wordprocessingml.settings",
    "numbering": "officedocument.wordprocessingml.numbering",
    "fontTable": "officedocument.wordprocessingml.fontTable",
    "footnotes": "officedocument.wordprocessingml.footnotes",
    "footer": "officedocument.wordprocessingml.footer",
}


def render_manuscript(
    library: Library, case: Case, looks: Looks, cache: Path, site_url: str
) -> bytes:
    """Return the document: the Chinese text, or the English where there is none.

    The facts of the recommendation form (附件3) are a form of their own and not in it. Photos
    that the text does not show stand at its end. Raises PhotoError for a damaged photo.
    """
    found = case.text("zh")
    text = found[0] if found else None
    relations = {name: Relations() for name in ("document", "footnotes")}
    shown = _shown(case, text)
    captions = {p.file: _caption(case, p.file) for p in case.data.photos}
    names = dict(captioned(shown, captions))
    pictures = Pictures(case, cache, names)
    notes = {int(note.attrs["number"]): note for note in (text.notes if text else ())}
    main = Writer(relations["document"], pictures, site_url, notes)
    body = paragraph("Title", run(case.data.title.to("zh")))
    if text:
        body += main.blocks(text.before)
        body += "".join(_section(section, main) for section in _ordered(library, case, text))
    in_text = _in_text(text)
    for file in shown:
        if file not in in_text:
            body += pictures.figure(file, relations["document"])
    footnotes = _footnotes(main, relations["footnotes"])
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
        "docProps/core.xml": _properties(case),
        "word/document.xml": f"{HEAD}<w:document {NAMESPACES}><w:body>{body}{page}</w:body>"
        "</w:document>",
        "word/_rels/document.xml.rels": relations["document"].render(),
        "word/footnotes.xml": footnotes,
        "word/_rels/footnotes.xml.rels": relations["footnotes"].render(),
        "word/styles.xml": render_styles(looks),
        "word/settings.xml": render_settings(),
        "word/numbering.xml": render_numbering(main.lists),
        "word/fontTable.xml": render_fonts(looks),
        "word/footer.xml": _footer(),
        **dict(sorted(pictures.files.items())),
    }
    return render_package(parts)


def _ordered(library: Library, case: Case, text: Text) -> list[Section]:
    """Put the sections that the programme names in its order; others stay behind theirs."""
    programme = library.programme_of(case)
    keys = [section.key for section in programme.sections] if programme else []
    last = -1
    placed = []
    for number, section in enumerate(text.sections):
        last = keys.index(section.key) if section.key in keys else last
        placed.append((last, number, section))
    return [section for _, _, section in sorted(placed, key=lambda one: one[:2])]


def _section(section: Section, writer: Writer) -> str:
    made = paragraph("Heading1", run(section.heading)) + writer.blocks(section.lead)
    for passage in section.passages:
        made += paragraph("Heading2", writer.inlines(passage.title.children))
        made += writer.blocks(passage.blocks)
    return made


def _in_text(text: Text | None) -> list[str]:
    nodes = text.nodes if text else ()
    return list(dict.fromkeys(str(n.attrs["file"]) for n in nodes if n.kind == "figure"))


def _shown(case: Case, text: Text | None) -> list[str]:
    """Return the photos in the order in which readers meet them."""
    return list(dict.fromkeys([*_in_text(text), *(photo.file for photo in case.data.photos)]))


def _caption(case: Case, file: str) -> str:
    photo = next(p for p in case.data.photos if p.file == file)
    credit = f"（{photo.credit.to('zh')}）" if photo.credit else ""
    return photo.caption.to("zh") + credit


def _footnotes(main: Writer, relations: Relations) -> str:
    """Write the notes that the text has placed, and inside each those that it alone mentions."""
    separators = "".join(
        f'<w:footnote w:type="{kind}" w:id="{key}"><w:p>{mark(f"<w:{kind}/>")}</w:p></w:footnote>'
        for kind, key in (("separator", -1), ("continuationSeparator", 0))
    )
    writer = Writer(relations, main.pictures, main.site_url, main.notes, main.placed, main.lists)
    writer.in_note, writer.style = True, "FootnoteText"
    done = set(main.placed)
    made = ""
    for number, key in list(main.placed.items()):
        queue = [number]
        inner = ""
        for one in queue:  # grows while it is walked
            note = main.notes[one]
            first = mark("<w:footnoteRef/>", rStyle="FootnoteReference") + run(" ")
            inner += _note(writer, note, first if one == number else run(f"[{one}] "))
            for node in note.walk():
                mentioned = int(node.attrs["number"]) if node.kind == "note-ref" else 0
                if mentioned in main.notes and mentioned not in done:
                    done.add(mentioned)
                    queue.append(mentioned)
        made += f'<w:footnote w:id="{key}">{inner}</w:footnote>'
    return f"{HEAD}<w:footnotes {NAMESPACES}>{separators}{made}</w:footnotes>"


def _note(writer: Writer, note: Node, mark_of_it: str) -> str:
    blocks = note.children
    words: tuple[Node, ...] = ()
    if blocks and blocks[0].kind == "paragraph":
        words, blocks = blocks[0].children, blocks[1:]
    return paragraph("FootnoteText", mark_of_it + writer.inlines(words)) + writer.blocks(blocks)


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


def _properties(case: Case) -> str:
    """Write the properties: title, language and a day that is the case's own; nobody's name."""
    day = f"{case.updated or _UNDATED}T00:00:00Z"
    found = case.text("zh")
    language = "zh-CN" if found is None or found[1] == "zh" else "en"
    return (
        f"{HEAD}<cp:coreProperties"
        ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{xml_text(case.data.title.to('zh'))}</dc:title>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{day}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{day}</dcterms:modified>'
        f"<dc:language>{language}</dc:language></cp:coreProperties>"
    )
