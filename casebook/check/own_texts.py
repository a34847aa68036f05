"""What the library itself says, and no case: editions, editorial pages, the home page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from casebook.check.places import Lines
from casebook.model.library import Library
from casebook.paths import Paths
from casebook.problem import Place
from casebook.source import read_text, read_yaml
from casebook.yearbook.glyphs import strings_of
from casebook.yearbook.texts import path_of, text_files

_FIELDS = {"title", "subtitle", "cover", "editor", "imprint", "appendices"}


@dataclass(frozen=True, slots=True)
class OwnWords:
    """A Chinese text of the library's own; `place` is of its first character, if it is a value."""

    text: str
    edition: bool
    value: Place | None = None
    lines: Lines | None = None

    def place(self, offset: int) -> Place:
        """Return the place of a character, or of the value that holds it."""
        if self.value is not None:
            return self.value
        return self.lines.place(offset) if self.lines else Place("")


def own_words(library: Library) -> Iterator[OwnWords]:
    """Yield the texts of editions, then the editorial pages and the words of the home page.

    Pages and words that the library has not itself are the program's, which its tests look at.
    """
    paths = Paths.of(library.root)
    for edition in library.editions.values():
        document = library.documents.get(f"content/editions/{edition.id}/edition.yaml")
        for path, text in strings_of(edition.model_dump(mode="json", include=_FIELDS), "zh"):
            yield OwnWords(text, True, document.place(*path) if document else Place(""))
        for name in dict.fromkeys(text_files(edition)):
            file = path_of(edition, name, paths)
            if file.is_file():
                yield _of_file(paths.content.parent, file, edition=True)
    content = library.root / "content"
    for file in sorted(content.glob("pages/zh/*.md")):
        yield _of_file(library.root, file, edition=False)
    settings = content / "site.yaml"
    document = read_yaml(library.root, settings)[0] if settings.is_file() else None
    if document is not None:
        for path, text in strings_of(document.tree, "zh"):
            yield OwnWords(text, False, document.place(*path))


def _of_file(root: Path, file: Path, *, edition: bool) -> OwnWords:
    source = read_text(root, file)[0] or ""
    return OwnWords(source, edition, lines=Lines(file.relative_to(root).as_posix(), source))
