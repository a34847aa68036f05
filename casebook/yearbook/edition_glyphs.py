"""Whether the fonts have every character of what the edition itself prints, besides its cases."""

from __future__ import annotations

from collections.abc import Iterator

from casebook.model.edition import Edition
from casebook.model.library import Library
from casebook.paths import Paths
from casebook.problem import Place, Problem, Said
from casebook.words import Words
from casebook.yearbook.glyphs import HINT, RULE, characters_of, missing, strings_of
from casebook.yearbook.texts import own_texts

_PRINTED = {"title", "subtitle", "cover", "editor", "imprint", "appendices"}
_OF_A_PROGRAMME = {"short", "source", "directions", "types"}


def check_edition_glyphs(
    library: Library, edition: Edition, words: Words, paths: Paths
) -> Iterator[Problem]:
    """Every character of titles, imprint, own texts, criteria and interface words has a glyph.

    Raises ProblemsError for a text of the edition that cannot be read.
    """
    known = characters_of(paths.theme / "yearbook" / "fonts")
    for place, field, text in _printed(library, edition, words, paths):
        for char in missing(text, known):
            yield _problem(place, edition.id, field, char)


def _printed(
    library: Library, edition: Edition, words: Words, paths: Paths
) -> Iterator[tuple[Place, str, str]]:
    """Yield the place, the field and the words of all that an edition says itself."""
    locale = edition.locale
    sources = [(f"content/editions/{edition.id}/edition.yaml", edition, _PRINTED)]
    for key in dict.fromkeys((*edition.programmes, edition.criteria)):
        if programme := library.programmes.get(key or ""):
            file = f"content/programmes/{programme.id}.yaml"
            sources.append((file, programme, _OF_A_PROGRAMME))  # type: ignore[arg-type]
    for file, model, fields in sources:
        document = library.documents.get(file)
        data = model.model_dump(mode="json", include=fields)
        for path, text in strings_of(data, locale):
            place = document.place(*path) if document else Place(file)
            yield place, ".".join(map(str, path)), text
    for own in own_texts(edition, paths).values():
        for node in own.nodes:
            yield Place(own.file, node.line), own.file, node.text
    for key, text in words.below("book", locale).items():
        yield Place("theme/words.yaml"), f"book.{key}", text


def _problem(place: Place, edition: str, field: str, char: str) -> Problem:
    code = f"U+{ord(char):04X}"
    return Problem(
        place,
        RULE,
        Said(
            f"年鉴 {edition} 的 {field} 中有字体没有的字“{char}”（{code}）",
            f"edition {edition}, {field}: no font has '{char}' ({code})",
        ),
        HINT,
        value=char,
    )
