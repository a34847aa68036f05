"""The words of the cases of a printed edition, as they are kept beside its lock."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

from casebook.model.lock import PrintedEdition
from casebook.printed.pieces import Piece, printed_hash


def render_pieces(case: str, pieces: Sequence[Piece]) -> str:
    """Return the printed words of a case as JSON, a line for each piece: a diff can be read."""
    lines = (json.dumps(asdict(piece), ensure_ascii=False) for piece in pieces)
    return f'{{"case": {json.dumps(case)}, "pieces": [\n' + ",\n".join(lines) + "\n]}\n"


def read_pieces(printed: PrintedEdition, case: str) -> tuple[Piece, ...] | None:
    """Return the printed words of a case; None where they are missing or not those of the lock."""
    path = printed.text(case)
    if path is None:
        return None
    try:
        pieces = tuple(Piece(**given) for given in json.loads(path.read_bytes())["pieces"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return pieces if printed_hash(pieces) == printed.lock.cases[case].printed else None
