"""Which files have been searched and found clean; such a file is not read again."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from importlib.metadata import version
from pathlib import Path, PurePosixPath

import casebook
from casebook.private import Known
from casebook.write import write_file

_SIZE = 20  # bytes of a digest
_MOST = 200_000  # files that are remembered
_CODE = ("leaks/*.py", "personal/*.py", "private/*.py", "search/script.py", "data/traditional.txt")
_READERS = ("pikepdf", "pypdfium2", "brotli")


class Kept:
    """The digests of clean files, for one state of the rules and of what they look for.

    The file's name is a digest of the program's rules, the public contacts and, under a key that
    lies in `private/`, of its values; the file itself holds digests of published files alone.
    """

    def __init__(self, cache: Path, known: Known, public: Collection[str]) -> None:
        self._folder = cache / "leaks"
        self._path = self._folder / _state(known, public)
        try:
            kept = self._path.read_bytes()
        except FileNotFoundError:
            kept = b""
        self._clean = {kept[at : at + _SIZE] for at in range(0, len(kept), _SIZE)}
        self._before = len(self._clean)

    def digest(self, name: str, data: bytes) -> bytes:
        """Return what stands for a file: its content, and the ending that says how it is read."""
        path = PurePosixPath(name)
        ending = "".join(path.suffixes[-2:] if path.suffix in (".gz", ".br") else path.suffix)
        hashed = hashlib.sha256(f"{ending}\0".encode())
        hashed.update(data)  # a video is not copied for it
        return hashed.digest()[:_SIZE]

    def is_clean(self, digest: bytes) -> bool:
        """Whether a file has been searched before and nothing was found."""
        return digest in self._clean

    def keep(self, digest: bytes) -> None:
        """Remember that nothing was found in a file."""
        self._clean.add(digest)

    def save(self, seen: Collection[bytes]) -> None:
        """Write what is remembered; of too many files, those that were seen now."""
        if len(self._clean) == self._before:
            return
        clean = self._clean if len(self._clean) <= _MOST else self._clean & set(seen)
        write_file(self._path, b"".join(sorted(clean)))
        for other in self._folder.iterdir():
            if other != self._path:
                other.unlink(missing_ok=True)


def _state(known: Known, public: Collection[str]) -> str:
    package = Path(casebook.__file__).parent
    rules = [path.read_bytes() for pattern in _CODE for path in sorted(package.glob(pattern))]
    versions = [f"{name} {version(name)}" for name in _READERS]
    said = "\0".join([*versions, *sorted(public), known.digest()])
    return hashlib.sha256(b"\0".join([*rules, said.encode()])).hexdigest()[:32]
