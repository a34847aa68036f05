"""Say what was found in what was made, where it probably comes from, and what to do."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from casebook.leaks.search import Leak, leaks_in, value_key
from casebook.model.library import Library
from casebook.personal import Kind
from casebook.private import Known
from casebook.problem import NOTHING, Place, Problem, Said

RULE = "personal-data"
_MOST = 12  # files that are named for one value
_SHORT = 3  # characters of a name that may be a word as well

NAMES: dict[Kind, Said] = {
    "mobile": Said("手机号码", "a mobile phone number"),
    "identity": Said("身份证号码", "a resident identity number"),
    "bank-card": Said("银行卡号", "a bank card number"),
    "email": Said("电子邮箱", "an e-mail address"),
    "plate": Said("车牌号码", "a licence plate"),
    "wechat": Said("微信号", "a WeChat id"),
    "qq": Said("QQ 号", "a QQ number"),
    "landline": Said("固定电话", "a landline number"),
    "room-owner": Said("房号和业主", "a flat and its owner"),
    "known": Said("登记在 private/ 的资料", "a value recorded in private/"),
}
_STOPPED = Said(
    "没有写出任何结果，原来的文件没有动。",
    "Nothing was written; what was there is untouched.",
)


def problems_of(leaks: Iterable[Leak], out: Path, library: Library, known: Known) -> list[Problem]:
    """Return a problem for each file and value, the files of one value up to a dozen.

    What to do about a value is said once, where it is named first.
    """
    by_value: dict[str, list[Leak]] = defaultdict(list)
    for leak in leaks:
        by_value[value_key(leak.value)].append(leak)
    shown = _shown(out, library.root)
    problems = []
    for value, same in by_value.items():
        origin = _origin(value, same, library, known)
        more = len(same) - _MOST
        for leak in same[:_MOST]:
            last = more > 0 and leak is same[_MOST - 1]
            problem = _problem(leak, shown, origin, more if last else 0)
            problems.append(problem if leak is same[0] else replace(problem, hint=NOTHING))
    return sorted(problems, key=lambda problem: problem.sort_key)


def _shown(out: Path, root: Path) -> str:
    return out.relative_to(root).as_posix() if out.is_relative_to(root) else out.as_posix()


def _problem(leak: Leak, folder: str, origin: Said, more: int) -> Problem:
    file = f"{folder}/{leak.file}" if folder != "." else leak.file
    where = leak.where if leak.where != NOTHING else Said("文件里", "the file")
    if leak.kind == "metadata":
        message = Said(f"不该有{where.zh}", f"there should be no {where.en}")
        hint = Said(
            "发布的图片和视频只能有画面，PDF 到结尾为止。这不是编辑的差错：请更新程序后再试，"
            "或把这一行报告给技术人员。",
            "Published pictures and videos hold nothing but what is seen, and a PDF ends where it "
            "ends: this is no fault of the editors. Update the program, or report this line.",
        )
    elif leak.kind == "unreadable":
        message = Said("打不开，无法确认没有个人信息", "cannot be opened to be searched")
        hint = Said("请换一份能打开的文件。", "Replace the file with one that opens.")
    else:
        name = NAMES[leak.kind]
        around = Said(f"：“{leak.context}”", f": '{leak.context}'") if leak.context else NOTHING
        message = Said(
            f"{where.zh}有{name.zh}“{leak.masked}”{around.zh}{_times(leak, more).zh}",
            f"{where.en} holds {name.en} '{leak.masked}'{around.en}{_times(leak, more).en}",
        )
        advice = _advice_known(leak) if leak.source else _ADVICE_PATTERN
        hint = Said(f"{origin.zh}{advice.zh}", f"{origin.en} {advice.en}")
    hint = Said(f"{hint.zh}{_STOPPED.zh}", f"{hint.en} {_STOPPED.en}")
    line, column = leak.place or (1, 1)
    return Problem(Place(file, line, column), RULE, message, hint, leak.masked)


def _times(leak: Leak, more: int) -> Said:
    zh = f"，本文件共 {leak.count} 处" if leak.count > 1 else ""
    en = f", {leak.count} times in this file" if leak.count > 1 else ""
    if more:
        zh += f"；另有 {more} 个文件也有，不再逐个列出"
        en += f"; {more} more files have it"
    return Said(zh, en)


def _advice_known(leak: Leak) -> Said:
    advice = if_ordinary(leak.value)
    return Said(
        f"它登记在 {leak.source}，任何成品里都不能有：请在来源处删去或改写。{advice.zh}",
        f"It is recorded at {leak.source} and may stand nowhere: delete it where it comes from."
        f"{advice.en}",
    )


def if_ordinary(value: str) -> Said:
    """Say what to do where a short name was found that may be a word; else nothing."""
    if len("".join(value.split())) > _SHORT or value.isascii():
        return NOTHING
    return Said(
        "如果只是普通词语碰巧同名，请在那个人的资料里加 ordinary_word: true，"
        "以后只查当姓名用的地方。",
        " If it is an ordinary word that is also a name, add ordinary_word: true to that person: "
        "it is then looked for only where a name stands.",
    )


_ADVICE_PATTERN = Said(
    "请在来源处删去或改写。确是公开的联系方式，请写进批次文件（content/programmes/）的 "
    "public_contacts。",
    "Delete it where it comes from. A contact that is public belongs in public_contacts of a "
    "programme.",
)


def _origin(value: str, leaks: list[Leak], library: Library, known: Known) -> Said:
    """Say in which file of the library the same value stands, else what the path says."""
    ids = {case.id for case in library.cases}
    each = [ids & set(re.split(r"[/!.]", leak.file)) for leak in leaks]
    named = sorted(set().union(*each)) if all(each) else []
    folders = [library.root / "cases" / id for id in named or sorted(ids)]
    folders.append(library.root / "content")
    for place in _places(value, folders, library, known):
        return Said(f"多半来自 {place}。", f"It probably comes from {place}.")
    if named:
        listed = "、".join(named[:5])
        return Said(f"多半与案例 {listed} 有关。", f"It probably has to do with case {listed}.")
    return Said(
        "案例库的文字里没有找到它，多半出在模板或程序。",
        "It was not found in the library's texts: a template or the program may write it.",
    )


def _places(value: str, folders: Iterable[Path], library: Library, known: Known) -> Iterator[str]:
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if not path.is_file() or path.is_symlink():
                continue
            name = path.relative_to(library.root).as_posix()
            for leak in leaks_in(name, path.read_bytes(), known, ()):
                if value_key(leak.value) == value:
                    line, column = leak.place or (1, 1)
                    yield f"{leak.file}:{line}:{column}"
