"""Build the search index: a page of words for each case, one run of Pagefind, tables beside it."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from importlib.metadata import version
from itertools import groupby
from pathlib import Path

from casebook.gzipped import gzipped
from casebook.newest import newest_first, use
from casebook.problem import LOCALES, Locale
from casebook.search.lexicon import Lexicon, Name, reading_lines, sound_lines
from casebook.search.pagefind import Made, run_pagefind
from casebook.search.record import Record
from casebook.search.scratch import LINE, Scratch, scratch_of
from casebook.search.script import traditional_of
from casebook.search.words import END

KEPT = 3  # finished indexes in the cache; the newest ones, so that going back costs nothing
# Places of a word in the index from which on it is asked for late, or, from the last on, not at all
# where others will do: it fills a large file of its own.
HEAVY = (1500, 4000, 16000)
_URL = re.compile(r"([a-z0-9][a-z0-9._-]*/)+")


def build_index(records: Sequence[Record], cache: Path, lexicon: Lexicon | None = None) -> Path:
    """Return the folder to publish as `pagefind/`, one index of all texts in both languages.

    It is built in a fresh folder under `cache` and kept under a hash of its input, so that equal
    records cost a look at the disk. Equal records give equal bytes and file names, whatever their
    order in `records`. Raises SearchError, and ValueError for an address that is none.
    """
    ordered = sorted(records, key=lambda r: (r.sort, r.url, LOCALES.index(r.locale)))
    _refuse_bad_addresses(ordered)
    known = lexicon or Lexicon()
    home = cache / "search"
    finished = home / _fingerprint(ordered, known)
    if not finished.is_dir():
        home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=home, prefix=".new-") as folder:
            _write_index(ordered, known, Path(folder))
            _move(Path(folder) / "finished", finished)
    use(finished, _finished(home))
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


def _fingerprint(records: Iterable[Record], lexicon: Lexicon) -> str:
    contents = [
        {**vars(r), "passages": [vars(p) for p in r.passages], "filters": {}} for r in records
    ]
    here = Path(__file__).parent
    files = [*sorted(here.glob("*.py")), here.parent / "data" / "traditional.txt"]
    files.append(here.parent / "data" / "readings.txt")
    code = [path.read_text(encoding="utf-8") for path in files]
    versions = [version("pagefind_bin"), version("pypinyin"), unicodedata.unidata_version]
    known = [code, versions, contents, asdict(lexicon)]
    return hashlib.sha256(json.dumps(known, sort_keys=True).encode()).hexdigest()[:20]


def _write_index(records: Sequence[Record], lexicon: Lexicon, folder: Path) -> None:
    pages, result = folder / "pages", folder / "finished" / "pagefind"
    pages.mkdir()
    (result / "text").mkdir(parents=True)
    made: dict[str, Scratch] = {}
    counts: Counter[str] = Counter()
    for url, group in groupby(records, key=lambda r: r.url):
        scratch = made[url] = scratch_of(list(group))
        counts.update(scratch.words)
        page = pages / scratch.url / "index.html"
        page.parent.mkdir(parents=True)
        page.write_text(scratch.html(), encoding="utf-8")
    marks = _marks(counts)
    index = run_pagefind(pages, result, marks) if made else Made({}, "")
    named = {url: index.names[f"/{scratch.url}"] for url, scratch in made.items()}
    for url, scratch in made.items():
        for locale, text in scratch.texts.items():
            (result / "text" / f"{named[url]}.{locale}.gz").write_bytes(text)
    files = _write_files(result, lexicon, counts)
    heavy = _heavy(counts)
    for locale in LOCALES:
        rows = [[named[r.url], *made[r.url].parts(locale)] for r in records if r.locale == locale]
        table = {"records": rows, "heavy": heavy, "marks": marks, "files": files}
        table["meta"] = index.meta
        table["synonyms"] = [list(map(list, vars(group).values())) for group in lexicon.synonyms]
        said = json.dumps(table, ensure_ascii=False, separators=(",", ":"))
        (result / f"records.{locale}.json").write_text(said, encoding="utf-8")


def _heavy(counts: Mapping[str, int]) -> list[list[str]]:
    """Return the words that take long to fetch, the lighter ones first."""
    some = sorted(word for word, count in counts.items() if count > HEAVY[0] and word != LINE)
    ends = (*HEAVY[1:], max(counts.values(), default=0))
    return [
        [word for word in some if start < counts[word] <= end]
        for start, end in zip(HEAVY, ends, strict=True)
    ]


def _marks(counts: Iterable[str]) -> str:
    """Return the marks that count as words: all of the texts, but not our own."""
    used = {c for word in counts for c in word if not c.isalnum()}
    return "".join(sorted(c for c in used - {LINE} if unicodedata.category(c)[0] in "PSM"))


def _write_files(result: Path, lexicon: Lexicon, counts: Iterable[str]) -> Mapping[str, str]:
    """Write what few queries need, under names that change with their content; return the names."""
    terms = {term for group in lexicon.synonyms for term in (*group.zh, *group.narrower_zh)}
    terms -= {name.text for name in lexicon.names}
    contents = {
        "script": traditional_of(word[0] for word in counts if word.endswith(END)),
        "names": sound_lines([*lexicon.names, *map(Name, terms)]),
        "readings": reading_lines(),
    }
    files = {}
    for key, content in contents.items():
        packed = gzipped(content.encode())
        files[key] = f"text/{key}.{hashlib.sha256(packed).hexdigest()[:10]}.gz"
        (result / files[key]).write_bytes(packed)
    return files


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
    for path in newest_first(_finished(home))[KEPT:]:
        shutil.rmtree(path, ignore_errors=True)


def _finished(home: Path) -> list[Path]:
    return [path for path in home.iterdir() if not path.name.startswith(".")]
