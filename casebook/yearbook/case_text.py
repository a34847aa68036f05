"""The text of a case as the book prints it, its photos in rows between it and after it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from casebook.model.library import Case, Library
from casebook.problem import Locale
from casebook.prose import Node, Passage
from casebook.yearbook.nodes import Plain, line, plain_nodes
from casebook.yearbook.pictures import PhotoOf, rows_of


@dataclass(frozen=True)
class CaseText:
    """Makes plain data of the texts of cases and of their photos, for one library and language."""

    library: Library
    locale: Locale
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
        for node in _every(made):
            node["children"] = list(self._with_photos(case, node.get("children", []), True))
        return list(self._with_photos(case, made, False))

    def _with_photos(self, case: Case, nodes: list[Plain], inside: bool) -> Iterator[Plain]:
        """Put the photos of figures that follow each other in rows; `inside` a list or a quote."""
        for figure, run in groupby(nodes, key=lambda node: bool(node["kind"] == "figure")):
            if not figure:
                yield from run
                continue
            files = [str(node.get("attrs", {}).get("file", "")) for node in run]
            rows = _rows([self._photo(case, file) for file in files])
            yield from ({"kind": "pictures", "row": row, "inside": inside} for row in rows)

    def photos_after(self, case: Case) -> list[list[Plain]]:
        """Return rows of the photos that the text does not show; amid words it only names them."""
        found = case.text(self.locale)
        nodes = found[0].nodes if found else ()
        shown = {n.attrs.get("file") for n in nodes if n.kind == "figure"}
        files = [photo.file for photo in case.data.photos if photo.file not in shown]
        return _rows([self._photo(case, file) for file in files])

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

    def _photo(self, case: Case, file: str) -> Plain | None:
        found = self.photo_of(case, file)
        if found is None:
            return None
        placed = {"file": found.name, "aspect": round(found.width / found.height, 6)}
        photo = next((p for p in case.data.photos if p.file == file), None)
        if photo is None:
            return {**placed, "caption": "", "alt": "", "credit": ""}
        return {
            **placed,
            "caption": line(photo.caption.to(self.locale)),
            "alt": photo.alt.to(self.locale),
            "credit": line(photo.credit.to(self.locale)) if photo.credit else "",
        }


def _rows(photos: Sequence[Plain | None]) -> list[list[Plain]]:
    found = [photo for photo in photos if photo]
    return [[found[i] for i in row] for row in rows_of([photo["aspect"] for photo in found])]


def _every(nodes: list[Plain]) -> Iterator[Plain]:
    for node in nodes:
        yield node
        yield from _every(node.get("children", []))
