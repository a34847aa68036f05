"""视频文件。"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from casebook.check.file_faults import PUT_AGAIN, VIDEO, Fault, ending_fault, file_fault
from casebook.model.library import Case, Library
from casebook.model.media_rules import VideoRules
from casebook.problem import Problem, Said
from casebook.video.fault import EXPORT_AGAIN, VideoFaultError
from casebook.video.movie import Movie, NoFilmError, read_movie

RULE = "video-files"

_ENDINGS = {"mp4": (".mp4", ".m4v"), "mov": (".mov", ".qt")}
_FILMS = frozenset(ending for endings in _ENDINGS.values() for ending in endings)
_TRACES = {
    "place": Said("拍摄地点", "the place"),
    "device": Said("设备或软件名称", "the device or program"),
    "time": Said("拍摄时间", "the time"),
    "text": Said("作者等文字", "names and other words"),
}
_WITHOUT_RULES = "附2-127"  # what holds for a video of any programme


def check(library: Library) -> Iterator[Problem]:
    """登记的视频文件要完好，格式合批次的规定，手机和浏览器都能播放；看的是文件内容，不是扩展名。

    依据：附2-125（MP4 或 MOV，不能改名充当）、附2-127（画面 H.264、8 位、4:2:0，声音 AAC）。索引的
    先后不用管，发布时自动排好；拍摄地点、设备等信息同时去掉（P-06）。改法：在剪映等软件里打开原片，
    选 1080P、H.264、MP4 重新导出；苹果手机拍摄前，在“设置—相机—格式”里选“兼容性最佳”。
    """
    for case in library.cases:
        programme = library.programme_of(case)
        rules = programme.video if programme else None
        for i, video in enumerate(case.data.videos):
            for value, message, hint, severity in _faults(case, video.file, rules):
                place = case.place("videos", i, "file")
                yield Problem(place, RULE, message, hint, value, severity=severity)


def _faults(case: Case, file: str, rules: VideoRules | None) -> Iterator[Fault]:
    if fault := file_fault(case, file, VIDEO, Said("视频", "video"), _FILMS):
        yield fault
        return
    path = case.folder / file
    try:
        movie = read_movie(path)
    except NoFilmError as error:
        yield _no_film(file, error, rules)
    except (VideoFaultError, OSError) as error:
        said, hint = _said_of(error)
        yield (
            file,
            Said(f"“{file}”：{said.zh}", f"'{file}': {said.en}"),
            hint,
            "error",
        )
    else:
        yield from _container(path, file, movie, rules)
        for said in movie.faults:
            yield (
                movie.codecs,
                Said(f"“{file}”的{said.zh}", f"'{file}': {said.en}"),
                EXPORT_AGAIN,
                "error",
            )
        yield from _not_published(file, movie)


def _said_of(error: VideoFaultError | OSError) -> tuple[Said, Said]:
    if isinstance(error, VideoFaultError):
        return error.said, error.hint
    reason = error.strerror or str(error)
    return Said(f"系统不让读取（{reason}）", reason), PUT_AGAIN


def _wanted(rules: VideoRules | None) -> Said:
    kinds = rules.containers if rules else ("mp4", "mov")
    clause = rules.clause if rules else _WITHOUT_RULES
    return Said(
        f"要求 {' 或 '.join(k.upper() for k in kinds)} 格式（{clause}）；",
        f"{clause} asks for {' or '.join(k.upper() for k in kinds)}. ",
    )


def _no_film(file: str, error: NoFilmError, rules: VideoRules | None) -> Fault:
    wanted = _wanted(rules)
    return (
        error.found,
        Said(f"“{file}”的{error.said.zh}", f"'{file}': {error.said.en}"),
        Said(
            f"{wanted.zh}请在剪映等剪辑软件里打开原片，重新导出为 MP4，不能只改扩展名。",
            f"{wanted.en}Export it again as MP4 with a video editor; do not rename it.",
        ),
        "error",
    )


def _container(path: Path, file: str, movie: Movie, rules: VideoRules | None) -> Iterator[Fault]:
    kind = movie.container
    if rules and kind not in rules.containers:
        wanted = _wanted(rules)
        yield (
            kind,
            Said(f"“{file}”的内容是 {kind.upper()} 格式", f"'{file}' is {kind.upper()}"),
            Said(wanted.zh + EXPORT_AGAIN.zh, wanted.en + EXPORT_AGAIN.en),
            "error",
        )
    if path.suffix.lower() not in _ENDINGS[kind]:
        yield ending_fault(file, path.suffix, kind, _ENDINGS[kind][0])


def _not_published(file: str, movie: Movie) -> Iterator[Fault]:
    """Tell what the file holds that readers will not get."""
    if movie.traces:
        zh = "、".join(_TRACES[trace].zh for trace in movie.traces)
        en = ", ".join(_TRACES[trace].en for trace in movie.traces)
        yield (
            ",".join(movie.traces),
            Said(f"“{file}”里记有{zh}", f"'{file}' tells of {en}"),
            Said(
                "发布时会自动去掉；库里的原片仍带有这些信息，请不要转发。",
                "It is removed on publication; the original here keeps it: do not pass that on.",
            ),
            "info",
        )
    if "soun" in movie.left_out:
        yield (
            "soun",
            Said(f"“{file}”有几条声音，只发布第一条", f"'{file}' has several sound tracks"),
            Said("请听一听发布的是不是要的那条。", "The first is published; listen to it."),
            "info",
        )
    if any(kind in ("sbtl", "subt", "text") for kind in movie.left_out):
        yield (
            "text",
            Said(f"“{file}”里内嵌的字幕不会发布", f"captions inside '{file}' are not published"),
            Said(
                "请在剪辑软件里导出 SRT 字幕，写在 captions 下。",
                "Export them as SRT and list the file under captions.",
            ),
            "info",
        )
