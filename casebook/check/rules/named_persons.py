"""文中提到的个人。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from casebook.check.places import Lines
from casebook.model.library import Library
from casebook.personal import mask
from casebook.personal.surnames import HONORIFICS, SURNAMES
from casebook.problem import Problem, Said, Severity

RULE = "named-persons"

_HAN = "[\u4e00-\u9fff]"
_PRIVATE = "业主|居民|住户|租户|老党员|党员|志愿者|保安员|保洁员|保安|保洁"
_OFFICE = "书记|主任|经理|局长|会长|理事长|秘书长|楼长|队长|站长|委员|主管"
_SAYS = "说|表示|反映|告诉|介绍|感慨|感叹|激动|笑着|提议|提出|称赞|点赞|回忆|坦言|认为"
_NAME = rf"(?P<name>(?:{SURNAMES}){_HAN}{{1,2}}?)"
# What is found, and how grave it is: the name in full of somebody who holds no office first.
_FOUND: tuple[tuple[re.Pattern[str], Severity, Said], ...] = (
    (
        re.compile(rf"(?:{_PRIVATE}){_NAME}(?={HONORIFICS}|{_SAYS})"),
        "warning",
        Said("文中写出了个人姓名", "the text names a private person"),
    ),
    (
        re.compile(rf"(?:组长|成员|组员|负责人|联系人)[：:]\s*{_NAME}(?=[、，,；;。\s]|\Z)"),
        "warning",
        Said("名单里写出了姓名", "a list names somebody"),
    ),
    (
        re.compile(rf"(?:{_OFFICE}){_NAME}(?={HONORIFICS}|{_SAYS})"),
        "info",
        Said("文中写出了任职人员的姓名", "the text names an office-holder"),
    ),
    (
        re.compile(rf"(?P<name>(?:{SURNAMES})某?某?)(?={HONORIFICS})"),
        "info",
        Said("文中提到个人", "the text mentions a person"),
    ),
)  # fmt: skip
_HINT = Said(
    "请确认本人同意公开，或改写成“一位业主”“社区党支部书记”。确认可以保留的，在 case.yaml 的 "
    "waivers 里写 rule: named-persons、谁确认的和理由，就不再提示。",
    "See that the person agrees, or write 'an owner', 'the Party secretary'. Where it may stay, a "
    "waiver of named-persons in case.yaml says who decided and why; it is then not told again.",
)


def check(library: Library) -> Iterator[Problem]:
    """案例文字里出现个人姓名或称呼时提醒编辑：姓氏加称谓、任职人员的姓名作提示，普通业主的全名作警告。

    依据：P-04、003-11（支部书记某某同志：由编辑决定）、002-03（工作专班名单不照搬）。先生、女士、
    阿姨、师傅、同志等称谓都认；确认本人同意公开的，可以豁免。
    改法：改写成“一位业主”“社区党支部书记”；确要保留的，写明豁免。
    """
    for case in library.cases:
        sources = [(text.file, text.source) for text in case.texts.values()]
        for file, source in sources:
            lines = Lines(file, source)
            taken: set[int] = set()
            for pattern, severity, what in _FOUND:
                for match in pattern.finditer(source):
                    start = match.start("name")
                    if start in taken:
                        continue
                    taken.add(start)
                    shown = mask(match["name"])
                    yield Problem(
                        lines.place(start),
                        RULE,
                        Said(f"{what.zh}“{shown}”", f"{what.en}: '{shown}'"),
                        _HINT,
                        value=shown,
                        severity=severity,
                    )
