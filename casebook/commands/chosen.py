"""Which case, edition, programme or batch a command is asked for, and what goes together."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Collection, Iterable, Sequence

from casebook.check.report import render_report
from casebook.commands.check import passes
from casebook.console import Console
from casebook.load import Loaded, load_library
from casebook.model.batch import Batch
from casebook.model.edition import Edition
from casebook.model.library import Case, Library
from casebook.model.lock import PrintedEdition
from casebook.model.programme import Programme
from casebook.paths import Paths
from casebook.problem import RefusalError, Said, UsageError
from casebook.suggest import Term, suggestion

# made and then opened again: the one pair that goes together
_TOGETHER = frozenset({"press", "preflight"})


def refuse_unknown(library: Library, wanted: str | None, paths: Paths) -> None:
    """Raise UsageError for an edition that is not there.

    One whose `edition.yaml` cannot be read is there: its problems are for the check to say.
    """
    if wanted is None or wanted in library.editions:
        return
    if (paths.content / "editions" / wanted / "edition.yaml").is_file():
        return
    raise _unknown("版本的年鉴", "edition", wanted, known_editions(library.editions.values()))


def chosen_edition(
    options: argparse.Namespace, paths: Paths, console: Console
) -> tuple[Library, Edition] | None:
    """Return library and edition; None where the library has errors, which have been printed.

    Raises UsageError where no edition is named, or one that is not there.
    """
    loaded = load_library(paths)
    known = loaded.library.editions
    if options.edition is None:
        hint = suggestion("", known_editions(known.values()))
        raise UsageError(
            Said(
                f"请写明哪一版年鉴，如 python build.py yearbook 2022 …。{hint.zh}",
                f"name the edition: python build.py yearbook 2022 … {hint.en}",
            )
        )
    refuse_unknown(loaded.library, options.edition, paths)
    if not passes(loaded, console):
        return None
    return loaded.library, known[options.edition]


def printed_edition(
    options: argparse.Namespace, paths: Paths, console: Console
) -> tuple[Library, Edition, PrintedEdition] | None:
    """Return library, edition and what is kept of its print; else as `chosen_edition`.

    Raises RefusalError for an edition that is not locked.
    """
    found = chosen_edition(options, paths, console)
    if found is None:
        return None
    library, edition = found
    if printed := library.printed.get(edition.id):
        return library, edition, printed
    raise RefusalError(_not_locked(edition))


def _not_locked(edition: Edition) -> Said:
    return Said(
        f"版本“{edition.id}”还没有锁定。付印后请运行 "
        f"python build.py yearbook {edition.id} --lock。",
        f"edition {edition.id} is not locked: once it is printed, run "
        f"python build.py yearbook {edition.id} --lock.",
    )


def named_cases(ids: Iterable[str], loaded: Loaded, console: Console) -> list[Case] | None:
    """Find the cases by id or former id; None where one cannot be read, which has been said.

    Raises UsageError for an id that there is not.
    """
    known = {case.id: case for case in loaded.library.cases}
    former = {old: entry.id for entry in loaded.library.ledger for old in entry.aliases}
    wanted = [one if one in known else former.get(one, one) for one in ids]
    unread = [
        p
        for p in loaded.problems
        if any(p.place.file.startswith(f"cases/{one}/") for one in wanted if one not in known)
    ]
    if unread:
        sys.stderr.write(render_report(unread, "text", console.locale))
        return None
    for one in wanted:
        if one not in known:
            terms = [
                Term(c.id, Said(*(c.data.community.name.to(x) for x in ("zh", "en"))))
                for c in known.values()
            ]
            raise _unknown("案例", "case", one, terms)
    return [known[one] for one in dict.fromkeys(wanted)]


def named_programme(library: Library, id: str) -> Programme:
    """Return a programme by its id; raises UsageError."""
    if found := library.programmes.get(id):
        return found
    known = [Term(p.id, Said(p.short.zh, p.short.en)) for p in library.programmes.values()]
    raise _unknown("批次", "programme", id, known)


def named_batch(library: Library, id: str) -> Batch:
    """Return a batch by its id; raises UsageError."""
    if found := next((batch for batch in library.batches if batch.id == id), None):
        return found
    known = [Term(b.id, Said(b.title.zh, b.title.en)) for b in library.batches]
    raise _unknown("分批", "batch", id, known)


def _unknown(zh: str, en: str, found: str, known: Sequence[Term]) -> UsageError:
    hint = suggestion(found, known)
    return UsageError(
        Said(f"没有这个{zh}：{found}。{hint.zh}", f"there is no {en} {found}. {hint.en}")
    )


def known_editions(editions: Iterable[Edition]) -> list[Term]:
    """Return the editions by id and title."""
    return [Term(e.id, Said(e.title.to("zh"), e.title.to("en"))) for e in editions]


def refuse_several(options: argparse.Namespace, names: Collection[str]) -> None:
    """Raise UsageError where options ask for different things of an edition."""
    asked = [name for name in names if getattr(options, name) not in (None, False)]
    if len(asked) > 1 and not _TOGETHER.issuperset(asked):
        listed = " ".join(f"--{name}" for name in asked)
        raise UsageError(
            Said(
                f"{listed} 不能写在一起：请一次做一件，分别运行。",
                f"{listed} do not go together: run one at a time.",
            )
        )
