"""The interface words of `theme/words.yaml`, in both languages, for the website and the book."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Formatter

from casebook.problem import LOCALES, Locale, Place, Problem, ProblemsError, Said
from casebook.source import Document, read_yaml
from casebook.yaml_tree import Tree

_FILE = "theme/words.yaml"
_RULE = "words"
_NAME = re.compile("[a-z_]+")


@dataclass(frozen=True)
class Words:
    """Every word or sentence of the interface; a key is its path, such as `case.households`."""

    entries: Mapping[str, Mapping[str, str]]

    def say(self, key: str, locale: Locale, **values: object) -> str:
        """Return a word with its `{placeholders}` filled.

        Raises ProblemsError for no such key, and for a placeholder that has no value.
        """
        if key not in self.entries:
            raise ProblemsError([_missing(key)])
        text = self.entries[key][locale]
        try:
            return text.format_map(values) if values else text
        except KeyError as error:
            raise ProblemsError([_without_value(key, str(error.args[0]), values)]) from error

    def below(self, area: str, locale: Locale) -> dict[str, str]:
        """Return all words of an area, such as `book`, by their keys without it."""
        start = f"{area}."
        return {
            key.removeprefix(start): texts[locale]
            for key, texts in self.entries.items()
            if key.startswith(start)
        }


def load_words(theme: Path) -> Words:
    """Read the words; raises ProblemsError, at its place, where one has not both languages."""
    document, problems = read_yaml(theme.parent, theme / "words.yaml")
    if document is None:
        raise ProblemsError(problems)
    entries: dict[str, Mapping[str, str]] = {}
    problems = list(_collect(document, document.tree, (), entries))
    if problems:
        raise ProblemsError(problems)
    return Words(entries)


def _collect(
    document: Document, tree: Tree, path: tuple[str, ...], entries: dict[str, Mapping[str, str]]
) -> Iterator[Problem]:
    if isinstance(tree, dict) and tree and not tree.keys() & set(LOCALES):
        for key, value in tree.items():
            yield from _collect(document, value, (*path, key), entries)
    elif (
        isinstance(tree, dict)
        and set(tree) == set(LOCALES)
        and all(isinstance(text, str) for text in tree.values())
    ):
        entries[".".join(path)] = tree
        yield from _strange_placeholders(document, tree, path)
    else:
        name = Said(f"“{'.'.join(path)}”", f"'{'.'.join(path)}'")
        name = name if path else Said("界面用语", "the list of words")
        yield Problem(
            document.place(*path),
            _RULE,
            Said(f"{name.zh}应有中英文两种写法", f"{name.en} needs both languages"),
            Said("请写 {zh: …, en: …}。", "Write {zh: …, en: …}."),
        )


def _strange_placeholders(
    document: Document, texts: Mapping[str, str], path: tuple[str, ...]
) -> Iterator[Problem]:
    """Yield a problem where the braces are broken, or the two languages have not the same ones."""
    names = {locale: _placeholders(texts[locale]) for locale in LOCALES}
    broken = next((locale for locale in LOCALES if names[locale] is None), None)
    if broken is None and names["zh"] == names["en"]:
        return
    shown = texts[broken] if broken else " / ".join(texts[locale] for locale in LOCALES)
    yield Problem(
        document.place(*path, *([broken] if broken else [])),
        _RULE,
        Said(
            f"“{'.'.join(path)}”的占位写得不对：“{shown}”",
            f"the placeholders of '{'.'.join(path)}' are not right: '{shown}'",
        ),
        Said(
            "花括号里的占位（如 {n}）要照抄原来的，中英文里要有同样的几个；别处不要写花括号。",
            "Keep the placeholders, such as {n}, as they were, the same in both languages, and "
            "write no braces elsewhere.",
        ),
        value=shown,
    )


def _placeholders(text: str) -> set[str] | None:
    """Return the names of a text's placeholders; None where its braces are anything else."""
    try:
        parts = [part[1:] for part in Formatter().parse(text) if part[1] is not None]
    except ValueError:
        return None
    plain = all(_NAME.fullmatch(name or "") and not spec and not how for name, spec, how in parts)
    return {str(name) for name, _, _ in parts} if plain else None


def _missing(key: str) -> Problem:
    return Problem(
        Place(_FILE),
        _RULE,
        Said(f"缺少界面用语“{key}”", f"the word '{key}' is missing"),
        Said("请照原来的 theme/words.yaml 补上。", "Add it, as it is in our theme/words.yaml."),
    )


def _without_value(key: str, name: str, values: Mapping[str, object]) -> Problem:
    known = [f"{{{value}}}" for value in values]
    return Problem(
        Place(_FILE),
        _RULE,
        Said(
            f"界面用语“{key}”里的占位 {{{name}}} 没有对应的内容",
            f"nothing is known that could stand for {{{name}}} in the word '{key}'",
        ),
        Said(f"可用：{'、'.join(known)}。", f"Known: {', '.join(known)}."),
        value=name,
        allowed=tuple(known),
    )
