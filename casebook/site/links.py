"""Addresses: every link on a page is relative, so that the site works below any path."""

from __future__ import annotations

from dataclasses import dataclass

from casebook.problem import Locale

PREFIX: dict[Locale, str] = {"zh": "", "en": "en/"}
HTML_LANG: dict[Locale, str] = {"zh": "zh-CN", "en": "en"}


@dataclass(frozen=True, slots=True)
class Links:
    """Makes the links of one page; `path` is the page's address in its language, `cases/x/`."""

    path: str
    locale: Locale

    @property
    def root(self) -> str:
        """The way from this page to the root of the whole site, ending in a slash (or empty)."""
        return "../" * (PREFIX[self.locale] + self.path).count("/")

    def to(self, target: str, locale: Locale | None = None) -> str:
        """Link to a page by its path from the root of a language: `/cases/`, `/types/x/#a`."""
        return (self.root + PREFIX[locale or self.locale] + target.lstrip("/")) or "./"

    def asset(self, target: str) -> str:
        """Link to a file that both languages share, by its path from the root of the site."""
        return self.root + target.lstrip("/")
