"""Build the search index: scratch pages of cut text, one run of Pagefind, a table of records."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from importlib.metadata import version
from pathlib import Path

from pagefind_bin import get_executable  # type: ignore[import-untyped]

from casebook.problem import LOCALES, Locale, RefusalError, Said
from casebook.search.record import Record
from casebook.search.tokens import LINE, SPACE, cut

KEPT = 3  # finished indexes in the cache; the newest ones, so that going back costs nothing
# Smaller parts halve what a first answer downloads. The name says that it may change, hence the
# pinned version in the lock.
CHUNK_SIZE = "5000"
_PUBLISHED = ("pagefind.js", "pagefind-entry.json", "*.pagefind", "*.pf_meta", "index", "fragment")
_URL = re.compile(r"([a-z0-9][a-z0-9._-]*/)+")
_SIGNATURE = b"pagefind_dcd"


class SearchError(RefusalError):
    """The index could not be built; the message carries what Pagefind printed."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            Said(f"检索没有建成：{reason}", f"the search could not be built: {reason}")
        )


def build_index(records: Sequence[Record], cache: Path) -> Path:
    """Return the folder to publish as `pagefind/`, one index per language.

    It is built in a fresh folder under `cache` and kept under a hash of its input, so that equal
    records cost a look at the disk. Equal records give equal bytes and file names, whatever their
    order in `records`. Raises SearchError, and ValueError for an address that is none.
    """
    ordered = sorted(records, key=lambda r: (r.locale, r.sort, r.url))
    _refuse_bad_addresses(ordered)
    home = cache / "search"
    finished = home / _fingerprint(ordered)
    if not finished.is_dir():
        home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=home, prefix=".new-") as folder:
            _write_index(ordered, Path(folder))
            _move(Path(folder) / "finished", finished)
    os.utime(finished)
    _forget_older(home)
    return finished / "pagefind"


def _refuse_bad_addresses(records: Iterable[Record]) -> None:
    seen: set[tuple[Locale, str]] = set()
    for record in records:
        if not _URL.fullmatch(record.url):
            raise ValueError(f"not an address below the language's root: {record.url!r}")
        if (record.locale, record.url) in seen:
            raise ValueError(f"two records of one page: {record.locale} {record.url}")
        seen.add((record.locale, record.url))


def _fingerprint(records: Iterable[Record]) -> str:
    contents = [
        {**vars(r), "passages": [vars(p) for p in r.passages], "filters": dict(r.filters)}
        for r in records
    ]
    code = [path.read_text(encoding="utf-8") for path in sorted(Path(__file__).parent.glob("*.py"))]
    known = [code, version("pagefind_bin"), unicodedata.unidata_version, contents]
    return hashlib.sha256(json.dumps(known, sort_keys=True).encode()).hexdigest()[:20]


def _write_index(records: Sequence[Record], folder: Path) -> None:
    scratch, made, result = folder / "pages", folder / "made", folder / "finished" / "pagefind"
    scratch.mkdir()
    result.mkdir(parents=True)
    marks: set[str] = set()
    for record in records:
        page = scratch / record.locale / record.url / "index.html"
        page.parent.mkdir(parents=True)
        text = _page(record)
        page.write_text(text, encoding="utf-8")
        marks.update(text)
    if records:
        _run(scratch, made, _included(marks))
        for pattern in _PUBLISHED:
            for path in made.glob(pattern):
                shutil.move(path, result / path.name)
        _settle(result / "pagefind-entry.json")
    ids = dict(_ids(result / "fragment"))
    for locale in LOCALES:
        table = _places([r for r in records if r.locale == locale], ids)
        text = json.dumps(table, separators=(",", ":"))
        (result / f"records.{locale}.json").write_text(text, encoding="utf-8")


def _run(scratch: Path, made: Path, included: str) -> None:
    """Run Pagefind's binary away from any configuration of the surroundings."""
    try:
        program = get_executable()
    except FileNotFoundError as error:
        raise SearchError("Pagefind (PyPI: pagefind-bin) is not installed") from error
    command = [str(program), "--site", str(scratch), "--output-path", str(made)]
    command += ["--quiet", f"--include-characters={included}"]
    settings = {k: v for k, v in os.environ.items() if not k.startswith("PAGEFIND_")}
    settings["PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE"] = CHUNK_SIZE
    run = subprocess.run(
        command, cwd=scratch, env=settings, capture_output=True, text=True, check=False
    )
    if run.returncode or not (made / "pagefind-entry.json").is_file():
        said = (run.stderr + run.stdout).strip() or f"exit status {run.returncode}"
        raise SearchError(f"Pagefind could not build the index: {said}")


def _settle(entry: Path) -> None:
    """Put the languages in order: Pagefind writes them as its hash table happens to hold them."""
    known = json.loads(entry.read_bytes())
    text = json.dumps(known, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    entry.write_text(text, encoding="utf-8")


def _included(characters: Iterable[str]) -> str:
    """Return the marks that count as words.

    Our own markers do not; nor does the straight quotation mark, with which Pagefind is asked for
    a phrase and which it would otherwise seek as a word.
    """
    kept = {c for c in characters if unicodedata.category(c)[0] in "PSM"} - {SPACE, LINE, '"'}
    return "".join(sorted(kept))


def _page(record: Record) -> str:
    """Return the scratch page: a line each for title, name, place and summary, then passages.

    Lines end in a token of ours. No phrase runs across it, and without it Pagefind would put a
    full stop to the last word. Its own title and picture are left out: it would index them, uncut.
    Passages without an address come first, or they would seem to belong to the one before.
    """
    head = (record.title, record.name, record.place, record.summary.replace("\n", " "))
    parts = [_line("p", text) for text in head]
    for passage in sorted(record.passages, key=lambda p: bool(p.anchor)):
        parts.append(_line("h2", passage.heading, passage.anchor))
        parts += [_line("p", text) for text in passage.text.split("\n") if text.strip()]
    body = "\n".join(parts)
    return f'<!doctype html><html lang="{record.locale}"><body>\n{body}\n</body></html>\n'


def _line(element: str, text: str, anchor: str = "") -> str:
    identity = f' id="{escape(anchor)}"' if anchor else ""
    return f"<{element}{identity}>{escape(cut(text), quote=False)} {LINE}</{element}>"


def _length(*texts: str) -> int:
    """Return the number of places that lines take in the index, their ends included."""
    return sum(len(cut(text).split()) + 1 for text in texts)


def _ids(fragments: Path) -> Iterator[tuple[str, str]]:
    """Yield each page's address in the scratch folder and Pagefind's name for it."""
    for path in sorted(fragments.glob("*.pf_fragment")):
        data = gzip.decompress(path.read_bytes()).removeprefix(_SIGNATURE)
        yield json.loads(data)["url"], path.stem


def _places(records: Sequence[Record], ids: dict[str, str]) -> list[list[object]]:
    """Return a row per record: its id, tokens of title, name and place, tokens of the summary."""
    rows: list[list[object]] = []
    for record in records:
        url = f"/{record.locale}/{record.url}"
        if url not in ids:
            raise SearchError(f"Pagefind left out the page {url}")
        head = _length(record.title, record.name, record.place)
        rows.append([ids[url], head, _length(record.summary)])
    return rows


def _move(made: Path, finished: Path) -> None:
    """Put a finished folder in its place, unless another build has done so meanwhile."""
    try:
        made.rename(finished)
    except OSError:
        if not finished.is_dir():
            raise


def _forget_older(home: Path) -> None:
    """Keep the newest indexes; those that a killed build left half made go too."""
    for path in home.glob(".new-*"):
        shutil.rmtree(path, ignore_errors=True)
    folders = [path for path in home.iterdir() if not path.name.startswith(".")]
    for path in sorted(folders, key=lambda p: p.stat().st_mtime, reverse=True)[KEPT:]:
        shutil.rmtree(path, ignore_errors=True)
