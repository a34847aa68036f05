"""What may be wrong with the path of a file that `case.yaml` names, whatever it is."""

from __future__ import annotations

from casebook.inside import inside
from casebook.model.library import Case
from casebook.problem import Said, Severity
from casebook.suggest import suggestion, terms

Fault = tuple[str, Said, Said, Severity]  # what was found, the message, the hint


def file_fault(case: Case, file: str, what: Said) -> Fault | None:
    """Return what is wrong with the path of a file of `video/`, or nothing; `what` names it."""
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
    names = sorted(p.relative_to(case.folder).as_posix() for p in case.folder.glob("video/*"))
    none = Said("video 文件夹里还没有文件，请先放进去。", "There is nothing in video/ yet.")
    return (
        file,
        Said(f"找不到{what.zh}“{file}”", f"the {what.en} '{file}' does not exist"),
        suggestion(file, terms(names)) if names else none,
        "error",
    )
