"""The proof of a case: what its author or company is asked to check and to sign before print."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass

from casebook.media import PhotoError, read_photo, screen_derivative
from casebook.media.original import digest_of
from casebook.model.dates import PartialDate
from casebook.model.edition import Edition
from casebook.model.library import Case, Library
from casebook.model.media import Photo
from casebook.problem import Locale
from casebook.tokens import Tokens
from casebook.unwritten import WRITE_HERE
from casebook.words import Words
from casebook.yearbook.cases import CasePrinter
from casebook.yearbook.data import edition_head
from casebook.yearbook.drawing import WINDOW, look_data
from casebook.yearbook.nodes import Plain, line
from casebook.yearbook.photos import Photos
from casebook.yearbook.pictures import PhotoFile
from casebook.yearbook.proof_gaps import filled, open_points
from casebook.yearbook.proof_rows import ProofRows
from casebook.yearbook.proof_signs import signs_of
from casebook.yearbook.solo import UNDATED

_DIGEST = 8  # characters of the content's hash: two versions are told apart, not secured
_STEPS = ("read", "compare", "pictures", "gaps", "signs", "return")


@dataclass(frozen=True)
class ProofMaker:
    """Makes the data of proofs, in the language of an edition."""

    library: Library
    edition: Edition
    site_url: str
    words: Words
    tokens: Tokens
    photos: Photos

    @property
    def _locale(self) -> Locale:
        return self.edition.locale

    def _say(self, key: str, **values: object) -> str:
        return self.words.say(f"proof.{key}", self._locale, **values)

    def proof(self, case: Case) -> Plain:
        """Return everything of a case that is printed, and what is asked about it.

        A photo that cannot be read, a fact that is missing, a prompt that still stands in the text
        is marked; it stops nothing.
        """
        printer = CasePrinter(
            self.library, self._locale, self.site_url, self.words, self._photo_or_none
        )
        found = case.text(self._locale)
        rows = ProofRows(self.library, self._locale, self.words)
        made: Plain = printer.case(case)
        data = {
            "edition": edition_head(self.edition, "screen"),
            "look": (look := look_data(self.tokens)),
            "alarm": look["hues"]["party"],
            "marker": look["lit"],
            "window": WINDOW,
            "words": self.words.below("book", self._locale),
            "said": self.words.below("proof", self._locale),
            "case": made,
            "proof": {
                **self._head(case),
                "tongue": found[1] if found else self._locale,
                "groups": list(rows.groups(case, made)),
                "photos": list(self._photos(case)),
                "origin": list(rows.origin(made)),
                "signs": signs_of(self._say),
                "open": list(open_points(case, self._locale, self._say)),
            },
        }
        whole: Plain = filled(data, self._say("missing"))
        return whole

    def _head(self, case: Case) -> Plain:
        data, say = case.data, self._say
        name, title = data.community.name.to(self._locale), data.title.to(self._locale)
        status = say(f"status-{data.status}")
        version = version_of(case)
        day = case.updated or UNDATED
        programme = self.library.programme_of(case)
        rows = [
            ("id", case.id),
            ("status", status),
            ("programme", programme.short.to(self._locale) if programme else data.programme),
            ("version", version),
        ]
        if case.updated:
            rows.append(("changed", PartialDate(day, day, "day").to(self._locale)))
        running = (case.id, status, say("version-of", version=version))
        return {
            "name": line(name),
            "title": line(title),
            "document": say("document", name=name, title=title),
            "day": [day.year, day.month, day.day],
            "about": [{"label": say(f"about-{key}"), "value": line(v)} for key, v in rows],
            "running": " · ".join(running),
            "steps": [say(f"step-{step}") for step in _STEPS],
            "placeholder": f"{say('missing')}|{WRITE_HERE}(?:[：:].*)?",
            "answer": say("answer-note"),
        }

    def _photos(self, case: Case) -> Iterator[Plain]:
        for number, photo in enumerate(case.data.photos, 1):
            found = self._photo_or_none(case, photo.file)
            yield {
                "name": self._say("photo", n=number, file=photo.file),
                "file": found.name if found else None,
                "aspect": found.width / found.height if found else 1,
                "alt": photo.alt.to(self._locale),
                "rows": list(self._of_photo(photo)),
            }

    def _of_photo(self, photo: Photo) -> Iterator[tuple[str, str]]:
        credit = photo.credit.to(self._locale) if photo.credit else ""
        yield self._say("caption"), line(photo.caption.to(self._locale))
        yield self._say("credit"), line(credit)

    def _photo_or_none(self, case: Case, file: str) -> PhotoFile | None:
        try:
            found = self.photos.of(case, file)
            if original := read_photo(case, file):
                screen_derivative(original, self.photos.cache)  # a damaged one is found out here
        except PhotoError:
            return None
        return found


def version_of(case: Case) -> str:
    """Return the first characters of the hash of all that a case consists of."""
    digest = hashlib.sha256()
    texts = {locale: text.source for locale, text in case.texts.items()}
    content = json.dumps([case.document.tree, texts], ensure_ascii=False, sort_keys=True)
    digest.update(content.encode())
    for photo in case.data.photos:
        original = read_photo(case, photo.file)
        # of its bytes, for a damaged photo has no other identity
        digest.update(digest_of(original.path.read_bytes()).encode() if original else b"-")
    return digest.hexdigest()[:_DIGEST]
