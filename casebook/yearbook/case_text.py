"""The text of a case as the book prints it, its photos in rows between it and after it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from casebook.model.library import Case, Library
from casebook.model.media import Photo
from casebook.photo_pairs import Shown, left_over, pairs_of, together
from casebook.problem import Locale
from casebook.prose import Node, Passage
from casebook.words import Words
from casebook.yearbook.nodes import Plain, line, plain_nodes
from casebook.yearbook.pictures import PhotoOf, rows_of


@dataclass(frozen=True)
class CaseText:
    """Makes plain data of the texts of cases and of their photos, for one library and language."""

    library: Library
    locale: Locale
    words: Words
    photo_of: PhotoOf

    def text(self, case: Case) -> Plain:
        """Return the text before its sections, these, and the notes by their numbers."""
        found = case.text(self.locale)
        if found is None:
            return {"before": [], "sections": [], "notes": {}}
        text, _ = found
        return {
            "before": self._blocks(case, text.before),
            "sections": [
                {
                    "heading": line(section.heading),
                    "lead": self._blocks(case, section.lead),
                    "passages": [self._passage(case, p) for p in section.passages],
                }
                for section in text.sections
            ],
            "notes": {
                str(note.attrs["number"]): self._blocks(case, note.children) for note in text.notes
            },
        }

    def _passage(self, case: Case, passage: Passage) -> Plain:
        return {
            "title": plain_nodes(passage.title.children),
            "words": line(passage.title.plain.strip()),
            "marks": self.marks(case, passage.criteria),
            "blocks": self._blocks(case, passage.blocks),
        }

    def _blocks(self, case: Case, blocks: tuple[Node, ...]) -> list[Plain]:
        made = plain_nodes(blocks)
        places = self._places(case)
        for node in _every(made):
            node["children"] = list(self._with_photos(case, node.get("children", []), places, True))
        return list(self._with_photos(case, made, places, False))

    def _places(self, case: Case) -> dict[str, Shown]:
        """Return what stands in the place of each photo of the text; amid words it is but named."""
        found = case.text(self.locale)
        nodes = found[0].nodes if found else ()
        files = (str(node.attrs.get("file", "")) for node in nodes if node.kind == "figure")
        return together(files, pairs_of(case.data.photos))

    def _with_photos(
        self, case: Case, nodes: list[Plain], places: Mapping[str, Shown], inside: bool
    ) -> Iterator[Plain]:
        """Put the photos of figures that follow each other in rows; `inside` a list or a quote."""
        for figure, run in groupby(nodes, key=lambda node: bool(node["kind"] == "figure")):
            if not figure:
                yield from run
                continue
            files = [str(node.get("attrs", {}).get("file", "")) for node in run]
            rows = self._rows(case, [places.get(file, (file,)) for file in files])
            yield from ({"kind": "pictures", "row": row, "inside": inside} for row in rows)

    def photos_after(self, case: Case) -> list[list[Plain]]:
        """Return rows of the photos that the text does not show."""
        return self._rows(case, left_over(case.data.photos, self._places(case)))

    def _rows(self, case: Case, places: Iterable[Shown]) -> list[list[Plain]]:
        """Return photos in rows; a pair has one of its own, and says which is which."""
        rows: list[list[Plain]] = []
        for paired, run in groupby(places, key=lambda files: len(files) == 2):
            if paired:
                rows += (self._pair(case, files) for files in run)
            else:
                rows += _rows([self._photo(case, file) for files in run for file in files])
        return [row for row in rows if row]

    def _pair(self, case: Case, files: Shown) -> list[Plain]:
        whens = zip(files, ("before", "after"), strict=True)
        return [photo for file, when in whens if (photo := self._photo(case, file, when))]

    def marks(self, case: Case, keys: Iterable[str]) -> list[Plain]:
        """Return the criteria of some keys that there are, with the hues of their directions."""
        return [mark for key in keys if (mark := self._mark(case, key))]

    def _mark(self, case: Case, key: str) -> Plain | None:
        found = self.library.criterion(case, key)
        if found is None:
            return None
        _, direction, criterion = found
        return {
            "hue": direction.hue,
            "label": f"{direction.name.to(self.locale)} {criterion.key}",
            "short": line(criterion.short.to(self.locale)),
        }

    def _photo(self, case: Case, file: str, when: str = "") -> Plain | None:
        found = self.photo_of(case, file)
        if found is None:
            return None
        placed = {"file": found.name, "aspect": round(found.width / found.height, 6)}
        photo = next((p for p in case.data.photos if p.file == file), None)
        if photo is None:
            return {**placed, "caption": "", "alt": "", "credit": ""}
        return {
            **placed,
            "caption": line(self._caption(photo, when)),
            "alt": photo.alt.to(self.locale),
            "credit": line(photo.credit.to(self.locale)) if photo.credit else "",
        }

    def _caption(self, photo: Photo, when: str) -> str:
        caption = photo.caption.to(self.locale)
        if not when:
            return caption
        time = self.words.say(f"photo.{when}", self.locale)
        return self.words.say("photo.when", self.locale, when=time, caption=caption)


def _rows(photos: Sequence[Plain | None]) -> list[list[Plain]]:
    found = [photo for photo in photos if photo]
    return [[found[i] for i in row] for row in rows_of([photo["aspect"] for photo in found])]


def _every(nodes: list[Plain]) -> Iterator[Plain]:
    for node in nodes:
        yield node
        yield from _every(node.get("children", []))
