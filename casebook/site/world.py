"""What every page may need, gathered once: library, catalogue, words, books, media."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from markupsafe import Markup

from casebook.media import read_photo, web_derivatives
from casebook.model.dates import PartialDate
from casebook.model.edition import Edition
from casebook.model.library import Case, Library
from casebook.model.media import Photo
from casebook.printed.concordance import Concordance
from casebook.printed.differences import Difference
from casebook.problem import Locale
from casebook.qr import Code, code_of
from casebook.site.catalogue import Catalogue
from casebook.site.citation import gb_t_7714
from casebook.site.links import PREFIX
from casebook.site.photo import ShownPhoto
from casebook.site.related import Related, find_related
from casebook.site.settings import SiteSettings
from casebook.site.video import ShownVideo, shown_videos
from casebook.translation import Subject, subject_of, subjects_of
from casebook.words import Words
from casebook.yearbook.made import CasePages


@dataclass(frozen=True, slots=True)
class BookFile:
    """A file of a yearbook that the site offers; `size` is in words."""

    file: Path
    path: str
    page_count: int
    size: str


@dataclass(frozen=True, slots=True)
class Ebook:
    """The EPUB of a yearbook as the site offers it; `size` is in words."""

    file: Path
    path: str
    size: str


@dataclass(frozen=True, slots=True)
class Book:
    """A yearbook as the site offers it: its volumes, and where each case stands in them.

    `ebook` is None where there is no published case to make one of.
    """

    volumes: tuple[BookFile, ...]
    places: Mapping[str, CasePages]
    ebook: Ebook | None = None

    @property
    def files(self) -> Mapping[str, Path]:
        """The volumes and the e-book, by their paths on the site."""
        ebook = {self.ebook.path: self.ebook.file} if self.ebook else {}
        return {volume.path: volume.file for volume in self.volumes} | ebook

    @property
    def page_count(self) -> int:
        """The pages of all volumes."""
        return sum(volume.page_count for volume in self.volumes)


@dataclass(frozen=True, slots=True)
class InBook:
    """An edition that prints a case: where, and, once it is printed, what has changed since.

    `place` is None where the book has not been made.
    """

    edition: Edition
    place: CasePages | None
    volumes: int
    printed: bool = False
    changes: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Offprint:
    """A case's own PDF as the site offers it; `size` is in words, `locale` the PDF's language."""

    file: Path
    path: str
    page_count: int
    size: str
    locale: Locale


@dataclass
class World:
    """Everything that the pages are made from.

    `media`, `listed` (the addresses for the sitemap) and `blocks` (rendered once for all pages)
    fill up while the pages are made; `previews`, the pictures for link previews, `codes`, the kept
    QR codes by their address, `sizes`, the bytes of the files for machines by their path, and
    `offprints`, by the id of their case, before that.
    """

    library: Library
    catalogue: Catalogue
    settings: SiteSettings
    words: Words
    books: Mapping[str, Book]
    site_url: str
    content: Path
    media_cache: Path
    media: dict[str, Path] = field(default_factory=dict)
    listed: set[str] = field(default_factory=set)
    previews: dict[str, Path] = field(default_factory=dict)
    codes: dict[str, Path] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    offprints: dict[str, Offprint] = field(default_factory=dict)
    blocks: dict[int, Markup] = field(default_factory=dict)
    _shown: dict[tuple[str, str], ShownPhoto | None] = field(default_factory=dict)
    _videos: dict[str, tuple[ShownVideo, ...]] = field(default_factory=dict)

    def look_like(self, before: World, changed: Collection[Case]) -> None:
        """Take over what takes long to find from an earlier world, for a first look at a page.

        What stands beside a changed case, such as those related to it, is then as it was before.
        """
        self.previews |= before.previews
        self.codes |= before.codes
        self.sizes |= before.sizes
        self.offprints |= before.offprints
        self.related = {case.id: () for case in self.catalogue.cases} | dict(before.related)
        known = dict(before.translations)
        self.translations = known | {case.id: subject_of(self.library, case) for case in changed}

    def say(self, key: str, locale: Locale, **values: object) -> str:
        """Return an interface word."""
        return self.words.say(key, locale, **values)

    def photo(self, case: Case, photo: Photo) -> ShownPhoto | None:
        """Return a photo with the files made from it, read once for all; None for no file."""
        key = (case.id, photo.file)
        if key not in self._shown:
            self._shown[key] = self._made(case, photo)
        return self._shown[key]

    def _made(self, case: Case, photo: Photo) -> ShownPhoto | None:
        original = read_photo(case, photo.file)
        if original is None:
            return None
        made = web_derivatives(original, self.media_cache)
        self.media.update({d.path: d.file for d in made.published})
        return ShownPhoto(photo, made)

    def videos(self, case: Case) -> tuple[ShownVideo, ...]:
        """Return the videos of a case with the files made from them, read once for all."""
        if case.id not in self._videos:
            found = self._videos[case.id] = tuple(shown_videos(case, self.media_cache))
            for shown in found:
                self.media.update(shown.files)
        return self._videos[case.id]

    def day(self, locale: Locale, day: date) -> str:
        """Return a full date in words."""
        return PartialDate(day, day, "day").to(locale)

    def in_books(self, case: Case) -> list[InBook]:
        """Return the editions that print a case, with its pages where the book has been made."""
        editions = self.library.editions.values()
        return [self._in_book(e, case) for e in editions if self.library.prints(e, case)]

    def _in_book(self, edition: Edition, case: Case) -> InBook:
        book = self.books.get(edition.id)
        place, volumes = (book.places.get(case.id), len(book.volumes)) if book else (None, 1)
        printed = self.concordances.get(edition.id)
        if printed is None:
            return InBook(edition, place, volumes)
        return InBook(
            edition,
            printed.pages(case),  # known without the files: exports are made from the library alone
            len(printed.printed.lock.volumes),
            printed=True,
            changes=printed.changes(case),
        )

    @cached_property
    def concordances(self) -> Mapping[str, Concordance]:
        """The printed editions beside the library of today."""
        return {
            id: Concordance(self.library, edition, printed, self.site_url, self.words)
            for id, printed in self.library.printed.items()
            if (edition := self.library.editions.get(id))
        }

    def address(self, case: Case, locale: Locale) -> str:
        """Return the whole address of a case's page."""
        return f"{self.site_url}{PREFIX[locale]}cases/{case.id}/"

    def code(self, address: str) -> Code:
        """Return the QR code of an address, as it was kept or found anew."""
        file = self.codes.get(address)
        return Code(*json.loads(file.read_bytes())) if file else code_of(address)

    def citation(self, case: Case, locale: Locale) -> str:
        """Cite a case after GB/T 7714—2015, without a day of access."""
        return gb_t_7714(case, locale, self.address(case, locale), self.words).text

    @cached_property
    def translations(self) -> Mapping[str, Subject]:
        """How far each case, programme, edition and editorial page is translated."""
        return subjects_of(self.library, self.content)

    @cached_property
    def criterion_ids(self) -> Mapping[str, Mapping[str, str]]:
        """The criteria of each published case: as it names them, and `<programme>/<item>`."""
        return {case.id: dict(self._criterion_ids(case)) for case in self.catalogue.cases}

    def _criterion_ids(self, case: Case) -> Iterator[tuple[str, str]]:
        for key in case.criteria:
            if found := self.library.criterion(case, key):
                programme, direction, criterion = found
                yield key, f"{programme.id}/{direction.key}.{criterion.key}"

    @cached_property
    def related(self) -> Mapping[str, tuple[Related, ...]]:
        """The related cases of every published case, by its id."""
        return find_related(self.catalogue)
