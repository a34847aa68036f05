"""`yearbook EDITION --lock`: keep a printed edition; `--forget`: take withdrawn cases out of it."""

from __future__ import annotations

import argparse
import filecmp
from pathlib import Path

from casebook.commands.chosen import chosen_edition, printed_edition
from casebook.commands.leaks import let_out
from casebook.commands.press import press_folder, press_scratch
from casebook.console import Console
from casebook.lock import alone
from casebook.model.edition import Edition
from casebook.model.library import Library
from casebook.model.lock import LOCK, PRINTED
from casebook.paths import Paths
from casebook.press import build_press
from casebook.printed.locking import Locked, forget_withdrawn, lock_edition
from casebook.problem import ProblemsError, RefusalError, Said, UsageError
from casebook.site.engine import site_url_of
from casebook.words import load_words
from casebook.write import write_file
from casebook.yearbook import build_yearbook, check_glyphs


def lock(options: argparse.Namespace, paths: Paths, console: Console) -> int:
    """Lock an edition that has been printed; a locked one is refused."""
    with alone(paths, console):
        found = chosen_edition(options, paths, console)
        if found is None:
            return 1
        library, edition = found
        _refuse_shared(paths)
        folder = paths.content / "editions" / edition.id
        if (folder / LOCK).exists():
            raise RefusalError(_locked_already(edition, folder))
        if not library.cases_in(edition):
            raise RefusalError(
                Said(
                    "这一版没有已发布的案例，没有可锁定的书。",
                    "no published case, no book to lock.",
                )
            )
        with console.step("yearbook", Said("排印年鉴", "setting the yearbook")):
            fonts = paths.theme / "yearbook" / "fonts"
            if problems := list(check_glyphs(library.cases_in(edition), edition, fonts)):
                raise ProblemsError(problems)
            url = site_url_of(paths.engine_settings)
            built = build_yearbook(library, edition, paths, url)
        _refuse_other_press(library, edition, paths, url, console)
        words = load_words(paths.theme)
        locked = lock_edition(library, edition, built, paths, url, words)
        let_out(locked.files, folder, library, paths, console)
        _write(folder, locked)
    console.say(
        Said(
            f"已锁定：{folder / LOCK}（{len(built.places)} 个案例，{built.page_count} 页）。\n"
            f"请把 {LOCK} 和 {PRINTED}/ 一并提交；此后网站只提供这些文件，不再重排。\n"
            "如果实际尚未付印，删去这两样即可解除。",
            f"locked: {folder / LOCK} ({len(built.places)} cases, {built.page_count} pages).\n"
            f"Commit {LOCK} and {PRINTED}/ together: from now on the site offers these files.\n"
            "Should the book not have been printed after all, delete both.",
        )
    )
    return 0


def forget(options: argparse.Namespace, paths: Paths, console: Console) -> int:
    """Delete the words of withdrawn cases from what is kept of a printed edition."""
    with alone(paths, console):
        found = printed_edition(options, paths, console)
        if found is None:
            return 1
        library, edition, printed = found
        made = forget_withdrawn(
            library, edition, printed, paths, site_url_of(paths.engine_settings)
        )
        gone = [id for id, place in made.lock.cases.items() if place.forgotten]
        if made.lock == printed.lock:
            console.say(
                Said("没有要删去的：没有新撤回的案例。", "nothing to delete: no case withdrawn.")
            )
            return 0
        _write(printed.folder, made)
        for id in gone:
            (printed.folder / PRINTED / f"{id}.json").unlink(missing_ok=True)
    console.say(
        Said(
            f"已删去撤回案例的文字，PDF 里换成了说明页：{'、'.join(gone)}。"
            "git 的历史里还有原来的文件，涉及个人信息的，请由管理员清理历史。",
            f"deleted the words of withdrawn cases; notices stand in the PDF: {', '.join(gone)}. "
            "The history of git still has the former files: have it cleaned of personal data.",
        )
    )
    return 0


def _locked_already(edition: Edition, folder: Path) -> Said:
    return Said(
        f"版本“{edition.id}”已经锁定（{folder / LOCK}），印出的书不能再锁一次。差错请改在案例里，"
        "再用 --errata 出勘误表；修订重印请另立一版。"
        f"确实没有付印过的，删去 {LOCK} 和 {PRINTED}/ 再锁。",
        f"edition {edition.id} is locked already ({folder / LOCK}): a printed book is not locked "
        "again. Correct the cases and make an erratum slip with --errata; a revised reprint is an "
        f"edition of its own. If it was never printed, delete {LOCK} and {PRINTED}/ first.",
    )


def _refuse_other_press(
    library: Library, edition: Edition, paths: Paths, url: str, console: Console
) -> None:
    """Raise RefusalError where the press files are not those that would be made now.

    The same input gives the same bytes: what differs was printed from something else, and page
    numbers and errata of the lock would be wrong.
    """
    folder = press_folder(paths) / edition.id
    if edition.printer.profile is None or not any(folder.glob(f"{edition.id}-*.pdf")):
        return
    with press_scratch(paths) as scratch:
        made = build_press(library, edition, paths, url, console, scratch)
        books = [file for file in made.files if file.suffix == ".pdf"]
        other = [file.name for file in books if not _same(file, folder / file.name)]
    if other:
        raise RefusalError(
            Said(
                f"没有锁定：{folder} 里的 {'、'.join(other)} 不是按现在的内容做的，"
                "制作之后又改过案例、设置或程序。请用 git 回到当时的版本，锁定以后再改；"
                "寄给印刷厂的确是现在的内容，就先运行 "
                f"python build.py yearbook {edition.id} --press。",
                f"not locked: {', '.join(other)} in {folder} were not made from what stands here "
                "now: cases, settings or program have changed since. Go back to that version with "
                "git, lock, then go on; if the print house has what stands here now, run "
                f"python build.py yearbook {edition.id} --press first.",
            )
        )


def _same(one: Path, other: Path) -> bool:
    return other.is_file() and filecmp.cmp(one, other, shallow=False)


def _refuse_shared(paths: Paths) -> None:
    if paths.content.parent != paths.root:
        raise UsageError(
            Said(
                "这个案例库没有自己的 content/，年鉴的设置是程序自带的，不能在那里锁定。",
                "this library has no content/ of its own: the program's editions are not locked.",
            )
        )


def _write(folder: Path, made: Locked) -> None:
    """Write the files, the lock last: it promises that they are there."""
    for name, content in made.files.items():
        write_file(folder / name, content)
