"""One expression for thousands of names and addresses, whatever their width, case or script."""

from __future__ import annotations

import re
from collections.abc import Iterable

from casebook.personal.fold import DASHES, FULL_WIDTH, fold, without_unseen
from casebook.search.script import simplified, traditional_of

_GAP = r"[\s\u200b-\u200d\u2060\ufeff\u00ad]{0,3}"  # between two characters of a name: 张 三
_Tree = dict[str, "_Tree"]
_END = ""


def key_of(text: str) -> str:
    """Return what all spellings of a word have in common."""
    shown, _ = without_unseen(text)
    return "".join(simplified(fold(shown)).casefold().split())


def expression_of(words: Iterable[str]) -> re.Pattern[str] | None:
    """Return an expression that finds any of the words, None where there are none.

    The words make a tree, so that each character of a text is looked at once, however many words
    there are. A word that begins or ends with a letter or digit is found only as a whole one.
    """
    tree: _Tree = {}
    for word in sorted({key_of(word) for word in words}):
        node = tree
        for char in word:
            node = node.setdefault(char, {})
        node[_END] = {}
    if not tree:
        return None
    firsts = "".join(_spellings(char) for char in tree)
    branches = "|".join(
        f"(?<=[{_spellings(char)}]){_open(char)}{_rest(node, char)}" for char, node in tree.items()
    )
    return re.compile(f"[{firsts}](?:{branches})")


def _open(char: str) -> str:
    return f"(?<![0-9A-Za-z][{_spellings(char)}])" if char.isascii() and char.isalnum() else ""


def _rest(node: _Tree, before: str) -> str:
    """Return the expression of what may follow; the longest word first."""
    found = [
        f"{_GAP}[{_spellings(char)}]{_rest(below, char)}"
        for char, below in node.items()
        if char != _END
    ]
    if _END in node:
        found.append("(?![0-9A-Za-z])" if before.isascii() and before.isalnum() else "")
    return found[0] if len(found) == 1 else f"(?:{'|'.join(found)})"


def _spellings(char: str) -> str:
    """Return all ways to write a character, as the inside of a class."""
    if char == "-":
        return f"{DASHES}－-"
    forms = {char, char.upper(), *traditional_of(char)} - {""}
    forms |= {chr(ord(form) + FULL_WIDTH) for form in forms if "!" <= form <= "~"}
    return "".join(re.escape(form) for form in sorted(forms) if len(form) == 1)
