"""A page before it is rendered: its address, its template, and what the template is given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from casebook.problem import Locale, Place


@dataclass(frozen=True)
class Page:
    """One page in one language.

    `path` is its address below the language's root (`cases/x/`, empty for the home page);
    `template` is a file of `theme/site/`; `listed` pages stand in the sitemap and may be found.
    `leads_to` are the addresses of the site that its writer links to, with their places.
    """

    path: str
    locale: Locale
    template: str
    title: str
    description: str = ""
    context: Mapping[str, Any] = field(default_factory=dict)
    listed: bool = True
    leads_to: tuple[tuple[Place, str], ...] = ()
