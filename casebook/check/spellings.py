"""How a fact of `case.yaml` may be written in a Chinese text; the usual spelling comes first."""

from __future__ import annotations

import re
from collections.abc import Callable

from casebook import figures, regions
from casebook.check.numerals import fold
from casebook.model.case import CaseData
from casebook.model.programme import Programme

_BESIDE_NAME = re.compile(r"[（(][^（）()]*[）)]|\s|小区$")
_ROAD = re.compile(r"[\u4e00-\u9fff]{1,8}?(?:大道|路|街|巷|弄|胡同|道)")


def spellings(field: str, data: CaseData, programme: Programme) -> tuple[str, ...]:
    """Return the spellings of a fact, none where it is not known or has none of its own."""
    return _SPELLINGS[field](data, programme) if field in _SPELLINGS else ()


def is_written(spelling: str, text: str) -> bool:
    """Whether a text has a spelling, be it with other brackets, widths and spaces."""
    return _folded(spelling) in _folded(text)


def _name(data: CaseData, programme: Programme) -> tuple[str, ...]:
    names = [n.zh for n in (data.community.name, *data.community.aliases) if n.zh]
    return (*names, *(_BESIDE_NAME.sub("", name) for name in names))


def _address(data: CaseData, programme: Programme) -> tuple[str, ...]:
    written = data.community.address.zh if data.community.address else None
    rest = _BESIDE_NAME.sub("", written or "")
    for region in regions.lineage(data.community.region):
        rest = rest.removeprefix(region.zh)
    road = _ROAD.search(rest)
    return (road[0],) if road else (rest,) if rest else ()


def _company(data: CaseData, programme: Programme) -> tuple[str, ...]:
    name = data.company.name.zh if data.company else None
    return (name, _BESIDE_NAME.sub("", name)) if name else ()


def _built(data: CaseData, programme: Programme) -> tuple[str, ...]:
    built = data.community.built
    if built is None:
        return ()
    if built.precision == "decade":
        return (f"{built.year % 100 // 10 * 10}年代", built.to("zh"))
    return (f"{built.year}年",)


def _area(data: CaseData, programme: Programme) -> tuple[str, ...]:
    area = data.community.floor_area
    if area is None:
        return ()
    return (figures.area(area, "zh"), f"{area:f}平方米", f"{area:,f}平方米")


def _type(data: CaseData, programme: Programme) -> tuple[str, ...]:
    kind = next((k for k in programme.types if k.key == data.community.type), None)
    if kind is None or kind.open:
        return ()
    short = kind.name.zh.removesuffix("小区")
    return (kind.name.zh, short, short.removesuffix("住宅") + "房")


_SPELLINGS: dict[str, Callable[[CaseData, Programme], tuple[str, ...]]] = {
    "community.name": _name,
    "community.address": _address,
    "community.built": _built,
    "community.floor_area": _area,
    "community.type": _type,
    "company.name": _company,
}


def _folded(text: str) -> str:
    return re.sub(r"[\s（）()]", "", fold(text)).casefold()
