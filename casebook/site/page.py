"""A page before it is rendered: its address, its template, and what the template is given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from casebook.problem import Locale, Place


@dataclass(frozen=True)
class Relation:
    """A `<link>` of a page's head to the same thing in another form.

    `path` is below the site's root, or a whole address for those who resolve none.
    """

    type: str
    path: str
    title: str = ""
    rel: str = "alternate"


@dataclass(frozen=True)
class Page:
    """One page in one language.

    `path` is its address below the language's root (`cases/x/`, empty for the home page);
    `template` is a file of `theme/site/`; `listed` pages stand in the sitemap and may be found.
    `modules` are the scripts of `theme/site/modules/` that it loads; `image` is its picture for
    link previews, a path below the site's root; `json_ld` is what it says of itself in the words
    of https://schema.org/; `relations` are other forms of it for machines.
    `leads_to` are the addresses of the site that its writer links to, with their places.
    """

    path: str
    locale: Locale
    template: str
    title: str
    description: str = ""
    context: Mapping[str, Any] = field(default_factory=dict)
    listed: bool = True
    modules: tuple[str, ...] = ()
    image: str = ""
    json_ld: Mapping[str, Any] | None = None
    relations: tuple[Relation, ...] = ()
    leads_to: tuple[tuple[Place, str], ...] = ()
