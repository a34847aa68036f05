"""What may be wrong with the path of a file that `case.yaml` names, whatever it is."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from casebook.case_files import entries_of
from casebook.inside import inside
from casebook.model.library import Case
from casebook.problem import NOTHING, Said, Severity
from casebook.suggest import suggestion, terms

Fault = tuple[str, Said, Said, Severity]  # what was found, the message, the hint

PUT_AGAIN = Said(
    "请检查文件的权限，或重新放进来。", "Look at its permissions, or put it here again."
)


@dataclass(frozen=True, slots=True)
class Home:
    """A folder of a case, a path in it as an example, and what to say where nothing lies in it."""

    folder: str
    example: str
    empty: Said


PHOTOS = Home(
    "photos",
    "photos/01-gate.jpg",
    Said("photos 文件夹里还没有照片，请先放进去。", "There are no photos in photos/ yet."),
)
VIDEO = Home(
    "video", "video/01.mp4", Said("请先把它放进 video 文件夹。", "Put it into video/ first.")
)


def file_fault(
    case: Case,
    file: str,
    home: Home,
    what: Said = NOTHING,
    endings: Collection[str] | None = None,
) -> Fault | None:
    """Return what is wrong with the path of a file, or nothing.

    `what` names it; `endings` are those of the files that may be meant by it, None for any.
    """
    path = inside(case.folder, file)
    if path is None:
        return (
            file,
            Said(f"“{file}”不在案例文件夹里", f"'{file}' is not in the case folder"),
            Said(
                f"请从案例文件夹写起，如 {home.example}；不能用“..”，也不能是快捷方式。",
                f"Write the path from the case folder: {home.example}; no '..', no symlink.",
            ),
            "error",
        )
    if path.is_file():
        return None
    there = (Path(entry.path) for entry in entries_of(case.folder / home.folder))
    fits = (p for p in there if endings is None or p.suffix.lower() in endings)
    names = [p.relative_to(case.folder).as_posix() for p in fits if p.is_file()]
    return (
        file,
        Said(f"找不到{what.zh}“{file}”", f"the {what.en} '{file}' does not exist"),
        suggestion(file, terms(names)) if names else home.empty,
        "error",
    )


def ending_fault(file: str, found: str, kind: str, right: str) -> Fault:
    """Return that the ending of a file is not one of its kind, and the `right` one."""
    return (
        found,
        Said(
            f"“{file}”的扩展名与内容（{kind.upper()}）不符",
            f"the ending of '{file}' does not fit its content ({kind.upper()})",
        ),
        Said(f"请把扩展名改为 {right}。", f"Rename it to end in {right}."),
        "warning",
    )
