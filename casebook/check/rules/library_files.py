"""案例库的文件夹，和 content/ 里不会读取的文件。"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from casebook.check.rules.file_names import name_fault
from casebook.model.library import Library
from casebook.paths import Paths
from casebook.plain_file import kind_of, lies_at, shown_name
from casebook.problem import Place, Problem, Said

RULE = "library-files"

_FOLDERS = ("cases", "content", "theme", "private")  # each may be a link to a folder elsewhere
# What is read in each folder of content/: the names of files or their ending, and its folders.
_READ: dict[str, tuple[str, ...]] = {
    "content": (
        *("measures.yaml", "roles.yaml", "site.yaml", "synonyms.yaml", "translations.yaml"),
        *("programmes/", "selected/", "pages/", "editions/"),
    ),
    "content/programmes": (".yaml",),
    "content/selected": (".yaml",),
    "content/pages": ("zh/", "en/"),
    "content/pages/zh": (".md",),
    "content/pages/en": (".md",),
}
_PASSED_OVER = (".schema.json", "README.md", "README.zh.md")


def check(library: Library) -> Iterator[Problem]:
    """cases、content、private 等要是文件夹；content/ 里只放会读取的文件，扩展名写对。

    依据：失效的快捷方式、没有接好的硬盘，会让案例、名单或 private/ 里的资料“不见了”，网站照样生成
    出来，却少了内容，或少查了个人信息（P-01）；写成 .yml、.yaml.txt 的文件没有人读，例如已入选名单
    就不起作用（001-026）。改法：换成文件夹本身；照提示改名，或移走。
    """
    paths = Paths.of(library.root)
    if not lies_at(paths.cases):
        yield Problem(
            Place("cases"),
            RULE,
            Said("没有 cases 文件夹", "there is no folder cases/"),
            Said(
                "请在案例库所在的文件夹里运行，或用 --root 指明它；新的案例库请先建 cases 文件夹。",
                "Run this in the library's folder, or name it with --root; a new library needs an "
                "empty folder cases/.",
            ),
        )
    for name in _FOLDERS:
        path = library.root / name
        if lies_at(path) and not path.is_dir():
            yield _no_folder(path, library.root)
    if paths.content == library.root / "content":
        for name, read in _READ.items():
            yield from _content(library.root, library.root / name, read)
        yield from _editions(library.root)


def _content(root: Path, folder: Path, read: tuple[str, ...]) -> Iterator[Problem]:
    """Look at what lies in a folder of content/; a folder that has a place must be one."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:  # not there, or no folder: said where it lies
        return
    for entry in entries:
        path, name = Path(entry.path), entry.name
        if name.startswith(".") or name.endswith(_PASSED_OVER):
            continue
        place = Place(shown_name(path.relative_to(root).as_posix()))
        if ".md" not in read and (fault := name_fault(name)):  # a page's name is an address
            yield Problem(place, RULE, *fault, value=shown_name(name))
        elif f"{name}/" in read:
            if not entry.is_dir(follow_symlinks=False):
                yield _no_folder(path, root)
        elif not any(name == known or _ends(name, known) for known in read):
            yield _unread(path, root, read)


def _editions(root: Path) -> Iterator[Problem]:
    """Name what lies among the editions and is none."""
    for path in sorted((root / "content" / "editions").glob("[!.]*")):
        names = [name for name in ("edition.yaml", "edition.lock") if lies_at(path / name)]
        if names or path.name.endswith(_PASSED_OVER):
            continue
        yield Problem(
            Place(shown_name(path.relative_to(root).as_posix())),
            RULE,
            Said("这里没有 edition.yaml，不是年鉴的版本", "no edition: it has no edition.yaml"),
            Said(
                "每个版本一个文件夹，里面要有 edition.yaml（扩展名写全）；其他文件请移走。",
                "Each edition is a folder with a file edition.yaml; move anything else away.",
            ),
            severity="warning",
        )


def _ends(name: str, ending: str) -> bool:
    return ending.startswith(".") and name.endswith(ending)


def _no_folder(path: Path, root: Path) -> Problem:
    mode = path.lstat().st_mode
    said = Said("这是一个文件，不是文件夹", "this is a file, not a folder")
    if not stat.S_ISREG(mode):
        said = kind_of(mode)
    hint = Said("请换成文件夹本身。", "Put the folder itself here.")
    if stat.S_ISLNK(mode):
        said = Said("这是一个快捷方式（链接），不读取", "this is a link, which is not followed")
        if not path.exists():
            target = shown_name(str(path.readlink()))
            said = Said(
                f"这是一个失效的快捷方式，指向的“{target}”不在了",
                f"this is a link to '{target}', which is not there",
            )
            hint = Said(
                "请接好它所在的硬盘，或换成文件夹本身。",
                "Connect the disk it is on, or put the folder itself here.",
            )
    return Problem(Place(shown_name(path.relative_to(root).as_posix())), RULE, said, hint)


def _unread(path: Path, root: Path, read: tuple[str, ...]) -> Problem:
    name = shown_name(path.name)
    right = _right_name(path.name, read)
    hint = Said(
        f"请移走；这里读取的是 {'、'.join(_shown(read, '编号'))}。",
        f"Move it away; what is read here: {', '.join(_shown(read, 'name'))}.",
    )
    if right:
        hint = Said(f"请把文件名改为 {right}。", f"Rename it to {right}.")
    return Problem(
        Place(shown_name(path.relative_to(root).as_posix())),
        RULE,
        Said(f"“{name}”不会读取", f"'{name}' is not read"),
        hint,
        value=name,
        allowed=(right,) if right else (),
        severity="warning",
    )


def _shown(read: tuple[str, ...], name: str) -> Iterator[str]:
    return (f"{name}{known}" if known.startswith(".") else known for known in read)


def _right_name(name: str, read: tuple[str, ...]) -> str:
    """Return what a file's name was to be: `a.yml`, `a.YAML` and `a.yaml.txt` are a.yaml."""
    stem, dot, ending = name.lower().removesuffix(".txt").rpartition(".")
    ending = {"yml": ".yaml", "yaml": ".yaml", "md": ".md", "markdown": ".md"}.get(ending, "")
    fits = dot and ending and any(known in (ending, stem + ending) for known in read)
    return name[: len(stem)] + ending if fits else ""
