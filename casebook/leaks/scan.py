"""Search everything that is about to be published, and tell what was found."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from casebook.leaks.kept import Kept
from casebook.leaks.read import says_more, unpacked
from casebook.leaks.report import problems_of
from casebook.leaks.search import UNREADABLE, Leak, leaks_in, leaks_in_name
from casebook.model.library import Library
from casebook.private import Known, load_private
from casebook.problem import ProblemsError


def refuse_leaks(
    made: Mapping[str, bytes | Path], out: Path, library: Library, cache: Path
) -> None:
    """Raise ProblemsError where files that are about to go to `out` hold personal data.

    Their names count from `out`. Faults of `private/` itself are for the check to tell.
    REQUIREMENTS P-01, P-02, 附3-10 to 附3-13, 附4-02, 附4-03.
    """
    known = Known(load_private(library.root)[0], library.root)
    if leaks := find_leaks(made, library, known, cache):
        raise ProblemsError(problems_of(leaks, out, library, known))


def find_leaks(
    made: Mapping[str, bytes | Path], library: Library, known: Known, cache: Path
) -> list[Leak]:
    """Return what files hold of people; one that was found clean before is not read again."""
    public = library.known_contacts
    kept = Kept(cache, known, public)
    seen = set()
    found: list[Leak] = []
    for name in sorted(made):
        found += leaks_in_name(name, known, public)
        content = made[name]
        data = content if isinstance(content, bytes) else content.read_bytes()
        digest = kept.digest(name, data)
        seen.add(digest)
        if kept.is_clean(digest):
            continue
        if _is_clean_packed(name, data, kept):
            kept.keep(digest)
        elif leaks := leaks_in(name, data, known, public):
            found += leaks
        else:
            kept.keep(digest)
    kept.save(seen)
    return found


def _is_clean_packed(name: str, data: bytes, kept: Kept) -> bool:
    """Whether a file is the compressed form of one that was found clean."""
    try:
        inner = unpacked(name, data)
    except UNREADABLE:
        return False
    return inner is not None and not says_more(data) and kept.is_clean(kept.digest(*inner))
