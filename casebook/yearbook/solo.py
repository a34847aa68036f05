"""One case set by itself with the book's templates: offprints, proofs."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import typst

from casebook.media import print_derivative, read_photo, screen_derivative
from casebook.model.library import Case
from casebook.yearbook.cases import PhotoFile
from casebook.yearbook.compile import STANDARDS, SetError, fonts_of, without_folder
from casebook.yearbook.nodes import Plain

_PREFIX = ".solo-"


class ScreenPhotos:
    """The photos of the case that is being set, scaled for reading on a screen.

    A photo has the proportions of the book's own, to the pixel: the lines below it stand alike.
    """

    def __init__(self, cache: Path) -> None:
        self._cache = cache
        self._files: dict[str, Path] = {}

    def of(self, case: Case, file: str) -> PhotoFile | None:
        """Return the name and size under which Typst finds a photo; None where there is none."""
        original = read_photo(case, file)
        if original is None:
            return None
        made, placed = (
            screen_derivative(original, self._cache),
            print_derivative(original, self._cache),
        )
        self._files[made.file.name] = made.file
        return PhotoFile(f"photos/{made.file.name}", placed.width, placed.height)

    def taken(self) -> dict[str, Path]:
        """Return the files that were asked for since this was last called, by their names."""
        files, self._files = self._files, {}
        return files


class Solo:
    """Sets case after case with one template and one compiler, which remembers what they share.

    `work` is a fresh folder: nothing else is under Typst's root.
    """

    def __init__(self, templates: Path, template: str, work: Path) -> None:
        for path in templates.glob("*.typ"):
            shutil.copyfile(path, work / path.name)
        (work / "photos").mkdir()
        self._work = work
        self._compiler = typst.Compiler(
            work / template, root=work, font_paths=fonts_of(templates / "fonts")
        )

    def pdf(self, data: Plain, photos: Mapping[str, Path], day: date) -> bytes:
        """Set a tagged PDF for the screen, which bears a date.

        `photos` are the files that `data` names `photos/<name>`. Raises SetError for errors and
        for warnings.
        """
        for name, path in photos.items():
            shutil.copyfile(path, self._work / "photos" / name)
        stamp = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
        text = json.dumps(data, ensure_ascii=False, sort_keys=True)
        try:
            made, warnings = self._compiler.compile_with_warnings(
                sys_inputs={"data": text},
                format="pdf",
                pdf_standards=list(STANDARDS["screen"]),
                timestamp=stamp,
            )
        except typst.TypstError as error:
            raise SetError(self._said(error.diagnostic or str(error))) from error
        finally:
            for name in photos:
                (self._work / "photos" / name).unlink()
        if warnings or not isinstance(made, bytes):
            raise SetError("\n".join(self._said(w.diagnostic or str(w)) for w in warnings))
        return made

    def _said(self, text: str) -> str:
        return without_folder(text, self._work)


@contextmanager
def solo(templates: Path, template: str, cache: Path) -> Iterator[Solo]:
    """Open a setter of a template of the book; its folder goes with it.

    What a killed run left in `cache` goes too.
    """
    cache.mkdir(parents=True, exist_ok=True)
    for left in cache.glob(f"{_PREFIX}*"):
        shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(dir=cache, prefix=_PREFIX) as work:
        yield Solo(templates, template, Path(work))
