"""个人信息。"""

from __future__ import annotations

import stat
from collections.abc import Iterator
from functools import partial
from itertools import islice
from pathlib import Path

from casebook.check.registers import registers_in
from casebook.leaks import NAMES, if_ordinary
from casebook.leaks.read import parts_of
from casebook.leaks.search import all_findings, value_key
from casebook.memory import Memory
from casebook.model.library import Library
from casebook.personal import PUBLISHED_NEVER, Finding
from casebook.plain_file import linked, read_plain
from casebook.private import Known, load_private
from casebook.problem import Place, Problem, Said
from casebook.source import MAX_BYTES

RULE = "personal-data"

MOST_IN_A_FILE = 100  # a file that is a register would have one on every line
_TEXT_FILES = frozenset({".yaml", ".yml", ".md", ".txt", ".csv", ".json", ".srt", ".vtt"})
_PURGE = Said(
    "已经提交到 Git 的，还要从历史中清除（见 docs/personal-data.zh.md）。",
    "If it was committed, purge it from the history (docs/personal-data.md).",
)
_DELETE = Said(
    f"请删去；联系方式只能放在 private 文件夹。{_PURGE.zh}",
    f"Delete it; contacts live in private/ alone. {_PURGE.en}",
)
_HINTS = {
    "landline": Said(
        "如是公开的服务电话，可以保留；如是个人住宅或联系人的电话，请删去。",
        "A public service number may stay; delete the number of a person or a home.",
    ),
    "room-owner": Said(
        "房号和姓氏合起来就能认出是谁：请删去其中一项，或改写成“一位业主”。",
        "A flat and a surname together say who it is: delete one, or write 'an owner'.",
    ),
    "disputed": Said(
        "来源里这个联系方式有两种写法，其中必有一误（X-2），不要当作联系方式给出。",
        "The source prints two that contradict each other (X-2): give neither as an address.",
    ),
}


def check(library: Library) -> Iterator[Problem]:
    """案例和 content/ 的文字、文件名里不能有个人信息，也不能有 private/ 里登记的资料；不能豁免。

    查手机号、身份证号、银行卡号、电子邮箱、车牌号、微信号和 QQ 号，以及 private/ 里登记的资料。
    全角数字，写成“一三八”“①③⑧”的，用空格、短横线、圆点隔开的，夹了加粗符号的，姓名中间有空格或写成
    繁体的，都能识别。
    表头有“姓名”又有“入党时间”“电话”“房号”等的表格是名册，也不能有（004-14）。
    依据：P-01 至 P-03、附3-10 至附3-13、附4-02、附4-03（联系人和手机一律不公开）。各批次公布的
    联系方式（001-040）、12345 一类热线、文号、面积、金额、标准号和统一社会信用代码不算（P-07）。
    固定电话、房号加业主姓氏、来源自相矛盾的邮箱（X-2）只作警告。
    改法：删去，或改写成“服务热线见小区公示栏”。普通词语碰巧与登记的姓名相同的，在 private/ 里
    那个人名下加 ordinary_word: true。
    """
    yield from search(library, Memory())


def search(library: Library, memory: Memory) -> Iterator[Problem]:
    """Yield what `check` finds; a file that did not change is not searched again for the same."""
    known = Known(load_private(library.root)[0], library.root)
    sought = memory.same("sought", (known.values, library.known_contacts, library.programmes))
    for folder in (library.root / "cases", library.root / "content"):
        for path in sorted(folder.rglob("*")):
            document = library.documents.get(path.relative_to(library.root).as_posix())
            yield from memory.kept(
                (RULE, path),
                [path],
                (sought, linked(library.root, path), document),
                partial(_in_file, library, known, path),
            )


def _in_file(library: Library, known: Known, path: Path) -> list[Problem]:
    found = list(_names(library, known, path))
    if _is_read(path):
        found += islice(_texts(library, known, path), MOST_IN_A_FILE)
    return found


def _is_read(path: Path) -> bool:
    """Whether a file is a text; what is no file is reported where one is wanted."""
    if path.suffix.lower() not in _TEXT_FILES:
        return False
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:  # in a folder that may not be entered: the reading says so
        return True


def _names(library: Library, known: Known, path: Path) -> Iterator[Problem]:
    for finding in all_findings(path.name, known, library.known_contacts):
        place = Place(path.relative_to(library.root).as_posix())
        yield _problem(finding, path.name, place, Said("文件名里", "the file name"))


def _texts(library: Library, known: Known, path: Path) -> Iterator[Problem]:
    file = path.relative_to(library.root).as_posix()
    data, unread = read_plain(library.root, path, MAX_BYTES)
    if data is None:
        yield from unread  # a text that nobody searched must not pass; what is said twice is one
        return
    public, disputed = _contacts(library, file)
    seen = set()
    for part in parts_of(path.name, data):
        for finding in all_findings(part.text, known, public):
            place = Place(file, *(part.place(finding.start) or (1, 1)))
            key = value_key(part.text[finding.start : finding.end])
            if (place.line, key) not in seen:
                seen.add((place.line, key))
                where = Said("", "this")
                yield _problem(finding, part.text, place, where, disputed=key in disputed)
    if path.suffix.lower() == ".md":
        for line, found in registers_in(data.decode("utf-8", "replace")):
            yield Problem(Place(file, line), RULE, found, _DELETE)


def _contacts(library: Library, file: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return which contacts may stand in a file, and the keys of those that a source disputes.

    A programme names its own; one that has another fault is not in the library, yet not to blame.
    """
    if file.startswith("content/programmes/"):
        document = library.documents.get(file)
        tree = document.tree if document and isinstance(document.tree, dict) else {}
        own = [tree.get(key) or [] for key in ("public_contacts", "disputed_contacts")]
        listed = frozenset(str(c) for some in own if isinstance(some, list) for c in some)
        return library.known_contacts | listed, frozenset()
    programmes = library.programmes.values()
    public = frozenset(c for programme in programmes for c in programme.public_contacts)
    return public, frozenset(value_key(c) for c in library.known_contacts - public)


def _problem(
    finding: Finding, text: str, place: Place, where: Said, *, disputed: bool = False
) -> Problem:
    name = NAMES[finding.kind]
    hint = _HINTS.get("disputed" if disputed else finding.kind, _DELETE)
    if finding.kind == "known":
        advice = if_ordinary(text[finding.start : finding.end])
        hint = Said(
            f"它登记在 {finding.source}，不得公开。{_DELETE.zh}{advice.zh}",
            f"It is recorded at {finding.source}, not to be published. {_DELETE.en}{advice.en}",
        )
    stops = finding.kind in PUBLISHED_NEVER and not disputed
    return Problem(
        place,
        RULE,
        Said(
            f"{where.zh}有{name.zh}“{finding.masked}”",
            f"{where.en} holds {name.en}: '{finding.masked}'",
        ),
        hint,
        value=finding.masked,
        severity="error" if stops else "warning",
    )
