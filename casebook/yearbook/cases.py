"""One case as the book prints it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from urllib.parse import urljoin

from casebook import cover, facts, figures, regions
from casebook.model.community import Honour
from casebook.model.library import Case, Library
from casebook.model.measure import Figure
from casebook.model.media import Video
from casebook.problem import Locale
from casebook.prose import Node, Passage
from casebook.qr import code_of
from casebook.video.movie import playing_time
from casebook.words import Words
from casebook.yearbook.drawing import facade_data, neighbours_data
from casebook.yearbook.nodes import Plain, line, plain_nodes
from casebook.yearbook.pictures import rows_of


@dataclass(frozen=True, slots=True)
class PhotoFile:
    """The name under which a photo is given to Typst, and its size; px."""

    name: str
    width: int
    height: int


PhotoOf = Callable[[Case, str], PhotoFile | None]


@dataclass(frozen=True)
class CasePrinter:
    """Makes plain data of cases, for one library, language and site."""

    library: Library
    locale: Locale
    site_url: str
    words: Words
    photo_of: PhotoOf

    def hue(self, case: Case) -> str:
        """Return the hue of a case's first direction."""
        direction = self.library.direction_of(case)
        return direction.hue if direction else "other"

    def case(self, case: Case) -> Plain:
        """Return a case; `direction` is empty for a case without criteria."""
        data, locale = case.data, self.locale
        direction = self.library.direction_of(case)
        name = data.community.name.to(locale)
        address = urljoin(self.site_url.rstrip("/") + "/", f"cases/{case.id}/")
        return {
            "id": case.id,
            "name": line(name),
            "place": self._place(case),
            "hue": self.hue(case),
            "direction": direction.name.to(locale) if direction else "",
            **self._slot(case),
            "facade": facade_data(case.id),
            "columns": [asdict(n) for n in cover.name_lines(name)],
            "neighbours": neighbours_data(case.id),
            "title": line(data.title.to(locale)),
            "summary": line(data.summary.to(locale)),
            "facts": [
                {"label": f.label, "value": line(f.value), "note": line(f.note)}
                for f in facts.facts_of(self.library, case, locale, self.words)
            ],
            "marks": [m for key in case.criteria if (m := self._mark(case, key))],
            "mapped": self._mapped(case),
            **self._text(case),
            "photos": _rows([self._photo(case, file) for file in self._after_text(case)]),
            "measures": [
                {k: line(v) if isinstance(v, str) else v for k, v in asdict(m).items()}
                for m in facts.measures_of(self.library, case, locale, self.words)
            ],
            "figures": [self._figure(f) for f in data.figures],
            "honours": [self._honour(h) for h in data.honours],
            "videos": [self._video(case, video) for video in data.videos],
            "selected": list(self._selected(case)),
            "source": self._source(case),
            "note": line(data.editors_note.to(locale)) if data.editors_note else "",
            "address": address.removeprefix("https://").removeprefix("http://"),
            "link": address,
            "qr": asdict(code_of(address)),
        }

    def _place(self, case: Case) -> str:
        below = [r for r in self.library.places_of(case) if r.level != "province"]
        return "·".join(regions.short_zh(r) if self.locale == "zh" else r.en for r in below)

    def _slot(self, case: Case) -> Plain:
        """Return which of all directions is a case's, for the place of its thumb mark."""
        for key in case.criteria:
            if found := self.library.criterion(case, key):
                programme, direction, _ = found
                keys = [d.key for d in programme.directions]
                return {"slot": keys.index(direction.key), "slots": len(keys)}
        return {"slot": 0, "slots": 1}

    def _mapped(self, case: Case) -> bool:
        programme = self.library.programme_of(case)
        return bool(programme and programme.mapping)

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

    def _text(self, case: Case) -> Plain:
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
            "marks": [m for key in passage.criteria if (m := self._mark(case, key))],
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

    def _after_text(self, case: Case) -> list[str]:
        """Return the photos that the text does not show itself; amid words it only names them."""
        found = case.text(self.locale)
        nodes = found[0].nodes if found else ()
        shown = {n.attrs.get("file") for n in nodes if n.kind == "figure"}
        return [photo.file for photo in case.data.photos if photo.file not in shown]

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

    def _figure(self, figure: Figure) -> Plain:
        value = figures.span(figure.value, figure.value_max, self.locale)
        note = figure.note.to(self.locale) if figure.note else ""
        when = figure.date.to(self.locale) if figure.date else ""
        notes = [part for part in ("" if when in note else when, note) if part]
        return {
            "label": line(figure.label.to(self.locale)),
            "value": line(value),
            "unit": figure.unit.to(self.locale),
            "note": line(("；" if self.locale == "zh" else "; ").join(notes)),
        }

    def _honour(self, honour: Honour) -> str:
        parts = [honour.name.to(self.locale)]
        parts += [honour.giver.to(self.locale)] if honour.giver else []
        parts += [honour.date.to(self.locale)] if honour.date else []
        return line(("，" if self.locale == "zh" else ", ").join(parts))

    def _video(self, case: Case, video: Video) -> str:
        """Name a video, which is to be seen on the page, with its length where it can be read."""
        title = video.title.to(self.locale)
        seconds = playing_time(case.folder, video.file)
        length = figures.duration(seconds, self.locale) if seconds is not None else ""
        if self.locale == "zh":
            return line(f"《{title}》" + (f"（{length}）" if length else ""))
        return line(title + (f" ({length})" if length else ""))

    def _selected(self, case: Case) -> Iterator[str]:
        approval, say = case.data.approval, self.words.say
        if approval is None:
            return
        if body := approval.recommended_by:
            yield line(say("book.recommended-by", self.locale, body=body.name.to(self.locale)))
        if body := approval.reviewed_by:
            yield line(say("book.reviewed-by", self.locale, body=body.name.to(self.locale)))
        if approval.document:
            yield line(say("book.selected-by", self.locale, document=approval.document))
        if approval.date:
            yield approval.date.to(self.locale)

    def _source(self, case: Case) -> str:
        source = case.data.source
        zh = self.locale == "zh"
        title = source.title.to(self.locale)
        parts = [f"《{title}》" if zh else title]
        issuer = source.issuer.to(self.locale)
        if not title.startswith(issuer):
            parts.insert(0, issuer)
        parts += [source.number] if source.number else []
        parts += [source.date.to(self.locale)] if source.date else []
        stop = "。" if zh else "."
        text = ("，" if zh else ", ").join(parts) + stop
        note = source.note.to(self.locale) if source.note else ""
        return line(text + note + (stop if note and not note.endswith(stop) else ""))


def _rows(photos: Sequence[Plain | None]) -> list[list[Plain]]:
    found = [photo for photo in photos if photo]
    return [[found[i] for i in row] for row in rows_of([photo["aspect"] for photo in found])]


def _every(nodes: list[Plain]) -> Iterator[Plain]:
    for node in nodes:
        yield node
        yield from _every(node.get("children", []))
