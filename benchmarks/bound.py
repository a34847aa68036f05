"""One job of the yearbook in a process of its own; prints what it took as a line of JSON.

yearbook_300.py starts it as `python -m benchmarks.bound JOB ROOT`.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from io import BytesIO
from pathlib import Path
from time import perf_counter
from typing import Any

import typst
from pikepdf import Pdf

from benchmarks.measured import Stopwatch, cpu_seconds
from casebook.commands import press
from casebook.load import load_library
from casebook.model.edition import Volumes
from casebook.paths import HOME, Paths
from casebook.tokens import load_tokens
from casebook.words import load_words
from casebook.yearbook.build import build_yearbook
from casebook.yearbook.compile import fonts_of
from casebook.yearbook.data import edition_data
from casebook.yearbook.photos import Photos

SITE = "https://cases.example/"
FONTS = HOME / "theme" / "yearbook" / "fonts"
Said = dict[str, object]


def whole(root: Path) -> Said:
    """Make the press edition, as `python build.py yearbook --press` does."""
    watch = Stopwatch()
    options = argparse.Namespace(edition="made", out=None)
    if press.run(options, Paths.of(root), watch):
        raise SystemExit("the press edition failed")
    return {"steps": watch.cpu}


def text(root: Path) -> Said:
    """Set the text of an edition for the press, from a library that has been read."""
    paths = Paths.of(root)
    library = load_library(paths).library
    start, before = perf_counter(), cpu_seconds()
    built = build_yearbook(library, library.editions["made"], paths, SITE, "press")
    took = {"wall": perf_counter() - start, "cpu": cpu_seconds() - before}
    return {**took, "pages": [volume.page_count for volume in built.volumes]}


def _gathered(root: Path) -> tuple[dict[str, Any], Photos]:
    paths = Paths.of(root)
    library = load_library(paths).library
    tokens, words = load_tokens(paths.theme), load_words(paths.theme)
    edition, photos = library.editions["made"], Photos(paths.cache / "media")
    return edition_data(library, edition, paths, SITE, tokens, words, photos.of, "press"), photos


def bare(root: Path) -> Said:
    """Set the same words with the plain template, in one piece; only Typst's work is counted."""
    data, photos = _gathered(root)
    folder = root / ".bare"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    given = json.dumps(data, ensure_ascii=False)
    (folder / "book.json").write_text(given, encoding="utf-8")
    photos.write_proxies(given, folder)
    shutil.copyfile(Path(__file__).with_name("bare.typ"), folder / "main.typ")
    del data, given
    start, before = perf_counter(), cpu_seconds()
    compiler = typst.Compiler(folder / "main.typ", root=folder, font_paths=fonts_of(FONTS))
    made = compiler.compile(format="pdf", pdf_standards=["1.6"], timestamp=0)
    took = {"wall": perf_counter() - start, "cpu": cpu_seconds() - before}
    assert isinstance(made, bytes)
    with Pdf.open(BytesIO(made)) as pdf:
        return {**took, "pages": [len(pdf.pages)]}


def kept(root: Path) -> Said:
    """Set a volume twice in a process that keeps its compiler: fully, and one case edited."""
    folder = root / ".kept"
    shutil.rmtree(folder, ignore_errors=True)
    data, photos = _gathered(root)
    cases = sum(len(chapter["cases"]) for chapter in data["chapters"])
    share = cases * Volumes().pages // 3000 or 1
    while sum(len(chapter["cases"]) for chapter in data["chapters"]) > share:
        data["chapters"].pop()
    of = {case["id"] for chapter in data["chapters"] for case in chapter["cases"]}
    data["indexes"] = _only(data["indexes"], of)
    folder.mkdir()
    for path in FONTS.parent.glob("*.typ"):
        shutil.copyfile(path, folder / path.name)
    photos.write_proxies(json.dumps(data, ensure_ascii=False), folder)
    compiler = typst.Compiler(folder / "main.typ", root=folder, font_paths=fonts_of(FONTS))
    took = []
    for words_more in ("", "编辑补充的一句话。"):
        data["chapters"][len(data["chapters"]) // 2]["cases"][0]["summary"] += words_more
        (folder / "book.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        before = cpu_seconds()
        compiler.compile(format="pdf", pdf_standards=["1.6"], timestamp=0)
        took.append(cpu_seconds() - before)
    return {"full": took[0], "edited": took[1]}


def _only(value: object, ids: set[str]) -> object:
    """Return indexes that name these cases alone."""
    if isinstance(value, list):
        return [_only(inner, ids) for inner in value if not isinstance(inner, str) or inner in ids]
    if isinstance(value, dict):
        return {k: _only(v, ids) if isinstance(v, (list, dict)) else v for k, v in value.items()}
    return value


def main() -> None:
    """Run one job."""
    parser = argparse.ArgumentParser(description=__doc__)
    jobs = {"whole": whole, "text": text, "bare": bare, "kept": kept}
    parser.add_argument("job", choices=jobs)
    parser.add_argument("root", type=Path)
    options = parser.parse_args()
    json.dump(jobs[options.job](options.root), sys.stdout)


if __name__ == "__main__":
    main()
