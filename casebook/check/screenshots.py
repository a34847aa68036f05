"""Whether a picture is a screenshot: its file says so, or its size and its flatness do."""

from __future__ import annotations

import re
from pathlib import Path

from casebook.media.look import Look
from casebook.problem import Said

_FLAT, _FLAT_ON_A_SCREEN = 0.55, 0.25  # of the pixels equal to their neighbour
_NAMES = re.compile(r"screen[-_ ]?shot|截屏|截图|屏幕快照|screen[-_ ]?capture", re.IGNORECASE)
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


def why_screenshot(path: Path, look: Look) -> Said | None:
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
