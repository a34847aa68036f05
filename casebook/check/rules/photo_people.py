"""照片上的人。"""

from __future__ import annotations

from collections.abc import Iterator

from casebook.check.people import people_faults
from casebook.model.library import Library
from casebook.problem import Problem

RULE = "photo-people"


def check(library: Library) -> Iterator[Problem]:
    """照片上认得出的人要同意刊登；每张照片都写明看过没有，未成年人要监护人同意。

    依据：附2-121、004-17、P-06。由编辑看着照片回答，程序不替人判断：认不出任何人写
    “people: none”；认得出的写 people: {shown: adults, consent: 怎样征得同意, checked_by: 谁核对}，
    有未成年人的 shown 写 minors。同时看车牌、公示栏上的电话和姓名，看得清的先遮住。没有回答是提醒
    （批次要求的是错误），认得出人而没有写明同意是错误，不能豁免。这一项只供编辑部内部，不会发布。
    改法：补上 people；没有征得同意的，换一张照片，或把人脸遮住后另存。
    """
    for case in library.cases:
        programme = library.programme_of(case)
        demand = programme.photos.people if programme and programme.photos else None
        for number, photo in enumerate(case.data.photos):
            for message, hint, severity in people_faults(photo.file, photo.people, demand):
                place = case.place("photos", number, "people")
                yield Problem(place, RULE, message, hint, photo.file, severity=severity)
