"""One case as the book prints it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from urllib.parse import urljoin

from casebook import cover, facts, regions
from casebook.measures import measures_of
from casebook.model.library import Case, Library
from casebook.problem import Locale
from casebook.qr import code_of
from casebook.words import Words
from casebook.yearbook.case_entries import (
    figure_entry,
    honour_line,
    selection_lines,
    source_of,
    video_line,
)
from casebook.yearbook.case_text import CaseText
from casebook.yearbook.drawing import facade_data, neighbours_data
from casebook.yearbook.nodes import Plain, line
from casebook.yearbook.pictures import PhotoOf


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
        text = CaseText(self.library, locale, self.words, self.photo_of)
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
            "marks": text.marks(case, case.criteria),
            "mapped": self._mapped(case),
            **text.text(case),
            "photos": text.photos_after(case),
            "measures": [
                {k: line(v) if isinstance(v, str) else v for k, v in asdict(m).items()}
                for m in measures_of(self.library, case, locale, self.words)
            ],
            "figures": [figure_entry(f, locale) for f in data.figures],
            "honours": [honour_line(h, locale) for h in data.honours],
            "videos": [video_line(case, video, locale) for video in data.videos],
            "selected": list(selection_lines(data.approval, locale, self.words)),
            "source": source_of(data.source, locale),
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
