"""The interface words of `theme/words.yaml`, in both languages, for the website and the book."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from casebook.problem import Locale
from casebook.source import read_yaml
from casebook.yaml_tree import Tree


@dataclass(frozen=True)
class Words:
    """Every word or sentence of the interface; a key is its path, such as `case.households`."""

    entries: Mapping[str, Mapping[str, str]]

    def say(self, key: str, locale: Locale, **values: object) -> str:
        """Return a word with its `{placeholders}` filled; raises KeyError for an unknown key."""
        text = self.entries[key][locale]
        return text.format_map(values) if values else text


def load_words(theme: Path) -> Words:
    """Read the words; raises ValueError where a word has not both languages."""
    document, problems = read_yaml(theme.parent, theme / "words.yaml")
    if document is None:
        raise ValueError(f"theme/words.yaml: {problems[0].message.en} ({problems[0].place})")
    entries: dict[str, Mapping[str, str]] = {}
    _collect(document.tree, "", entries)
    return Words(entries)


def _collect(tree: Tree, path: str, entries: dict[str, Mapping[str, str]]) -> None:
    if not isinstance(tree, dict):
        raise ValueError(f"theme/words.yaml: {path}")
    if set(tree) == {"zh", "en"} and all(isinstance(text, str) for text in tree.values()):
        entries[path] = tree
        return
    for key, value in tree.items():
        _collect(value, f"{path}.{key}" if path else key, entries)
