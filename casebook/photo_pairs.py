"""Photos of one place before and after what was done there (002-M3): both are shown together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from casebook.model.media import Photo

Shown = tuple[str, ...]  # the files of a photo, or of a pair: before, after


def pairs_of(photos: Iterable[Photo]) -> dict[str, Shown]:
    """Return the pair that each photo of one belongs to; what is paired wrongly stands alone."""
    photos = tuple(photos)
    listed = {photo.file: photo for photo in photos}
    pairs: dict[str, Shown] = {}
    for photo in photos:
        before = listed.get(photo.before or "")
        if before is None or before is photo or before.before or before.file in pairs:
            continue
        pairs[before.file] = pairs[photo.file] = (before.file, photo.file)
    return pairs


def together(files: Iterable[str], pairs: Mapping[str, Shown]) -> dict[str, Shown]:
    """Return what is shown in the place of each photo of a page, in their order.

    A pair stands where the first of both does; where the other does stands nothing.
    """
    places: dict[str, Shown] = {}
    placed: set[Shown] = set()
    for file in files:
        shown = pairs.get(file, (file,))
        places.setdefault(file, () if shown in placed else shown)
        placed.add(shown)
    return places


def left_over(photos: Sequence[Photo], shown: Mapping[str, Shown]) -> list[Shown]:
    """Return the photos and pairs, in the case's order, that a text does not show."""
    done = {file for files in shown.values() for file in files}
    rest = together((photo.file for photo in photos if photo.file not in done), pairs_of(photos))
    return [files for files in rest.values() if files]
