"""视频的封面图。"""

from __future__ import annotations

from collections.abc import Iterator

from casebook.check.file_faults import VIDEO, Fault, file_fault
from casebook.media import PhotoError, read_photo
from casebook.model.library import Case, Library
from casebook.problem import Problem, Said
from casebook.video.kept import decoder

RULE = "video-poster"

_SMALLEST = (800, 600)  # px
_PICTURES = frozenset({".jpg", ".jpeg", ".png", ".webp"})


def check(library: Library) -> Iterator[Problem]:
    """播放前要有一幅图片可看：编辑给的 JPG，或者由程序从视频里取。

    依据：附2-127（封面图）。改法：在播放器里暂停在有代表性的画面，截图存为 JPG 放进 video 文件夹，
    写 poster: video/01.jpg；装了 PyAV 的，不写 poster 就自动取一幅不黑的画面。
    """
    for case in library.cases:
        for i, video in enumerate(case.data.videos):
            found = _given(case, video.poster) if video.poster else _not_given(video.file)
            for value, message, hint, severity in found:
                place = case.place("videos", i, "poster")
                yield Problem(place, RULE, message, hint, value, severity=severity)


def _not_given(file: str) -> Iterator[Fault]:
    if decoder() is None:
        yield (
            file,
            Said(
                f"视频“{file}”没有封面图",
                f"there is no picture to stand for the video '{file}'",
            ),
            Said(
                "请截一幅画面存为 JPG，写 poster: video/01.jpg；或请技术人员运行 "
                "pip install 'casebook[video]'，由程序从视频里取一幅。",
                "Save a still as JPG and write poster: video/01.jpg; or have one taken out of the "
                "video: pip install 'casebook[video]'.",
            ),
            "warning",
        )


def _given(case: Case, file: str) -> Iterator[Fault]:
    if fault := file_fault(case, file, VIDEO, Said("封面图", "poster"), _PICTURES):
        yield fault
        return
    photo = read_photo(case, file)
    try:
        width, height = photo.size if photo else (0, 0)
    except PhotoError:
        yield (
            file,
            Said(f"封面图“{file}”打不开", f"the poster '{file}' cannot be opened"),
            Said(
                "请换成 JPG 图片：在播放器里暂停，截一幅画面存为 JPG。",
                "Give a JPG: pause the video in a player and save the still as JPG.",
            ),
            "error",
        )
        return
    if width < _SMALLEST[0] or height < _SMALLEST[1]:
        least = "×".join(map(str, _SMALLEST))
        yield (
            f"{width}×{height}",
            Said(
                f"封面图“{file}”只有 {width}×{height} 像素",
                f"the poster '{file}' has only {width}×{height} pixels",
            ),
            Said(f"请换成至少 {least} 像素的图片。", f"Give one of at least {least} pixels."),
            "warning",
        )
