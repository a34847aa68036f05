"""照片的内容。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from casebook.check.file_faults import Fault
from casebook.check.print_sizes import print_faults
from casebook.check.screenshots import why_screenshot
from casebook.media.album import looks_of
from casebook.media.look import Look
from casebook.model.library import Library
from casebook.model.media_rules import PhotoRules
from casebook.problem import Problem, Said

RULE = "photo-look"

_BLANK = 10  # of 256 levels between the darkest and the lightest hundredth
_BARE = 0.08  # of the height, all of one colour down to the lower edge
_CHATS = re.compile(r"mmexport\d+|微信图片|^wx_camera|QQ图片|-WA\d{4}", re.IGNORECASE)


def check(library: Library) -> Iterator[Problem]:
    """照片要是真正的照片：不是空白图，不是截屏，没有倒置或缺了下半截，印得出来，颜色可靠。

    依据：附2-120、Y-03。空白图是错误，其余是提醒：请打开看一眼，确实无误就不必改。是否截屏这样判断：
    照片信息或文件名写明是截屏；或者没有相机信息，大片是完全相同的颜色，尺寸又正是手机或电脑屏幕的
    尺寸（纯色超过一半时不论尺寸）。印刷按每英寸 300 像素算：80 毫米宽要 945 像素，170 毫米要 2008，
    210 毫米要 2480。改法：换用原图；方向不对的，用看图软件转正后保存；印刷用的 CMYK 图另存为 sRGB。
    """
    for case in library.cases:
        programme = library.programme_of(case)
        rules = programme.photos if programme else None
        for number, photo, path, look in looks_of(library, case):
            if not look.width:
                continue
            for value, message, hint, severity in _faults(photo.file, path, look, rules):
                yield Problem(
                    case.place("photos", number, "file"),
                    RULE,
                    message,
                    hint,
                    value,
                    severity=severity,
                )


def _faults(file: str, path: Path, look: Look, rules: PhotoRules | None) -> Iterator[Fault]:
    if look.span < _BLANK:
        yield (
            file,
            Said(f"“{file}”几乎是空白的", f"'{file}' is all but blank"),
            Said("整幅图几乎一个颜色；请换一张照片。", "It has hardly more than one colour."),
            "error",
        )
        return
    if why := why_screenshot(path, look):
        yield (
            file,
            Said(f"“{file}”像是截屏", f"'{file}' looks like a screenshot"),
            Said(
                f"{why.zh}；请换用拍摄的照片，确实是照片就不必改。",
                f"{why.en}; use a photograph, or leave it if it is one.",
            ),
            "warning",
        )
    elif look.bare > _BARE:
        share = round(look.bare * 100)
        yield (
            f"{share}%",
            Said(
                f"“{file}”下部 {share}% 是一片纯色",
                f"the lowest {share}% of '{file}' are of one colour",
            ),
            Said(
                "可能没有下载完整，或者留了边；请换上原图，或裁去边。",
                "It may be cut short, or have a bar: use the original, or crop it.",
            ),
            "warning",
        )
    if found := _CHATS.search(path.name):
        yield (
            found[0],
            Said(
                f"“{file}”像是从聊天软件里存下来的",
                f"'{file}' seems to have been saved out of a chat program",
            ),
            Said(
                "聊天软件多半压缩过照片；请向提供者要原图（发送时选“原图”，或用邮件、网盘）。",
                "Chat programs make photos smaller: ask for the original, by e-mail or a link.",
            ),
            "info",
        )
    yield from _direction(file, look)
    yield from _colours(file, look)
    if rules and rules.prints:
        yield from print_faults(file, look, rules.prints)
    if look.trailer and not look.hidden:
        yield (
            str(look.trailer),
            Said(
                f"“{file}”在画面之后还有 {look.trailer:,} 字节",
                f"'{file}' has {look.trailer:,} bytes after its picture",
            ),
            Said(
                "多半是手机的动态片段或另一次曝光；发布时会去掉，不必处理。",
                "Mostly a phone's moving picture or second exposure; nothing of it is published.",
            ),
            "info",
        )


def _direction(file: str, look: Look) -> Iterator[Fault]:
    if look.contradicts:
        yield (
            str(look.orientation),
            Said(
                f"“{file}”可能会横过来：它要求转正，画面却已经转过",
                f"'{file}' may lie on its side: it asks to be turned, and was turned already",
            ),
            Said(
                "请用看图软件打开，看着转正后另存。",
                "Open it, turn it until it is upright, and save it.",
            ),
            "warning",
        )
    elif look.orientation != 1:
        upright = Said("竖幅", "upright") if look.height > look.width else Said("横幅", "wide")
        yield (
            str(look.orientation),
            Said(
                f"“{file}”按拍摄方向转正为{upright.zh}（{look.width}×{look.height}）",
                f"'{file}' is turned as the camera was held: {upright.en} "
                f"({look.width}×{look.height})",
            ),
            Said("不必处理。", "Nothing needs to be done."),
            "info",
        )


def _colours(file: str, look: Look) -> Iterator[Fault]:
    if look.inks and look.profile in ("", "?"):
        yield (
            "CMYK",
            Said(
                f"“{file}”是 CMYK 颜色，又没有带颜色配置文件",
                f"'{file}' is in CMYK and says of no inks which they are",
            ),
            Said(
                "网页上的颜色只能估计；请从原图另存为 sRGB 的 JPG。",
                "Its colours on a screen are a guess: save the original as a JPEG in sRGB.",
            ),
            "warning",
        )
    elif look.inks:
        yield (
            "CMYK",
            Said(
                f"“{file}”是 CMYK 颜色（{look.profile}）",
                f"'{file}' is in CMYK ({look.profile})",
            ),
            Said(
                "网页按它的配置文件换算成 sRGB；有 RGB 原图的请用原图。",
                "It is converted to sRGB by its profile; the RGB original would be better.",
            ),
            "info",
        )
    if look.deep:
        yield (
            "16",
            Said(f"“{file}”每色 16 位", f"'{file}' has 16 bits a channel"),
            Said("发布时换算成 8 位，不必处理。", "It is published with 8; nothing need be done."),
            "info",
        )
