"""What the scripts of the site read, as scripts that hand it over: the copy has no server to ask.

The content stands in a string, so that nothing of a case is ever run
(`theme/site/offline/fetched.js` takes it).
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from casebook.offline.postings import gather_postings
from casebook.problem import LOCALES, Locale
from casebook.publish import Tree

FOLDER = "shards/"
_READ = re.compile(
    r"search/[^/]+\.json|reader/.+\.json|pagefind/records\.[a-z]+\.json|media/.+\.vtt"
)
_PACKED = re.compile(r"pagefind/text/.+\.gz")
_UNSAFE = {"\u2028": "\\u2028", "\u2029": "\\u2029"}  # ended a line before ECMAScript 2019


def gather_shards(site: Mapping[str, bytes | Path]) -> Tree:
    """Return the scripts by their paths in the copy; `site` is the tree of a finished site."""
    contents = dict(_contents(site))
    index = gather_postings(_texts(contents))
    contents.update({f"pagefind/index/{name}": text for name, text in index.items()})
    return {f"{FOLDER}{path}.js": _script(path, text) for path, text in contents.items()}


def _contents(site: Mapping[str, bytes | Path]) -> Iterator[tuple[str, str]]:
    for path, content in site.items():
        if _READ.fullmatch(path):
            yield path, bytes_of(content).decode()
        elif _PACKED.fullmatch(path):
            yield path, gzip.decompress(bytes_of(content)).decode()


def _texts(contents: Mapping[str, str]) -> dict[str, dict[Locale, object]]:
    """Return the texts of each case by its id in the index, in the neutral order."""
    texts: dict[str, dict[Locale, object]] = {}
    for locale in LOCALES:
        for case, *_ in json.loads(contents[f"pagefind/records.{locale}.json"])["records"]:
            text = contents[f"pagefind/text/{case}.{locale}.gz"]
            texts.setdefault(case, {})[locale] = json.loads(text)
    return texts


def bytes_of(content: bytes | Path) -> bytes:
    """Return what a file of a tree holds."""
    return content if isinstance(content, bytes) else content.read_bytes()


def _script(path: str, text: str) -> bytes:
    said = json.dumps(text, ensure_ascii=False)
    for character, written in _UNSAFE.items():
        said = said.replace(character, written)
    return f"shard({json.dumps(path)},{said})\n".encode()
