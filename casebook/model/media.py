"""Photos and videos of a case, and whether those whom they show agreed."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from casebook.model.base import Filled, Localized, Model, Percent
from casebook.model.dates import Day

FilePath = Annotated[str, Field(pattern=r"^[^/\\]+(/[^/\\]+)*$", max_length=200)]


def _as_people(value: Any) -> Any:
    return {"shown": value} if isinstance(value, str) else value


class People(Model):
    """Whether people can be recognised on a photo, and that they agreed (附2-121, P-06).

    It is the editors' own note: nothing that is made from a case has it. Who answers has looked at
    faces, number plates and notice boards with telephone numbers.
    """

    shown: Literal["none", "adults", "minors"]
    """none 认不出任何人，adults 认得出成年人，minors 认得出未成年人 · who can be recognised"""
    consent: Filled | None = None
    """怎样征得同意：书面同意书、监护人签字，存在哪里 · how they agreed, and where that is kept"""
    checked_by: Filled | None = None
    """谁核对的（人脸、车牌、公示栏上的电话） · who looked"""
    date: Day | None = None
    """核对日期 · when"""


Consent = Annotated[
    People | None,
    BeforeValidator(_as_people, json_schema_input_type=Literal["none"] | People | None),
]


class Photo(Model):
    """A photo of the case folder; `file` is its path in that folder.

    `scene` is what it shows (REQUIREMENTS 附2-117); `focus` is the point that a crop keeps, in
    hundredths of width and height; `people` may be the one word `none`.
    """

    file: FilePath
    """案例文件夹中的路径，如 photos/01.jpg · path in the case folder"""
    caption: Localized
    """图注，排在图下 · caption, below the picture"""
    alt: Localized
    """替代文字：看不见图的人听到的话 · text for those who do not see it"""
    credit: Localized | None = None
    """摄影者或提供者 · photographer or giver"""
    scene: Literal["project", "service"] | None = None
    """project 项目场景，service 服务场景 · what it shows"""
    focus: tuple[Percent, Percent] | None = None
    """裁切时保留的中心，横、纵百分比 · point that a crop keeps, %"""
    before: FilePath | None = None
    """同一处整治以前的照片（另一张的 file），两张并排刊登 · the same place before, by its file"""
    people: Consent = None
    """认得出的人是否同意刊登，只供编辑部内部 · consent of those shown; internal"""


class TextFiles(Model):
    """A file for each language, by their paths in the case folder."""

    zh: FilePath | None = None
    """中文的文件 · in Chinese"""
    en: FilePath | None = None
    """英文的文件 · in English"""


class Video(Model):
    """A video of the case folder (001-025, 附2-122 to 附2-127); it stands below the text.

    Without a `transcript`, the words of the captions are shown and searched; without a `poster`, a
    picture out of the video stands for it where PyAV is installed.
    """

    file: FilePath
    """案例文件夹中的路径，如 video/01.mp4 · path in the case folder"""
    title: Localized
    """片名，排在视频下面 · title, below the video"""
    caption: Localized | None = None
    """说明：时间、地点和做法 · what it shows, where and when"""
    poster: FilePath | None = None
    """播放前显示的图片，如 video/01.jpg · picture that stands for it"""
    captions: TextFiles | None = None
    """字幕文件（SRT 或 WebVTT），按语言 · caption files, by language"""
    transcript: TextFiles | None = None
    """文字稿（纯文本 .txt），按语言；有字幕的可以不写 · transcript files, by language"""
    credit: Localized | None = None
    """拍摄者或提供者 · who made or gave it"""
    people: Consent = None
    """认得出的人是否同意刊登，写法同照片；不会发布 · whether those shown agreed; not published"""
