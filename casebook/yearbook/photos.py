"""The photos that a book prints: Typst gets proxies, the screen edition its pixels afterwards."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from pikepdf import Pdf

from casebook.media import Original, read_photo, screen_derivative
from casebook.model.library import Case
from casebook.yearbook.pictures import PhotoFile
from casebook.yearbook.placements import Placement, placements
from casebook.yearbook.proxies import Picture, proxy, saved, swap

SCREEN_RESOLUTION = 160  # pixels an inch of a photo as placed
_NAME = re.compile(r'"photos/([0-9a-f]{24})\.jpg"')


@dataclass(frozen=True)
class Photos:
    """Finds photos again by the key of their proxies, which is the digest of their content.

    Of a library's thousand photos none is kept in memory.
    """

    cache: Path
    found: dict[str, tuple[Case, str, int, int]] = field(default_factory=dict)

    def of(self, case: Case, file: str) -> PhotoFile | None:
        """Return the name of a photo's proxy and the photo's size, or None; raises PhotoError."""
        original = read_photo(case, file)
        if original is None:
            return None
        width, height = original.size
        self.found[original.digest] = (case, file, width, height)
        return PhotoFile(f"photos/{original.digest}.jpg", width, height)

    def original(self, key: str) -> Original:
        """Read the photo that a proxy stands for; raises KeyError where there is none."""
        case, file, _, _ = self.found[key]
        original = read_photo(case, file)
        if original is None or original.digest != key:
            raise KeyError(key)  # taken away or changed while the book was being set
        return original

    def write_proxies(self, data: str, folder: Path) -> None:
        """Write the proxies that data (JSON) names where Typst finds them."""
        (folder / "photos").mkdir(exist_ok=True)
        for key in sorted(set(_NAME.findall(data)) & self.found.keys()):
            _, _, width, height = self.found[key]
            (folder / "photos" / f"{key}.jpg").write_bytes(proxy(width, height, key))

    def for_screen(self, content: bytes) -> bytes:
        """Put photos in sRGB, as sharp as a screen needs them, in the place of the proxies."""
        with Pdf.open(BytesIO(content)) as pdf:
            places = placements(pdf)
            if not places:
                return content
            swap(pdf, {key: self._for_screen(key, where) for key, where in places.items()})
            return saved(pdf)

    def _for_screen(self, key: str, places: list[Placement]) -> Picture:
        longest = max(max(place.width, place.height) for place in places)  # mm
        pixels = round(longest / 25.4 * SCREEN_RESOLUTION)
        made = screen_derivative(self.original(key), self.cache, pixels)
        return Picture(made.file.read_bytes(), made.width, made.height)
