"""视频的时长、方向、像素和大小。"""

from __future__ import annotations

from collections.abc import Iterator

from casebook.check.file_faults import VIDEO, Fault, file_fault
from casebook.figures import duration, file_size
from casebook.model.library import Case, Library
from casebook.model.media_rules import VideoRules
from casebook.problem import Problem, Said
from casebook.video.fault import VideoFaultError
from casebook.video.movie import Movie, read_movie

RULE = "video-limits"


def check(library: Library) -> Iterator[Problem]:
    """登记的视频，时长、方向、像素和文件大小要合批次的规定；手机竖拍后转过来的，按转正后的宽高算。

    依据：001-025、附2-123 与 X-8（不超过5分钟，一并适用）、附2-124（横屏）、附2-126 与 X-6（宽至少
    800 且高至少 600 像素）；文件大小是本库自己的限制。改法：太长的剪短；竖屏的重新横拍，或选 16:9
    画幅导出；像素不够的用原片，不用聊天软件压缩过的。
    """
    for case in library.cases:
        programme = library.programme_of(case)
        if not programme or not programme.video:
            continue
        for i, video in enumerate(case.data.videos):
            if (movie := _readable(case, video.file)) is None:
                continue
            for value, message, hint, severity in _limits(video.file, movie, programme.video):
                place = case.place("videos", i, "file")
                yield Problem(place, RULE, message, hint, value, severity=severity)


def _readable(case: Case, file: str) -> Movie | None:
    """Return a film; None where the rule on files says why it cannot be read."""
    if file_fault(case, file, VIDEO):
        return None
    try:
        return read_movie(case.folder / file)
    except (VideoFaultError, OSError):
        return None


def _limits(file: str, movie: Movie, rules: VideoRules) -> Iterator[Fault]:
    width, height, clause = movie.width, movie.height, rules.clause
    if movie.seconds > rules.max_seconds:
        over = float(movie.seconds - rules.max_seconds)
        yield (
            f"{float(movie.seconds):.2f}",
            Said(
                f"“{file}”长 {duration(movie.seconds, 'zh')}，超出 {over:.2f} 秒",
                f"'{file}' lasts {duration(movie.seconds, 'en')}: {over:.2f} s too long",
            ),
            Said(
                f"最长 {duration(rules.max_seconds, 'zh')}（{clause}）；请剪短后重新导出。",
                f"{clause} allows {duration(rules.max_seconds, 'en')}; cut it and export it again.",
            ),
            "error",
        )
    if rules.landscape and width <= height:
        yield (
            f"{width}×{height}",
            Said(
                f"“{file}”不是横屏（{width}×{height}）",
                f"'{file}' is not in landscape format ({width}×{height})",
            ),
            Said(
                f"要求横屏（{clause}）；请横过来重新拍摄，或在剪辑软件里选 16:9 画幅重新导出。",
                f"{clause} asks for landscape; film it again, or export it in 16:9.",
            ),
            "error",
        )
    if width < rules.min_width or height < rules.min_height:
        yield (
            f"{width}×{height}",
            Said(f"“{file}”是 {width}×{height} 像素", f"'{file}' has {width}×{height} pixels"),
            Said(
                f"要求宽至少 {rules.min_width}、高至少 {rules.min_height} 像素（{clause}）；"
                "请用原片，不要用聊天软件压缩过的。",
                f"{clause} asks for at least {rules.min_width}×{rules.min_height}; use the "
                "original, not one that a messenger has compressed.",
            ),
            "error",
        )
    if rules.max_bytes is not None and movie.size > rules.max_bytes:
        yield (
            str(movie.size),
            Said(
                f"“{file}”有 {file_size(movie.size)}，太大",
                f"'{file}' has {file_size(movie.size)}: too large",
            ),
            Said(
                f"本库的视频最大 {file_size(rules.max_bytes)}，读者多用手机观看；请按 1080P、"
                "码率 5 Mbps 左右重新导出。",
                f"This library takes {file_size(rules.max_bytes)}, as readers watch on phones; "
                "export it again in 1080p at about 5 Mbit/s.",
            ),
            "error",
        )
