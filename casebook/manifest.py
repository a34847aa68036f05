"""`manifest.json`: from what, and by what, a published tree was made.

Only what a reader can see anyway is named. A case is one digest over its folder, so that neither
the names of files that editors chose nor anything of a review is told; drafts, approved cases and
`private/` are not in it at all, for nothing of them is published (P-01, S-08).
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import tomllib
from collections.abc import Iterable, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from casebook import __version__
from casebook.address_lines import LEDGER_OF_ADDRESSES
from casebook.digests import Digests
from casebook.load import LEDGER, REDIRECTS, REVIEW
from casebook.model.library import Library
from casebook.paths import HOME, Paths
from casebook.walk import walked

MANIFEST = "manifest.json"
_FORMAT = 1
_NAME = re.compile(r"[A-Za-z0-9._-]+")


def render_manifest(library: Library, paths: Paths, site_url: str, digests: Digests) -> bytes:
    """Write the manifest as JSON: the same on every machine with the same packages installed."""
    said = {
        "format": _FORMAT,
        "site": site_url,
        "sums": "SHA256SUMS",
        "built_with": _built_with(digests),
        "built_from": built_from(library, paths, digests),
    }
    return (json.dumps(said, indent=1, ensure_ascii=False) + "\n").encode()


def built_from(library: Library, paths: Paths, digests: Digests) -> dict[str, Any]:
    """Return the digests of what a site is made from: each case, and the parts they share."""
    cases = {case.id: _digest([case.folder], digests) for case in library.published}
    withdrawn = [case.folder for case in library.withdrawn]
    ledgers = [paths.cases / name for name in (LEDGER, LEDGER_OF_ADDRESSES, REDIRECTS)]
    return {
        "cases": dict(sorted(cases.items())),
        "withdrawn": _digest(sorted(withdrawn), digests),
        "addresses": _digest(ledgers, digests),
        "content": _digest([paths.content], digests),
        "theme": _digest([paths.theme], digests),
        "settings": _digest([paths.engine_settings], digests),
    }


def _built_with(digests: Digests) -> dict[str, Any]:
    return {
        "casebook": __version__,
        "program": _digest([HOME / "casebook"], digests),
        "python": f"{sys.version_info.major}.{sys.version_info.minor}",
        "packages": _packages(),
    }


def _packages() -> Mapping[str, str]:
    """Return the versions of what the program is built on; the lock says which they should be."""
    with (HOME / "pyproject.toml").open("rb") as file:
        wanted = tomllib.load(file)["project"]["dependencies"]
    names = sorted(match[0].lower() for each in wanted if (match := _NAME.match(each)))
    return {name: found for name in names if (found := _version(name))}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _digest(places: Iterable[Path], digests: Digests) -> str:
    """Hash names and contents of files and folders; hidden files and reviews are left out.

    The former are what systems and editors leave behind, `.DS_Store` and the like; nothing is made
    from the latter, and an archive of the repository has none (S-08).
    """
    whole = hashlib.sha256()
    for place in places:
        if place.is_file():
            whole.update(f"{place.name}\0{digests.of(place)}\n".encode())
        for folder, files in walked(place):
            inside = folder.relative_to(place)
            if any(part.startswith(".") for part in inside.parts):
                continue
            for name in (n for n in files if n != REVIEW and not n.startswith(".")):
                path = folder / name
                if path.is_file():  # and not a link to nowhere
                    said = f"{place.name}/{(inside / name).as_posix()}\0{digests.of(path)}\n"
                    whole.update(said.encode("utf-8", "surrogateescape"))
    return whole.hexdigest()
