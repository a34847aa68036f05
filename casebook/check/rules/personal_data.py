"""个人信息。"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from casebook.check.personal import Finding, find_personal_data
from casebook.check.places import Lines
from casebook.model.library import Library
from casebook.problem import NOTHING, Place, Problem, Said
from casebook.source import read_text

RULE = "personal-data"

_TEXT_FILES = frozenset({".yaml", ".yml", ".md", ".txt", ".csv", ".json", ".srt", ".vtt"})
_NAMES: dict[str, Said] = {
    "mobile": Said("手机号码", "a mobile phone number"),
    "identity": Said("身份证号码", "a resident identity number"),
    "bank-card": Said("银行卡号", "a bank card number"),
    "email": Said("电子邮箱", "an e-mail address"),
    "plate": Said("车牌号码", "a licence plate"),
    "landline": Said("固定电话", "a landline number"),
}
_HINT = Said(
    "请删去；联系方式只能放在 private 文件夹。已经提交到 Git 的，还要请技术人员从历史中清除。",
    "Delete it; contacts live in private/ alone. If it was committed, purge it from the history.",
)
_HINT_LANDLINE = Said(
    "如是公开的服务电话，可以保留；如是个人住宅或联系人的电话，请删去。",
    "A public service number may stay; delete the number of a person or a home.",
)


def check(library: Library) -> Iterator[Problem]:
    """案例、年鉴自己的文字和文件名里不能有手机号、身份证号、银行卡号、电子邮箱和车牌号；本规则不能豁免。

    依据：P-01 至 P-03、附3-10 至附3-13（联系人和手机一律不公开）。全角数字、空格和短横线隔开的也
    能识别。各批次公布的联系方式、12345 一类热线、文号、面积、金额、标准号和统一社会信用代码不算
    （P-07）。固定电话只作警告。改法：删去，或改写成“服务热线见小区公示栏”。
    """
    public = frozenset(
        contact for programme in library.programmes.values() for contact in programme.known_contacts
    )
    for case in library.cases:
        yield from _folder(library, case.folder, public)
    for edition in library.editions:
        folder = library.root / "content" / "editions" / edition
        if folder.is_dir():  # else it is the program's own
            yield from _folder(library, folder, public)


def _folder(library: Library, folder: Path, public: frozenset[str]) -> Iterator[Problem]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(library.root).as_posix()
        for finding in find_personal_data(path.name, public):
            yield _problem(finding, Place(name), Said("文件名里", "the file name"))
        if path.suffix.lower() in _TEXT_FILES and path.is_file() and not path.is_symlink():
            text = read_text(library.root, path)[0] or ""
            lines = Lines(name, text)
            for finding in find_personal_data(text, public):
                yield _problem(finding, lines.place(finding.start), NOTHING)


def _problem(finding: Finding, place: Place, where: Said) -> Problem:
    name = _NAMES[finding.kind]
    landline = finding.kind == "landline"
    return Problem(
        place,
        RULE,
        Said(
            f"{where.zh}有{name.zh}“{finding.masked}”",
            f"{where.en or 'this'} holds {name.en}: '{finding.masked}'",
        ),
        _HINT_LANDLINE if landline else _HINT,
        value=finding.masked,
        severity="warning" if landline else "error",
    )
