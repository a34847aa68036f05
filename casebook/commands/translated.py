"""`translated`: record that English texts render the Chinese as it now is."""

from __future__ import annotations

import argparse

from casebook.console import Console
from casebook.load import load_library
from casebook.paths import Paths
from casebook.problem import ProblemsError, Said, UsageError
from casebook.suggest import suggestion, terms
from casebook.translation import Rendering, Subject, subjects_of
from casebook.translation.record import is_meant, with_recorded, write_record


def run(options: argparse.Namespace, paths: Paths, console: Console) -> int:
    """Record all texts of a case (or of a page, programme, edition), or only the named fields."""
    loaded = load_library(paths)
    if errors := [p for p in loaded.problems if p.severity == "error"]:
        raise ProblemsError(errors)
    library = loaded.library
    subjects = subjects_of(library, paths.content)
    subject = subjects.get(options.id)
    if subject is None:
        raise _unknown(options.id, tuple(subjects), Said("没有“{}”", "there is no '{}'"))
    chosen = _chosen(subject, options.fields)
    old = library.translations.get(subject.id, {})
    record = with_recorded(old, subject, chosen)
    made = sum(r.state != "current" and r.lacks is None for r in chosen)
    if record == old:
        console.say(Said("译文记录已是最新。", "The record of translations is current."))
        return 0
    shown = write_record(library, paths, subject, record).relative_to(paths.content.parent)
    console.say(Said(f"已记入 {shown}：{made} 处", f"recorded in {shown}: {made} text(s)"))
    return 0


def _chosen(subject: Subject, fields: list[str]) -> list[Rendering]:
    for field in fields:
        if not any(is_meant(rendering, [field]) for rendering in subject.renderings):
            known = tuple(dict.fromkeys(r.field for r in subject.renderings))
            raise _unknown(
                field,
                known,
                Said(f"{subject.id} 没有“{{}}”这一项", f"{subject.id} has no text '{{}}'"),
            )
    return [r for r in subject.renderings if not fields or is_meant(r, fields)]


def _unknown(found: str, known: tuple[str, ...], message: Said) -> UsageError:
    hint = suggestion(found, terms(known))
    return UsageError(
        Said(f"{message.zh.format(found)}。{hint.zh}", f"{message.en.format(found)}. {hint.en}")
    )
