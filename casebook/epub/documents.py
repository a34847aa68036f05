"""The documents of an EPUB, in their order: what the book has, page numbers become links."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from casebook.broken_theme import templates_of
from casebook.epub.pictures import COVER
from casebook.epub.prose_xhtml import Plain, XhtmlProse
from casebook.measures import Shown, Value
from casebook.problem import Locale
from casebook.site.links import HTML_LANG
from casebook.slope import render_slope
from casebook.tokens import Tokens
from casebook.words import Words
from casebook.xml_text import possible_in_xml


@dataclass(frozen=True)
class Document:
    """A page of the EPUB: its file, its title, the template that renders it, and what it shows.

    `depth` is that in the contents; 0 stands in none.
    """

    file: str
    title: str
    template: str
    item: Mapping[str, Any]
    depth: int = 1
    svg: bool = False


@dataclass(frozen=True)
class Documents:
    """Renders the publication from what `edition_data` gathers; all files but the pictures."""

    data: Mapping[str, Any]
    words: Words
    locale: Locale
    theme: Path
    tokens: Tokens

    def files(self) -> dict[str, bytes | Path]:
        """Return every file by its name: documents, contents, package, style."""
        documents = list(self._documents())
        shared = {
            "data": self.data,
            "locale": self.locale,
            "lang": HTML_LANG[self.locale],
            "documents": documents,
            "pagebreaks": list(self._pagebreaks()),
            "say": lambda key, **values: self.words.say(f"epub.{key}", self.locale, **values),
            "book": self.data["words"],
            "prose": XhtmlProse(self._pictures),
            "slope": self._slope,
            "page_of": self._page,
            "identifier": self._identifier,
            "cover": COVER,
        }
        files: dict[str, bytes | Path] = {}
        for document in documents:
            files[document.file] = self._render(document.template, shared, document)
        files["package.opf"] = self._render("package.opf", shared, None, photos=self._photos)
        files["book.css"] = self._render("book.css", {"tokens": self.tokens}, None)
        return files

    def _render(
        self, template: str, shared: Mapping[str, Any], document: Document | None, **more: Any
    ) -> bytes:
        with templates_of("theme/epub"):
            made = self._environment.get_template(template).render(shared, page=document, **more)
        return possible_in_xml(made).encode()

    @cached_property
    def _environment(self) -> Environment:
        return Environment(
            loader=FileSystemLoader(self.theme),
            autoescape=lambda name: name != "book.css",
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )

    def _documents(self) -> Iterator[Document]:
        data, words = self.data, self.data["words"]
        yield Document("cover.xhtml", data["edition"]["title"], "cover.xhtml", {}, 0)
        yield Document("title.xhtml", data["edition"]["title"], "title.xhtml", {}, 0)
        imprint = self.words.say("epub.imprint", self.locale)
        yield Document("imprint.xhtml", imprint, "imprint.xhtml", {})
        for key, signed in (("preface", data["signed"]), ("conventions", [])):
            if data[key]:
                item = {**data[key], "signed": signed}
                yield Document(f"{key}.xhtml", words[key], "text.xhtml", item)
        yield Document("contents.xhtml", words["contents"], "contents.xhtml", {}, 0)
        for chapter in data["chapters"]:
            file = f"chapter-{chapter['key']}.xhtml"
            yield Document(file, chapter["name"], "chapter.xhtml", chapter)
            for case in chapter["cases"]:
                title = f"{case['name']}　{case['title']}"
                drawn = any(measure["points"] for measure in case["measures"])
                yield Document(_file_of(case["id"]), title, "case.xhtml", case, 2, drawn)
        if data["note"]:
            item = {**data["note"], "signed": []}
            yield Document("note.xhtml", words["note"], "text.xhtml", item)
        yield Document("indexes.xhtml", words["indexes"], "indexes.xhtml", data["indexes"])
        for appendix in data["appendices"]:
            file = f"{appendix['mark']}.xhtml"
            item = {"signed": [], **appendix}
            yield Document(file, appendix["title"], _APPENDICES[appendix["kind"]], item)

    def _page(self, case_id: str) -> str:
        """Return the printed page on which a case begins, with its volume where there are some."""
        volume, page = self.data["pages"].get(case_id, (0, 0))
        return f"{volume}–{page}" if self.data["volumes"] > 1 else str(page or "")

    def _pagebreaks(self) -> Iterator[tuple[str, str]]:
        """Yield the file and the page number of each case that the printed book has."""
        for chapter in self.data["chapters"]:
            for case in chapter["cases"]:
                if page := self._page(case["id"]):
                    yield f"{_file_of(case['id'])}#page", page

    def _pictures(self, node: Plain) -> Markup:
        template = self._environment.get_template("pictures.xhtml")
        return Markup(template.render(row=node["row"]))  # noqa: S704

    def _slope(self, measure: Mapping[str, Any]) -> Markup:
        series = tuple(Value(**value) for value in measure["series"])
        points, at = tuple(measure["points"]), tuple(measure["at"])
        shown = Shown(**{**measure, "series": series, "points": points, "at": at})
        said = str(self.data["words"]["change-alt"]).format_map(measure)
        drawn = render_slope(self.locale, shown, said)
        name = Markup('<svg xmlns="http://www.w3.org/2000/svg" ')
        return Markup(drawn.replace(Markup("<svg "), name, 1))  # noqa: S704

    @cached_property
    def _photos(self) -> list[str]:
        return sorted(set(_named_photos(self.data["chapters"])))

    @property
    def _identifier(self) -> str:
        """Name the publication for ever: by its ISBN, else after its address."""
        if self.data["isbn"]:
            return f"urn:isbn:{self.data['isbn'].replace('-', '')}"
        address = f"{self.data['site']}editions/{self.data['id']}/"
        return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, address)}"


_APPENDICES = {
    "criteria": "appendix-criteria.xhtml",
    "list": "appendix-list.xhtml",
    "text": "text.xhtml",
}


def _file_of(case_id: str) -> str:
    return f"case-{case_id}.xhtml"


def _named_photos(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if "aspect" in value and "file" in value:
            yield value["file"]
        for inner in value.values():
            yield from _named_photos(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _named_photos(inner)
