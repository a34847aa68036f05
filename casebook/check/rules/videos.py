"""视频的登记。"""

from __future__ import annotations

from collections.abc import Iterator

from casebook.model.library import Case, Library
from casebook.model.media import Video
from casebook.problem import Place, Problem, Said, Severity

RULE = "videos"


def check(library: Library) -> Iterator[Problem]:
    """视频可有可无；登记了的，个数合批次的规定，各有中文片名，有字幕或文字稿。

    依据：附2-122（可选）、附2-127（字幕和文字稿）；听不见的读者和静音看手机的读者靠字幕（WCAG
    1.2.2）。改法：在 videos 的这一条下写 captions: {zh: video/01.srt}，剪映等软件可以识别语音、导出
    SRT 字幕；没有人说话的视频，写 transcript: {zh: video/01.txt}，说明画面。
    """
    for case in library.cases:
        programme = library.programme_of(case)
        most = programme.video.at_most if programme and programme.video else None
        if most is not None and len(case.data.videos) > most:
            yield _too_many(case, most)
        first: dict[str, int] = {}
        for i, video in enumerate(case.data.videos):
            if video.file in first:
                yield _twice(case, i, first[video.file])
            first.setdefault(video.file, i)
            yield from _lacking(case, i, video)


def _too_many(case: Case, most: int) -> Problem:
    count = len(case.data.videos)
    return Problem(
        case.place("videos"),
        RULE,
        Said(f"有 {count} 个视频，太多", f"there are {count} videos: too many"),
        Said(
            f"本库一个案例最多 {most} 个视频；请只留最能说明做法的，或剪成一个。",
            f"This library takes {most} of a case; keep those that show most, or join them.",
        ),
        value=str(count),
        allowed=(str(most),),
    )


def _twice(case: Case, i: int, first: int) -> Problem:
    file = case.data.videos[i].file
    line = case.place("videos", first, "file").line
    return Problem(
        case.place("videos", i, "file"),
        RULE,
        Said(
            f"“{file}”登记了两次，第一次在第 {line} 行",
            f"'{file}' is listed twice, first on line {line}",
        ),
        Said("请删去一条。", "Delete one entry."),
        value=file,
    )


def _lacking(case: Case, i: int, video: Video) -> Iterator[Problem]:
    place = case.place("videos", i)
    if video.title.zh is None:
        yield _problem(
            case.place("videos", i, "title"),
            Said("视频没有中文片名", "the video has no Chinese title"),
            Said("请补写 zh。", "Add zh to it."),
            "error",
        )
    files = [texts for texts in (video.captions, video.transcript) if texts]
    if not any(texts.zh or texts.en for texts in files):
        yield _problem(
            place,
            Said(
                f"视频“{video.file}”没有字幕，也没有文字稿",
                f"the video '{video.file}' has neither captions nor a transcript",
            ),
            Said(
                "请用剪辑软件识别语音、导出 SRT 字幕，写 captions: {zh: video/01.srt}；"
                "没有人说话的，写 transcript: {zh: video/01.txt} 说明画面。",
                "Export captions as SRT and write captions: {zh: video/01.srt}; where nobody "
                "speaks, say what is seen: transcript: {zh: video/01.txt}.",
            ),
        )


def _problem(place: Place, message: Said, hint: Said, severity: Severity = "warning") -> Problem:
    return Problem(place, RULE, message, hint, severity=severity)
