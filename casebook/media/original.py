"""A photo of a case folder: found, named, identified by its content, never written to."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from casebook.inside import plain_inside
from casebook.media.pixels import FAULTS, opened, upright_size
from casebook.model.library import Case
from casebook.problem import Place, Problem, ProblemsError, Said

State = tuple[int, int, int]  # bytes, time of the content, time of any change (ns)
Size = tuple[int, int]  # px, upright

BROKEN = "photo-broken"


class PhotoError(ProblemsError):
    """A photo that cannot be decoded, as a problem for its editor."""

    def __init__(self, file: str, reason: str) -> None:
        problem = Problem(
            Place(file),
            BROKEN,
            Said("这张照片打不开，文件不完整或已损坏", "the photo cannot be opened: it is damaged"),
            Said(
                "请向提供者要原图，重新放进案例文件夹。",
                "Ask its giver for the original and put it into the case folder again.",
            ),
            value=reason,
        )
        super().__init__([problem])


def state_of(path: Path) -> State:
    """Return what tells that a file has changed without reading it; raises OSError."""
    stat = path.stat()
    return stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns


def digest_of(raw: bytes) -> str:
    """Identify a content; 24 hexadecimal digits."""
    return hashlib.sha256(raw).hexdigest()[:24]


# Of files read before, by this process or (`album`) by another: reading a library's photos again
# to find out that none has changed would be most of a build's work.
_known: dict[Path, tuple[State, str, Size]] = {}


def know(path: Path, state: State, digest: str, size: Size) -> None:
    """Remember what a file in a state holds."""
    _known[path] = (state, digest, size)


@dataclass(frozen=True)
class Original:
    """A photo, read when it is needed; `name` is what a message calls it."""

    name: str
    path: Path

    @cached_property
    def _identity(self) -> tuple[str, Size | None, str]:
        """Return digest and size, or, of what is no photo, the digest and the reason."""
        state = state_of(self.path)
        known = _known.get(self.path)
        if known and known[0] == state:
            return known[1], known[2], ""
        raw = self.path.read_bytes()
        digest = digest_of(raw)
        try:
            with opened(raw) as image:
                size = upright_size(image)
        except FAULTS as error:
            return digest, None, str(error)
        know(self.path, state, digest, size)
        return digest, size, ""

    @property
    def digest(self) -> str:
        """Identify the content."""
        return self._identity[0]

    @property
    def size(self) -> Size:
        """Width and height of the upright picture, px; raises PhotoError where it is no photo."""
        _, size, reason = self._identity
        if size is None:
            raise PhotoError(self.name, reason)
        return size

    def read(self) -> bytes:
        """Return the content that `digest` tells of.

        Raises ProblemsError where another one has taken its place meanwhile: it would be kept
        under the wrong name for ever.
        """
        raw = self.path.read_bytes()
        if digest_of(raw) != self.digest:
            raise ProblemsError([_changed(self.name)])
        return raw


def _changed(file: str) -> Problem:
    return Problem(
        Place(file),
        "photo-changed",
        Said("这张照片在处理时被改动了", "the photo was changed while it was being read"),
        Said("请等文件存好，再运行一次。", "Wait until it is saved, then run the command again."),
    )


def read_photo(case: Case, file: str) -> Original | None:
    """Find a photo of a case; None where there is none, or where a link or `..` leads outside."""
    path = plain_inside(case.folder, file)
    if path is None:
        return None
    return Original(f"cases/{case.id}/{file}", path)
