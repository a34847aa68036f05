"""Pages, lines and parts of a printed book in words, for the site, the slip and citations."""

from __future__ import annotations

from collections.abc import Iterable

from casebook.printed.concordance import Erratum
from casebook.printed.differences import Difference
from casebook.printed.lines import Spot
from casebook.printed.pieces import Piece
from casebook.problem import Locale
from casebook.words import Words
from casebook.yearbook.binding import volume_names
from casebook.yearbook.made import CasePages


def pages_said(place: CasePages, volumes: int, locale: Locale, words: Words) -> str:
    """Say where a case stands: 第12页, 第12—15页, 下册第12—15页."""
    key = "printed.page" if place.first == place.last else "printed.pages"
    said = words.say(key, locale, first=place.first, last=place.last)
    volume = volume_names(volumes, words, locale)[place.volume - 1][0]
    between = "" if locale == "zh" or not volume else ", "
    return f"{volume}{between}{said}"


def part_said(piece: Piece, locale: Locale, words: Words) -> str:
    """Name a part of a case: 标题, “建筑面积”, “…”一段."""
    kind, label = piece.kind, piece.label
    if kind == "paragraph" and not label:
        kind = "opening"
    if kind == "fact":  # which has a name in both languages
        key = f"book.facts.{piece.part.split('.')[-2]}"
        label = words.say(key, locale) if key in words.entries else label
    return words.say(f"printed.part.{kind}", locale, label=label)


def parts_said(changes: Iterable[Difference], locale: Locale, words: Words) -> str:
    """Name all parts that differ, each once."""
    names = dict.fromkeys(part_said(change.piece, locale, words) for change in changes)
    return ("、" if locale == "zh" else ", ").join(names)


def line_said(spot: Spot | None, locale: Locale, words: Words) -> str:
    """Say on which line: from the head of the page, or from its foot where that is nearer."""
    if spot is None:
        return ""
    if spot.from_foot < spot.line:
        return words.say("printed.line_from_foot", locale, n=spot.from_foot)
    return words.say("printed.line", locale, n=spot.line)


def correction_said(row: Erratum, locale: Locale, words: Words) -> tuple[str, str]:
    """Return 误 and 正 of a row; a piece that is new or gone says so."""
    if row.difference is None:
        return words.say("printed.withdrawn", locale), ""
    if row.difference.piece.kind == "photo":
        return words.say("printed.photo_before", locale), words.say("printed.photo_after", locale)
    return (
        row.wrong or words.say("printed.nothing", locale),
        row.right or words.say("printed.removed", locale),
    )
