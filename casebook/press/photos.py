"""The photos of a volume, separated at the resolution of their largest place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from math import ceil
from pathlib import Path

from PIL import Image

from casebook.media import Original, read_photo
from casebook.media.prepare import cores
from casebook.model.library import Case
from casebook.press.inks import Inks, measure_inks
from casebook.press.separation import Press
from casebook.yearbook.placements import Placement
from casebook.yearbook.proxies import Picture, picture

_INCH = 25.4  # mm


@dataclass(frozen=True, slots=True)
class Printed:
    """A photo as it is printed: `name` is what a message calls it, `resolution` in pixels an inch.

    The resolution is that of its largest place.
    """

    name: str
    file: Path
    resolution: float
    inks: Inks


class Originals:
    """Finds a photo by the key that its proxy bears; each file is read again when it is needed."""

    def __init__(self, cases: Iterable[Case]) -> None:
        self._where: dict[str, tuple[Case, str]] = {}
        for case in cases:
            for photo in case.data.photos:
                if (original := read_photo(case, photo.file)) is not None:
                    self._where.setdefault(original.digest, (case, photo.file))

    def __getitem__(self, key: str) -> Original:
        found = read_photo(*self._where[key])
        if found is None:
            raise FileNotFoundError(self._where[key][1])
        return found


class Pictures(Mapping[str, Picture]):
    """Reads a separated photo from the cache when it is put into the file, not before."""

    def __init__(self, printed: Mapping[str, Printed]) -> None:
        self._printed = printed

    def __getitem__(self, key: str) -> Picture:
        printed = self._printed[key]
        return picture(printed.file.read_bytes(), printed.name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._printed)

    def __len__(self) -> int:
        return len(self._printed)


def separate(
    placed: Mapping[str, list[Placement]],
    originals: Originals,
    press: Press,
    resolution: int,
    limit: float,
) -> dict[str, Printed]:
    """Separate every photo that is placed, by its key; `resolution` in pixels an inch.

    Raises PhotoError for a photo that cannot be decoded.
    """

    def one(key: str) -> tuple[str, Printed]:
        width = max(place.width for place in placed[key])
        original = originals[key]
        file = press.separated(original, ceil(width / _INCH * resolution))
        with Image.open(file, formats=("JPEG",)) as image:
            found = image.width / width * _INCH
        return key, Printed(original.name, file, found, measure_inks(file, limit))

    with ThreadPoolExecutor(cores()) as pool:
        return dict(pool.map(one, placed))
