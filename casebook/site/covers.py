"""The SVG covers that the site publishes: one per case and language, one per edition."""

from __future__ import annotations

from collections.abc import Iterator

from casebook.model.criteria import Hue
from casebook.problem import LOCALES
from casebook.site.catalogue import Catalogue
from casebook.site.cover_svg import render_cover, render_edition_cover
from casebook.tokens import Tokens

EDITION_HUE: Hue = "party"


def gather_covers(catalogue: Catalogue, tokens: Tokens) -> dict[str, bytes]:
    """Return every cover by its path on the site."""
    return dict([*_of_cases(catalogue, tokens), *_of_editions(catalogue, tokens)])


def _of_cases(catalogue: Catalogue, tokens: Tokens) -> Iterator[tuple[str, bytes]]:
    for case in catalogue.cases:
        for locale in LOCALES:
            name = case.data.community.name
            actual = name.locale(locale)
            place = (
                catalogue.place(case, actual).replace(" · ", "·")
                if actual == "zh"
                else (catalogue.place(case, actual))
            )
            svg = render_cover(case.id, name.to(locale), place, catalogue.hue(case), tokens, actual)
            yield f"covers/{case.id}.{locale}.svg", svg.encode()


def _of_editions(catalogue: Catalogue, tokens: Tokens) -> Iterator[tuple[str, bytes]]:
    for edition in catalogue.editions:
        svg = render_edition_cover(edition, EDITION_HUE, tokens)
        yield f"covers/edition-{edition.id}.svg", svg.encode()
