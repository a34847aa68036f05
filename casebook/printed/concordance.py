"""What has changed since a printed edition: of each of its cases, the parts and the words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from casebook.model.edition import Edition
from casebook.model.library import Case, Library
from casebook.model.lock import LockedCase, PrintedEdition
from casebook.printed.differences import Difference, corrections, differences
from casebook.printed.kept import read_pieces
from casebook.printed.lines import Printed, Spot
from casebook.printed.pieces import pieces_of, printed_hash, source_hash
from casebook.words import Words
from casebook.yearbook.made import CasePages


@dataclass(frozen=True, slots=True)
class Erratum:
    """A row of the erratum slip.

    `place` is where it stands in the book, `spot` the line (None where it was not found). Of a
    withdrawn case neither `difference` nor words are given.
    """

    case: str
    place: LockedCase
    page: int
    spot: Spot | None
    difference: Difference | None
    wrong: str = ""
    right: str = ""


def place_of(place: LockedCase) -> CasePages:
    """Return a place of a lock as that of any book."""
    return CasePages(volume=place.volume, first=place.first, last=place.last, sheet=place.sheet)


@dataclass(frozen=True)
class Concordance:
    """A printed edition beside the library of today."""

    library: Library
    edition: Edition
    printed: PrintedEdition
    site_url: str
    words: Words

    def pages(self, case: Case) -> CasePages | None:
        """Return where a case stands in the printed book."""
        id = self.library.printed_as(self.edition, case)
        return self.pages_of(id) if id else None

    def pages_of(self, id: str) -> CasePages:
        """Return where the case stands that was printed under an id."""
        return place_of(self.printed.lock.cases[id])

    def changes(self, case: Case) -> tuple[Difference, ...]:
        """Return what has changed in a case since it was printed; () for a case not printed."""
        id = self.library.printed_as(self.edition, case)
        if id is None or (locked := self.printed.lock.cases[id]).forgotten:
            return ()
        locale = self.edition.locale
        if source_hash(self.library, case, locale) == locked.source:
            return ()
        now = pieces_of(self.library, case, locale, self.site_url, self.words)
        if printed_hash(now) == locked.printed:
            return ()
        before = read_pieces(self.printed, id)
        return differences(before, now) if before is not None else ()

    @cached_property
    def rows(self) -> tuple[Erratum, ...]:
        """Return the rows of the erratum slip, in the order of pages and lines."""
        rows = [row for case in self.library.cases for row in self._of_case(case)]
        return tuple(
            sorted(rows, key=lambda r: (r.place.volume, r.page, r.spot.line if r.spot else 0))
        )

    def _of_case(self, case: Case) -> Iterator[Erratum]:
        id = self.library.printed_as(self.edition, case)
        if id is None:
            return
        place = self.printed.lock.cases[id]
        if case.data.status == "withdrawn":
            yield Erratum(id, place, place.first, None, None)
            return
        if not (changed := self.changes(case)):
            return
        volume = self.printed.file(self.printed.lock.volumes[place.volume - 1])
        last = place.sheet + place.last - place.first
        pages = Printed(volume, place.sheet, last) if volume else None
        for difference in changed:
            before, after = difference.before, difference.after
            old, new = before.text if before else "", after.text if after else ""
            if difference.piece.kind == "photo":  # its text is the digest of the file
                yield Erratum(id, place, place.first, None, difference)
                continue
            for cut in corrections(old, new):
                near = _find(pages, difference, old, cut.at)
                page = place.first + near.sheet - place.sheet if near else place.first
                spot = near if old else None  # of what is missing the page alone is known
                yield Erratum(id, place, page, spot, difference, cut.wrong, cut.right)


def _find(pages: Printed | None, difference: Difference, text: str, at: int) -> Spot | None:
    """Find a letter of a printed text, or the label or heading by which it stands."""
    if pages is None:
        return None
    found = pages.find(text, at) if text else None
    label = difference.piece.label
    return found or (pages.find(label) if label else None)
