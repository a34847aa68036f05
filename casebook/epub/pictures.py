"""The pictures of an EPUB: photos as readers' screens want them, and the cover."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

import pypdfium2

from casebook.media import read_photo, screen_derivative
from casebook.model.library import Case
from casebook.yearbook.made import Built
from casebook.yearbook.pictures import PhotoFile

COVER = "images/cover.jpg"
_PHOTO = 1200  # px, the longer side
_COVER_HEIGHT = 1600  # px


@dataclass(frozen=True)
class BookPictures:
    """Makes the photos that a book shows; of them only the places are kept in memory."""

    cache: Path
    found: dict[str, Path] = field(default_factory=dict)

    def of(self, case: Case, file: str) -> PhotoFile | None:
        """Return the name of a photo in the EPUB and its size; raises PhotoError."""
        original = read_photo(case, file)
        if original is None:
            return None
        made = screen_derivative(original, self.cache, _PHOTO)
        name = f"images/{original.digest}.jpg"
        self.found[name] = made.file
        return PhotoFile(name, made.width, made.height)

    def files(self) -> dict[str, bytes | Path]:
        """Return every photo by its name."""
        return dict(self.found)

    def cover(self, built: Built) -> dict[str, bytes | Path]:
        """Draw the first page of the book, which is its cover."""
        with pypdfium2.PdfDocument(built.volumes[0].pdf) as pdf:
            page = pdf[0]
            drawn = page.render(scale=_COVER_HEIGHT / page.get_height()).to_pil().convert("RGB")
        made = BytesIO()
        drawn.save(made, "jpeg", quality=88)
        return {COVER: made.getvalue()}
