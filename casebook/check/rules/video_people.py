"""视频里的人。"""

from __future__ import annotations

from collections.abc import Iterator

from casebook.check.people import people_faults
from casebook.model.library import Library
from casebook.problem import Problem

RULE = "video-people"


def check(library: Library) -> Iterator[Problem]:
    """视频里认得出的人要同意刊登；每个视频都写明从头到尾看过没有，未成年人要监护人同意。

    依据：P-06，写法与照片相同（photo-people）：认不出任何人写“people: none”；认得出的写 people:
    {shown: adults, consent: 怎样征得同意, checked_by: 谁核对}，有未成年人的 shown 写 minors。同时看
    车牌、公示栏上的电话和姓名，听有没有念出电话。这一项不能豁免，也不会发布。改法：补上 people；
    没有征得同意的，剪去这一段，或在剪辑软件里给人脸打上马赛克。
    """
    for case in library.cases:
        programme = library.programme_of(case)
        demand = programme.video.people if programme and programme.video else None
        for number, video in enumerate(case.data.videos):
            for message, hint, severity in people_faults(video.file, video.people, demand):
                place = case.place("videos", number, "people")
                yield Problem(place, RULE, message, hint, video.file, severity=severity)
