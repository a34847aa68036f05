"""The words that the book prints of a case, piece by piece, so that a change can be named."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from casebook import facts
from casebook.measures import measures_of
from casebook.media import read_photo
from casebook.model.library import Case, Library
from casebook.problem import Locale
from casebook.prose import Node
from casebook.words import Words
from casebook.yearbook.cases import CasePrinter
from casebook.yearbook.nodes import Plain

TEXT = ("section", "heading", "paragraph", "footnote")  # kinds that stand in the running text
_APART = frozenset({"paragraph", "heading", "item", "cell", "caption", "code", "quote", "row"})
_JOINER = "\u2060"  # put in for the typesetter, not printed


@dataclass(frozen=True, slots=True)
class Piece:
    """A text that is printed in one place.

    `part` names it among the parts of the case (`title`, `facts.community.built`, `text.2.1`);
    several pieces may make one part. `kind` says what it is and `label` which: the label of a
    fact, the heading of a passage.
    """

    part: str
    kind: str
    label: str
    text: str


def pieces_of(
    library: Library, case: Case, locale: Locale, site_url: str, words: Words
) -> tuple[Piece, ...]:
    """Return all that is printed of a case and can be right or wrong.

    Not among it: colours, the address and its QR code, the drawing of the cover, page numbers.
    """
    printer = CasePrinter(library, locale, site_url, words, lambda case, file: None)
    found = _pieces(library, case, locale, words, printer.case(case))
    return tuple(piece for piece in found if piece.text)


def _pieces(
    library: Library, case: Case, locale: Locale, words: Words, plain: Plain
) -> Iterator[Piece]:
    for name in ("name", "place", "title", "summary"):
        yield Piece(name, name, "", bare(plain[name]))
    seen: Counter[str] = Counter()
    for fact in facts.facts_of(library, case, locale, words):
        seen[fact.key] += 1  # several of a kind, such as fees
        joined = f"{fact.value}（{fact.note}）" if fact.note else fact.value
        part = f"facts.{fact.key}.{seen[fact.key]}"
        yield Piece(part, "fact", fact.label, bare(joined))
    for mark in plain["marks"]:
        yield Piece("marks", "mark", "", bare(f"{mark['label']} {mark['short']}"))
    for shown in measures_of(library, case, locale, words):
        values = "，".join(f"{v.when} {v.number}{shown.unit}" for v in shown.series)
        note = f"（{shown.note}）" if shown.note else ""
        yield Piece(f"measures.{shown.key}", "measure", shown.label, bare(values + note))
    yield from _text(case, locale)
    for number, item in enumerate(plain["figures"]):
        value = f"{item['value']} {item['unit']}".strip()
        note = f"（{item['note']}）" if item["note"] else ""
        yield Piece(f"figures.{number}", "figure", bare(item["label"]), bare(value + note))
    for number, photo in enumerate(case.data.photos):
        original = read_photo(case, photo.file)
        caption = photo.caption.to(locale)
        credit = photo.credit.to(locale) if photo.credit else ""
        label = photo.file.rpartition("/")[2]
        yield Piece(f"photos.{number}", "caption", label, bare(f"{caption} {credit}"))
        yield Piece(f"photos.{number}", "photo", label, original.digest if original else "")
    for name in ("honours", "selected"):
        for text in plain[name]:
            yield Piece(name, name, "", bare(text))
    yield Piece("source", "source", "", bare(plain["source"]))
    yield Piece("note", "note", "", bare(plain["note"]))


def _text(case: Case, locale: Locale) -> Iterator[Piece]:
    found = case.text(locale)
    if found is None:
        return
    text = found[0]
    for line in _lines(text.before):
        yield Piece("text.0", "paragraph", "", line)
    for number, section in enumerate(text.sections, 1):
        here = f"text.{number}"
        yield Piece(here, "section", section.heading, bare(section.heading))
        for line in _lines(section.lead):
            yield Piece(here, "paragraph", section.heading, line)
        for order, passage in enumerate(section.passages, 1):
            heading = bare(passage.title.plain)
            yield Piece(f"{here}.{order}", "heading", heading, heading)
            for line in _lines(passage.blocks):
                yield Piece(f"{here}.{order}", "paragraph", heading, line)
    for note in text.notes:
        for line in _lines(note.children):
            yield Piece("notes", "footnote", str(note.attrs["number"]), line)


def _lines(blocks: Sequence[Node]) -> Iterator[str]:
    """Yield each paragraph, item and cell; what is quoted or listed counts by its paragraphs."""
    for block in blocks:
        yield from (line for text in _spoken(block).split("\n") if (line := bare(text)))


def _spoken(node: Node) -> str:
    inner = node.text + "".join(map(_spoken, node.children))
    return f"\n{inner}\n" if node.kind in _APART else inner


def bare(text: str) -> str:
    """Return a text on one line, without what is put in for the typesetter."""
    return re.sub(r"\s+", " ", text.replace(_JOINER, "")).strip()


def source_hash(library: Library, case: Case, locale: Locale) -> str:
    """Identify what a case is printed from: its data, text, photos, programme and measures.

    As long as it is the same, the case has not changed, whatever a later program makes of it.
    """
    found = case.text(locale)
    photos = [read_photo(case, photo.file) for photo in case.data.photos]
    home = [case.data.programme, library.home_of_criteria(case)]
    programmes = [d.tree for d in library.documents.values() if _is_programme(d.tree, home)]
    measures = [d.tree for f, d in library.documents.items() if f.endswith("/measures.yaml")]
    given = [
        case.document.tree,
        found[0].source if found else "",
        [photo.digest for photo in photos if photo],
        programmes,
        measures,
    ]
    return _digest(given)


def _is_programme(tree: object, ids: Sequence[str]) -> bool:
    return isinstance(tree, dict) and tree.get("id") in ids


def printed_hash(pieces: Sequence[Piece]) -> str:
    """Identify all words of a case."""
    return _digest([asdict(piece) for piece in pieces])


def _digest(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
