"""One case as the book prints it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from urllib.parse import urljoin

from casebook import cover, facts, figures, regions
from casebook.model.case import Figure, Honour
from casebook.model.library import Case, Library
from casebook.problem import Locale
from casebook.prose import Node, Passage
from casebook.qr import code_of
from casebook.words import Words
from casebook.yearbook.drawing import facade_data, neighbours_data
from casebook.yearbook.nodes import Plain, line, plain_nodes

PhotoOf = Callable[[Case, str], str | None]  # the name under which a photo is given to Typst


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
            "slot": self._slot(case),
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
            "photos": [p for file in self._after_text(case) if (p := self._photo(case, file))],
            "measures": [
                {k: line(v) if isinstance(v, str) else v for k, v in asdict(m).items()}
                for m in facts.measures_of(self.library, case, locale, self.words)
            ],
            "figures": [self._figure(f) for f in data.figures],
            "honours": [self._honour(h) for h in data.honours],
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

    def _slot(self, case: Case) -> int:
        """Return the place of a case's direction among all, which is that of its thumb mark."""
        for key in case.criteria:
            if found := self.library.criterion(case, key):
                programme, direction, _ = found
                return [d.key for d in programme.directions].index(direction.key)
        return 0

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
            if node["kind"] in ("figure", "image"):
                node["photo"] = self._photo(case, str(node.get("attrs", {}).get("file", "")))
        return made

    def _after_text(self, case: Case) -> list[str]:
        """Return the photos that the text does not show itself."""
        found = case.text(self.locale)
        nodes = found[0].nodes if found else ()
        shown = {n.attrs.get("file") for n in nodes if n.kind in ("figure", "image")}
        return [photo.file for photo in case.data.photos if photo.file not in shown]

    def _photo(self, case: Case, file: str) -> Plain | None:
        name = self.photo_of(case, file)
        if name is None:
            return None
        photo = next((p for p in case.data.photos if p.file == file), None)
        if photo is None:
            return {"file": name, "caption": "", "alt": "", "credit": ""}
        return {
            "file": name,
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


def _every(nodes: list[Plain]) -> Iterator[Plain]:
    for node in nodes:
        yield node
        yield from _every(node.get("children", []))
