"""Whether the book's fonts have every character, asked before anything is set."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont

from casebook.model.edition import Edition
from casebook.model.library import Case
from casebook.problem import LOCALES, Locale, Place, Problem, RefusalError, Said

RULE = "glyphs"
HINT = Said(
    "请改用通用字；确需此字的，把它加入 theme/yearbook/fonts/characters.txt 后重制字体。",
    "Use another character, or add it to theme/yearbook/fonts/characters.txt and make the fonts "
    "again.",
)
_INVISIBLE = frozenset({"Cf", "Cc", "Zs", "Zl", "Zp"})  # drawn by the typesetter, if at all
GETA = "〓"
Path_ = tuple[str | int, ...]


def check_glyphs(cases: Iterable[Case], edition: Edition, fonts: Path) -> Iterator[Problem]:
    """Every character of a case that is printed must be in one of the book's fonts.

    A missing character would be left out of the book without a word. Private-use characters are
    refused even where a font draws something for them: it would be that font's own sign.
    """
    known = characters_of(fonts)
    for case in cases:
        for path, text in strings_of(case.data.model_dump(mode="json"), edition.locale):
            for char in missing(text, known):
                field = ".".join(str(part) for part in path)
                yield _problem(case.place(*path), case.id, field, char)
        if found := case.text(edition.locale):
            prose, _ = found
            for node in prose.nodes:
                for char in missing(node.text, known):
                    yield _problem(Place(prose.file, node.line), case.id, prose.file, char)


def missing(text: str, known: frozenset[int]) -> tuple[str, ...]:
    """Return the characters of a text that no font has, each once, in the order of the text."""
    return tuple(
        char
        for char in dict.fromkeys(text)
        if unicodedata.category(char) == "Co"
        or (ord(char) not in known and not _is_invisible(char))
    )


def with_geta(data: Any, known: frozenset[int]) -> Any:
    """Return plain data in which 〓 stands for every character that no font has.

    Printers set a type of this form, 铅字倒置, where a character was not at hand.
    """
    if isinstance(data, str):
        lost = missing(data, known)
        return data.translate({ord(char): GETA for char in lost}) if lost else data
    if isinstance(data, dict):
        return {key: with_geta(value, known) for key, value in data.items()}
    if isinstance(data, (list, tuple)):
        return [with_geta(value, known) for value in data]
    return data


def missing_in(data: Any, known: frozenset[int]) -> tuple[str, ...]:
    """Return the characters of plain data that no font has, each once."""
    if isinstance(data, str):
        return missing(data, known)
    inner = data.values() if isinstance(data, dict) else data
    if not isinstance(data, (dict, list, tuple)):
        return ()
    return tuple(dict.fromkeys(char for value in inner for char in missing_in(value, known)))


def _is_invisible(char: str) -> bool:
    return unicodedata.category(char) in _INVISIBLE or 0xFE00 <= ord(char) <= 0xFE0F


@cache
def characters_of(fonts: Path) -> frozenset[int]:
    """Return the code points that at least one font of a folder has.

    Raises RefusalError where there is no font: nothing can be set then.
    """
    found: set[int] = set()
    for path in sorted(fonts.glob("*.[to]tf")):
        with TTFont(path, lazy=True) as font:
            found |= font.getBestCmap().keys()
    if not found:
        raise RefusalError(
            Said(
                f"{fonts} 里没有字体，年鉴、链接预览图和二维码牌都排不了；请恢复这个文件夹。",
                f"there are no fonts in {fonts}, so no yearbook, no link preview and no plate can "
                "be set: restore the folder.",
            )
        )
    return frozenset(found)


def strings_of(value: Any, locale: Locale, path: Path_ = ()) -> Iterator[tuple[Path_, str]]:
    """Yield every text below a value with its path; of two languages the one that is printed."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        if value and set(value) <= set(LOCALES) and value.get(locale):
            value = {locale: value[locale]}
        for key, inner in value.items():
            yield from strings_of(inner, locale, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from strings_of(inner, locale, (*path, index))


def _problem(place: Place, case_id: str, field: str, char: str) -> Problem:
    code = f"U+{ord(char):04X}"
    return Problem(
        place,
        RULE,
        Said(
            f"案例 {case_id} 的 {field} 中有字体没有的字“{char}”（{code}）",
            f"case {case_id}, {field}: no font has '{char}' ({code})",
        ),
        HINT,
        value=char,
    )
