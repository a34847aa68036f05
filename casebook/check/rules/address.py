"""小区的地址。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from casebook.check.numerals import fold
from casebook.model.library import Case, Library
from casebook.problem import Problem, Said
from casebook.unwritten import STAND_IN

RULE = "address"

FIELD = "community.address"
_LONGEST = 200  # characters that are looked at
_NUMBER = r"[0-9A-Za-z零〇一二三四五六七八九十百千甲乙丙丁东西南北]+"
_HOME = re.compile(
    rf"(?:{_NUMBER}\s*(?:栋|幢|座|号楼))?\s*(?:{_NUMBER}\s*单元)?\s*[0-9]{{3,4}}\s*(?:室|房(?![管产地改]))"
    rf"|{_NUMBER}\s*单元|[0-9]{{1,3}}(?:-[0-9]{{1,4}}){{2}}\s*(?:号|室)?$"
)
_BUILDING = re.compile(rf"{_NUMBER}\s*(?:栋|幢|号楼)")
_STREET = re.compile(r"路|街|大道|巷|弄|胡同|道|里|村|庄|坊|营|屯")
_HOUSE = re.compile(rf"{_NUMBER}\s*(?:号|弄|巷|支弄)|与.+(?:交叉|交汇|路口)|交叉口|交汇处")
_REMARK = re.compile(r"[（(][^（）()]*[）)]")


def check(library: Library) -> Iterator[Problem]:
    """地址写小区的路名和门牌，不能是某一家的住址：不写单元和室号。

    依据：附3-03、附2-004（地址公开，个人住址不公开）。单元、室号是错误；只写到楼栋的、缺路名或门
    牌的是警告，原来就没有门牌的不必补。是否要地址，以批次文件的 facts 为准。改法：改写成“某某路1
    号”。
    """
    for case in library.cases:
        address = case.data.community.address
        if address and address.zh and address.zh != STAND_IN:
            yield from _judge(library, case, fold(_REMARK.sub("", address.zh[:_LONGEST])))


def _judge(library: Library, case: Case, address: str) -> Iterator[Problem]:
    programme = library.programme_of(case)
    place = case.place("community", "address", "zh")
    facts = programme.facts if programme else ()
    wanted = any(fact.required and fact.field == FIELD for fact in facts)
    if home := _HOME.search(address):
        yield Problem(
            place,
            RULE,
            Said(f"地址写到了住户：“{home[0]}”", f"the address is that of a home: '{home[0]}'"),
            Said(
                "这里只写小区的路名和门牌；个人住址和办公室的房号不公开。",
                "Give the community's street and number; nobody's home or office room.",
            ),
            value=home[0],
        )
    elif building := _BUILDING.search(address):
        yield Problem(
            place,
            RULE,
            Said(
                f"地址写到了楼栋：“{building[0]}”", f"the address names a building: '{building[0]}'"
            ),
            Said(
                "请写整个小区的门牌；小区只有这一栋的，不必改。",
                "Give the number of the whole community, unless it is this one building.",
            ),
            value=building[0],
            severity="warning",
        )
    elif wanted and not (_STREET.search(address) and _HOUSE.search(address)):
        missing = (
            Said("门牌号", "house number") if _STREET.search(address) else Said("路名", "street")
        )
        yield Problem(
            place,
            RULE,
            Said(f"地址里没有{missing.zh}", f"the address has no {missing.en}"),
            Said(
                "请写路名和门牌，如“示例路1号”；确实没有门牌的，不必改。",
                "Write street and number, such as 示例路1号, if there is one.",
            ),
            value=address,
            severity="warning",
        )
