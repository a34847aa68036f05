"""`SHA256SUMS`: a line for every file of a published tree, as `sha256sum --check` reads them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from casebook.digests import Digests

SUMS = "SHA256SUMS"
_LINE = re.compile(r"([0-9a-f]{64}) [ *](.*[^\r])")  # one that was sent as text ends in CR LF


def digests_of(tree: Mapping[str, bytes | Path], digests: Digests) -> dict[str, str]:
    """Return the SHA-256 of every file of a tree by its path, in hex."""
    return {
        name: hashlib.sha256(content).hexdigest()
        if isinstance(content, bytes)
        else digests.of(content)
        for name, content in tree.items()
    }


def render_sums(digests: Mapping[str, str]) -> bytes:
    """Write the list, sorted by path (https://www.gnu.org/software/coreutils/sha2-utilities)."""
    return "".join(f"{digests[name]}  {name}\n" for name in sorted(digests)).encode()


def read_sums(content: bytes) -> dict[str, str]:
    """Read a list: digests by path. Raises ValueError for a line that is none, or leads outside."""
    found: dict[str, str] = {}
    for number, line in enumerate(_lines(content), 1):
        match = _LINE.fullmatch(line)
        path = PurePosixPath(match[2]) if match else PurePosixPath("..")
        outside = path.is_absolute() or ".." in path.parts
        if match is None or outside or match[2] in found:
            raise ValueError(f"{SUMS}:{number}")
        found[match[2]] = match[1]
    return found


def _lines(content: bytes) -> Iterator[str]:
    yield from content.decode("utf-8", "strict").removesuffix("\n").split("\n")
