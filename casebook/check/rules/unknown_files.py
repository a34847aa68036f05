"""案例文件夹里用不到的文件。"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from casebook.model.library import Case, Library
from casebook.problem import Place, Problem, Said

RULE = "unknown-files"

_TEXTS = frozenset({"case.yaml", "zh.md", "en.md", "translations.yaml"})
_VIDEO = "video"


def check(library: Library) -> Iterator[Problem]:
    """案例文件夹里只放 case.yaml、zh.md、en.md、登记过的照片和 video 里的视频。

    依据：附2-109。推荐表、盖章扫描件等带有联系人的材料不能放在这里（P-01），没有登记的照片不会
    刊出。改法：照片在 case.yaml 的 photos 下登记；其他文件移到库外，联系方式放进 private。
    """
    for case in library.cases:
        known = _TEXTS | set(_listed(case))
        for path in _files(case.folder):
            file = path.relative_to(case.folder).as_posix()
            if file in known or file.startswith(f"{_VIDEO}/"):
                continue
            yield Problem(
                Place(path.relative_to(library.root).as_posix()),
                RULE,
                Said(f"文件“{file}”没有用到", f"'{file}' is not used"),
                _hint(case, file),
                value=file,
                severity="warning",
            )


def _files(folder: Path) -> list[Path]:
    """Return the files of a folder but hidden ones, which systems leave behind."""
    found = (path for path in folder.rglob("*") if path.is_file() or path.is_symlink())
    hidden = (p for p in found if not any(x.startswith(".") for x in p.relative_to(folder).parts))
    return sorted(hidden)


def _listed(case: Case) -> Iterator[str]:
    """Yield the photos of the file as it was written, also where an entry has another fault."""
    tree = case.document.tree
    photos = tree.get("photos") if isinstance(tree, dict) else None
    for photo in photos if isinstance(photos, list) else ():
        if isinstance(photo, dict) and isinstance(photo.get("file"), str):
            yield photo["file"]


def _hint(case: Case, file: str) -> Said:
    if file.startswith("photos/"):
        return Said(
            "请在 case.yaml 的 photos 下登记它，或删去文件。",
            "List it under photos in case.yaml, or delete the file.",
        )
    return Said(
        "请移走：这里只放 case.yaml、zh.md、en.md、照片和视频，不放推荐表等材料。",
        "Move it away: a case holds case.yaml, zh.md, en.md, photos and videos, no forms.",
    )
