"""发文字号。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from casebook.check.bare_text import BareText
from casebook.model.library import Case, Library
from casebook.problem import Place, Problem, Said, Severity

RULE = "document-number"

# 建房规〔2020〕10号 as it is written, with any brackets, with or without 第 and 号
_NUMBER = re.compile(
    r"(?P<issuer>[\u4e00-\u9fff]{2,10})(?P<open>[〔【\[［（(﹝])(?P<year>20\d\d)(?P<close>[〕】\]］）)﹞])"
    r"(?P<word>第?)(?P<number>\d{1,4})(?P<end>号?)(?![\d年月%．.楼院])"
)
_BEFORE = re.compile(r"^.*?(?:依据|根据|按照|参照|对照|执行|落实|印发|见|按)(?=..)")


def check(library: Library) -> Iterator[Problem]:
    """发文字号写作“建房规〔2020〕10号”：年份用六角括号〔〕，末尾有“号”，不写“第”。

    依据：001-001、004-02、X-14；《党政机关公文格式》（GB/T 9704—2012）7.2.5。case.yaml 里的文号是
    警告，正文里的是提示（引文里的照原样也可以）。批次文件的文号在载入时检查。改法：照提示改写。
    """
    for case in library.cases:
        yield from _fields(case)
        text = case.texts.get("zh")
        if text and re.search(r"[【\[［（(﹝〔]20\d\d[】\]］）)﹞〕]", text.source):
            bare = BareText(text)
            for match in _NUMBER.finditer(bare.words):
                yield from _judge(bare.place(match.start()), match, "info")


def _fields(case: Case) -> Iterator[Problem]:
    data = case.data
    for path, written in (
        (("approval", "document"), data.approval.document if data.approval else None),
        (("source", "number"), data.source.number),
    ):
        for match in _NUMBER.finditer(written or ""):
            yield from _judge(case.place(*path), match, "warning")


def _judge(place: Place, match: re.Match[str], severity: Severity) -> Iterator[Problem]:
    issuer = _BEFORE.sub("", match["issuer"])
    written = match[0].removeprefix(match["issuer"].removesuffix(issuer))
    right = f"〔{match['year']}〕{match['number']}号"
    doubtful = match["open"] in "（(" and not match["end"]  # 示范小区（2025）2
    if not match[0].endswith(right) and not doubtful:
        yield Problem(
            place,
            RULE,
            Said(
                f"发文字号“{written}”的写法不合规范",
                f"the document number '{written}' is not in the official form",
            ),
            Said(f"请写作“{issuer}{right}”。", f"Write '{issuer}{right}'."),
            value=written,
            allowed=(f"{issuer}{right}",),
            severity=severity,
        )
