"""The imprint (版权页): what there is to say, in the order in which the trade says it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from casebook import figures
from casebook.model.dates import PartialDate
from casebook.model.edition import Edition, Trim
from casebook.problem import Locale
from casebook.words import Words
from casebook.yearbook.nodes import Plain, line

SHEETS = "{sheets}"  # the typesetter alone knows how many pages there are, and fills it in
_OF_A_SHEET = ((75_000, 8), (38_000, 16))  # mm² from which on a 印张 has so many pages; else 32


def imprint_rows(edition: Edition, words: Words, address: str, length: int) -> Iterator[Plain]:
    """Yield labels and values; what does not exist is left out.

    `address` is the website's, `length` counts 字. Rows `of_paper` hold for a printed book alone.
    """
    locale, own = edition.locale, edition.imprint

    def row(key: str, value: str, **more: int) -> Plain:
        return {"label": words.say(f"book.{key}", locale), "value": line(value), **more}

    yield row("title", edition.title.to(locale))
    if own.chief_editor:
        yield row("chief-editor", own.chief_editor.to(locale))
    yield row("editor", edition.editor.to(locale))
    if own.publisher:
        yield row("publisher", own.publisher.to(locale))
    if own.printer:
        yield row("printer", own.printer.to(locale))
    yield row("format", _format(edition.trim, words, locale), of_paper=1)
    yield row("sheets", SHEETS, of_paper=1, **sheets_of(edition))
    yield row("length", words.say("book.length-of", locale, count=thousands(length)))
    if own.impression:
        yield row("impression", own.impression.to(locale))
    if own.isbn:
        yield row("isbn", f"ISBN {own.isbn}")
    if own.cip:
        yield row("cip", own.cip)
    if own.price is not None:
        yield row("price", words.say("book.price-of", locale, price=f"{own.price:.2f}"))
    yield row("date", day_of(edition))
    yield row("website", address)
    for extra in own.lines:
        yield {"label": extra.label.to(locale), "value": line(extra.value.to(locale))}


def day_of(edition: Edition) -> str:
    """Return the day of an edition in words."""
    return PartialDate.parse(edition.date.isoformat()).to(edition.locale)


def thousands(length: int) -> str:
    """Return a number of 字 as the trade writes it, in thousands; at least 1."""
    rounded = (Decimal(length) / 1000).quantize(Decimal(1), ROUND_HALF_UP)
    return figures.number(max(Decimal(1), rounded))


def sheets_of(edition: Edition) -> dict[str, int]:
    """Return by what the 印张 are counted: pages of one, and pages that are printed together.

    A 印张 is one side of a whole sheet, or both of a half: 16 pages of a 16开. A book is printed in
    signatures, so that 印张 come in steps of 0.125 (2 pages), 0.25 (4) or 0.5 (8).
    """
    area = edition.trim.width * edition.trim.height
    pages = next((n for least, n in _OF_A_SHEET if area >= least), 32)
    return {"sheet": pages, "signature": edition.printer.signature}


def sheets(pages: int, sheet: int, signature: int) -> Fraction:
    """Return the 印张 of a text of so many pages; see `sheets_of`."""
    return Fraction(-(-pages // signature) * signature, sheet)


def _format(trim: Trim, words: Words, locale: Locale) -> str:
    size = {"width": trim.width, "height": trim.height}
    if trim.name:
        return words.say("book.format-named", locale, **size, name=trim.name)
    return words.say("book.format-of", locale, **size)
