"""A small library whose cases have videos: one with all that goes with it, one taken back.

The first has photos of before and after too: a pair that its text shows, and one that it does not.
"""

from __future__ import annotations

from pathlib import Path

from building import edit
from made_photos import small_photo
from made_videos import film, furnished
from small_library import WITHDRAWN, write_small_library

CASE = "2026-yangli"
TITLE = "电梯换新的三十天"
SPOKEN = "老旧电梯换新以后"
SILENT = "画面上是一扇铁门"
_SUBRIP = """1
00:00:00,200 --> 00:00:04,000
<b>王师傅：您好</b>

2
00:00:04,000 --> 00:00:06,000
{spoken}
"""
_WEBVTT = """WEBVTT

NOTE not for readers

00:00.200 --> 00:06.000
<v Mr Wang>Good <i>morning</i>
"""
_VIDEOS = f"""videos:
  - file: video/01.MOV
    title: {{zh: {TITLE}, en: Thirty days for new lifts}}
    caption: {{zh: 2026年3月，业主选定样梯。}}
    captions: {{zh: video/01.srt, en: video/01.en.vtt}}
    poster: photos/gate.jpg
    credit: {{zh: 样例物业}}
  - file: video/02.mp4
    title: {{zh: 小区大门, en: The gate}}
    transcript: {{zh: video/02.txt}}
approval:"""


PAIRS = (("roof-before", "roof"), ("hall-before", "hall"))  # the text shows the first


def write_video_library(root: Path) -> Path:
    """Write the library; the films of its case play for six seconds and for two."""
    write_small_library(root)
    case = root / "cases" / CASE
    _put(case)
    edit(case / "case.yaml", "approval:", _VIDEOS)
    for number, name in enumerate(name for pair in PAIRS for name in pair):
        (case / "photos" / f"{name}.jpg").write_bytes(small_photo(100 + number))
    entries = "".join(
        f"  - {{file: photos/{old}.jpg, caption: {{zh: {old}}}, alt: {{zh: 照片}}}}\n"
        f"  - {{file: photos/{new}.jpg, caption: {{zh: {new}}}, alt: {{zh: 照片}}, "
        f"before: photos/{old}.jpg}}\n"
        for old, new in PAIRS
    )
    edit(case / "case.yaml", "photos:\n", f"photos:\n{entries}")
    edit(
        root / "content/programmes/small.yaml", "  at_most: 2\n  formats", "  at_most: 5\n  formats"
    )
    with (case / "zh.md").open("a", encoding="utf-8") as text:
        text.write("\n![](photos/roof.jpg)\n")
    gone = root / "cases" / WITHDRAWN
    (gone / "video").mkdir()
    (gone / "video" / "01.mp4").write_bytes(film(size=(816, 608), sound=None, seconds=1))
    edit(
        gone / "case.yaml",
        "approval:",
        "videos:\n  - {file: video/01.mp4, title: {zh: 不再播放}}\napproval:",
    )
    return root


def _put(case: Path) -> None:
    folder = case / "video"
    folder.mkdir()
    (folder / "01.MOV").write_bytes(film(form="mov", seconds=6, size=(1280, 720)))
    (folder / "01.srt").write_text(_SUBRIP.format(spoken=SPOKEN), encoding="utf-8-sig")
    (folder / "01.en.vtt").write_text(_WEBVTT, encoding="utf-8")
    (folder / "02.mp4").write_bytes(furnished())
    (folder / "02.txt").write_text(f"{SILENT}。\n\n没有人说话。\n", encoding="utf-8")
