"""A video file that cannot be read or published: what is wrong, and what its editor can do."""

from __future__ import annotations

from casebook.problem import Place, Problem, ProblemsError, Said

EXPORT_AGAIN = Said(
    "请在剪映、必剪等剪辑软件里打开原片，重新导出为 MP4（编码 H.264，分辨率 1080P）。",
    "Open it in a video editor and export it again as MP4, coded as H.264, in 1080p.",
)
ASK_FOR_ORIGINAL = Said(
    "请重新复制或下载一次；仍然不行的，请向提供者另要一份，或用剪辑软件重新导出。",
    "Copy or download it again; if that does not help, ask its giver for another file.",
)
BROKEN = Said("文件结构有误，播放器读不了", "its structure is broken, no player can read it")
CUT_SHORT = Said("文件不完整，后面缺了一截", "the file is incomplete: its end is missing")


class VideoFaultError(Exception):
    """What makes a file unreadable as a video; `said` goes on from “the video <file>: …”."""

    def __init__(self, said: Said = BROKEN, hint: Said = ASK_FOR_ORIGINAL) -> None:
        self.said, self.hint = said, hint
        super().__init__(said.en)


class VideoError(ProblemsError):
    """A video of a case that cannot be published, as a problem for its editor."""

    def __init__(self, file: str, fault: VideoFaultError) -> None:
        super().__init__([Problem(Place(file), "video-broken", fault.said, fault.hint)])
