"""案例文件夹里用不到的文件。"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from casebook.case_files import MOST_FILES, entries_of
from casebook.load import REVIEW, TRANSLATIONS
from casebook.model.library import Case, Library
from casebook.plain_file import shown_name
from casebook.problem import Place, Problem, Said
from casebook.yaml_tree import Tree

RULE = "unknown-files"

_TEXTS = frozenset({"case.yaml", "zh.md", "en.md", TRANSLATIONS, REVIEW})


def check(library: Library) -> Iterator[Problem]:
    """案例文件夹里只放 case.yaml、正文、review.yaml、登记过的照片和视频，以及视频的字幕等文件。

    依据：附2-109。推荐表、盖章扫描件等带有联系人的材料不能放在这里（P-01），没有登记的照片和视频
    不会刊出。改法：照片在 case.yaml 的 photos 下登记，视频在 videos 下登记；其他文件移到库外，联系
    方式放进 private。
    """
    for case in library.cases:
        known = _TEXTS | set(listed_files(case))
        files = sorted(_files(case.folder))
        for file in (
            files if len(files) <= MOST_FILES else ()
        ):  # file-names says that there are more
            if file in known:
                continue
            shown = shown_name(file)
            yield Problem(
                Place(f"cases/{shown_name(case.id)}/{shown}"),
                RULE,
                Said(f"文件“{shown}”没有用到", f"'{shown}' is not used"),
                _hint(case, file),
                value=shown,
                severity="warning",
            )


def _files(folder: Path) -> list[str]:
    """Return the files of a folder; `file-names` tells of one with too many, and of no files."""
    entries = list(entries_of(folder))
    files = (Path(entry.path) for entry in entries if entry.is_file(follow_symlinks=False))
    few = len(entries) <= MOST_FILES
    return sorted(path.relative_to(folder).as_posix() for path in files) if few else []


def listed_files(case: Case) -> Iterator[str]:
    """Yield the files of photos and videos as they are written, also in an entry with a fault."""
    tree = case.document.tree
    for kind in ("photos", "videos"):
        entries = tree.get(kind) if isinstance(tree, dict) else None
        for entry in entries if isinstance(entries, list) else ():
            if isinstance(entry, dict):
                yield from _named(entry)


def _named(entry: Mapping[str, Tree]) -> Iterator[str]:
    for key in ("file", "poster", "captions", "transcript"):
        value = entry.get(key)
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            yield from (file for file in value.values() if isinstance(file, str))


def _hint(case: Case, file: str) -> Said:
    if file.startswith("video/"):
        return Said(
            "请在 case.yaml 的 videos 下登记它，或删去文件。",
            "List it under videos in case.yaml, or delete the file.",
        )
    if file.startswith("photos/"):
        return Said(
            "请在 case.yaml 的 photos 下登记它，或删去文件。",
            "List it under photos in case.yaml, or delete the file.",
        )
    return Said(
        "请移走：这里只放 case.yaml、zh.md、en.md、照片和视频，不放推荐表等材料。",
        "Move it away: a case holds case.yaml, zh.md, en.md, photos and videos, no forms.",
    )
