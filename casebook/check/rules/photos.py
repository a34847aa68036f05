"""照片的张数和说明。"""

from __future__ import annotations

from collections.abc import Iterator

from casebook.model.library import Case, Library
from casebook.model.material import PhotoRules
from casebook.problem import Problem, Said

RULE = "photos"


def check(library: Library) -> Iterator[Problem]:
    """照片的张数要合批次的规定，每张要有中文图注和替代文字，同一张不能登记两次。

    依据：附2-116（3—5 张）、附2-121。替代文字（alt）说给看不见图的人听：画面里有什么；图注
    （caption）说明时间、地点和做法。改法：增减 photos 下的条目，补上 zh。
    """
    for case in library.cases:
        programme = library.programme_of(case)
        if programme and programme.photos:
            yield from _count(case, programme.photos)
        first: dict[str, int] = {}
        for i, photo in enumerate(case.data.photos):
            if photo.file in first:
                line = case.place("photos", first[photo.file], "file").line
                yield Problem(
                    case.place("photos", i, "file"),
                    RULE,
                    Said(
                        f"“{photo.file}”登记了两次，第一次在第 {line} 行",
                        f"'{photo.file}' is listed twice, first on line {line}",
                    ),
                    Said("请只留一处。", "Keep one of the two."),
                    value=photo.file,
                )
            first.setdefault(photo.file, i)
            for key, name, text in (
                ("caption", "图注", photo.caption),
                ("alt", "替代文字", photo.alt),
            ):
                if not text.zh:
                    yield Problem(
                        case.place("photos", i, key),
                        RULE,
                        Said(f"照片没有中文{name}", f"the photo has no Chinese {key}"),
                        Said(f"请补上“{key}: {{zh: …}}”。", f"Add '{key}: {{zh: …}}'."),
                    )


def _count(case: Case, rules: PhotoRules) -> Iterator[Problem]:
    count = len(case.data.photos)
    if not rules.at_least <= count <= rules.at_most:
        yield Problem(
            case.place("photos"),
            RULE,
            Said(f"有 {count} 张照片" if count else "没有照片", f"photos: {count}"),
            Said(
                f"要求 {rules.at_least}—{rules.at_most} 张（{rules.clause}），"
                "请逐张写在 photos 下。",
                f"{rules.clause} asks for {rules.at_least} to {rules.at_most}, each under photos.",
            ),
            value=str(count),
            allowed=(f"{rules.at_least}–{rules.at_most}",),
        )
