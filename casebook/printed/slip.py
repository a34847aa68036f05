"""The erratum slip (勘误表), to be laid into the printed book, and the same as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from casebook.model.edition import Edition
from casebook.model.lock import PrintedEdition
from casebook.paths import Paths
from casebook.printed.concordance import Erratum
from casebook.printed.notes import correction_said, line_said, part_said
from casebook.printed.typeset import set_sheet
from casebook.problem import Locale
from casebook.tokens import load_tokens
from casebook.words import Words
from casebook.yearbook.binding import volume_names

COLUMNS = ("where", "at", "wrong", "right")
_A5 = (148, 210)  # mm
_MARGIN = 10  # mm by which a slip is at least smaller than the book
_MARKS = re.compile(r"([\\`*_\[\]<>|#~&])")


@dataclass(frozen=True, slots=True)
class Row:
    """A row in words; `right` is empty where one statement fills both columns."""

    page: str
    at: str
    wrong: str
    right: str


def rows_said(
    printed: PrintedEdition, rows: Sequence[Erratum], locale: Locale, words: Words
) -> tuple[Row, ...]:
    """Return the rows of a slip in words of a language; what was printed stays as printed."""
    return tuple(_said(printed, row, locale, words) for row in rows)


def _said(printed: PrintedEdition, row: Erratum, locale: Locale, words: Words) -> Row:
    volume = volume_names(len(printed.lock.volumes), words, locale)[row.place.volume - 1][0]
    pages = str(row.page)
    if row.difference is None and row.place.last > row.place.first:
        pages = f"{row.place.first}—{row.place.last}"
    name = part_said(row.difference.piece, locale, words) if row.difference else ""
    line = line_said(row.spot, locale, words)
    between = "，" if locale == "zh" else ", "
    wrong, right = correction_said(row, locale, words)
    return Row(f"{volume} {pages}".strip(), between.join(filter(None, (line, name))), wrong, right)


def set_slip(
    edition: Edition,
    printed: PrintedEdition,
    rows: Sequence[Erratum],
    paths: Paths,
    site_url: str,
    words: Words,
) -> bytes:
    """Set the slip for the press: A5 or smaller, black alone (K); raises SetError."""
    locale = edition.locale
    width = min(_A5[0], int(edition.trim.width) - _MARGIN)
    height = min(_A5[1], int(edition.trim.height) - _MARGIN)
    tokens = load_tokens(paths.theme)
    address = f"{site_url.rstrip('/')}/editions/{edition.id}/"
    short = address.removeprefix("https://").removeprefix("http://")
    data = {
        "title": edition.title.to(locale),
        "sheet": words.say("printed.errata_sheet", locale),
        "columns": [words.say(f"printed.{key}", locale) for key in COLUMNS],
        "rows": [
            [row.page, row.at, row.wrong, row.right]
            for row in rows_said(printed, rows, locale, words)
        ],
        "foot": words.say("printed.corrected_on", locale, address=short),
        "width": width,
        "height": height,
        "lang": locale,
        "serif": tokens.type.serif.press,
        "sans": tokens.type.sans.press,
        "kai": tokens.type.kai.press,
    }
    return set_sheet(paths.theme / "yearbook", "errata.typ", data, edition.date, ("1.6",))


def render_markdown(
    edition: Edition, printed: PrintedEdition, rows: Sequence[Erratum], words: Words
) -> str:
    """Return the slip as a Markdown table."""
    return "\n".join(_markdown(edition, printed, rows, words)) + "\n"


def _markdown(
    edition: Edition, printed: PrintedEdition, rows: Sequence[Erratum], words: Words
) -> Iterator[str]:
    locale = edition.locale
    yield f"# {_plain(edition.title.to(locale))} {words.say('printed.errata_sheet', locale)}"
    yield ""
    heads = [words.say(f"printed.{key}", locale) for key in COLUMNS]
    yield "| " + " | ".join(heads) + " |"
    yield "| --- " * len(heads) + "|"
    for row in rows_said(printed, rows, locale, words):
        yield "| " + " | ".join(map(_plain, (row.page, row.at, row.wrong, row.right))) + " |"


def _plain(text: str) -> str:
    """Escape what Markdown would take for marks."""
    return _MARKS.sub(r"\\\1", text)
