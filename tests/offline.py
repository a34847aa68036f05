"""Copies for tests: of a built library, and of the site that is nothing but its search."""

from __future__ import annotations

import os
from pathlib import Path

from building import build

from casebook.offline.build import build_copy
from casebook.paths import HOME
from casebook.publish import Tree, publish
from casebook.words import load_words

LIVE = "https://cases.example.org/"


def export_copy(root: Path, out: Path) -> Path:
    """Export the copy of a library; return its folder."""
    assert build(root, "export", "offline", "--out", str(out)) == 0
    return out


def copy_site(site: Path, out: Path) -> Path:
    """Make the copy of a site that is no library's; return its folder."""
    tree: Tree = {"assets/casebook.0.css": b""}
    for name, _, files in os.walk(site, followlinks=True):
        paths = (Path(name) / file for file in files)
        tree.update({path.relative_to(site).as_posix(): path for path in paths})
    publish(build_copy(tree, LIVE, HOME / "theme", load_words(HOME / "theme"), None), out)
    return out
