"""Where things are: every address that an export gives is absolute."""

from __future__ import annotations

from dataclasses import dataclass

from casebook.exports.shapes.base import Pages
from casebook.problem import Locale
from casebook.site.links import PREFIX

API = "api/v1/"
DATA = "data/"  # the page about data, and the tables beside it


@dataclass(frozen=True, slots=True)
class Where:
    """Makes absolute addresses; `site_url` ends in a slash."""

    site_url: str

    def page(self, path: str, locale: Locale) -> str:
        """Return the address of a page, or of a file that each language has of its own."""
        return f"{self.site_url}{PREFIX[locale]}{path.lstrip('/')}"

    def pages(self, path: str) -> Pages:
        """Return the addresses of a page in both languages."""
        return Pages(zh=self.page(path, "zh"), en=self.page(path, "en"))

    def file(self, path: str) -> str:
        """Return the address of a file that both languages share."""
        return f"{self.site_url}{path}"

    def api(self, name: str) -> str:
        """Return the address of a document of the API: `cases.json`."""
        return f"{self.site_url}{API}{name}"

    def schema(self, name: str) -> str:
        """Return the address of a document's JSON Schema: `case`."""
        return self.api(f"schemas/{name}.json")
