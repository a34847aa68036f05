"""An EPUB of an edition: gather what the book prints, render it as XHTML, pack it, keep it."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

from casebook import slope
from casebook.epub import archive, documents, pictures, prose_xhtml
from casebook.epub.archive import write_epub
from casebook.epub.documents import Documents
from casebook.epub.pictures import BookPictures
from casebook.model.dates import PartialDate
from casebook.model.edition import Edition
from casebook.model.library import Library
from casebook.paths import Paths
from casebook.tokens import load_tokens
from casebook.words import load_words
from casebook.yearbook.data import edition_data
from casebook.yearbook.made import Built

_CODE = (archive, documents, pictures, prose_xhtml, slope)
_BREAKS = str.maketrans("", "", "\u200b\u2060")  # where a typesetter may and may not break
# what only a typesetter needs: drawings, colours, the grid
_OF_THE_PRESS = frozenset({"street", "storeys", "window", "look"})


def build_epub(
    library: Library, edition: Edition, paths: Paths, site_url: str, built: Built
) -> Path:
    """Make the EPUB of an edition, or find it made; `built` has its cover and its page numbers.

    It has the words of the cases as they are now, also where the printed book has been locked.
    The same library and program give the same bytes (EPUB 3.3, https://www.w3.org/TR/epub-33/).
    Raises PhotoError for a damaged photo.
    """
    tokens, words = load_tokens(paths.theme), load_words(paths.theme)
    photos = BookPictures(paths.cache / "media")
    data = edition_data(library, edition, paths, site_url, tokens, words, photos.of)
    data = _without_breaks({key: data[key] for key in data if key not in _OF_THE_PRESS})
    changed = PartialDate.parse(_modified(library, edition).isoformat())
    data["modified"] = {"day": f"{changed.earliest}", "words": changed.to(edition.locale)}
    data["id"] = edition.id
    data["site"] = site_url.rstrip("/") + "/"
    data["isbn"] = edition.imprint.isbn or ""
    data["pages"] = {key: [at.volume, at.first] for key, at in built.places.items()}
    data["volumes"] = len(built.volumes)
    text = json.dumps(data, ensure_ascii=False, sort_keys=True)
    templates = paths.theme / "epub"
    home = paths.cache / "epub" / edition.id
    made = home / _key(text, templates, built) / f"yearbook-{edition.id}.epub"
    if not made.is_file():
        made.parent.mkdir(parents=True, exist_ok=True)
        files = Documents(json.loads(text), words, edition.locale, templates, tokens).files()
        write_epub(made, {**files, **photos.files(), **photos.cover(built)}, edition.date)
        for old in home.iterdir():
            if old != made.parent:
                shutil.rmtree(old)
    return made


def _without_breaks(value: Any) -> Any:
    if isinstance(value, str):
        return value.translate(_BREAKS)
    if isinstance(value, dict):
        return {key: _without_breaks(inner) for key, inner in value.items()}
    return [_without_breaks(inner) for inner in value] if isinstance(value, list) else value


def _modified(library: Library, edition: Edition) -> date:
    """Return the day of the last change of anything in it."""
    return max([edition.date, *_days(library, edition)])


def _days(library: Library, edition: Edition) -> Iterator[date]:
    for case in library.cases_in(edition):
        if case.updated:
            yield case.updated


def _key(text: str, templates: Path, built: Built) -> str:
    digest = hashlib.sha256(f"{version('pillow')} {version('pypdfium2')}\n{text}".encode())
    code = [Path(str(module.__file__)) for module in _CODE]
    for path in (Path(__file__), *code, *sorted(templates.iterdir())):
        digest.update(f"\n{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}".encode())
    digest.update(built.volumes[0].pdf.read_bytes())  # its first page is the cover
    return digest.hexdigest()[:32]
