"""A yearbook from a library: gather, look whether it is already made, set, keep."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType
from typing import Any

from casebook.media import print_derivative, read_photo
from casebook.model.edition import Edition
from casebook.model.library import Case, Library
from casebook.paths import Paths
from casebook.tokens import load_tokens
from casebook.words import load_words
from casebook.yearbook.cases import PhotoFile
from casebook.yearbook.compile import STANDARDS, Sheets, compile_book
from casebook.yearbook.data import edition_data
from casebook.yearbook.drawing import Medium
from casebook.yearbook.made import Built, CasePages, Volume

_KEPT = 4  # made books that stay in the cache, the newest first


@dataclass
class _Photos:
    """The photos that a book prints, by the names under which Typst finds them."""

    cache: Path
    files: dict[str, Path] = field(default_factory=dict)

    def of(self, case: Case, file: str) -> PhotoFile | None:
        original = read_photo(case, file)
        if original is None:
            return None
        made = print_derivative(original, self.cache)
        self.files[made.file.name] = made.file
        return PhotoFile(f"photos/{made.file.name}", made.width, made.height)


def build_yearbook(
    library: Library, edition: Edition, paths: Paths, site_url: str, medium: Medium = "screen"
) -> Built:
    """Set the yearbook of an edition, or find it made; the PDF and its page map stay in the cache.

    For the press it is the text without its cover, as Typst writes it. The same library, theme,
    fonts and Typst give the same bytes in any folder. Raises SetError where Typst fails or warns,
    and ProblemsError for an edition's own text that cannot be read.
    """
    templates = paths.theme / "yearbook"
    photos = _Photos(paths.cache / "media")
    tokens, words = load_tokens(paths.theme), load_words(paths.theme)
    data = edition_data(library, edition, paths, site_url, tokens, words, photos.of, medium)
    text = json.dumps(data, ensure_ascii=False, sort_keys=True)
    home = _home(edition, paths, medium)
    done = home / _key(text, templates)
    name = f"yearbook-{edition.id}"
    if not done.is_dir():
        home.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(dir=home, prefix=".work-"))
        try:
            _lay_out(work, text, templates, photos.files)
            sheets = compile_book(work, templates / "fonts", edition.date, STANDARDS[medium])
            _keep([sheets], home, done, name)
        finally:
            shutil.rmtree(work)
        _forget(home, done)
        return _built(done, name, made=True)
    os.utime(done)  # a book that was found again is the newest
    return _built(done, name, made=False)


def _home(edition: Edition, paths: Paths, medium: Medium) -> Path:
    return paths.cache / "yearbook" / f"{edition.id}-{medium}"


def _key(data: str, templates: Path) -> str:
    """Hash all that the book depends on.

    Data (photos by content hash), templates, fonts, Typst, and the code that calls it.
    """
    versions = f"{version('typst')} {version('pillow')}"
    digest = hashlib.sha256(f"{versions}\n{data}".encode())
    for path in (Path(__file__), Path(__file__).with_name("compile.py")):
        digest.update(path.read_bytes())
    for path in sorted([*templates.glob("*.typ"), *templates.glob("fonts/*.[to]tf")]):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        digest.update(f"\n{path.relative_to(templates).as_posix()} {content}".encode())
    return digest.hexdigest()[:32]


def _lay_out(work: Path, data: str, templates: Path, photos: Mapping[str, Path]) -> None:
    """Copy what Typst may read into a fresh folder: nothing else is under its root."""
    for path in templates.glob("*.typ"):
        shutil.copyfile(path, work / path.name)
    (work / "photos").mkdir()
    for photo, path in photos.items():
        shutil.copyfile(path, work / "photos" / photo)
    (work / "book.json").write_text(data, encoding="utf-8")


def _keep(volumes: Sequence[Sheets], home: Path, done: Path, name: str) -> None:
    """Write PDFs and page map, and let them appear under their key in one step."""
    part = Path(tempfile.mkdtemp(dir=home, prefix=".part-"))
    pages: dict[str, Any] = {"volumes": [], "cases": {}, "chapters": {}}
    for number, sheets in enumerate(volumes, 1):
        pdf = f"{name}.pdf" if len(volumes) == 1 else f"{name}-{number}.pdf"
        (part / pdf).write_bytes(sheets.pdf)
        pages["volumes"].append({"pdf": pdf, "page_count": sheets.count})
        for key, (page, sheet) in sheets.cases.items():
            pages["cases"][key] = [number, page, sheets.ends[key][0], sheet]
        for key, (page, sheet) in sheets.chapters.items():
            pages["chapters"][key] = [number, page, sheet]
    text = json.dumps(pages, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    (part / f"{name}.pages.json").write_text(text, encoding="utf-8")
    try:
        part.rename(done)
    except OSError:  # another run has made the same book meanwhile
        shutil.rmtree(part)


def _forget(home: Path, done: Path) -> None:
    """Remove books of former states, but a few: an editor often goes back and forth.

    What a killed build left half made goes too.
    """
    for left in (*home.glob(".work-*"), *home.glob(".part-*")):
        shutil.rmtree(left, ignore_errors=True)
    made = [p for p in home.iterdir() if not p.name.startswith(".") and p != done]
    for old in sorted(made, key=lambda p: p.stat().st_mtime, reverse=True)[_KEPT - 1 :]:
        shutil.rmtree(old, ignore_errors=True)


def _built(done: Path, name: str, *, made: bool) -> Built:
    found: dict[str, Any] = json.loads((done / f"{name}.pages.json").read_text(encoding="utf-8"))
    return Built(
        volumes=tuple(Volume(done / v["pdf"], v["page_count"]) for v in found["volumes"]),
        places=MappingProxyType({key: CasePages(*at) for key, at in found["cases"].items()}),
        made=made,
    )


def last_built(edition: Edition, paths: Paths) -> Built | None:
    """Return the newest made book of an edition, whatever has changed since; else None."""
    home = _home(edition, paths, "screen")
    made = [p for p in home.iterdir() if not p.name.startswith(".")] if home.is_dir() else []
    newest = max(made, key=lambda p: p.stat().st_mtime, default=None)
    return _built(newest, f"yearbook-{edition.id}", made=False) if newest else None
