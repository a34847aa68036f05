"""Where the parts of a library are."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Paths:
    """The folders of a library.

    `root` holds `cases/` and may hold `content/`, `theme/` and `mkdocs.yml`; what it has not is
    taken from the folder of this program, so a library can be nothing but cases.
    """

    root: Path
    out: Path

    @classmethod
    def of(cls, root: Path | str, out: Path | str | None = None) -> Paths:
        """Return the paths of a library, by default with its site in `site/`."""
        root = Path(root).resolve()
        return cls(root, (Path(out) if out else root / "site").resolve())

    def _own_or_shared(self, name: str) -> Path:
        own = self.root / name
        return own if os.path.lexists(own) else HOME / name

    @cached_property
    def content(self) -> Path:
        """Programmes, editions, editorial pages."""
        return self._own_or_shared("content")

    @cached_property
    def theme(self) -> Path:
        """Tokens, words, templates, fonts."""
        return self._own_or_shared("theme")

    @cached_property
    def engine_settings(self) -> Path:
        """The engine's `mkdocs.yml`."""
        return self._own_or_shared("mkdocs.yml")

    @property
    def cases(self) -> Path:
        """The case folders and the ledger."""
        return self.root / "cases"

    @property
    def cache(self) -> Path:
        """What was made and need not be made again; may be deleted at any time."""
        return self.root / ".cache"
