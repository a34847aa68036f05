"""The table by which the search page filters, counts and browses, and the cards that it shows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from casebook.problem import LOCALES, Locale
from casebook.search.facets import FACETS
from casebook.search.record import Record

CARDS = 20  # in a file; neighbours in the neutral order are often shown together
LINE = 180  # width of a card's line: a Chinese character takes 2, a Latin one 1


@dataclass(frozen=True)
class Value:
    """A value of a facet: its key in addresses and its name in a language.

    `above` is the key of what holds it: of a region the one above, of a criterion its direction.
    """

    key: str
    label: str
    above: str = ""


Values = Mapping[str, Sequence[Value]]


def build_tables(records: Iterable[Record], values: Mapping[Locale, Values]) -> dict[str, bytes]:
    """Return the files below `search/`: a table for each language, and its cards.

    The table holds the facets with their values, as `[key, name, place of the value above]`, and
    a row per record in neutral order: `[url, image, hue, places of its values in each facet]`;
    in an image's path `*` stands for the last part of the url, so that most paths are the same.
    A record's key that has no value is shown as it is. A card is `[title, name, place, line]`;
    cards are apart because most readers see a few of them.
    """
    files: dict[str, bytes] = {}
    ordered = sorted(records, key=lambda r: (r.sort, r.url))
    for locale in LOCALES:
        chosen = [record for record in ordered if record.locale == locale]
        cards = dict(_cards(chosen, locale))
        table = _table(chosen, values.get(locale, {})) | {"cards": list(cards), "each": CARDS}
        files |= {f"search/{name}": content for name, content in cards.items()}
        files[f"search/table.{locale}.json"] = _json(table)
    return files


def _table(records: Sequence[Record], values: Values) -> dict[str, object]:
    facets = {facet: _known(facet, records, values.get(facet, ())) for facet in FACETS}
    places = {facet: {v.key: n for n, v in enumerate(known)} for facet, known in facets.items()}
    over = {facet: "direction" if facet == "criterion" else facet for facet in FACETS}
    return {
        "facets": [
            [facet, [_value(value, places[over[facet]]) for value in known]]
            for facet, known in facets.items()
        ],
        "rows": [
            [
                record.url,
                record.image.replace(record.url.rstrip("/").rpartition("/")[2], "*"),
                record.hue,
                *([places[f][key] for key in record.filters.get(f, ())] for f in FACETS),
            ]
            for record in records
        ],
    }


def _known(facet: str, records: Iterable[Record], values: Sequence[Value]) -> list[Value]:
    known = {value.key: value for value in values}
    for record in records:
        for key in record.filters.get(facet, ()):
            known.setdefault(key, Value(key, key))
    return list(known.values())


def _value(value: Value, above: Mapping[str, int]) -> list[object]:
    return [value.key, value.label, *([above[value.above]] if value.above in above else [])]


def _cards(records: Sequence[Record], locale: Locale) -> Iterator[tuple[str, bytes]]:
    """Yield files of cards under names that change with their content, in neutral order."""
    for start in range(0, len(records), CARDS):
        some = records[start : start + CARDS]
        content = _json([[r.title, r.name, r.place, _line(r.summary)] for r in some])
        digest = hashlib.sha256(f"{locale} {start} ".encode() + content).hexdigest()[:10]
        yield f"cards.{locale}.{digest}.json", content


def _line(summary: str) -> str:
    """Cut a summary to the width of a line or two; no Latin word is cut in two."""
    text = " ".join(summary.split())
    width = 0
    for place, character in enumerate(text):
        width += 1 if character.isascii() else 2
        if width > LINE:
            kept = text[:place]
            words = kept.rpartition(" ")[0] if character.isascii() and kept.isascii() else ""
            return f"{(words or kept).rstrip(' ,.;:，、；：')}…"
    return text


def _json(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
