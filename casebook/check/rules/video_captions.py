"""视频的字幕和文字稿。"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import PurePosixPath
from typing import Literal

from casebook.check.file_faults import VIDEO, file_fault
from casebook.figures import duration
from casebook.model.library import Case, Library
from casebook.model.media import Video
from casebook.problem import LOCALES, Place, Problem, Said
from casebook.source import read_text
from casebook.video.captions import Cue, read_captions
from casebook.video.fault import VideoFaultError
from casebook.video.movie import read_movie

RULE = "video-captions"

_CAPTIONS = frozenset({".vtt", ".srt"})
_TRANSCRIPTS = frozenset({".txt"})
_AFTER = 1_000  # ms by which a last cue may outlast its film


def check(library: Library) -> Iterator[Problem]:
    """字幕文件是 SRT 或 WebVTT，时间写得对、先后有序、不超出视频；文字稿是纯文本，空一行分段。

    依据：附2-127、WCAG 1.2.2。字幕里的颜色、位置等样式不采用；编码须是 UTF-8。改法：在剪映等软件里
    导出 SRT 字幕；视频剪短过的，字幕也要重新导出。
    """
    for case in library.cases:
        for i, video in enumerate(case.data.videos):
            for locale in LOCALES:
                yield from _captions(library, case, i, video, locale)
                yield from _transcript(library, case, i, video, locale)


def _captions(
    library: Library, case: Case, i: int, video: Video, locale: Literal["zh", "en"]
) -> Iterator[Problem]:
    file = getattr(video.captions, locale, None)
    if file is None:
        return
    place = case.place("videos", i, "captions", locale)
    source, problems = _read(library, case, file, place, _CAPTIONS, _AS_SRT)
    yield from problems
    if source is None:
        return
    name = f"cases/{case.id}/{file}"
    cues, slips = read_captions(source, webvtt=file.lower().endswith(".vtt"))
    for slip in slips:
        yield Problem(Place(name, slip.line), RULE, slip.said, slip.hint)
    yield from _outlasting(case, video, name, cues)


_AS_SRT = Said(
    "请在剪映等剪辑软件里把字幕导出为 SRT，写 captions: {zh: video/01.srt}。",
    "Export the captions as SRT and write captions: {zh: video/01.srt}.",
)
_AS_TEXT = Said(
    "请把文字稿存为纯文本（.txt，编码 UTF-8），写 transcript: {zh: video/01.txt}。",
    "Save it as plain text in UTF-8 and write transcript: {zh: video/01.txt}.",
)


def _transcript(
    library: Library, case: Case, i: int, video: Video, locale: Literal["zh", "en"]
) -> Iterator[Problem]:
    file = getattr(video.transcript, locale, None)
    if file is None:
        return
    place = case.place("videos", i, "transcript", locale)
    source, problems = _read(library, case, file, place, _TRANSCRIPTS, _AS_TEXT)
    yield from problems
    if source is not None and not source.strip():
        said = Said("文字稿是空的", "the transcript is empty")
        yield Problem(Place(f"cases/{case.id}/{file}"), RULE, said, _AS_TEXT)


def _read(
    library: Library, case: Case, file: str, place: Place, endings: frozenset[str], hint: Said
) -> tuple[str | None, list[Problem]]:
    """Return the text of a file, and what is wrong with its path, its kind or its characters."""
    if fault := file_fault(case, file, VIDEO, Said("文件", "file"), endings):
        value, message, how, severity = fault
        return None, [Problem(place, RULE, message, how, value, severity=severity)]
    ending = PurePosixPath(file).suffix
    if ending.lower() not in endings:
        kinds = sorted(endings)
        said = Said(
            f"“{file}”不是 {' 或 '.join(kinds)} 文件", f"'{file}' is no {' or '.join(kinds)} file"
        )
        return None, [Problem(place, RULE, said, hint, ending, tuple(kinds))]
    return read_text(library.root, case.folder / file)


def _outlasting(case: Case, video: Video, name: str, cues: tuple[Cue, ...]) -> Iterator[Problem]:
    if not cues or file_fault(case, video.file, VIDEO):
        return
    try:
        seconds = read_movie(case.folder / video.file).seconds
    except (VideoFaultError, OSError):  # said by the rule on files
        return
    late = [cue for cue in cues if cue.end > seconds * 1000 + _AFTER]
    if late:
        to = Fraction(max(cue.end for cue in late), 1000)
        yield Problem(
            Place(name, late[0].line),
            RULE,
            Said(
                f"字幕到 {duration(to, 'zh')}，视频只有 {duration(seconds, 'zh')}",
                f"the captions last {duration(to, 'en')}, the video {duration(seconds, 'en')}",
            ),
            Said(
                "请核对是不是这个视频的字幕；视频剪短过的，请重新导出字幕。",
                "See whether they belong to it; of a video that was cut, export them again.",
            ),
            value=str(late[0].end),
        )
