"""One volume: set, finished for its medium, and kept under a key of all that it depends on."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from dataclasses import asdict, dataclass
from datetime import date
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType

from casebook.newest import newest_first, use
from casebook.yearbook import compile as compiling
from casebook.yearbook.compile import STANDARDS, compile_book
from casebook.yearbook.drawing import Medium
from casebook.yearbook.nodes import Plain
from casebook.yearbook.photos import Photos

_CODE = (
    Path(__file__),
    Path(__file__).with_name("photos.py"),
    Path(__file__).with_name("placements.py"),
    Path(__file__).with_name("proxies.py"),
    Path(compiling.__file__),
)


@dataclass(frozen=True, slots=True)
class SetVolume:
    """A volume in the cache: its PDF, pages of the file and of the bound text, and page map.

    A place is a printed page and a page of the PDF.
    """

    pdf: Path
    count: int
    text: int
    cases: MappingProxyType[str, tuple[int, int]]
    ends: MappingProxyType[str, tuple[int, int]]
    chapters: MappingProxyType[str, tuple[int, int]]


@dataclass(frozen=True)
class Workshop:
    """Where volumes of an edition are set: `home` keeps those that were, each under its key.

    In the press medium a volume keeps the proxies of its photos: the press edition's own colours
    and resolution are put in when it is finished.
    """

    home: Path
    templates: Path
    photos: Photos
    medium: Medium
    day: date

    @cached_property
    def _standing(self) -> str:
        """Hash what all volumes depend on: templates, fonts, Typst, and the code that calls it."""
        versions = (f"{name} {version(name)}" for name in ("typst", "pillow", "pikepdf"))
        digest = hashlib.sha256("\n".join(versions).encode())
        for path in _CODE:
            digest.update(path.read_bytes())
        files = (*self.templates.glob("*.typ"), *self.templates.glob("fonts/*.[to]tf"))
        for path in sorted(files):
            content = hashlib.sha256(path.read_bytes()).hexdigest()
            digest.update(f"\n{path.relative_to(self.templates).as_posix()} {content}".encode())
        return digest.hexdigest()

    def key(self, data: str) -> str:
        """Name what is made of data: photos stand in it by their content."""
        said = f"{self._standing}\n{self.medium} {self.day}\n{data}"
        return hashlib.sha256(said.encode()).hexdigest()[:32]

    def volume(self, data: Plain) -> SetVolume:
        """Set a volume or find it set; raises SetError and PhotoError."""
        text = json.dumps(data, ensure_ascii=False, sort_keys=True)
        done = self.home / self.key(text)
        if not done.is_dir():
            self._make(text, done)
        use(done, self._kept())  # also where it was found again
        found = json.loads((done / "pages.json").read_text(encoding="utf-8"))
        maps = {
            kind: MappingProxyType({key: (at[0], at[1]) for key, at in found[kind].items()})
            for kind in ("cases", "ends", "chapters")
        }
        return SetVolume(done / "book.pdf", found["count"], found["text"], **maps)

    def _make(self, text: str, done: Path) -> None:
        self.home.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(dir=self.home, prefix=".work-"))
        try:
            self._lay_out(work, text)
            sheets = compile_book(work, self.templates / "fonts", self.day, STANDARDS[self.medium])
            finished = sheets.pdf
            if self.medium == "screen":
                finished = self.photos.for_screen(finished)
            made = work / "made"
            made.mkdir()
            (made / "book.pdf").write_bytes(finished)
            pages = {key: value for key, value in asdict(sheets).items() if key != "pdf"}
            said = json.dumps(pages, ensure_ascii=False, sort_keys=True) + "\n"
            (made / "pages.json").write_text(said, encoding="utf-8")
            try:
                made.rename(done)
            except OSError:  # another run has set the same volume meanwhile
                if not done.is_dir():
                    raise
        finally:
            shutil.rmtree(work)

    def _lay_out(self, work: Path, text: str) -> None:
        """Copy what Typst may read into a fresh folder: nothing else is under its root."""
        for path in self.templates.glob("*.typ"):
            shutil.copyfile(path, work / path.name)
        self.photos.write_proxies(text, work)
        (work / "book.json").write_text(text, encoding="utf-8")

    def forget(self, keep: int) -> None:
        """Remove volumes of former states but the newest, and what a killed run left half made."""
        for left in self.home.glob(".work-*"):
            shutil.rmtree(left, ignore_errors=True)
        for old in newest_first(self._kept())[keep:]:
            shutil.rmtree(old, ignore_errors=True)

    def _kept(self) -> list[Path]:
        return [path for path in self.home.iterdir() if not path.name.startswith(".")]
