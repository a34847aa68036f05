"""照片上的人。"""

from __future__ import annotations

from collections.abc import Iterator

from casebook.model.case import Photo
from casebook.model.library import Library
from casebook.model.material import Demand
from casebook.problem import Problem, Said, Severity

RULE = "photo-people"

Fault = tuple[Said, Said, Severity]


def check(library: Library) -> Iterator[Problem]:
    """照片上认得出的人要同意刊登；每张照片都写明看过没有，未成年人要监护人同意。

    依据：附2-121、004-17、P-06。由编辑看着照片回答，程序不替人判断。认不出任何人写“people: none”；
    认得出的写 people: {shown: adults, consent: 怎样征得同意, checked_by: 谁核对}，有未成年人的写
    shown: minors。同时看车牌、公示栏上的电话和姓名，看得清的先遮住。没有回答是提醒（批次要求的是
    错误），认得出人而没有写明同意是错误，不能豁免。这一项只供编辑部内部，不会发布。改法：补上
    people；没有征得同意的，换一张照片，或把人脸遮住后另存。
    """
    for case in library.cases:
        programme = library.programme_of(case)
        demand = programme.photos.people if programme and programme.photos else None
        for number, photo in enumerate(case.data.photos):
            for message, hint, severity in _faults(photo, demand):
                place = case.place("photos", number, "people")
                yield Problem(place, RULE, message, hint, photo.file, severity=severity)


def _faults(photo: Photo, demand: Demand | None) -> Iterator[Fault]:
    people = photo.people
    if people is None and demand is None:
        return
    if people is None:
        yield (
            Said(
                f"没有写明“{photo.file}”上的人是否同意刊登",
                f"nothing says whether those shown on '{photo.file}' agreed",
            ),
            Said(
                "请看着照片填写：认不出任何人写“people: none”；认得出的写“people: {shown: adults, "
                "consent: …, checked_by: …}”，有未成年人写 shown: minors。",
                "Look at it: 'people: none' where nobody can be recognised, else 'people: {shown: "
                "adults, consent: …, checked_by: …}', or shown: minors.",
            ),
            "error" if demand == "required" else "warning",
        )
        return
    if people.shown == "none":
        return
    if people.consent is None:
        by = Said("监护人", "their guardians") if people.shown == "minors" else Said("本人", "they")
        yield (
            Said(
                f"“{photo.file}”上认得出人，没有写明怎样征得同意",
                f"people can be recognised on '{photo.file}', and how they agreed is not said",
            ),
            Said(
                f"请写 consent：{by.zh}怎样同意的，凭据存在哪里；没有同意的请换照片或遮住人脸。",
                f"Write consent: how {by.en} agreed, and where that is kept; or use another.",
            ),
            "error",
        )
    if people.checked_by is None:
        yield (
            Said(f"“{photo.file}”没有写明由谁核对", f"who looked at '{photo.file}' is not said"),
            Said("请写 checked_by: 核对人。", "Write checked_by: your name."),
            "warning",
        )
