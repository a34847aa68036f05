"""The cover of a volume on one sheet: back, spine and front, with the bar code of its ISBN."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from pathlib import Path

from casebook import cover
from casebook.model.edition import Edition
from casebook.press.barcode import MODULE, QUIET, ean_13
from casebook.press.spine import LEAST_FOR_WORDS
from casebook.sheets import Setter
from casebook.tokens import Tokens
from casebook.words import Words
from casebook.yearbook.data import edition_head
from casebook.yearbook.drawing import look_data
from casebook.yearbook.nodes import Plain

_TEMPLATE = "cover-sheet.typ"
_ROUND_LETTERS = Decimal("2.6")  # mm of the spine that stay free beside its words
# set downwards, these stand as their own forms (GB/T 15834-2011, 5.1.10; Unicode's FE30 block)
_DOWNWARDS = str.maketrans("“”‘’（）《》〈〉—", "﹃﹄﹁﹂︵︶︽︾︿﹀︱")


@dataclass(frozen=True)
class Jacket:
    """What the cover of a volume shows; `spine` in mm, `volume` empty where there is but one."""

    edition: Edition
    spine: Decimal
    volume: str
    hues: Mapping[str, str]
    """Of every case of the edition, in its order: the houses of the street"""
    address: str

    @property
    def words_on_spine(self) -> bool:
        """Whether the spine is wide enough for words."""
        return self.spine >= LEAST_FOR_WORDS


def set_cover(jacket: Jacket, templates: Path, tokens: Tokens, words: Words) -> bytes:
    """Return the cover's PDF as Typst writes it, with bleed and without marks."""
    edition = jacket.edition
    setter = Setter(templates, _TEMPLATE, tokens)
    houses = cover.street(list(jacket.hues), cover.STREET_COLUMNS, cover.STREET_STOREYS)
    item: Plain = {
        "houses": [asdict(house) | {"hue": jacket.hues[house.id]} for house in houses],
        "storeys": cover.STREET_STOREYS,
        "address": jacket.address,
        "spine": _spine(jacket),
        "code": _code(edition, words),
    }
    head = edition_head(edition, "press")
    head["cover"]["foot"] = _foot(jacket)
    look = look_data(tokens, "press", edition.colours)
    return setter.pdf({"look": look, "edition": head, "item": item}, edition.date, "1.6")


def _foot(jacket: Jacket) -> str:
    """Return the line beside the title: the edition's own, and which volume it is."""
    return "　".join(part for part in (jacket.edition.cover.foot, jacket.volume) if part)


def _spine(jacket: Jacket) -> Plain:
    """Return what stands on the spine: title and publisher, or the editor where there is none."""
    edition, upright = jacket.edition, jacket.edition.locale == "zh"
    title: Sequence[str] = (edition.title.to(edition.locale) or "", jacket.volume)
    if upright:
        title = (*edition.cover.columns, _foot(jacket))
    whole = "　" if upright else "  ·  "
    foot = (edition.imprint.publisher or edition.editor).to(edition.locale)
    said = whole.join(part for part in title if part)
    return {
        "width": float(jacket.spine),
        "letter": float(max(jacket.spine - _ROUND_LETTERS, Decimal(0))),
        "upright": upright,
        "title": (said.translate(_DOWNWARDS) if upright else said) if jacket.words_on_spine else "",
        "foot": foot.translate(_DOWNWARDS) if upright else foot,
    }


def _code(edition: Edition, words: Words) -> Plain | None:
    isbn, price = edition.imprint.isbn, edition.imprint.price
    if isbn is None:
        return None
    bars = ean_13(isbn)
    return {
        "isbn": isbn,
        "digits": bars.digits,
        "bars": bars.bars,
        "module": MODULE,
        "quiet": QUIET,
        "price": words.say("press.price", edition.locale, price=f"{price:.2f}") if price else "",
    }
