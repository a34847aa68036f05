"""The interface words of `theme/words.yaml`, in both languages, for the website and the book."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from casebook.problem import Locale, Place, Problem, ProblemsError, Said
from casebook.source import Document, read_yaml
from casebook.yaml_tree import Tree

_FILE = "theme/words.yaml"
_RULE = "words"


@dataclass(frozen=True)
class Words:
    """Every word or sentence of the interface; a key is its path, such as `case.households`."""

    entries: Mapping[str, Mapping[str, str]]

    def say(self, key: str, locale: Locale, **values: object) -> str:
        """Return a word with its `{placeholders}` filled; raises ProblemsError for no such key."""
        if key not in self.entries:
            raise ProblemsError([_missing(key)])
        text = self.entries[key][locale]
        return text.format_map(values) if values else text


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
    if not isinstance(tree, dict):
        name = ".".join(path)
        yield Problem(
            document.place(*path),
            _RULE,
            Said(f"“{name}”应有中英文两种写法", f"'{name}' needs both languages"),
            Said("请写 {zh: …, en: …}。", "Write {zh: …, en: …}."),
        )
    elif set(tree) == {"zh", "en"} and all(isinstance(text, str) for text in tree.values()):
        entries[".".join(path)] = tree
    else:
        for key, value in tree.items():
            yield from _collect(document, value, (*path, key), entries)


def _missing(key: str) -> Problem:
    return Problem(
        Place(_FILE),
        _RULE,
        Said(f"缺少界面用语“{key}”", f"the word '{key}' is missing"),
        Said("请照原来的 theme/words.yaml 补上。", "Add it, as it is in our theme/words.yaml."),
    )
