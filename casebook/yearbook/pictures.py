"""Photos as Typst is given them: their files, and which of a case share a row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from casebook.model.library import Case

_UPRIGHT = 1.15  # width to height: below it a photo alone would fill half a page
_PANORAMA = 2.2  # above it a photo needs the whole width


@dataclass(frozen=True, slots=True)
class PhotoFile:
    """The name under which a photo is given to Typst, and its size; px."""

    name: str
    width: int
    height: int


PhotoOf = Callable[[Case, str], PhotoFile | None]


def rows_of(aspects: Sequence[float]) -> list[list[int]]:
    """Return the rows of photos, as indices in their order; `aspects` are width to height.

    Upright photos stand in twos, the last three of an odd number together; of wide ones the first
    stands alone and the others in twos; a panorama always stands alone. A single upright photo
    shares the row of a single wide one beside it.
    """
    rows: list[list[int]] = []
    for kind, found in groupby(range(len(aspects)), key=lambda i: _kind(aspects[i])):
        rows.extend(_SPLIT[kind](list(found)))
    return _paired(rows, aspects)


def _kind(aspect: float) -> str:
    return "upright" if aspect < _UPRIGHT else "panorama" if aspect > _PANORAMA else "wide"


def _uprights(run: list[int]) -> Iterator[list[int]]:
    pairs = (len(run) - 3) // 2 if len(run) % 2 and len(run) > 1 else len(run) // 2
    yield from (run[2 * n : 2 * n + 2] for n in range(pairs))
    if rest := run[2 * pairs :]:
        yield rest


def _wides(run: list[int]) -> Iterator[list[int]]:
    yield run[:1]
    if len(run) == 2:
        yield run[1:]
    else:
        yield from (run[n : n + 2] for n in range(1, len(run), 2))


def _panoramas(run: list[int]) -> Iterator[list[int]]:
    yield from ([photo] for photo in run)


_SPLIT: dict[str, Callable[[list[int]], Iterator[list[int]]]] = {
    "upright": _uprights,
    "wide": _wides,
    "panorama": _panoramas,
}


def _paired(rows: list[list[int]], aspects: Sequence[float]) -> list[list[int]]:
    made: list[list[int]] = []
    for row in rows:
        last = made[-1] if made else []
        kinds = {_kind(aspects[i]) for i in (*last, *row)}
        if len(last) == len(row) == 1 and kinds == {"upright", "wide"}:
            made[-1] = last + row
        else:
            made.append(row)
    return made
