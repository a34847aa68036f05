"""SHA-256 of files, remembered by size, times and inode: what did not change is not read again."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass, field
from pathlib import Path

from casebook.write import write_file

_State = list[int]


@dataclass
class Digests:
    """The digests of files, kept in `note`; `base` is a library's root.

    A file is known by its path from `base`, so that a library that was moved still knows what was
    in its files. The time of the last change of state (ctime) tells of a change that put size and
    time back.
    """

    base: Path
    note: Path
    _known: dict[str, tuple[_State, str]] = field(default_factory=dict)
    _asked: set[str] = field(default_factory=set)
    is_spoiled: bool = False  # the note is there and cannot be read: nothing is known

    def __post_init__(self) -> None:
        try:
            found = json.loads(self.note.read_text(encoding="utf-8"))
            self._known = {str(k): ([int(n) for n in s], str(d)) for k, (s, d) in found.items()}
        except FileNotFoundError:
            self._known = {}
        except (OSError, ValueError, TypeError, AttributeError):
            self._known, self.is_spoiled = {}, True

    def of(self, path: Path) -> str:
        """Return the digest of a file, in hex; raises OSError where it cannot be read."""
        name, state = self._name(path), _state(path.stat())
        self._asked.add(name)
        known = self._known.get(name)
        if known is None or known[0] != state:
            with path.open("rb") as file:
                self._known[name] = (state, hashlib.file_digest(file, "sha256").hexdigest())
        return self._known[name][1]

    def recorded(self, path: Path) -> str | None:
        """Return the digest that a file had when it was last asked for, whatever it is now."""
        known = self._known.get(self._name(path))
        return known[1] if known else None

    def is_new(self, path: Path) -> bool:
        """Whether a file has never been seen in its present state."""
        known = self._known.get(self._name(path))
        return known is None or known[0] != _state(path.stat())

    def forget(self, path: Path) -> None:
        """Know nothing of a file any more: what comes in its place is another one."""
        self._known.pop(self._name(path), None)
        self._asked.discard(self._name(path))

    def save(self) -> None:
        """Keep the digests that were asked for; what nobody asks for any more is forgotten."""
        kept = {name: self._known[name] for name in sorted(self._asked)}
        write_file(self.note, json.dumps(kept, separators=(",", ":")))

    def _name(self, path: Path) -> str:
        text, base = str(path), f"{self.base}{os.sep}"
        return text[len(base) :] if text.startswith(base) else text


def _state(stat: os.stat_result) -> _State:
    return [stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino]
