"""照片的张数和说明。"""

from __future__ import annotations

from collections.abc import Iterator

from casebook.model.library import Case, Library
from casebook.model.media_rules import PhotoRules
from casebook.problem import Problem, Said

RULE = "photos"

_SCENES = {"project": Said("项目场景", "the project"), "service": Said("服务场景", "the service")}


def check(library: Library) -> Iterator[Problem]:
    """照片的张数和场景要合批次的规定，每张要有中文图注、替代文字和作者，同一张不能登记两次。

    依据：附2-116（3—5 张）、附2-117（项目场景和服务场景都要有）、附2-121。替代文字（alt）说给看不见
    图的人听：画面里有什么；图注（caption）说明时间、地点和做法；credit 写摄影者或提供者。改法：增减
    photos 下的条目，补上 zh、credit 和 scene。
    """
    for case in library.cases:
        programme = library.programme_of(case)
        if programme and programme.photos:
            yield from _count(case, programme.photos)
            yield from _scenes(case, programme.photos)
            yield from _credits(case, programme.photos)
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


def _scenes(case: Case, rules: PhotoRules) -> Iterator[Problem]:
    shown = {photo.scene for photo in case.data.photos}
    for scene in rules.scenes if case.data.photos else ():
        if scene not in shown:
            name = _SCENES[scene]
            yield Problem(
                case.place("photos"),
                RULE,
                Said(f"没有一张照片标为{name.zh}", f"no photo is marked as one of {name.en}"),
                Said(
                    f"项目场景和服务场景都要有（{rules.clause}）；请给照片补写 scene: {scene}，"
                    "没有的请补一张。",
                    f"Both are asked for ({rules.clause}): write 'scene: {scene}' where it fits, "
                    "or add a photo.",
                ),
                severity="warning",
            )


def _credits(case: Case, rules: PhotoRules) -> Iterator[Problem]:
    for number, photo in enumerate(case.data.photos):
        if rules.credit and photo.credit is None:
            yield Problem(
                case.place("photos", number, "credit"),
                RULE,
                Said("照片没有写作者", "the photo names no photographer"),
                Said(
                    "请补上“credit: {zh: 摄影者或提供者}”。",
                    "Add 'credit: {zh: …}': who took it, or gave it.",
                ),
                severity="error" if rules.credit == "required" else "warning",
            )
