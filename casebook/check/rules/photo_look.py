"""照片的内容。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from casebook.media.album import looks_of
from casebook.media.look import Look
from casebook.model.library import Library
from casebook.model.material import PhotoRules, PrintRules
from casebook.problem import Problem, Said, Severity

RULE = "photo-look"

_BLANK = 10  # of 256 levels between the darkest and the lightest hundredth
_BARE = 0.08  # of the height, all of one colour down to the lower edge
_FLAT, _FLAT_ON_A_SCREEN = 0.55, 0.25  # of the pixels equal to their neighbour
_INCH = 25.4  # mm
_NAMES = re.compile(r"screen[-_ ]?shot|截屏|截图|屏幕快照|screen[-_ ]?capture", re.IGNORECASE)
_CHATS = re.compile(r"mmexport\d+|微信图片|^wx_camera|QQ图片|-WA\d{4}", re.IGNORECASE)
# Widths of screens, px: phones (the longer side is at least 1.7 times as long), tablets, desktops.
_PHONES = frozenset(
    {640, 720, 750, 828, 1080, 1125, 1170, 1179, 1206, 1242, 1284, 1290, 1320, 1440}
)
_SCREENS = frozenset(
    {
        *((1280, 720), (1280, 800), (1366, 768), (1440, 900), (1536, 864), (1600, 900)),
        *((1680, 1050), (1920, 1080), (1920, 1200), (2560, 1440), (2560, 1600), (2880, 1800)),
        *((3840, 2160), (2048, 1536), (2160, 1620), (2224, 1668), (2388, 1668), (2732, 2048)),
    }
)
Fault = tuple[str, Said, Said, Severity]


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
    if why := _screenshot(path, look):
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
        yield from _print(file, look, rules.prints)
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


def _screenshot(path: Path, look: Look) -> Said | None:
    """Say why a picture is taken for a screenshot; None where it is not."""
    if look.says_screenshot:
        return Said("照片信息里写着是截屏", "Its EXIF says that it is one")
    if found := _NAMES.search(path.name):
        return Said(f"文件名里有“{found[0]}”", f"Its name has '{found[0]}'")
    if look.camera:
        return None
    flat = round(look.flat * 100)
    longer, shorter = max(look.width, look.height), min(look.width, look.height)
    phone = shorter in _PHONES and 1.7 <= longer / shorter <= 2.4
    if look.flat >= _FLAT_ON_A_SCREEN and (phone or (longer, shorter) in _SCREENS):
        size = f"{look.width}×{look.height}"
        return Said(
            f"没有相机信息，{size} 正是屏幕的尺寸，{flat}% 是完全相同的颜色",
            f"No camera is named, {size} is the size of a screen, {flat}% are of one colour",
        )
    if look.flat >= _FLAT:
        return Said(
            f"没有相机信息，{flat}% 是完全相同的颜色",
            f"No camera is named, and {flat}% of it are of one colour",
        )
    return None


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


def _print(file: str, look: Look, rules: PrintRules) -> Iterator[Fault]:
    """Compare the width with the sizes at which photos are printed."""
    least = float(rules.widths[0])
    needed = round(least / _INCH * rules.resolution)
    reach = int(look.width / rules.resolution * _INCH + 0.05)
    size = f"{look.width}×{look.height}"
    if look.width < needed:
        yield (
            size,
            Said(
                f"“{file}”宽 {look.width} 像素，{rules.resolution} dpi 只能印 {reach} 毫米宽",
                f"'{file}' is {look.width} pixels wide: {reach} mm at {rules.resolution} dpi",
            ),
            Said(
                f"最小的版位宽 {least:.0f} 毫米，要 {needed} 像素；请换用更大的原图。",
                f"The smallest place is {least:.0f} mm wide and needs {needed}: use a larger one.",
            ),
            "warning",
        )
        return
    if reach < rules.widths[-1]:
        fit = max(width for width in rules.widths if width <= reach)
        yield (
            size,
            Said(
                f"“{file}”宽 {look.width} 像素，够印 {fit:.0f} 毫米宽的版位",
                f"'{file}' is {look.width} pixels wide: enough for a place of {fit:.0f} mm",
            ),
            Said(
                f"要印 {rules.widths[-1]:.0f} 毫米宽，请换用更大的原图。",
                f"For one of {rules.widths[-1]:.0f} mm, use a larger original.",
            ),
            "info",
        )
