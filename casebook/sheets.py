"""Small Typst sheets by the hundred: set once, and kept until what they are set from changes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property, lru_cache
from importlib.metadata import version
from inspect import getfile
from pathlib import Path
from typing import Any

import typst

from casebook import cover, qr
from casebook.broken_theme import MISSING, ThemeError
from casebook.problem import RefusalError, Said
from casebook.tokens import Tokens
from casebook.write import write_file
from casebook.yearbook import drawing
from casebook.yearbook.compile import Standard, fonts_of
from casebook.yearbook.drawing import WINDOW, look_data

_PROGRAMS = ("typst", "pillow", "segno")
_CODE = tuple(Path(getfile(module)) for module in (cover, drawing, qr))

Order = Mapping[str, Any]  # all that one sheet depends on, as JSON can say it


class SheetError(RefusalError):
    """A sheet could not be set, or was set with a warning; says what Typst said."""

    def __init__(self, template: str, reason: str) -> None:
        super().__init__(
            Said(
                f"{template} 没有排成。Typst：\n{reason}",
                f"{template} was not set. Typst:\n{reason}",
            )
        )


@dataclass(frozen=True)
class Setter:
    """Sets one template of `theme/yearbook` from data; `folder` is where the templates are."""

    folder: Path
    template: str
    tokens: Tokens

    @property
    def fonts(self) -> Path:
        """The folder of the fonts, and of no other."""
        return self.folder / "fonts"

    @cached_property
    def _compiler(self) -> typst.Compiler:
        path = self.folder / self.template
        if not path.is_file():
            raise ThemeError(f"theme/yearbook/{self.template}", MISSING)
        return typst.Compiler(path, root=self.folder, font_paths=fonts_of(self.fonts))

    @cached_property
    def _look(self) -> dict[str, Any]:
        return {"look": look_data(self.tokens), "window": WINDOW}

    def pngs(self, data: Order) -> list[bytes]:
        """Draw every page, a point being a pixel; raises SheetError."""
        made = self._set(data, format="png", ppi=72)
        return made if isinstance(made, list) else [made]

    def pdf(self, data: Order, day: date, standard: Standard) -> bytes:
        """Set a PDF that bears a date; raises SheetError."""
        stamp = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
        made = self._set(data, format="pdf", pdf_standards=[standard], timestamp=stamp)
        assert isinstance(made, bytes)
        return made

    def _set(self, data: Order, **how: Any) -> bytes | list[bytes]:
        text = json.dumps({**self._look, **data}, ensure_ascii=False)
        try:
            made, warnings = self._compiler.compile_with_warnings(sys_inputs={"data": text}, **how)
        except typst.TypstError as error:
            raise SheetError(self.template, error.diagnostic or str(error)) from error
        if warnings or made is None:
            said = "\n".join(w.diagnostic or str(w) for w in warnings)
            raise SheetError(self.template, said)
        return made

    def recipe(self, code: Path) -> str:
        """Hash what all sheets of the template depend on besides their orders.

        That is `code`, what all sheets draw with, templates, fonts, the look, and the programs.
        """
        digest = hashlib.sha256(" ".join(map(version, _PROGRAMS)).encode())
        digest.update(json.dumps(self._look, sort_keys=True).encode())
        templates = sorted([*self.folder.glob("*.typ"), *self.fonts.glob("*.[to]tf")])
        for path in (code, Path(__file__), *_CODE, *templates):
            stat = path.stat()
            digest.update(
                f"\n{path.name} {content_of(path, stat.st_size, stat.st_mtime_ns)}".encode()
            )
        return digest.hexdigest()


@lru_cache(maxsize=2048)
def content_of(path: Path, size: int, time: int) -> str:
    """Hash a file, read again only when its size or time has changed."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def kept(
    home: Path,
    suffix: str,
    recipe: str,
    orders: Mapping[str, Order],
    make: Callable[[Sequence[Order]], Iterable[bytes]],
    batch: int,
) -> dict[str, Path]:
    """Return the file of each order by its path; make those that are not there, some at a time.

    A file is named after its order and the recipe, so it is never out of date; what no order
    asks for any more is removed from `home`.
    """
    home.mkdir(parents=True, exist_ok=True)
    files = {path: home / f"{_key(recipe, order)}{suffix}" for path, order in orders.items()}
    there = {path.name for path in home.iterdir()}
    missing = {files[p]: orders[p] for p in orders if files[p].name not in there}
    waiting = list(missing.items())
    for start in range(0, len(waiting), batch):
        some = waiting[start : start + batch]
        for (file, _), content in zip(some, make([order for _, order in some]), strict=True):
            write_file(file, content)
    for name in there - {file.name for file in files.values()}:
        (home / name).unlink()
    return files


def _key(recipe: str, order: Order) -> str:
    text = json.dumps(order, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(f"{recipe}\n{text}".encode()).hexdigest()[:32]
