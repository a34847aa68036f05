"""前后对比的照片。"""

from __future__ import annotations

from collections.abc import Iterator

from casebook.model.library import Case, Library
from casebook.model.media import Photo
from casebook.problem import Problem, Said
from casebook.suggest import suggestion, terms

RULE = "photo-pairs"


def check(library: Library) -> Iterator[Problem]:
    """整治前后的两张照片成对刊登：后一张的 before 写前一张的 file，两张都登记在 photos 里。

    依据：002-M3（成效和亮点附前后对比的照片）。网页和年鉴把两张并排，标明“之前”“之后”；两张都有自己
    的图注、替代文字。一张照片只在一对里。改法：before 改写成登记过的另一张照片；同一处有几个阶段
    的，只对比最早和最晚的，其余单独登记。
    """
    for case in library.cases:
        before_of: dict[str, int] = {}
        for number, photo in enumerate(case.data.photos):
            if photo.before is None:
                continue
            found = _fault(case, photo, before_of)
            before_of.setdefault(photo.before, number)
            if found:
                message, hint = found
                place = case.place("photos", number, "before")
                yield Problem(place, RULE, message, hint, value=photo.before)


def _fault(case: Case, photo: Photo, before_of: dict[str, int]) -> tuple[Said, Said] | None:
    listed = {other.file: other for other in case.data.photos}
    before = listed.get(photo.before or "")
    if before is None:
        return (
            Said(f"照片“{photo.before}”没有登记", f"the photo '{photo.before}' is not listed"),
            suggestion(photo.before or "", terms(file for file in listed if file != photo.file)),
        )
    if before is photo:
        return (
            Said("before 写的是这张照片自己", "'before' names the photo itself"),
            Said("请写整治以前的那一张。", "Name the photo that was taken before."),
        )
    if before.before:
        return (
            Said(f"“{before.file}”自己也有 before", f"'{before.file}' has a 'before' itself"),
            Said(
                "一对只有两张：请只对比最早和最晚的，其余单独登记。",
                "A pair is of two: compare the first and the last; the others stand alone.",
            ),
        )
    if before.file in before_of:
        line = case.place("photos", before_of[before.file], "before").line
        return (
            Said(
                f"“{before.file}”已经和另一张照片成对（第 {line} 行）",
                f"'{before.file}' is in a pair already (line {line})",
            ),
            Said("一张照片只在一对里：请删去一处。", "A photo is in one pair: delete one."),
        )
    return None
