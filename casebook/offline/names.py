"""Names that survive on sticks and in zip files, whatever system they are read on.

Windows and its file systems refuse some names and take others for the same
(https://learn.microsoft.com/windows/win32/fileio/naming-a-file).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from casebook.problem import Place, Problem, Said

LONGEST = 200  # characters from the copy's folder on; Windows allows 260 from the drive on
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)
_REFUSED = re.compile(r'[\x00-\x1f<>:"\\|?*]|[. ]$')
_HINT = Said(
    "请改掉它所由来的名称：案例编号、照片文件名、页面文件名或企业的拼音。",
    "Change what it is named after: a case's id, a photo, a page's file or a company's pinyin.",
)


def unfit_names(paths: Iterable[str]) -> Iterator[Problem]:
    """Yield a problem for each path of the copy that some system cannot hold."""
    same: dict[str, list[str]] = defaultdict(list)
    for path in sorted(paths):
        parts = path.split("/")
        for depth in range(1, len(parts) + 1):
            start = "/".join(parts[:depth])
            if start not in same[start.casefold()]:
                same[start.casefold()].append(start)
        if any(_RESERVED.fullmatch(part) or _REFUSED.search(part) for part in parts):
            yield _problem(path, Said("Windows 不接受这个文件名", "Windows refuses this name"))
        if len(path) > LONGEST:
            yield _problem(
                path,
                Said(
                    f"文件路径有 {len(path)} 个字符，Windows 上可能打不开；最多 {LONGEST} 个",
                    f"the path has {len(path)} characters, too many for Windows; at most {LONGEST}",
                ),
            )
    for first, *others in same.values():
        for other in others:
            yield _problem(
                other,
                Said(
                    f"只有大小写与“{first}”不同，在 Windows 和 U 盘上是同一个文件",
                    f"it is the same as '{first}' on Windows and on sticks, which do not tell "
                    "capitals from small letters",
                ),
            )


def _problem(path: str, said: Said) -> Problem:
    return Problem(Place(path), "offline-name", said, _HINT, value=path)
