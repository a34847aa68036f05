"""Files compressed beforehand, as `<name>.gz` and `<name>.br`: a server has only to send them."""

from __future__ import annotations

import hashlib
import os
import shutil
import zlib
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path, PurePosixPath

import brotli

from casebook.gzipped import gzipped
from casebook.publish import Tree
from casebook.write import write_file

SUFFIXES = (".gz", ".br")
_KINDS = frozenset(
    {
        *(".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".csv", ".md", ".vtt"),
        ".webmanifest",
    }
)
_SMALLEST = 1024  # bytes: below, the headers of the answer weigh more than what is saved
# Brotli's quality. Pages change with every case: the quality that servers use on the fly, 50 MB/s,
# 9 % smaller than gzip. What keeps its name as long as its content is made once, at 1 MB/s, for
# another 10 %.
_FOR_PAGES, _FOR_EVER = 6, 11
_LASTING = ("assets/", "pagefind/")


def pack(tree: Mapping[str, bytes | Path], digests: Mapping[str, str], cache: Path) -> Tree:
    """Return the compressed companions of the files of a tree that are worth it, by path.

    `digests` are the SHA-256 of the tree's files: each is compressed once and kept in the cache
    under its digest. There is none where it would not be smaller. Pagefind's own files and the
    texts of the search are gzip already.
    """
    home = cache / "packed" / _recipe()
    for other in home.parent.glob("*"):
        if other != home:
            shutil.rmtree(other, ignore_errors=True)
    jobs = {  # equal files are compressed once
        name: (digests[name], _FOR_EVER if name.startswith(_LASTING) else _FOR_PAGES)
        for name in sorted(tree)
        if _is_worth_it(name, tree[name])
    }
    contents = {job: tree[name] for name, job in jobs.items()}
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        made = threads.map(lambda job: _packed(contents[job], job, home), contents)
        forms = dict(zip(contents, made, strict=True))
    packed: Tree = {name + form.suffix: form for name, job in jobs.items() for form in forms[job]}
    _forget(home, (form.name for found in forms.values() for form in found))
    return packed


def _recipe() -> str:
    said = f"{zlib.ZLIB_RUNTIME_VERSION} {version('brotli')} {_FOR_PAGES} {_FOR_EVER}"
    return hashlib.sha256(said.encode()).hexdigest()[:12]


def _is_worth_it(name: str, content: bytes | Path) -> bool:
    if PurePosixPath(name).suffix not in _KINDS:
        return False
    size = len(content) if isinstance(content, bytes) else content.stat().st_size
    return size >= _SMALLEST


def _packed(content: bytes | Path, job: tuple[str, int], home: Path) -> list[Path]:
    """Return the files of those forms that are smaller; one that is not is kept empty."""
    digest, quality = job
    forms = [home / f"{digest}.gz", home / f"{digest}-{quality}.br"]
    if not all(form.is_file() for form in forms):
        raw = content if isinstance(content, bytes) else content.read_bytes()
        small = (gzipped(raw), brotli.compress(raw, mode=brotli.MODE_TEXT, quality=quality))
        for form, made in zip(forms, small, strict=True):
            write_file(form, made if len(made) < len(raw) else b"")
    return [form for form in forms if form.stat().st_size]


def _forget(home: Path, used: Iterable[str]) -> None:
    """Remove what this tree does not use; what was no smaller is looked at again."""
    names = set(used)
    for path in home.iterdir() if home.is_dir() else ():
        if path.name not in names:
            path.unlink()
