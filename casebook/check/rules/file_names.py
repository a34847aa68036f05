"""案例文件夹里的文件名和文件种类。"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Iterator

from casebook.case_files import MOST_FILES, entries_of
from casebook.characters import code_of, find_forbidden
from casebook.check.rules.unknown_files import listed_files
from casebook.model.library import Case, Library
from casebook.plain_file import kind_of, shown_name
from casebook.problem import Place, Problem, Said

RULE = "file-names"

_LONGEST = 180  # bytes of UTF-8: disks hold 255, and a copy's name is longer
_NOT_ON_WINDOWS = re.compile(r'[<>:"|?*\\]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)", re.IGNORECASE)


def check(library: Library) -> Iterator[Problem]:
    """案例文件夹里只放普通文件，文件名要能在各种电脑上使用，扩展名大小写不限（.JPG 也可以）。

    依据：附2-109（材料按文件夹提交）；同一个库要在 Windows、苹果电脑和服务器上都能打开。文件名不能
    有看不见的字符、Windows 不许用的符号和名称（如 CON、aux.jpg）、末尾的点和空格，不能只差大小写，
    也不能太长；快捷方式、管道等不是文件，文件不宜过多。改法：照提示改名，case.yaml 里的写法
    同时改；用不到的文件移走。
    """
    for case in library.cases:
        yield from _case(library, case)


def _case(library: Library, case: Case) -> Iterator[Problem]:
    listed = frozenset(listed_files(case))
    alike: dict[tuple[str, str], str] = {}
    for number, entry in enumerate(entries_of(case.folder), 1):
        if number > MOST_FILES:
            yield _too_many(case)
            return
        path = os.path.relpath(entry.path, library.root).replace(os.sep, "/")
        place = Place(shown_name(path))
        listed_file = path.removeprefix(f"cases/{case.id}/") in listed
        if (kind := _no_file(entry)) and not listed_file:  # of one that is listed, its rule tells
            hint = Said("请换成文件本身，或删去它。", "Put the file itself here, or delete this.")
            yield Problem(place, RULE, kind, hint, shown_name(entry.name))
        if fault := name_fault(entry.name):
            yield Problem(place, RULE, *fault, value=shown_name(entry.name))
        key = path.rpartition("/")[0], unicodedata.normalize("NFC", entry.name).casefold()
        if (other := alike.setdefault(key, entry.name)) != entry.name:
            yield _alike(place, entry.name, other)


def _alike(place: Place, name: str, other: str) -> Problem:
    return Problem(
        place,
        RULE,
        Said(
            f"文件名与“{shown_name(other)}”只差大小写",
            f"the name differs from '{shown_name(other)}' by its letters' case alone",
        ),
        Said(
            "在 Windows 和苹果电脑上它们是同一个文件：请改名。",
            "On Windows and Macs they are one file: rename one of them.",
        ),
        value=shown_name(name),
    )


def _no_file(entry: os.DirEntry[str]) -> Said | None:
    mode = entry.stat(follow_symlinks=False).st_mode
    return None if stat.S_ISREG(mode) or stat.S_ISDIR(mode) else kind_of(mode)


def name_fault(name: str) -> tuple[Said, Said] | None:
    """Return what is wrong with the name of a file, on any system, and what to do."""
    shown = shown_name(name)
    rename = Said(
        "请改名：只用汉字、字母、数字、短横线、下划线和点。",
        "Rename it: Chinese characters, letters, digits, '-', '_' and '.' alone.",
    )
    if re.search("[\udc80-\udcff]", name):
        return (
            Said(f"文件名“{shown}”不是 UTF-8 编码", f"the name '{shown}' is not UTF-8"),
            Said(
                "多半是 Windows 压缩包里的 GBK 文件名：请改名，或改用支持中文名的软件解压。",
                "It is probably a GBK name out of a Windows archive: rename it, or unpack it anew.",
            ),
        )
    hidden = next((name[at] for at in find_forbidden(name)), None)
    hidden = hidden or next((char for char in name if char in "\t\n\r"), None)
    if hidden:
        code = code_of(hidden)
        return (
            Said(f"文件名“{shown}”里有看不见的字符 {code}", f"the name '{shown}' holds {code}"),
            rename,
        )
    if _NOT_ON_WINDOWS.search(name) or _RESERVED.match(name) or name[-1] in ". ":
        return (
            Said(
                f"文件名“{shown}”不能在 Windows 上使用", f"Windows cannot have the name '{shown}'"
            ),
            rename,
        )
    if len(name.encode()) > _LONGEST:
        return (
            Said(f"文件名有 {len(name)} 个字符，太长", f"the name has {len(name)} characters"),
            Said("请改短：最多 60 个汉字。", "Make it shorter: 180 letters at most."),
        )
    if unicodedata.normalize("NFC", name) != name:
        return (
            Said(
                f"文件名“{shown}”的写法是苹果电脑的分解式，与 case.yaml 里的对不上",
                f"the name '{shown}' is spelt in the decomposed form of Macs",
            ),
            Said("请重新输入一遍文件名。", "Type the file's name again."),
        )
    return None


def _too_many(case: Case) -> Problem:
    return Problem(
        Place(f"cases/{shown_name(case.id)}"),
        RULE,
        Said(
            f"文件夹里有 {MOST_FILES:,} 个以上的文件",
            f"the folder has more than {MOST_FILES:,} files",
        ),
        Said(
            "请只留 case.yaml、zh.md、en.md 和登记过的照片、视频，其他的移走。",
            "Keep case.yaml, zh.md, en.md and the photos and videos listed; move the rest away.",
        ),
    )
