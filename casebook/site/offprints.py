"""The offprint of each case: its pages as the newest yearbook has them, in a file of its own."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pikepdf

from casebook.figures import file_size
from casebook.model.edition import Edition
from casebook.model.library import Case
from casebook.sheets import Order, Setter, content_of, kept
from casebook.site.offprint_leaf import leaf_of
from casebook.site.world import Offprint, World
from casebook.tokens import Tokens
from casebook.yearbook.cases import CasePrinter
from casebook.yearbook.chapters import chapters_of
from casebook.yearbook.data import edition_head
from casebook.yearbook.drawing import WINDOW, look_data
from casebook.yearbook.glyphs import characters_of, with_geta
from casebook.yearbook.made import CasePages
from casebook.yearbook.nodes import Plain
from casebook.yearbook.photos import Photos
from casebook.yearbook.solo import loose_edition, solo

_PACKAGE = Path(__file__).parent.parent
_WORDS = ("book.", "offprint.", "cite.", "site.name", "data.terms_text")  # that it prints


@dataclass(frozen=True, slots=True)
class _Origin:
    """Where the pages of an offprint come from; `place` is None where no book has them.

    `changed`: the book has been printed, and the case corrected since.
    """

    edition: Edition
    chapter: str
    place: CasePages | None
    volumes: int
    changed: bool = False


def offprint_path(case: Case) -> str:
    """Return where the site offers the offprint of a case."""
    return f"offprints/{case.id}.pdf"


def gather_offprints(world: World, theme: Path, tokens: Tokens, cache: Path) -> dict[str, Offprint]:
    """Return the offprint of every case by its id, set where it is not kept from before.

    The newest edition that prints a case gives page numbers and sides; a case in no made book is
    numbered from 1. A character that no font has is printed as 〓, the printers' own sign for it.
    """
    templates = theme / "yearbook"
    cases = {case.id: case for case in world.catalogue.cases}
    origins = dict(_origins(world))
    photos = Photos(cache / "media")

    def make(orders: Sequence[Order]) -> Iterator[bytes]:
        known = characters_of(templates / "fonts")
        with solo(templates, "offprint.typ", cache) as setter:
            for order in orders:
                case = cases[order["id"]]
                data = _data(world, case, origins[case.id], tokens, photos)
                day = origins[case.id].edition.date
                yield setter.pdf(with_geta(data, known), photos, day)

    setter = Setter(templates, "offprint.typ", tokens)
    recipe = _recipe(world, setter.recipe(Path(__file__)))
    orders = {id: _order(world, case, origins[id]) for id, case in cases.items()}
    files = kept(cache / "offprints", ".pdf", recipe, orders, make, batch=len(orders) or 1)
    return {
        id: Offprint(
            file,
            offprint_path(cases[id]),
            _page_count(file),
            file_size(file.stat().st_size),
            origins[id].edition.locale,
        )
        for id, file in files.items()
    }


def _origins(world: World) -> Iterator[tuple[str, _Origin]]:
    """Yield where each case is printed: the newest edition of which the pages are known, or none.

    Of an edition that has gone to the press they are those of its lock.
    """
    chapters = {
        edition.id: {
            case.id: chapter.name
            for chapter in chapters_of(world.library, edition)
            for case in chapter.cases
        }
        for edition in world.library.editions.values()
    }
    for case in world.catalogue.cases:
        known = [
            entry
            for entry in world.in_books(case)
            if entry.place and case.id in chapters[entry.edition.id]
        ]
        if newest := max(known, key=lambda e: (e.edition.date, e.edition.id), default=None):
            edition, chapter = newest.edition, chapters[newest.edition.id][case.id]
            changed = bool(newest.changes)
            yield case.id, _Origin(edition, chapter, newest.place, newest.volumes, changed)
        else:
            edition = loose_edition(case, world.words)
            programme = world.library.programmes[case.data.programme].short
            yield case.id, _Origin(edition, programme.to(edition.locale), None, 1)


def _order(world: World, case: Case, origin: _Origin) -> Order:
    """Identify what an offprint is made from, besides what all of them share."""
    texts = {locale: text.source for locale, text in case.texts.items()}
    shown = [world.photo(case, photo) for photo in case.data.photos]
    photos = [photo.jpeg.path if photo else None for photo in shown]  # named after its content
    content = json.dumps([case.document.tree, texts, photos], ensure_ascii=False, sort_keys=True)
    place = origin.place
    return {
        "id": case.id,
        "content": hashlib.sha256(content.encode()).hexdigest(),
        "edition": origin.edition.model_dump(mode="json"),
        "chapter": origin.chapter,
        "place": [place.volume, place.first] if place else None,
        "volumes": origin.volumes,
        "changed": origin.changed,
    }


def _recipe(world: World, templates: str) -> str:
    """Identify what all offprints share: templates, program, words, programmes, the address."""
    words = {k: dict(v) for k, v in world.words.entries.items() if k.startswith(_WORDS)}
    digest = hashlib.sha256(f"{templates} {world.site_url}".encode())
    digest.update(json.dumps(words, ensure_ascii=False, sort_keys=True).encode())
    content = world.content
    shared = [*content.glob("measures.yaml"), *content.glob("programmes/*.yaml")]
    for path in sorted([*shared, *_PACKAGE.rglob("*.py"), *_PACKAGE.glob("data/*")]):
        stat = path.stat()
        digest.update(content_of(path, stat.st_size, stat.st_mtime_ns).encode())
    return digest.hexdigest()


def _data(world: World, case: Case, origin: _Origin, tokens: Tokens, photos: Photos) -> Plain:
    edition, place = origin.edition, origin.place
    volume = place.volume if place and origin.volumes > 1 else None
    printer = CasePrinter(world.library, edition.locale, world.site_url, world.words, photos.of)
    return {
        "edition": edition_head(edition, "screen"),
        "look": look_data(tokens, "screen", edition.colours),
        "window": WINDOW,
        "words": world.words.below("book", edition.locale),
        "leaf": leaf_of(
            world, case, edition, printed=place is not None, volume=volume, changed=origin.changed
        ),
        "chapter": origin.chapter,
        "case": printer.case(case),
        "first": place.first if place else 1,
    }


@cache
def _page_count(file: Path) -> int:
    """Count the pages of a file that is named after its content."""
    with pikepdf.open(file) as pdf:
        return len(pdf.pages)
