"""`yearbook --proof ID`: the proof that the author or the company of a case checks and signs."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from casebook.check import check_library
from casebook.commands.leaks import let_out
from casebook.console import Console
from casebook.load import Loaded, load_library
from casebook.lock import alone
from casebook.model.edition import Edition
from casebook.model.library import Case, Library
from casebook.out import refuse_inside
from casebook.paths import Paths
from casebook.problem import ProblemsError, Said, UsageError
from casebook.site.engine import site_url_of
from casebook.suggest import Term, suggestion
from casebook.tokens import load_tokens
from casebook.words import Words, load_words
from casebook.write import write_file
from casebook.yearbook.glyphs import characters_of, missing_in, with_geta
from casebook.yearbook.photos import Photos
from casebook.yearbook.proof import ProofMaker
from casebook.yearbook.solo import loose_edition, solo

_FOLDER = "exports/proofs"  # in the library's folder, where nothing else is said


def run(options: argparse.Namespace, paths: Paths, console: Console) -> int:
    """Write `<id>.pdf` of each case that is named, whatever its status.

    What is wrong with a case is printed and stops nothing, as long as it can be read.
    """
    out = paths.out if options.out else paths.root / _FOLDER
    refuse_inside(paths, out)
    with alone(paths, console):
        loaded = load_library(paths)
        cases = _named(loaded, paths, tuple(dict.fromkeys(options.proof)))
        _say_problems(loaded, cases, console)
        _make(loaded.library, cases, paths, out, console)
    return 0


def _named(loaded: Loaded, paths: Paths, ids: Sequence[str]) -> list[Case]:
    """Return the cases; raises UsageError for an id of none, ProblemsError for unreadable ones."""
    cases = {case.id: case for case in loaded.library.cases}
    folders = {path.name for path in paths.cases.iterdir() if path.is_dir()}
    for id in ids:
        if id not in cases and id not in folders:
            known = [Term(c.id, _name(c)) for c in cases.values()]
            hint = suggestion(id, known)
            raise UsageError(
                Said(f"没有编号为 {id} 的案例。{hint.zh}", f"there is no case {id}. {hint.en}")
            )
    unread = tuple(f"cases/{id}/" for id in ids if id not in cases)
    if unread:
        raise ProblemsError([p for p in loaded.problems if f"{p.place.file}/".startswith(unread)])
    return [cases[id] for id in ids]


def _name(case: Case) -> Said:
    name = case.data.community.name
    return Said(name.to("zh"), name.to("en"))


def _say_problems(loaded: Loaded, cases: Sequence[Case], console: Console) -> None:
    """Say how many problems the cases have; a proof is often made to have them answered."""
    folders = [f"cases/{case.id}" for case in cases]
    if count := len(check_library(loaded, folders)):
        asked = f"python build.py check {' '.join(folders)}"
        console.say(
            Said(
                f"有 {count} 个问题，校样照出；逐条查看：{asked}",
                f"{count} problems; the proofs are made all the same. See them with {asked}",
            )
        )


def _make(
    library: Library, cases: Sequence[Case], paths: Paths, out: Path, console: Console
) -> None:
    tokens, words = load_tokens(paths.theme), load_words(paths.theme)
    url = site_url_of(paths.engine_settings)
    templates = paths.theme / "yearbook"
    known = characters_of(templates / "fonts")
    photos = Photos(paths.cache / "media")
    with (
        console.step("proof", Said("排校样", "setting proofs")),
        solo(templates, "proof.typ", paths.cache) as setter,
    ):
        made = {}
        for case in cases:
            edition = _edition(library, case, words)
            data = ProofMaker(library, edition, url, words, tokens, photos).proof(case)
            lost = missing_in(data, known)
            if lost:
                signs = "、".join(f"U+{ord(char):04X}" for char in lost)
                data["proof"]["open"].append(words.say("proof.geta", edition.locale, signs=signs))
            day = case.updated or edition.date
            made[f"{case.id}.pdf"] = setter.pdf(with_geta(data, known), photos, day)
    let_out(made, out, library, paths, console)
    for name, pdf in made.items():
        write_file(out / name, pdf)
        console.say(Said(f"校样：{out / name}", f"proof: {out / name}"))


def _edition(library: Library, case: Case, words: Words) -> Edition:
    """Return the newest edition that prints a case, or one of its own: for trim and language."""
    editions = [e for e in library.editions.values() if library.prints(e, case)]
    newest = max(editions, key=lambda e: (e.date, e.id), default=None)
    return newest or loose_edition(case, words)
