"""Our own Jinja2 environment: autoescape on, undefined names are errors, words in one language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from casebook.broken_theme import templates_of
from casebook.model.base import Localized
from casebook.problem import Locale
from casebook.site.links import HTML_LANG, Links
from casebook.site.page import Page
from casebook.site.tongue import lang_of, marked
from casebook.words import Words


def environment_of(theme: Path) -> Environment:
    """Return what reads the templates of a theme, each once: no look at its file per page."""
    return Environment(
        loader=FileSystemLoader(theme / "site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


class Templates:
    """Renders the templates of `theme/site/`, one page at a time."""

    def __init__(
        self,
        environment: Environment,
        words: Words,
        helpers: Mapping[str, Callable[..., Any]],
        shared: Mapping[str, Any],
    ) -> None:
        self._environment = environment
        self._words = words
        self._shared = shared
        self._helpers = helpers

    def render(self, page: Page) -> str:
        """Return the page's fragment: one element of HTML, without the chrome.

        Raises ThemeError where a template is missing or is none.
        """
        links = Links(page.path, page.locale)
        context = {
            "page": page,
            "locale": page.locale,
            "links": links,
            "root": links.root,
            "href": links.to,
            "asset": links.asset,
            "w": partial(self.word, page.locale),
            "said": partial(said, page.locale),
            "marked": partial(marked, page.locale),
            "lang_of": partial(lang_of, page.locale),
            **{name: partial(helper, page.locale) for name, helper in self._helpers.items()},
            **self._shared,
            **page.context,
        }
        with templates_of("theme/site"):
            return self._environment.get_template(page.template).render(context)

    def word(self, locale: Locale, key: str, **values: object) -> str:
        """Return an interface word in the page's language."""
        return self._words.say(key, locale, **values)


def said(locale: Locale, text: Localized | None) -> Markup:
    """Print a text; where its language is not the page's, say so in `lang` (WCAG 3.1.2)."""
    if text is None:
        return Markup("")
    actual = text.locale(locale)
    if actual == locale:
        return marked(locale, text.to(locale)) if locale == "en" else escape(text.to(locale))
    return Markup('<span lang="{}">{}</span>').format(HTML_LANG[actual], text.to(locale))
