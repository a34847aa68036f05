"""Read a library from disk: every file once, every fault a problem, the rest a frozen model."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import BaseModel

from casebook.address_lines import LEDGER_OF_ADDRESSES, read_address_lines
from casebook.memory import Memory
from casebook.model.address import Redirect
from casebook.model.batch import Batch
from casebook.model.case import CaseData
from casebook.model.edition import Edition
from casebook.model.invariants import faults
from casebook.model.library import Case, LedgerEntry, Library, MeasureKind
from casebook.model.lock import LOCK, EditionLock, PrintedEdition
from casebook.model.programme import Programme
from casebook.model.review import CaseReview, Review
from casebook.model.role import Role
from casebook.model.selected import SelectedList
from casebook.model.synonyms import SynonymGroup
from casebook.model.translation import Record, RecordFile, RecordsFile
from casebook.paths import Paths
from casebook.plain_file import in_each, lies_at, linked, shown_name
from casebook.problem import LOCALES, Locale, Place, Problem, Said
from casebook.prose import Text, parse_text
from casebook.prose.bounds import read_prose
from casebook.source import Document, read_yaml
from casebook.unwritten import STAND_IN
from casebook.validate import validate, validate_list, validate_readable

LEDGER = "published.yaml"
REDIRECTS = "redirects.yaml"
BATCHES = "batches.yaml"
REVIEW = "review.yaml"
TRANSLATIONS = "translations.yaml"
# So that one faulty value does not hide what else is wrong with a case; nothing is built from it.
_SOMETHING = {"zh": STAND_IN, "en": STAND_IN}
_STAND_INS: dict[tuple[str | int, ...], object] = {
    ("programme",): STAND_IN,
    ("status",): "published",
    ("title",): _SOMETHING,
    ("summary",): _SOMETHING,
    ("community", "name"): _SOMETHING,
    ("community", "region"): "000000",
    ("community", "type"): STAND_IN,
    ("source",): {"title": _SOMETHING, "issuer": _SOMETHING},
}
M = TypeVar("M", bound=BaseModel)
Headings = Mapping[Locale, Mapping[str, str]]
_BESIDE_CASES = frozenset(
    {
        *(LEDGER, LEDGER_OF_ADDRESSES, REDIRECTS, BATCHES),
        *("case.schema.json", "review.schema.json", "README.md"),
    }
)


@dataclass(frozen=True)
class Loaded:
    """A library and what was wrong with its files."""

    library: Library
    problems: tuple[Problem, ...]

    def with_problems(self, more: Iterable[Problem]) -> Loaded:
        """Return the same library with problems found elsewhere."""
        return replace(self, problems=(*self.problems, *more))


class _Reader:
    """Collects problems and documents while the files are read."""

    def __init__(self, paths: Paths, memory: Memory) -> None:
        self.paths = paths
        self.memory = memory
        self.problems: list[Problem] = []
        self.documents: dict[str, Document] = {}

    def yaml(self, base: Path, path: Path) -> Document | None:
        link = linked(base, path)
        document, problems = self.memory.kept(path, [path], link, lambda: read_yaml(base, path))
        self.problems.extend(problems)
        if document:
            self.documents[document.file] = document
        return document

    def take(self, other: _Reader) -> None:
        """Take over what another one has found."""
        self.problems.extend(other.problems)
        self.documents.update(other.documents)

    def note(self, file: str, rule: str, message: Said, hint: Said) -> None:
        self.problems.append(Problem(Place(file), rule, message, hint))


def load_library(paths: Paths, memory: Memory | None = None) -> Loaded:
    """Read programmes, measures, editions, the ledger and every case of a library.

    A file that cannot be understood is left out of the library and reported; nothing is raised
    for what an editor wrote. With a `memory` a case whose files did not change is the same object.
    """
    reader = _Reader(paths, memory or Memory())
    programmes = {p.id: p for p in _programmes(reader)}
    lines, problems = read_address_lines(paths)
    reader.problems.extend(problems)
    cases = tuple(sorted(_cases(reader, programmes), key=lambda c: c.sort_key))
    library = Library(
        root=paths.root,
        programmes=programmes,
        measures={
            m.key: m for m in _list(reader, "content", "measures.yaml", MeasureKind, "measures")
        },
        editions={e.id: e for e in _editions(reader)},
        ledger=tuple(_list(reader, "cases", LEDGER, LedgerEntry, "ledger")),
        cases=cases,
        documents=reader.documents,
        directions=_directions(reader),
        page_names=tuple(sorted({p.stem for p in paths.content.glob("pages/*/*.md")})),
        addresses=tuple(lines),
        redirects=tuple(_list(reader, "cases", REDIRECTS, Redirect, "addresses")),
        translations=dict(_translations(reader)),
        synonyms=tuple(_list(reader, "content", "synonyms.yaml", SynonymGroup, "synonyms")),
        printed={p.lock.edition: p for p in _printed(reader)},
        roles={role.key: role for role in _list(reader, "content", "roles.yaml", Role, "roles")},
        selected={one.id: one for one in _selected(reader)},
        batches=tuple(_list(reader, "cases", BATCHES, Batch, "batch")),
        reviews=dict(_reviews(reader, cases)),
    )
    return Loaded(library, tuple(sorted(reader.problems, key=lambda p: p.sort_key)))


def _programmes(reader: _Reader) -> Iterator[Programme]:
    content = reader.paths.content
    for path in sorted(content.glob("programmes/*.yaml")):
        document = reader.yaml(content.parent, path)
        if not document:
            continue
        programme, problems = validate(document, Programme, "programme")
        reader.problems.extend(problems)
        if programme is None:
            continue
        for where, message in faults(programme):
            hint = Said("请对照来源文件核对。", "Compare it with the source document.")
            reader.problems.append(Problem(document.place(*where), "programme", message, hint))
        reader.problems.extend(_misnamed(document, "programme", programme.id, path.stem))
        yield programme


def _misnamed(document: Document, rule: str, id: str, name: str) -> Iterator[Problem]:
    """Yield a problem where an id is not the name of its file or folder."""
    if id != name:
        yield Problem(
            document.place("id"),
            rule,
            Said(f"id“{id}”与文件夹名不同", f"id '{id}' is not the folder's name")
            if rule == "edition"
            else Said(f"id“{id}”与文件名不同", f"id '{id}' is not the file's name"),
            Said(f"请写 id: {name}。", f"Write id: {name}."),
        )


def _list(
    reader: _Reader, folder: Literal["content", "cases"], name: str, model: type[M], rule: str
) -> list[M]:
    """Read a file that is one list; a library may be without it, or leave it empty."""
    path = (reader.paths.content if folder == "content" else reader.paths.cases) / name
    document = reader.yaml(path.parent.parent, path) if lies_at(path) else None
    if not document or document.tree is None:
        return []
    found, problems = validate_list(document, model, rule)
    reader.problems.extend(problems)
    return found or []


def _selected(reader: _Reader) -> Iterator[SelectedList]:
    content = reader.paths.content
    for path in sorted(content.glob("selected/*.yaml")):
        if document := reader.yaml(content.parent, path):
            selected, problems = validate(document, SelectedList, "selected")
            reader.problems.extend(problems)
            if selected:
                reader.problems.extend(_misnamed(document, "selected", selected.id, path.stem))
                yield selected


def _reviews(reader: _Reader, cases: Iterable[Case]) -> Iterator[tuple[str, CaseReview]]:
    by_id = {case.id: case for case in cases}
    for path in in_each(reader.paths.cases, REVIEW):
        if document := _record(reader, reader.paths.root, path):
            case = by_id.get(path.parent.name)  # None for one that could not be read
            review, problems = validate(document, Review, "review")
            draft = case is not None and case.data.status == "draft"
            reader.problems.extend(_unfinished(problems) if draft else problems)
            if review and case:
                yield case.id, CaseReview(review, document)


def _editions(reader: _Reader) -> Iterator[Edition]:
    content = reader.paths.content
    for path in in_each(content / "editions", "edition.yaml"):
        if document := reader.yaml(content.parent, path):
            edition, problems = validate(document, Edition, "edition")
            reader.problems.extend(problems)
            if edition:
                reader.problems.extend(_misnamed(document, "edition", edition.id, path.parent.name))
                yield edition


def _printed(reader: _Reader) -> Iterator[PrintedEdition]:
    content = reader.paths.content
    for path in in_each(content / "editions", LOCK):
        if document := reader.yaml(content.parent, path):
            lock, problems = validate(document, EditionLock, "printed-edition")
            reader.problems.extend(problems)
            if lock:
                problems = list(_of_other_folder(document, lock.edition, path.parent.name))
                reader.problems.extend(problems)
                yield PrintedEdition(lock, path.parent, document)


def _of_other_folder(document: Document, edition: str, folder: str) -> Iterator[Problem]:
    if edition != folder:
        yield Problem(
            document.place("edition"),
            "printed-edition",
            Said(
                f"付印记录属于版本“{edition}”，却放在“{folder}”里",
                f"the lock of edition '{edition}' lies in the folder '{folder}'",
            ),
            Said("付印的版本不能改名，请改回原来的文件夹名。", "Give the folder its name back."),
            value=edition,
            allowed=(folder,),
        )


def _directions(reader: _Reader) -> str:
    """Return what `site.yaml` names; its faults are reported where the settings are read."""
    content = reader.paths.content
    document, _ = read_yaml(content.parent, content / "site.yaml")
    named = document.tree.get("directions") if document and isinstance(document.tree, dict) else ""
    return named if isinstance(named, str) else ""


def _translations(reader: _Reader) -> Iterator[tuple[str, Record]]:
    """Yield what each English text was made from: of the contents in one file, of each case."""
    content = reader.paths.content
    document = _record(reader, content.parent, content / TRANSLATIONS)
    if document:
        whole, problems = validate(document, RecordsFile, "translations")
        reader.problems.extend(problems)
        yield from (whole.records if whole else {}).items()
    for path in in_each(reader.paths.cases, TRANSLATIONS):
        if document := _record(reader, reader.paths.root, path):
            of_case, problems = validate(document, RecordFile, "translations")
            reader.problems.extend(problems)
            if of_case:
                yield path.parent.name, of_case.record


def _record(reader: _Reader, base: Path, path: Path) -> Document | None:
    document = reader.yaml(base, path) if lies_at(path) else None
    return document if document and document.tree is not None else None


def _cases(reader: _Reader, programmes: dict[str, Programme]) -> Iterator[Case]:
    cases = reader.paths.cases
    headings = {key: _headings(programme) for key, programme in programmes.items()}
    for path in sorted(cases.iterdir()) if cases.is_dir() else ():
        if path.name.startswith(".") or path.name in _BESIDE_CASES:
            continue
        if said := _no_case_folder(path):
            file = shown_name(path.relative_to(reader.paths.root).as_posix())
            reader.note(file, "case-folder", *said)
            continue
        files = [path / name for name in ("case.yaml", *(f"{x}.md" for x in LOCALES))]
        case, own = reader.memory.kept(
            ("case", path), files, headings, partial(_case_alone, reader.paths, path, headings)
        )
        reader.take(own)
        if case:
            yield case


def _headings(programme: Programme) -> Headings:
    """Return the keys of the sections that a programme names, by their titles in each language."""
    return {x: {s.title.to(x): s.key for s in programme.sections} for x in LOCALES}


def _case_alone(
    paths: Paths, folder: Path, headings: Mapping[str, Headings]
) -> tuple[Case | None, _Reader]:
    """Read a case by itself: it depends on its own files and on the headings of its programme."""
    own = _Reader(paths, Memory())
    return _case(own, folder, headings), own


def _no_case_folder(path: Path) -> tuple[Said, Said] | None:
    """Return why what lies in `cases/` is not a case, and what to do; None for a case's folder."""
    name = shown_name(path.name)
    if path.is_symlink():
        return (
            Said(
                f"“{name}”是快捷方式（链接），不读取", f"'{name}' is a link, which is not followed"
            ),
            Said("请换成案例文件夹本身。", "Put the case's folder here itself."),
        )
    if not path.is_dir() or name != path.name:
        return (
            Said(f"“{name}”不是案例文件夹", f"'{name}' is not a case folder"),
            Said(
                "cases/ 下每个案例一个文件夹，名称如 2026-yangli；其他文件请移走。",
                "cases/ holds one folder per case, named like 2026-yangli; move other files away.",
            ),
        )
    if not os.access(path, os.R_OK | os.X_OK):
        return (
            Said("系统不让打开这个文件夹", "the system does not let this folder be opened"),
            Said("请检查文件夹的权限。", "Look at the folder's permissions."),
        )
    if lies_at(path / "case.yaml"):
        return None
    return (
        Said("文件夹里没有 case.yaml", "the folder has no case.yaml"),
        Said(
            "请用 python build.py new 生成案例，或移走这个文件夹。",
            "Start a case with python build.py new, or move this folder away.",
        ),
    )


def _case(reader: _Reader, folder: Path, headings: Mapping[str, Headings]) -> Case | None:
    path = folder / "case.yaml"
    document = reader.yaml(reader.paths.root, path)
    data: CaseData | None = None
    if document:
        data, problems = validate(document, CaseData, "case")
        reader.problems.extend(_unfinished(problems) if _is_draft(document) else problems)
        data = data or validate_readable(document, CaseData, _STAND_INS)
    named = document.tree.get("programme") if document and isinstance(document.tree, dict) else None
    texts = dict(_texts(reader, folder, headings.get(str(named), {})))
    if document is None or data is None:
        return None
    return Case(folder.name, folder, data, texts, document)


def _is_draft(document: Document) -> bool:
    return isinstance(document.tree, dict) and document.tree.get("status") == "draft"


def _unfinished(problems: Iterable[Problem]) -> Iterator[Problem]:
    """What a draft still lacks is a warning: it must not keep others from publishing."""
    return (replace(problem, severity="warning") for problem in problems)


def _texts(reader: _Reader, folder: Path, headings: Headings) -> Iterator[tuple[Locale, Text]]:
    for locale in LOCALES:
        path = folder / f"{locale}.md"
        if not lies_at(path):
            continue
        source, problems = read_prose(reader.paths.root, path)
        reader.problems.extend(problems)
        if source is None:
            continue
        file = path.relative_to(reader.paths.root).as_posix()
        yield locale, parse_text(source, file, locale, headings.get(locale, {}))
