"""Finished files stay in the cache: what did not change is not finished again."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from pathlib import Path

from casebook.press.finish import Order, finish
from casebook.press.photos import Pictures, Printed
from casebook.yearbook import placements, proxies

_CODE = (
    *sorted(Path(__file__).parent.glob("*.py")),
    Path(placements.__file__),
    Path(proxies.__file__),
)


@dataclass(frozen=True)
class Finisher:
    """Finishes the files of an edition; `home` keeps them, each under a key of all it is made of.

    A photo is known by its file in the cache, which is named after its content and the profile.
    """

    home: Path
    _used: set[Path] = field(default_factory=set)

    def finish(self, made: Path, order: Order, printed: Mapping[str, Printed], out: Path) -> None:
        """Write a press file, or copy it where it was finished before."""
        kept = self.home / f"{_key(made, order, printed)}.pdf"
        if not kept.is_file():
            self.home.mkdir(parents=True, exist_ok=True)
            part = kept.with_suffix(".part")
            finish(made, order, Pictures(printed), part)
            part.replace(kept)
        self._used.add(kept)
        shutil.copyfile(kept, out)

    def forget(self) -> None:
        """Remove what this edition does not use any more, and what a killed run left half made."""
        for path in self.home.iterdir() if self.home.is_dir() else ():
            if path not in self._used:
                path.unlink()


def _key(made: Path, order: Order, printed: Mapping[str, Printed]) -> str:
    # the profile and the font by their content, wherever they are
    said = replace(order, profile=replace(order.profile, raw=b""), font=Path(order.font.name))
    digest = hashlib.sha256(f"{version('pikepdf')} {version('fonttools')}\n{said}".encode())
    digest.update(order.profile.raw)
    for path in (*_CODE, order.font, made):
        digest.update(f"\n{path.name if path != made else 'made'} ".encode())
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    for key, photo in sorted(printed.items()):
        digest.update(f"\n{key} {photo.file.name} {photo.name}".encode())
    return digest.hexdigest()[:32]
