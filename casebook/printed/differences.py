"""What differs between the words that were printed and those of today."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from casebook.printed.pieces import TEXT, Piece

_LISTS = frozenset({*TEXT, "figure", "honours", "selected", "mark", "caption", "photo"})
_ALIKE = 0.4  # a paragraph that shares less with another is not the same one, corrected
_MOST_PAIRS = 400  # of paragraphs compared with each other; more are taken in order
_WORD = re.compile(r"[A-Za-z0-9]+(?:[.,:/%’'-][A-Za-z0-9]+)*%?|.", re.DOTALL)
_STOP = re.compile(r"[，。；：！？、,;:!?]")
_AROUND = 6  # characters of context on each side
_NEAR = 4  # characters: differences that stand closer are one
_LONGEST = 60  # characters of a row; a longer text is cut in its middle
_REWRITTEN = 0.5  # below this likeness a text is shown as a whole


@dataclass(frozen=True, slots=True)
class Difference:
    """A piece before and after; None where it was not printed, or is there no longer."""

    before: Piece | None
    after: Piece | None

    @property
    def piece(self) -> Piece:
        """The piece by which the difference is named: as it was printed, if it was."""
        found = self.before or self.after
        assert found is not None
        return found


@dataclass(frozen=True, slots=True)
class Words:
    """A correction: what was printed (误) and what is right (正), cut to the differing words.

    `at` is where they differ in the printed piece.
    """

    wrong: str
    right: str
    at: int = 0


def differences(before: Sequence[Piece], after: Sequence[Piece]) -> tuple[Difference, ...]:
    """Return what differs, in the order of print.

    Facts are compared by name; paragraphs and lists are aligned, so that one more or one less
    does not make all that follow differ.
    """
    return tuple(_differences(before, after))


def _differences(before: Sequence[Piece], after: Sequence[Piece]) -> Iterator[Difference]:
    now = {piece.part: piece for piece in after if piece.kind not in _LISTS}
    then = {piece.part for piece in before}
    groups = list(dict.fromkeys(_group(piece) for piece in (*before, *after)))
    for group in groups:
        old = [piece for piece in before if _group(piece) == group]
        new = [piece for piece in after if _group(piece) == group]
        if group in _LISTS:
            yield from _aligned(old, new)
            continue
        for piece in old:
            other = now.get(piece.part)
            if other is None or other.text != piece.text:
                yield Difference(piece, other)
        yield from (Difference(None, piece) for piece in new if piece.part not in then)


def _group(piece: Piece) -> str:
    return "paragraph" if piece.kind in TEXT else piece.kind


def _aligned(old: Sequence[Piece], new: Sequence[Piece]) -> Iterator[Difference]:
    def key(piece: Piece) -> tuple[str, str]:
        return ("" if piece.kind in TEXT else piece.label, piece.text)

    matcher = SequenceMatcher(None, [*map(key, old)], [*map(key, new)], autojunk=False)
    for what, i, to_i, j, to_j in matcher.get_opcodes():
        if what != "equal":
            yield from _paired(old[i:to_i], new[j:to_j])


def _paired(old: Sequence[Piece], new: Sequence[Piece]) -> Iterator[Difference]:
    """Pair the pieces of a changed stretch: each with the next that is like it."""
    at = 0
    for piece in old:
        rest = range(at, len(new))
        if len(old) == len(new) or len(old) * len(new) > _MOST_PAIRS:
            found = at if at < len(new) else None
        else:
            found = next((n for n in rest if _alike(piece, new[n])), None)
        if found is None:
            yield Difference(piece, None)
            continue
        yield from (Difference(None, other) for other in new[at:found])
        yield Difference(piece, new[found])
        at = found + 1
    yield from (Difference(None, other) for other in new[at:])


def _alike(one: Piece, other: Piece) -> bool:
    return SequenceMatcher(None, one.text, other.text, autojunk=False).ratio() >= _ALIKE


def corrections(before: str, after: str) -> tuple[Words, ...]:
    """Cut a changed text to the words that differ, each with a little context.

    Numbers and Latin words are never cut; context ends at punctuation. A text that was rewritten,
    or is new or gone, is given as a whole, its middle left out where it is long.
    """
    if not before or not after:
        return (Words(_short(before), _short(after)),)
    one, other = _WORD.findall(before), _WORD.findall(after)
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.ratio() < _REWRITTEN:
        return (Words(_short(before), _short(after)),)
    return tuple(_in_context(one, other, span) for span in _spans(matcher.get_opcodes(), one))


_Span = tuple[int, int, int, int]


def _spans(codes: Sequence[tuple[str, int, int, int, int]], one: Sequence[str]) -> list[_Span]:
    """Join differences between which few characters are the same."""
    spans: list[_Span] = []
    for what, i, to_i, j, to_j in codes:
        if what == "equal":
            continue
        if spans and len("".join(one[spans[-1][1] : i])) < _NEAR:
            spans[-1] = (spans[-1][0], to_i, spans[-1][2], to_j)
        else:
            spans.append((i, to_i, j, to_j))
    return spans


def _in_context(one: Sequence[str], other: Sequence[str], span: _Span) -> Words:
    i, to_i, j, to_j = span
    left = _context(list(reversed(one[max(0, i - _AROUND) : i])))
    right = _context(one[to_i : to_i + _AROUND])
    start, end = i - left, to_i + right
    new_start, new_end = j - left, to_j + right
    return Words(
        _short("".join(one[start:end])),
        _short("".join(other[new_start:new_end])),
        len("".join(one[:i])),
    )


def _context(words: Sequence[str]) -> int:
    """Return how many words of context to keep: up to punctuation, but one at least."""
    for n, word in enumerate(words):
        if _STOP.fullmatch(word):
            return n or 1
    return len(words)


def _short(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    half = (_LONGEST - 2) // 2
    return f"{text[:half]}……{text[-half:]}"
