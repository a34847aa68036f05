"""`yearbook --preflight`: what a print house would say of the press files, or of files given."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from casebook.commands import press
from casebook.commands.chosen import known_editions, refuse_unknown
from casebook.console import Console
from casebook.load import load_library
from casebook.model.edition import Edition
from casebook.model.library import Library
from casebook.newest import newest_first
from casebook.out import refuse_inside
from casebook.paths import Paths
from casebook.preflight import Report, check_press
from casebook.preflight.book_report import Thumbnails, render_report
from casebook.preflight.check import count_pages, part_of
from casebook.preflight.table import print_reports
from casebook.problem import RefusalError, Said, UsageError
from casebook.suggest import suggestion
from casebook.tokens import load_tokens
from casebook.words import load_words
from casebook.write import write_file

_REPORT = "press-report.html"


def run(options: argparse.Namespace, paths: Paths, console: Console) -> int:
    """Check press files; without any, make them first. Exit code 1: a print house refuses one.

    A report goes beside the files, `press-report.html`; beside a file that was named, one that
    begins with its name.
    """
    library = load_library(paths).library
    refuse_unknown(library, options.edition, paths)
    if options.preflight:
        given = [Path(name) for name in options.preflight]
        for path in given:
            _refuse_strange(path, library)
        edition = _the_edition(library, options.edition)
        return max(
            _check([path], path.with_name(f"{path.stem}.{_REPORT}"), edition, paths, console)
            for path in given
        )
    out = paths.out if options.out else paths.root / "exports" / "press"
    wanted: str | None = options.edition
    editions = [e for e in library.editions.values() if wanted in (None, e.id)]
    wanting = [e for e in editions if not _files(out, e) and (wanted or library.cases_in(e))]
    if options.press or not editions or wanting:
        code = press.run(options, paths, console)
        if code:
            return code
    results = []
    for edition in editions:
        if files := _files(out, edition):
            report = out / edition.id / _REPORT
            results.append(_check(files, report, edition, paths, console))
    if not results:
        raise RefusalError(
            Said(
                f"{out} 里没有可检查的文件。请先运行 python build.py yearbook 版本 --press。",
                f"nothing to check in {out}: make the files with yearbook EDITION --press.",
            )
        )
    return max(results)


def _refuse_strange(path: Path, library: Library) -> None:
    """Raise UsageError for what is no file, or is an edition written behind the option."""
    if path.is_file():
        return
    if path.name in library.editions:
        raise UsageError(
            Said(
                f"版本要写在选项前面：python build.py yearbook {path.name} --preflight",
                f"the edition stands before the option: yearbook {path.name} --preflight",
            )
        )
    raise UsageError(
        Said(
            f"没有这个文件：{path}。请写出文件所在的文件夹，或把文件拖进终端窗口。",
            f"no such file: {path}. Write its folder, too, or drag the file into the terminal.",
        )
    )


def _the_edition(library: Library, wanted: str | None) -> Edition:
    """Return the edition against which given files are checked; one must be meant."""
    known = library.editions
    if wanted and wanted in known:
        return known[wanted]
    if wanted is None and len(known) == 1:
        return next(iter(known.values()))
    hint = suggestion("", known_editions(known.values()))
    raise UsageError(
        Said(
            f"请写明按哪个版本检查：yearbook 版本 --preflight 文件。{hint.zh}",
            f"say which edition it is: yearbook EDITION --preflight FILE. {hint.en}",
        )
    )


def _files(out: Path, edition: Edition) -> list[Path]:
    """Return the press files of an edition, each volume's text before its cover."""
    found = (out / edition.id).glob(f"{edition.id}-*.pdf")
    return sorted(found, key=lambda path: (len(path.name), path.name.replace("-text", "-!")))


def _check(
    files: Sequence[Path], report: Path, edition: Edition, paths: Paths, console: Console
) -> int:
    refuse_inside(paths, report.parent)
    tokens, words = load_tokens(paths.theme), load_words(paths.theme)
    checked: list[tuple[Report, Thumbnails]] = []
    for pdf in files:
        said = Said(f"印前检查 {pdf.name}", f"preflight of {pdf.name}")
        with console.step("preflight", said):
            seen = Thumbnails()
            found = check_press(
                pdf,
                edition,
                part=part_of(pdf, edition),
                openers=tuple(_openers(pdf, edition, paths)),
                text_pages=_text_pages(pdf),
                see_page=seen.page,
                see_image=seen.image,
            )
            checked.append((found, seen))
    write_file(report, render_report(checked, edition, paths.theme, tokens, words))
    print_reports([found for found, _ in checked], words, console.locale)
    console.say(Said(f"印前报告：{report}", f"report: {report}"))
    return 1 if any(found.refused for found, _ in checked) else 0


def _text_pages(pdf: Path) -> int | None:
    """Return the pages of the text that a cover goes around, where it lies beside it."""
    text = pdf.with_name(pdf.name.replace("-cover.pdf", "-text.pdf"))
    return count_pages(text) if text != pdf and text.is_file() else None


def _openers(pdf: Path, edition: Edition, paths: Paths) -> Iterator[int]:
    """Yield the sheets on which chapters begin, by the page map of the newest made book.

    Where the map is of another book (its pages do not fill up to this file's), nothing is said.
    """
    name = f"yearbook-{edition.id}.pages.json"
    maps = list(paths.cache.glob(f"yearbook/{edition.id}-press/*/{name}"))
    if not maps:
        return
    newest = newest_first([path.parent for path in maps])[0]
    book = json.loads((newest / name).read_text(encoding="utf-8"))
    counts = [volume["page_count"] for volume in book["volumes"]]
    middle = pdf.stem.removeprefix(f"{edition.id}-").split("-")[0]
    number = int(middle) if middle.isdecimal() else 1
    if number > len(counts):
        return
    blank = (count_pages(pdf) or 0) - counts[number - 1]
    if 0 <= blank < edition.printer.signature:
        yield from sorted(at[2] for at in book["chapters"].values() if at[0] == number)
