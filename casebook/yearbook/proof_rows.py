"""What a proof lists of a case to be compared with the originals: names, dates, numbers, origin."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from casebook import facts
from casebook.model.library import Case, Library
from casebook.problem import Locale
from casebook.unwritten import STAND_IN
from casebook.words import Words
from casebook.yearbook.nodes import Plain, line

_GROUPS = {
    "names": ("region", "address", "type", "name", "party_organisations"),
    "dates": ("developed", "built", "delivered"),
    "numbers": ("land_area", "floor_area", "households", "greening_rate", "fee"),
}


@dataclass(frozen=True)
class ProofRows:
    """Makes the rows of a proof, in the language of an edition."""

    library: Library
    locale: Locale
    words: Words

    def groups(self, case: Case, made: Plain) -> Iterator[Plain]:
        """Yield the names, dates and numbers of a case; `made` is the case as it is printed."""
        say, known = self.words.say, self._known(case)
        aliases = [alias.to(self.locale) for alias in case.data.community.aliases]
        rows = {
            "names": [
                _row(self._say("community"), made["name"]),
                *(_row(self._say("alias"), line(alias)) for alias in aliases),
                *known["names"],
                *(_row(say("book.honours", self.locale), honour) for honour in made["honours"]),
                *self._videos(case, made),
            ],
            "dates": known["dates"],
            "numbers": [*known["numbers"], *self._values(made)],
        }
        for group, items in rows.items():
            if items:
                yield {"name": self._say(f"group-{group}"), "rows": items}

    def _known(self, case: Case) -> dict[str, list[Plain]]:
        found = facts.facts_of(self.library, case, self.locale, self.words)
        return {
            group: [
                _row(f.label, line(f.value) or self._say("missing"), line(f.note))
                for f in found
                if f.key.rpartition(".")[2] in keys
            ]
            for group, keys in _GROUPS.items()
        }

    def _videos(self, case: Case, made: Plain) -> Iterator[Plain]:
        for named, video in zip(made["videos"], case.data.videos, strict=True):
            caption = line(video.caption.to(self.locale)) if video.caption else ""
            yield _row(self.words.say("book.video", self.locale), named, caption)

    def _values(self, made: Plain) -> Iterator[Plain]:
        for m in made["measures"]:
            yield _row(m["label"], self._change(m), m["note"] or ("" if m["points"] else m["when"]))
        for f in made["figures"]:
            yield _row(f["label"], f"{f['value']} {f['unit']}".strip(), f["note"])

    def _change(self, measure: Plain) -> str:
        if not measure["number"]:
            return self._say("missing")
        parts = [
            f"{value['when']} {value['number']}{measure['unit']}" for value in measure["series"]
        ]
        return " → ".join(parts) if len(parts) > 1 else f"{measure['number']}{measure['unit']}"

    def origin(self, made: Plain) -> Iterator[Plain]:
        """Yield how the case was selected, its source, the editors' note and its address."""
        between, stop = ("；", "。") if self.locale == "zh" else ("; ", ".")
        rows = {
            "selected": between.join(made["selected"]) + stop if made["selected"] else "",
            "source": STAND_IN if STAND_IN in made["source"] else made["source"],
            "editors-note": made["note"],
        }
        for key, value in rows.items():
            if value:
                yield {"label": self.words.say(f"book.{key}", self.locale), "value": value}
        yield {"label": self._say("address"), "value": line(made["link"])}

    def _say(self, key: str, **values: object) -> str:
        return self.words.say(f"proof.{key}", self.locale, **values)


def _row(label: str, value: str, note: str = "") -> Plain:
    return {"label": label, "value": value, "note": note}
