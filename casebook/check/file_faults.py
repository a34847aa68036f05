"""What may be wrong with the path of a file that `case.yaml` names, whatever it is."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from casebook.case_files import entries_of
from casebook.inside import inside
from casebook.model.library import Case
from casebook.problem import NOTHING, Said, Severity
from casebook.suggest import suggestion, terms

Fault = tuple[str, Said, Said, Severity]  # what was found, the message, the hint


def file_fault(
    case: Case, file: str, what: Said = NOTHING, endings: Collection[str] = ()
) -> Fault | None:
    """Return what is wrong with the path of a file of `video/`, or nothing.

    `what` names it, and `endings` are those of the files that may be meant by it.
    """
    path = inside(case.folder, file)
    if path is None:
        return (
            file,
            Said(f"“{file}”不在案例文件夹里", f"'{file}' is not in the case folder"),
            Said(
                "请从案例文件夹写起，如 video/01.mp4；不能用“..”，也不能是快捷方式。",
                "Write the path from the case folder: video/01.mp4; no '..', no symlink.",
            ),
            "error",
        )
    if path.is_file():
        return None
    there = (Path(entry.path) for entry in entries_of(case.folder / "video"))
    meant = (p for p in there if p.suffix.lower() in endings and p.is_file())
    names = [p.relative_to(case.folder).as_posix() for p in meant]
    none = Said("请先把它放进 video 文件夹。", "Put it into video/ first.")
    return (
        file,
        Said(f"找不到{what.zh}“{file}”", f"the {what.en} '{file}' does not exist"),
        suggestion(file, terms(names)) if names else none,
        "error",
    )
