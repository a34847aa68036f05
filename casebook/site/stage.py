"""The staging tree: finished fragments with front matter of ours, written only when changed.

A file that did not change keeps its time, a file that no page makes any more is deleted; so the
tree is the same after any sequence of builds.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

_BLANK = re.compile(r"^ +$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Staged:
    """A page as the engine gets it: `path` below the language's root, head data, fragment."""

    path: str
    meta: Mapping[str, str | bool]
    fragment: str

    @property
    def file(self) -> str:
        """The Markdown file that the engine turns into `<path>index.html`."""
        return f"{self.path}index.md"

    @property
    def content(self) -> bytes:
        """Front matter (JSON values are YAML, whatever they hold) and the fragment.

        Tabs and lines of nothing but spaces are written as the engine would rewrite them, so that
        it finds nothing to change.
        """
        head = "".join(f"{key}: {json.dumps(value)}\n" for key, value in self.meta.items())
        fragment = _BLANK.sub("", self.fragment.strip().expandtabs(4))
        return f"---\n{head}---\n\n{fragment}\n".encode()


def write_stage(folder: Path, pages: Iterable[Staged]) -> bool:
    """Write the pages of one language; return whether anything changed."""
    return write_tree(folder, {page.file: page.content for page in pages})


def write_tree(folder: Path, files: Mapping[str, bytes]) -> bool:
    """Make a folder hold exactly these files; return whether anything changed."""
    changed = False
    for name, content in files.items():
        path = folder / name
        if path.is_file() and path.read_bytes() == content:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        changed = True
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif path.relative_to(folder).as_posix() not in files:
            path.unlink()
            changed = True
    return changed
