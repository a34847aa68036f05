"""Whether a list of the library could not be read: all it names would seem to be missing."""

from __future__ import annotations

from collections.abc import Sized

from casebook.load import REVIEW
from casebook.model.library import Library


def is_unread(library: Library, file: str, items: Sized) -> bool:
    """Return whether a file is there whose entries are not: its problems stand in it."""
    document = library.documents.get(file)
    if document is None:
        return (library.root / file).exists()
    return not items and document.tree not in (None, [])


def is_unread_review(library: Library, case: str) -> bool:
    """Return whether a case has a review record that could not be read."""
    return case not in library.reviews and (library.root / "cases" / case / REVIEW).exists()
