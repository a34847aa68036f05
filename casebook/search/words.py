"""The words of a text as the index keeps them: pairs of Chinese characters, and whole words.

Single characters would do, but the places of a common one fill a file of 200 KB; those of a pair
fill a few KB, and a phrase needs only every other pair. `theme/site/modules/words.js` does the
same with queries; a test compares the two.
"""

from __future__ import annotations

import re

from casebook.search.script import simplified
from casebook.search.tokens import ALONE, fold

# A letter of another script, which no text has. With it no word is the beginning of another, and
# Pagefind's plain search, the only one that names every place of a word, finds that word alone.
END = "\ua000"

_WORD = rf"(?:(?![{ALONE}])[^\W\d_])+|\d+"
_MARK = rf"(?:[{ALONE}]|[^\w\s]|_)"
_RUN = re.compile(rf"(?P<word>{_WORD})|(?:{_MARK}\s*)+")
_ONE = re.compile(_MARK)
LETTERS = re.compile(rf"(?:(?![{ALONE}])[^\W\d_])+")


def normal(text: str) -> str:
    """Return a text as it is compared: folded, Simplified, in small letters.

    A straight quotation mark, with which Pagefind is asked for a phrase, becomes a typographic one.
    """
    return simplified(fold(text)).lower().replace('"', "“")


def words(line: str) -> list[str]:
    """Return the words of a line of normal text, in their order.

    A word of letters or a number is itself. Between them stand runs of Chinese characters and
    marks: each two neighbours are a word; where a run touches a word or a number, its edge is one
    too. A query that stands in a line has words that stand in the line's words, one after another.
    """
    found: list[str] = []
    last = len(line.rstrip())
    for match in _RUN.finditer(line):
        if match["word"]:
            found.append(END + match[0] + END)
            continue
        run = "".join(match[0].split())
        left, right = bool(found), match.end() < last
        if len(run) == 1:
            found += [run + END] if left or right else ()
            continue
        if left:
            found.append(run[0] + END)
        found += map("".join, zip(run, run[1:], strict=False))
        if right:
            found.append(run[-1] + END)
    return found


def single(lines: list[str]) -> list[str]:
    """Return each character, mark and word of letters of normal lines once, in order.

    These answer a query of one character, and one of a word that stands there in another form:
    letters are given as they are, for Pagefind to take their stem.
    """
    marks: set[str] = set()
    letters: set[str] = set()
    for line in lines:
        marks.update(line)
        letters.update(LETTERS.findall(line))
    return [*sorted(c + END for c in marks if _ONE.fullmatch(c)), *sorted(letters)]
