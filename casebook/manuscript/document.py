"""A case as a Word document: the title, then the sections in the prescribed order (附2-001)."""

from __future__ import annotations

from pathlib import Path

from casebook.manuscript.container import (
    UNDATED,
    Properties,
    render_document,
    render_footnotes,
)
from casebook.manuscript.package import Relations
from casebook.manuscript.pictures import Pictures
from casebook.manuscript.text import Writer, captioned
from casebook.manuscript.typography import Looks
from casebook.manuscript.wordml import mark, paragraph, run
from casebook.model.library import Case, Library
from casebook.photo_pairs import left_over, pairs_of, together
from casebook.prose import Node, Section, Text


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
    places = together(_in_text(text), pairs_of(case.data.photos))
    rest = left_over(case.data.photos, places)
    shown = [file for files in (*places.values(), *rest) for file in files]
    captions = {p.file: _caption(case, p.file) for p in case.data.photos}
    names = dict(captioned(shown, captions))
    pictures = Pictures(case, cache, names, places)
    notes = {int(note.attrs["number"]): note for note in (text.notes if text else ())}
    main = Writer(relations["document"], pictures, site_url, notes)
    body = paragraph("Title", run(case.data.title.to("zh")))
    if text:
        body += main.blocks(text.before)
        body += "".join(_section(section, main) for section in _ordered(library, case, text))
    for file in (file for files in rest for file in files):
        body += pictures.figure(file, relations["document"])
    footnotes = _footnotes(main, relations["footnotes"])
    return render_document(
        body,
        looks,
        relations,
        Properties(
            case.data.title.to("zh"),
            "zh" if found is None else found[1],
            case.updated or UNDATED,
        ),
        footnotes=footnotes,
        lists=main.lists,
        files=pictures.files,
    )


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


def _caption(case: Case, file: str) -> str:
    photo = next(p for p in case.data.photos if p.file == file)
    credit = f"（{photo.credit.to('zh')}）" if photo.credit else ""
    return photo.caption.to("zh") + credit


def _footnotes(main: Writer, relations: Relations) -> str:
    """Write the notes that the text has placed, and inside each those that it alone mentions."""
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
    return render_footnotes(made)


def _note(writer: Writer, note: Node, mark_of_it: str) -> str:
    blocks = note.children
    words: tuple[Node, ...] = ()
    if blocks and blocks[0].kind == "paragraph":
        words, blocks = blocks[0].children, blocks[1:]
    return paragraph("FootnoteText", mark_of_it + writer.inlines(words)) + writer.blocks(blocks)
