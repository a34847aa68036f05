"""What the search knows of a page: its words, where they stand, and what it is filtered by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from casebook.problem import Locale


@dataclass(frozen=True)
class Passage:
    """A stretch of a page with an address of its own.

    `anchor` is the id of its heading on the page; an empty one means the page's beginning.
    `text` is plain; a line end separates paragraphs, cells and items, across which no phrase runs.
    """

    anchor: str
    heading: str
    text: str


@dataclass(frozen=True)
class Record:
    """A page of one language, as it is found and as it is shown in a list of results.

    `url` is the path below the language's root (`cases/2022-kaixuanhui/`), `image` a path
    below the site's root or empty, `hue` a key of the design values or empty. `filters` maps a
    facet of `FACETS` to keys of its values; `sort` is the place in the neutral order, which
    breaks ties and orders a search without words.
    """

    url: str
    locale: Locale
    title: str
    name: str
    place: str
    summary: str
    image: str
    hue: str
    passages: tuple[Passage, ...]
    filters: Mapping[str, tuple[str, ...]]
    sort: int
