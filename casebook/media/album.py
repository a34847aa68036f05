"""What is known of a library's photos, kept from one run to the next by their content."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict
from functools import cache
from inspect import getfile
from pathlib import Path

import PIL

from casebook.console import Tell
from casebook.media import container, look, pixels
from casebook.media.look import Look, look_at
from casebook.media.original import State, digest_of, know, read_photo, state_of
from casebook.media.pixels import MOST_BYTES
from casebook.media.prepare import cores
from casebook.model.library import Case, Library
from casebook.model.media import Photo
from casebook.paths import Paths
from casebook.write import write_file

Seen = tuple[State, str]  # the state of a file, and the digest of what it held then


class Album:
    """Looks at each content once: a photo that has not changed is neither read nor decoded again.

    It is one file of the cache; without it, or where it cannot be written, everything is only
    slower.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._file = Paths.of(root).cache / "media" / "album.json"
        self._seen: dict[str, Seen] = {}
        self._looks: dict[str, Look] = {}
        self._asked: set[str] = set()
        self._changed = False
        with suppress(OSError, ValueError, TypeError, LookupError):
            self._load(json.loads(self._file.read_text("utf-8")))

    def _load(self, kept: Mapping[str, object]) -> None:
        if kept["recipe"] != _recipe():
            return
        looks, files = kept["looks"], kept["files"]
        assert isinstance(looks, dict) and isinstance(files, dict)
        self._looks = {digest: Look(**fields) for digest, fields in looks.items()}
        for name, (size, written, changed, digest) in files.items():
            self._seen[name] = ((size, written, changed), digest)

    def look(self, path: Path) -> Look:
        """Return what is to be said of a file inside the library; raises OSError."""
        name, state = path.relative_to(self._root).as_posix(), state_of(path)
        seen = self._seen.get(name)
        if seen is None or seen[0] != state or seen[1] not in self._looks:
            raw = _read(path)
            seen = (state, digest_of(raw))
            if seen[1] not in self._looks:
                self._looks[seen[1]] = look_at(raw)
            self._seen[name] = seen
            self._changed = True
        self._asked.add(name)
        found = self._looks[seen[1]]
        if found.width:
            know(path, state, seen[1], (found.width, found.height))
        return found

    def digest(self, path: Path) -> str:
        """Return the digest of a file that was looked at."""
        return self._seen[path.relative_to(self._root).as_posix()][1]

    def save(self) -> None:
        """Keep what is known of the files that were asked for, where the disk lets it."""
        gone = self._seen.keys() - self._asked
        if not self._changed and not gone:
            return
        self._seen = {name: self._seen[name] for name in sorted(self._asked)}
        digests = {digest for _, digest in self._seen.values()}
        self._looks = {digest: self._looks[digest] for digest in sorted(digests)}
        kept = {
            "recipe": _recipe(),
            "files": {name: [*state, digest] for name, (state, digest) in self._seen.items()},
            "looks": {digest: asdict(found) for digest, found in self._looks.items()},
        }
        with suppress(OSError):
            write_file(self._file, json.dumps(kept, separators=(",", ":")))
        self._changed = False


@cache
def album_of(root: Path) -> Album:
    """Return the album of a library."""
    return Album(root)


@cache
def _recipe() -> str:
    """Identify what looks at photos: a look by other means is another look."""
    code = b"".join(Path(getfile(module)).read_bytes() for module in (container, look, pixels))
    return f"{PIL.__version__} {digest_of(code)}"


def _read(path: Path) -> bytes:
    """Read a file, of one that is too large only what shows that it is."""
    with path.open("rb") as opened:
        return opened.read(MOST_BYTES + 1)


def look_at_photos(library: Library, tell: Tell) -> None:
    """Look at every photo of a library that was not looked at before, on all cores."""
    album = album_of(library.root)
    paths = [o.path for case, photo in _photos(library) if (o := read_photo(case, photo.file))]

    def one(path: Path) -> None:
        with suppress(OSError):  # a rule names the file
            album.look(path)

    with ThreadPoolExecutor(cores()) as pool:
        for done, _ in enumerate(pool.map(one, paths), 1):
            tell(done, len(paths))
    album.save()


def _photos(library: Library) -> Iterable[tuple[Case, Photo]]:
    return ((case, photo) for case in library.cases for photo in case.data.photos)


def looks_of(library: Library, case: Case) -> Iterable[tuple[int, Photo, Path, Look]]:
    """Yield the photos of a case that are there and can be read, by their number, with their look.

    Where one is not, `photo-files` says so.
    """
    album = album_of(library.root)
    for number, photo in enumerate(case.data.photos):
        original = read_photo(case, photo.file)
        if original is None:
            continue
        with suppress(OSError):
            yield number, photo, original.path, album.look(original.path)
