"""The SVG covers that the site publishes: one per case and language, one per edition."""

from __future__ import annotations

from collections.abc import Iterator

from casebook.problem import LOCALES
from casebook.site.book_cover_svg import render_book_cover
from casebook.site.catalogue import Catalogue
from casebook.site.cover_svg import render_cover
from casebook.tokens import Tokens


def gather_covers(catalogue: Catalogue, tokens: Tokens) -> dict[str, bytes]:
    """Return every cover by its path on the site."""
    return dict([*_of_cases(catalogue, tokens), *_of_editions(catalogue, tokens)])


def _of_cases(catalogue: Catalogue, tokens: Tokens) -> Iterator[tuple[str, bytes]]:
    for case in catalogue.cases:
        for locale in LOCALES:
            name = case.data.community.name
            actual = name.locale(locale)
            place = catalogue.place(case, actual)
            svg = render_cover(case.id, name.to(locale), place, catalogue.hue(case), tokens, actual)
            yield f"covers/{case.id}.{locale}.svg", svg.encode()


def _of_editions(catalogue: Catalogue, tokens: Tokens) -> Iterator[tuple[str, bytes]]:
    for edition in catalogue.editions:
        hues = {case.id: catalogue.hue(case) for case in catalogue.in_edition(edition)}
        svg = render_book_cover(edition, hues, tokens)
        yield f"covers/edition-{edition.id}.svg", svg.encode()
