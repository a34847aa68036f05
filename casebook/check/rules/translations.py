"""译文记录。"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache

from casebook.model.edition import Edition
from casebook.model.library import Case, Library
from casebook.model.programme import Programme
from casebook.problem import Place, Problem, Said
from casebook.suggest import suggestion, terms
from casebook.translation.units import case_names, names_of

RULE = "translations"

_FILE = "translations.yaml"
_BY_POSITION = re.compile(r"text\.section-\d+")  # a section that the programme does not name


def check(library: Library) -> Iterator[Problem]:
    """translations.yaml 里每一项都是案例的一个字段，或正文的一个部分。

    它由 python build.py translated 写入，记下英文译自哪一稿中文；中文后来改了，译文就算待更新。一般
    不用手改。改法：写错的名称改正，或删去这一行，再运行一次 python build.py translated。
    """
    for case in library.cases:
        known = _of_case(library, case)
        for name in library.translations.get(case.id, {}):
            yield from _name(library, f"cases/{case.id}/{_FILE}", (name,), known)
    subjects = {
        **{f"programmes/{id}": _names(Programme) for id in library.programmes},
        **{f"editions/{id}": _names(Edition) for id in library.editions},
        **{f"pages/{name}": ("text",) for name in library.page_names},
    }
    file = next((f for f in library.documents if f.endswith(f"content/{_FILE}")), "")
    for subject, record in library.translations.items():
        if not file or _stands(library, subject):
            continue
        yield from _name(library, file, (subject,), tuple(subjects))
        for name in record:
            yield from _name(library, file, (subject, name), subjects.get(subject, (name,)))


def _stands(library: Library, subject: str) -> bool:
    """Return whether a record is a case's own, or of a file that is there but cannot be read."""
    group, _, name = subject.partition("/")
    if f"cases/{subject}/{_FILE}" in library.documents:
        return True
    if group == "programmes":
        return name not in library.programmes and _is_content(library, f"{subject}.yaml")
    if group == "editions":
        return name not in library.editions and _is_content(library, f"{subject}/edition.yaml")
    return False


def _is_content(library: Library, file: str) -> bool:
    return (library.root / "content" / file).is_file()


@cache
def _names(model: type[Programme] | type[Edition]) -> tuple[str, ...]:
    return tuple(sorted(set(names_of(model))))


@cache
def _names_of_cases() -> tuple[str, ...]:
    return tuple(sorted(set(case_names())))


def _of_case(library: Library, case: Case) -> tuple[str, ...]:
    programme = library.programme_of(case)
    sections = [section.key for section in programme.sections] if programme else []
    return (*_names_of_cases(), *(f"text.{key}" for key in sections), "text.notes")


def _name(
    library: Library, file: str, path: Sequence[str], known: Collection[str]
) -> Iterator[Problem]:
    name = path[-1]
    if name in known or _BY_POSITION.fullmatch(name):
        return
    document = library.documents.get(file)
    yield Problem(
        document.place(*path) if document else Place(file),
        RULE,
        Said(f"没有可以翻译的“{name}”", f"there is nothing to translate named '{name}'"),
        suggestion(name, terms(known)),
        value=name,
        severity="warning",
    )
