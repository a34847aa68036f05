"""The staging tree: a page's head data and its finished fragment, written only when changed.

All of it is front matter, which the chrome prints as it is: a body would be read as Markdown, and
looking for Markdown in finished HTML took most of the engine's time. A file that did not change
keeps its time, a file that no page makes any more is deleted; so the tree is the same after any
sequence of builds.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casebook.write import write_file

_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Staged:
    """A page as the engine gets it: `path` below the language's root, head data, fragment."""

    path: str
    meta: Mapping[str, Any]
    fragment: str

    @property
    def file(self) -> str:
        """The Markdown file that the engine turns into `<path>index.html`."""
        return f"{self.path}index.md"

    @property
    def content(self) -> bytes:
        """Front matter, a line for each value, and no body."""
        values = {**self.meta, "fragment": self.fragment.strip()}
        head = "".join(f"{key}: {_yaml(value)}\n" for key, value in values.items())
        return f"---\n{head}---\n".encode()


def _yaml(value: Any) -> str:
    """Write a value as JSON, which is YAML but for what YAML does not allow unescaped.

    Characters beyond U+FFFF stay as they are: YAML does not join JSON's surrogate pairs.
    """
    text = json.dumps(value, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


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
        write_file(path, content)
        changed = True
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif path.relative_to(folder).as_posix() not in files:
            path.unlink()
            changed = True
    return changed
